from django.urls import path

from ideas.similar import views

urlpatterns = [path("liknande/", views.similar, name="similar")]
