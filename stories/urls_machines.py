"""Public addresses that are the same in every language: pictures, and what search engines read."""

from django.urls import path

from stories import sitemaps
from stories.pictures import views as pictures

urlpatterns = [
    path("bilder/<slug:key>-<int:width>.<slug:ext>", pictures.public, name="picture"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
