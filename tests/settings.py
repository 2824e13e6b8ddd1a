"""The portal's own settings, with what tests need otherwise: quick passwords, letters in memory, files in a folder of
their own, static files under their own names."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("GODA_DEMONSTRATION", "1")

from goda_exempel.settings import *  # noqa: F403
from goda_exempel.settings import STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NEWSLETTER_APART = False  # another process would not see the test's database
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="goda-exempel-media-"))
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # where nothing has been collected yet, as in a fresh clone
