from django.urls import path

from ideas.files import views

urlpatterns = [
    path("<slug:number>/filer/", views.add, name="files_add"),
    path("<slug:number>/filer/<int:pk>/", views.file, name="file"),
    path("<slug:number>/filer/<int:pk>/<int:width>.<slug:ext>", views.picture, name="file_picture"),
    path("<slug:number>/filer/<int:pk>/beskriv/", views.describe, name="file_describe"),
    path("<slug:number>/filer/<int:pk>/ta-bort/", views.remove, name="file_remove"),
]
