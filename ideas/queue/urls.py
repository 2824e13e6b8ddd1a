from django.urls import path

from ideas.queue import views, views_bulk

urlpatterns = [
    path("beredning/", views.queue, name="queue"),
    path("beredning/filter/", views.save_filter, name="filter_save"),
    path("beredning/filter/<int:pk>/ta-bort/", views.remove_filter, name="filter_remove"),
    path("beredning/flera/", views_bulk.bulk_move, name="bulk"),
    path("beredning/flera/<uuid:key>/", views_bulk.bulk_report, name="bulk_report"),
    path("utan-ansvarig/", views.orphaned, name="orphaned"),
]
