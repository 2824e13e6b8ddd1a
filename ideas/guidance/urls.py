from django.urls import path

from ideas.guidance import views

urlpatterns = [
    path("handbok/", views.handbook, name="handbook"),
    path("handbok/<slug:slug>/andra/", views.edit, name="guidance_edit"),
    path("handbok/<slug:slug>/ateranvand/", views.use_again, name="guidance_restore"),
]
