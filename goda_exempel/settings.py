"""Django's settings. What differs between places is read from the environment; docs/production.md lists the names."""

import os
import re
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from goda_exempel.database import database_settings
from goda_exempel.environment import Environment, SettingError

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(Path(os.environ.get("GODA_ENV_FILE", BASE_DIR / ".env")))
VAR_DIR = env.path("GODA_VAR_DIR", BASE_DIR / "var")  # all that the portal itself writes

# The demonstration switch: made-up content, known passwords, no demands on secrets. Never on the open net.

DEMONSTRATION = env.switch("GODA_DEMONSTRATION", default=False)
DEMONSTRATION_KEY = "demonstration-only-placeholder-key-that-everybody-knows"
SHORTEST_KEY = 50

# Who this portal belongs to

DEBUG = env.switch("GODA_DEBUG", default=False)
SECRET_KEY = env.text("GODA_SECRET_KEY") or (DEMONSTRATION_KEY if DEMONSTRATION else "")
ALLOWED_HOSTS = env.names("GODA_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEMONSTRATION else [])

if not DEMONSTRATION:
    if len(SECRET_KEY) < SHORTEST_KEY or len(set(SECRET_KEY)) < 10:
        raise SettingError(f"The setting GODA_SECRET_KEY must be set to at least {SHORTEST_KEY} random characters.")
    if any(word in SECRET_KEY.lower() for word in ("placeholder", "insecure", "change", "byt-ut", "example")):
        raise SettingError("The setting GODA_SECRET_KEY is still a placeholder; it must be random characters.")
    if DEBUG:
        raise SettingError("The setting GODA_DEBUG must be off outside the demonstration (GODA_DEMONSTRATION=1).")
    if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
        raise SettingError("The setting GODA_HOSTS must list the host names of the portal, without a star.")

PORT = env.whole_number("PORT", 8000, least=1, most=65535)
WEB_WORKERS = env.whole_number("GODA_WEB_WORKERS", 2, least=1, most=64)
SITE_URL = env.site_address(
    "GODA_SITE_URL",
    f"http://127.0.0.1:{PORT}" if DEMONSTRATION else f"https://{ALLOWED_HOSTS[0].lstrip('.')}",
)
HTTPS = SITE_URL.startswith("https://")
if not (HTTPS or DEMONSTRATION):
    raise SettingError("The setting GODA_SITE_URL must begin with https:// outside the demonstration.")
SITE_NAME = env.text("GODA_SITE_NAME", "Goda exempel")
MUNICIPALITY = env.text("GODA_MUNICIPALITY", "Exempelkommunen")
CONTACT = env.text("GODA_CONTACT", "kontakt@exempelkommunen.example")  # where readers write
ACCENT_LIGHT = env.colour("GODA_ACCENT_LIGHT")
ACCENT_DARK = env.colour("GODA_ACCENT_DARK")
LOGO = env.text("GODA_LOGO")
REPLY_DAYS = env.whole_number("GODA_REPLY_DAYS", 10, least=1, most=365)
API_PER_MINUTE = env.whole_number("GODA_API_PER_MINUTE", 120, least=1, most=100_000)  # for one token
WEBHOOK_HOSTS = env.names("GODA_WEBHOOK_HOSTS", [])  # receivers in the municipality's own network
FOLLOW_UP_AGAIN_DAYS = env.whole_number("GODA_FOLLOW_UP_AGAIN_DAYS", 21, least=1, most=365)
CLIMB_DAYS = env.whole_number("GODA_CLIMB_DAYS", 3, least=1, most=365)
OWNER_DAYS = env.whole_number("GODA_OWNER_DAYS", 5, least=1, most=365)
PAGE_CACHE = env.switch("GODA_PAGE_CACHE", default=True)

# Parts

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "goda_exempel.serving.apps.StaticFilesConfig",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "django_prose_editor",
    "goda_exempel",
    "goda_exempel.accounts",
    "goda_exempel.notices",
    "goda_exempel.clock",
    "goda_exempel.demonstration",
    "ideas",
    "stories",
    "awards",
]

MIDDLEWARE = [
    "goda_exempel.caching.PublicPageCache",  # outermost, so that a kept page has every header
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "goda_exempel.middleware.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goda_exempel.middleware.LanguageMiddleware",
    "goda_exempel.middleware.refuse_unreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "stories.importing.middleware.lead_old_addresses_on",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goda_exempel.kept.keep_writing",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "goda_exempel.urls"
WSGI_APPLICATION = "goda_exempel.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goda_exempel.context.site",
                "goda_exempel.context.staff",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# What is kept

DATABASES = {"default": database_settings(env, VAR_DIR / "postgres")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "ENQUEUE_ON_COMMIT": False,
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("GODA_MEDIA_ROOT", VAR_DIR / "media")
STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # the text of a form; a letter å sent in a form takes six bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # larger files go to disk while they arrive
FILE_UPLOAD_HANDLERS = [
    "goda_exempel.uploads.CutHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640

# Language and time

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["goda_exempel.formats"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

# People and log-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("accounts:login")  # in the language of the page that asks for it
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60

BEHIND_PROXY = env.switch("GODA_BEHIND_PROXY", default=not DEMONSTRATION)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "goda_exempel.lockout.client_username"
AXES_FAILURE_LIMIT = 3
AXES_COOLOFF_TIME = "goda_exempel.lockout.cool_off"
AXES_LOCKOUT_CALLABLE = "goda_exempel.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "goda_exempel.lockout.client_address"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 50
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

SESSION_COOKIE_NAME = "goda_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "goda_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "goda_exempel.views_errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What browsers are told

SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^halsa/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# E-mail: over SMTP, or in demonstration mode to files

EMAIL_HOST = env.text("GODA_EMAIL_HOST", "localhost")
EMAIL_PORT = env.whole_number("GODA_EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("GODA_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("GODA_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.switch("GODA_EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("GODA_EMAIL_FROM", "Goda exempel <ingen-svarar@exempelkommunen.example>")
NEWSLETTER_BOUNCES = env.text("GODA_NEWSLETTER_BOUNCES")  # where letters of the newsletter come back to
if NEWSLETTER_BOUNCES and not re.fullmatch(r"[^\s@+]+@[^\s@]+", NEWSLETTER_BOUNCES):
    raise SettingError("The setting GODA_NEWSLETTER_BOUNCES must be an e-mail address without a plus sign.")
NEWSLETTER_APART = True  # a process of its own sends it
EMAIL_FILE_PATH = env.path("GODA_MAIL_DIR", VAR_DIR / "mail")
EMAIL_BACKEND = (
    "goda_exempel.mail.FileBackend"
    if env.text("GODA_MAIL_DIR") or (DEMONSTRATION and not env.text("GODA_EMAIL_HOST"))
    else "django.core.mail.backends.smtp.EmailBackend"
)

# Logs go to standard output. Who failed to log in, from where, stays in the database and out of them.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "axes": {"handlers": ["nowhere"], "propagate": False},
    },
}
