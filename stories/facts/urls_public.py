"""For people without an account; everything else about fact checks stands under ``/redaktion/``."""

from django.urls import path

from stories.facts import views_link

urlpatterns = [
    path("faktakoll/<str:token>/", views_link.page, name="fact_check"),
    path("faktakoll/<str:token>/stammer/", views_link.approve, name="fact_check_approve"),
    path("faktakoll/<str:token>/andra/", views_link.change, name="fact_check_change"),
    path("faktakoll/<str:token>/avsta/", views_link.decline, name="fact_check_decline"),
    path("faktakoll/<str:token>/ny-lank/", views_link.new_link, name="fact_check_new_link"),
    path("faktakoll/<str:token>/bild/<int:width>.<slug:ext>", views_link.picture, name="fact_check_picture"),
    path(
        "faktakoll/<str:token>/bilder/<slug:key>/<int:width>.<slug:ext>",
        views_link.body_picture,
        name="fact_check_body_picture",
    ),
]
