from django.urls import path

from stories.newsletter import views_mine

app_name = "newsletter"

urlpatterns = [
    path("", views_mine.switch, name="switch"),
]
