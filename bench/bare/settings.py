from pathlib import Path

from goda_exempel.database import database_settings
from goda_exempel.environment import Environment

HERE = Path(__file__).parent

SECRET_KEY = "bare-views-keep-no-secrets"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["bench.bare"]
ROOT_URLCONF = "bench.bare.urls"
DATABASES = {"default": database_settings(Environment(HERE / "no.env"), HERE / "no-data")}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [HERE / "templates"]}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
