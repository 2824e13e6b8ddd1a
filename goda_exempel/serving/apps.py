from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Django's own, but for the sources of the theme, which are compiled and not served."""

    ignore_patterns = [*DjangoStaticFilesConfig.ignore_patterns, "theme"]
