"""Settings of a running Gridwarden; everything that differs between sites comes from the environment."""

from __future__ import annotations

import os

from gridwarden.config import secrets
from gridwarden.config.settings.paths import HOME

secrets.load(HOME)  # before the modules below read the environment

from gridwarden.config.settings.base import *  # noqa: E402, F403 - a settings module is its names
from gridwarden.config.settings.database import database  # noqa: E402
from gridwarden.config.settings.logs import *  # noqa: E402, F403
from gridwarden.config.settings.messages import *  # noqa: E402, F403
from gridwarden.config.settings.schedule import *  # noqa: E402, F403
from gridwarden.config.settings.security import *  # noqa: E402, F403
from gridwarden.config.settings.video import *  # noqa: E402, F403

DEBUG = False
DATABASES = {"default": database()}
POOL_SIZE = int(os.environ.get("GRIDWARDEN_POOL_SIZE", "0"))
if POOL_SIZE:  # servers with threads; a command is served by one plain connection
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": POOL_SIZE, "timeout": 10}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gridwarden.config.static_files.BuiltFilesStorage"},
}
#: Browsers keep these for ever: their names change with their content.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/dist/chunks/|\.[0-9a-f]{12}\."
TILE_SERVER = os.environ.get("GRIDWARDEN_TILE_SERVER", "")
MAP_ATTRIBUTION = os.environ.get("GRIDWARDEN_MAP_ATTRIBUTION", "")
MEDIA_ACCEL_PREFIX = os.environ.get("GRIDWARDEN_MEDIA_ACCEL_PREFIX", "")
EVIDENCE_LIKENESS_BITS = int(os.environ.get("GRIDWARDEN_EVIDENCE_LIKENESS_BITS", "10"))
EVIDENCE_FAR_M = int(os.environ.get("GRIDWARDEN_EVIDENCE_FAR_M", "200"))
EVIDENCE_OLD_MIN = int(os.environ.get("GRIDWARDEN_EVIDENCE_OLD_MIN", "120"))
EVIDENCE_SKEW_S = int(os.environ.get("GRIDWARDEN_EVIDENCE_SKEW_S", "300"))
if hours := os.environ.get("GRIDWARDEN_WORKING_HOURS"):  # for example 08:30-12:00,13:30-17:30
    WORKING_HOURS = [(start, end) for start, _, end in (stretch.partition("-") for stretch in hours.split(","))]
