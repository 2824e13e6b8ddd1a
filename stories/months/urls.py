from django.urls import path

from stories.months import views

urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("prenumerera/", views.subscribe, name="calendar_subscribe"),
    path("avsluta/", views.unsubscribe, name="calendar_unsubscribe"),
    path("<int:person>/<slug:secret>.ics", views.calendar_file, name="calendar_file"),
    path("<int:year>-<int:month>/", views.slot, name="slot"),
    path("<int:year>-<int:month>/fyll/", views.fill, name="slot_fill"),
]
