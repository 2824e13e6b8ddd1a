from django.urls import path

from ideas.owning import views

urlpatterns = [
    path("mina-enheter/", views.units, name="units"),
    path("<slug:number>/linjeagare/", views.owning, name="owning"),
    path("<slug:number>/linjeagare/resurser/", views.resources, name="owning_resources"),
    path("<slug:number>/linjeagare/<slug:name>/", views.owning_answer, name="owning_answer"),
]
