from django.urls import path

from stories.writing import views

urlpatterns = [
    path("<int:pk>/redigera/", views.edit, name="edit"),
    path("<int:pk>/spara/", views.autosave, name="autosave"),
    path("<int:pk>/undanlagt/kasta/", views.discard, name="discard_aside"),
    path("<int:pk>/narvaro/", views.presence, name="presence"),
]
