from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from bench.bare.models import Story


def static_string(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Goda exempel")


def one_query(request: HttpRequest) -> HttpResponse:
    """The rows of the archive's first page, by the same index."""
    published = Story.objects.filter(edition__isnull=False, publish_at__lte=timezone.now())
    rows = published.select_related("edition").order_by("-publish_at", "-id")[:12]
    return render(request, "list.html", {"stories": rows})


urlpatterns = [path("static-string", static_string), path("one-query", one_query)]
