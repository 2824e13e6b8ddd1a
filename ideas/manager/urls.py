from django.urls import path

from ideas.manager import views

urlpatterns = [
    path("chef/", views.manager, name="manager"),
    path("chef/berom/", views.praise, name="manager_praise"),
]
