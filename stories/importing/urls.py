from django.urls import path

from stories.importing import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.run, name="import_run"),
    path("<int:pk>/ta-med/", views.carry, name="import_carry"),
    path("<int:pk>/slang/", views.throw, name="import_discard"),
    path("<int:pk>/rapport.csv", views.report, name="import_report"),
]
