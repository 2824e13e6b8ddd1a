from django.urls import path

from ideas.support import views

urlpatterns = [
    path("<slug:number>/bra-ide/", views.support, name="support"),
    path("<slug:number>/bra-ide/ta-tillbaka/", views.take_back, name="support_take_back"),
    path("<slug:number>/folj/", views.follow, name="follow"),
    path("<slug:number>/folj/sluta/", views.unfollow, name="unfollow"),
]
