from django.urls import path

from goda_exempel.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notice_list, name="list"),
    path("las-alla/", views.read_all, name="read_all"),
    path("<int:pk>/", views.open_notice, name="open"),
]
