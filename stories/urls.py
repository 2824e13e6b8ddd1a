from django.urls import path

from stories import views_pictures

app_name = "stories"

urlpatterns = [
    path("<int:pk>/bild/<int:width>.<slug:ext>", views_pictures.of_story, name="picture"),
]
