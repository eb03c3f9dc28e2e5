"""Settings of the test suite: the real database, closed network, cheap passwords."""

from __future__ import annotations

import os

os.environ.setdefault("GRIDWARDEN_INSECURE_HTTP", "1")  # before the modules below read it

from gridwarden.config.settings.base import *  # noqa: F403 - a settings module is its names
from gridwarden.config.settings.database import database
from gridwarden.config.settings.messages import *  # noqa: F403
from gridwarden.config.settings.paths import HOME
from gridwarden.config.settings.schedule import *  # noqa: F403
from gridwarden.config.settings.security import *  # noqa: F403
from gridwarden.config.settings.video import *  # noqa: F403
from gridwarden.platform.cluster.layout import Layout

DEBUG = False
DATABASES = {"default": database()}
if "DATABASE_URL" not in os.environ:
    # The throw-away cluster; tests/conftest.py starts it when the first test asks for the database.
    DATABASES["default"] |= {"USER": "gridwarden", "HOST": str(Layout.under(HOME / "test").socket_folder)}
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("GRIDWARDEN_TEST_DB", "test_gridwarden")}
FIELD_KEY = "R3JpZHdhcmRlbiBzZWFscyBpdHMgdGVzdHMgaGVyZSE="
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECRET_KEY = "only for tests"  # noqa: S105
AUDIT_CHECKPOINTS = HOME / "test" / "audit-checkpoints.jsonl"
#: Nothing is collected for tests; the live server finds static files where they lie. The folder must be there.
STATIC_ROOT = HOME / "test" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
#: A listener's connection would keep the test database from being dropped; its own tests start one.
LISTEN_FOR_TERRITORY = False
