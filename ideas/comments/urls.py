from django.urls import path

from ideas.comments import views, views_desk

urlpatterns = [
    path("<slug:number>/kommentarer/", views.comments, name="comments"),
    path("<slug:number>/kommentarer/<int:pk>/", views.comment, name="comment"),
    path("<slug:number>/kommentarer/<int:pk>/svara/", views.answer, name="comment_answer"),
    path("<slug:number>/kommentarer/<int:pk>/andra/", views.edit, name="comment_edit"),
    path("<slug:number>/kommentarer/<int:pk>/ta-bort/", views.delete, name="comment_delete"),
    path("<slug:number>/kommentarer/<int:pk>/tidigare/", views_desk.earlier, name="comment_earlier"),
    path("<slug:number>/kommentarer/<int:pk>/dolj/", views_desk.hide, name="comment_hide"),
    path("<slug:number>/kommentarer/<int:pk>/visa/", views_desk.unhide, name="comment_unhide"),
]
