"""What readers see of the promises; included at the root, in both languages."""

from collections.abc import Iterable

from django.urls import path, reverse

from goda_exempel.registry import Address
from ideas.promise import views_public

urlpatterns = [
    path("svarsloften/", views_public.promises, name="promises"),
]


def addresses() -> Iterable[Address]:
    """For the site map."""
    return [Address(reverse("promises"))]
