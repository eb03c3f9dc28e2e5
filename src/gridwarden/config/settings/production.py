"""Settings of a running Gridwarden; everything that differs between sites comes from the environment."""

from __future__ import annotations

import os

from gridwarden.config.settings.base import *  # noqa: F403 - a settings module is its names
from gridwarden.config.settings.database import database
from gridwarden.config.settings.security import *  # noqa: F403

DEBUG = False
DATABASES = {"default": database()}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
TILE_SERVER = os.environ.get("GRIDWARDEN_TILE_SERVER", "")
