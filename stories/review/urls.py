from django.urls import path

from stories.review import views

urlpatterns = [
    path("<int:pk>/granska/", views.review, name="review"),
    path("<int:pk>/granska/kommentera/", views.comment, name="comment"),
    path("<int:pk>/granska/<int:number>/svara/", views.reply, name="comment_reply"),
    path("<int:pk>/granska/<int:number>/klar/", views.resolve, name="comment_resolve"),
    path("<int:pk>/granska/<int:number>/oppna/", views.reopen, name="comment_reopen"),
]
