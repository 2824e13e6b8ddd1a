from django.urls import path

from ideas.effects import views, views_follow_up

urlpatterns = [
    path("<slug:number>/effekt/ny/", views.add, name="effect_add"),
    path("<slug:number>/effekt/<int:pk>/", views.change, name="effect_change"),
    path("<slug:number>/effekt/<int:pk>/rakna-om/", views.count_anew, name="effect_count"),
    path("<slug:number>/effekt/<int:pk>/ta-bort/", views.remove, name="effect_remove"),
    path("<slug:number>/uppfoljning/<int:months>/", views_follow_up.follow_up, name="follow_up"),
]
