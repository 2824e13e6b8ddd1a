from django.urls import path

from ideas.notes import views

urlpatterns = [
    path("<slug:number>/anteckningar/", views.add_note, name="note_add"),
    path("<slug:number>/anteckningar/<int:pk>/", views.edit_note, name="note_edit"),
    path("<slug:number>/anteckningar/<int:pk>/ta-bort/", views.remove_note, name="note_remove"),
]
