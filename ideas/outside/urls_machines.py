"""The addresses of the JSON interface: under neither language."""

from ideas.outside.api import api

app_name = "api"

urlpatterns, _app_name, _namespace = api.urls
