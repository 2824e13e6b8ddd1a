"""Every address of the portal. Pages stand under both languages: Swedish at the root, English under ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from goda_exempel import views_health, views_theme

urlpatterns = [
    path("halsa/live", views_health.live, name="health_live"),
    path("halsa/redo", views_health.ready, name="health_ready"),
    path("tema.css", views_theme.theme, name="theme"),
    path("", include("stories.urls_machines")),
    path("api/v1/", include("ideas.outside.urls_machines")),
    *i18n_patterns(
        path("", include("stories.urls_public")),
        path("", include("stories.facts.urls_public")),
        path("", include("awards.urls_public")),
        path("", include("ideas.breakroom.urls_public")),
        path("", include("ideas.promise.urls_public")),
        path("", include("goda_exempel.accounts.urls")),
        path("", include("stories.newsletter.urls_public")),
        path("mig/nyhetsbrev/", include("stories.newsletter.urls_mine")),
        path("notiser/", include("goda_exempel.notices.urls")),
        path("ideer/", include("ideas.urls")),
        path("statistik/", include("ideas.figures.urls")),
        path("redaktion/", include("stories.urls")),
        path("jury/", include("awards.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "goda_exempel.views_errors.bad_request"
handler403 = "goda_exempel.views_errors.forbidden"
handler404 = "goda_exempel.views_errors.not_found"
handler500 = "goda_exempel.views_errors.server_error"
