from django.urls import path

from ideas.figures import views

app_name = "figures"

urlpatterns = [
    path("", views.figures, name="figures"),
    path("<slug:name>.csv", views.table, name="table"),
]
