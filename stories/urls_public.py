from django.urls import path

from stories import views_pictures

urlpatterns = [
    path("bilder/<slug:key>-<int:width>.<slug:ext>", views_pictures.public, name="picture"),
]
