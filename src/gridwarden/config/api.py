"""The one API: every context's routes on one object."""

from __future__ import annotations

from gridwarden import __version__
from gridwarden.cases.api.routes import router as cases
from gridwarden.grids.api.routes import districts_router, roads_router
from gridwarden.grids.api.routes import router as grids
from gridwarden.intake.api.routes import router as reports
from gridwarden.platform.api.service import DistrictApi
from gridwarden.platform.attachments.api.routes import router as photos

api = DistrictApi(title="Gridwarden", version=__version__, urls_namespace="api")
api.add_router("/cases", cases, tags=["cases"])
api.add_router("/districts", districts_router, tags=["territory"])
api.add_router("/grids", grids, tags=["territory"])
api.add_router("/roads", roads_router, tags=["territory"])
api.add_router("/photos", photos, tags=["photos"])
api.add_router("/reports", reports, tags=["reports"])
