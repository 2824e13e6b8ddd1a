from django.urls import path

from awards import views_jury, views_prize, views_scoring

app_name = "awards"

urlpatterns = [
    path("", views_jury.rooms, name="rooms"),
    path("nytt/", views_prize.new, name="new"),
    path("<int:year>/", views_jury.room, name="room"),
    path("<int:year>/flytta/<str:name>/", views_jury.move, name="move"),
    path("<int:year>/protokoll/", views_jury.minutes, name="minutes"),
    path("<int:year>/installningar/", views_prize.edit, name="settings"),
    path("<int:year>/kandidater/hamta/", views_prize.nominate, name="nominate"),
    path("<int:year>/kandidater/<int:pk>/", views_scoring.candidate, name="candidate"),
    path("<int:year>/kandidater/<int:pk>/jav/", views_scoring.answer, name="declare"),
    path("<int:year>/kandidater/<int:pk>/poang/", views_scoring.score, name="score"),
    path("<int:year>/kandidater/<int:pk>/ta-bort/", views_prize.remove, name="remove_candidate"),
]
