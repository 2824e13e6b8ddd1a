"""The addresses of readers, which never die."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from stories import feeds, views_archive, views_public


class Year(IntConverter):
    regex = r"[12]\d{3}"


class Month(StringConverter):
    regex = r"0[1-9]|1[0-2]"


register_converter(Year, "year")
register_converter(Month, "month")

urlpatterns = [
    path("", views_public.home, name="home"),
    path("goda-exempel/", views_archive.archive, name="archive"),
    path("goda-exempel/flode.atom", feeds.atom, name="feed_atom"),
    path("goda-exempel/<year:year>/", views_archive.year, name="archive_year"),
    path("goda-exempel/<year:year>/<month:month>/", views_archive.month, name="archive_month"),
    path("goda-exempel/<year:year>/<month:month>/<slug:slug>/", views_public.story, name="story"),
    path("sa-funkar-det/", views_public.how_it_works, name="how_it_works"),
    path("tillganglighet/", views_public.accessibility, name="accessibility"),
    path("personuppgifter/", views_public.privacy, name="privacy"),
]
