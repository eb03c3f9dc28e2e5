"""Secrets, cookies, headers and password rules."""

from __future__ import annotations

import os

SECRET_KEY = os.environ.get("GRIDWARDEN_SECRET_KEY", "insecure-until-the-accounts-room-is-built")
#: Seals personal data at rest: 32 bytes in base64, see ``platform.sealing``.
FIELD_KEY = os.environ.get("GRIDWARDEN_FIELD_KEY", "")
ALLOWED_HOSTS = os.environ.get("GRIDWARDEN_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
