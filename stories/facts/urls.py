from django.urls import path

from stories.facts import views_desk

urlpatterns = [
    path("<int:pk>/faktakoll/fraga/", views_desk.add, name="facts_add"),
    path("<int:pk>/faktakoll/<int:number>/skicka/", views_desk.send, name="facts_send"),
    path("<int:pk>/faktakoll/<int:number>/avsluta/", views_desk.end, name="facts_end"),
]
