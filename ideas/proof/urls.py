from django.urls import path

from ideas.proof import views

urlpatterns = [
    path("<slug:number>/bevis/", views.proof, name="proof"),
]
