from django.urls import path

from stories.pictures import views, views_desk

urlpatterns = [
    path("<int:pk>/bild/<int:width>.<slug:ext>", views.of_story, name="picture"),
    path("<int:pk>/bild/<slug:key>-<int:width>.<slug:ext>", views.of_text, name="body_picture"),
    path("bilder/<slug:key>/<int:width>.<slug:ext>", views.of_desk, name="desk_picture"),
    path("<int:pk>/bilder/", views_desk.pictures, name="pictures"),
    path("<int:pk>/bilder/ny/", views_desk.upload, name="picture_new"),
    path("<int:pk>/bilder/<slug:key>/", views_desk.describe_picture, name="picture_describe"),
]
