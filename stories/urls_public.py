"""The addresses of readers, which never die. Those of machines stand outside the languages."""

from django.urls import path, re_path

from stories import feeds, sitemaps, views_archive, views_pictures, views_public

YEAR = r"(?P<year>[12]\d{3})"
MONTH = r"(?P<month>0[1-9]|1[0-2])"

urlpatterns = [
    path("", views_public.home, name="home"),
    path("goda-exempel/", views_archive.archive, name="archive"),
    path("goda-exempel/flode.atom", feeds.atom, name="feed_atom"),
    re_path(rf"^goda-exempel/{YEAR}/$", views_archive.year, name="archive_year"),
    re_path(rf"^goda-exempel/{YEAR}/{MONTH}/$", views_archive.month, name="archive_month"),
    re_path(rf"^goda-exempel/{YEAR}/{MONTH}/(?P<slug>[-\w]+)/$", views_public.story, name="story"),
    path("bilder/<slug:key>-<int:width>.<slug:ext>", views_pictures.public, name="picture"),
    path("sa-funkar-det/", views_public.how_it_works, name="how_it_works"),
    path("tillganglighet/", views_public.accessibility, name="accessibility"),
    path("personuppgifter/", views_public.privacy, name="privacy"),
]

for_machines = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
