from django.urls import path

from goda_exempel.notices import views, views_choices

app_name = "notices"

urlpatterns = [
    path("", views.notice_list, name="list"),
    path("las-alla/", views.read_all, name="read_all"),
    path("installningar/", views_choices.settings_page, name="settings"),
    path("avsluta/<str:token>/", views_choices.unsubscribe, name="unsubscribe"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("<int:pk>/last/", views.read_one, name="read"),
]
