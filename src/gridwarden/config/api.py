"""The one API: every context's routes on one object."""

from __future__ import annotations

from gridwarden import __version__
from gridwarden.platform.api.service import DistrictApi
from gridwarden.platform.attachments.api.routes import router as photos

api = DistrictApi(title="Gridwarden", version=__version__, urls_namespace="api")
api.add_router("/photos", photos, tags=["photos"])
