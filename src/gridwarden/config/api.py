"""The one API: every context's routes on one object."""

from __future__ import annotations

from gridwarden import __version__
from gridwarden.cases.api.routes import router as cases
from gridwarden.cases.api.turns import router as turns
from gridwarden.console.api.routes import router as accountability
from gridwarden.grids.api.designs import router as designs
from gridwarden.grids.api.places import router as places
from gridwarden.grids.api.routes import districts_router, roads_router
from gridwarden.grids.api.routes import router as grids
from gridwarden.inspections.api.notices import orders_router
from gridwarden.inspections.api.notices import router as notices
from gridwarden.inspections.api.rechecks import parties_router
from gridwarden.inspections.api.rechecks import router as rechecks
from gridwarden.inspections.api.slips import router as slips
from gridwarden.intake.api.routes import router as reports
from gridwarden.intake.api.transfers import router as transfers
from gridwarden.menu.api.routes import router as menu
from gridwarden.patrols.api.routes import router as patrols
from gridwarden.platform.api.service import DistrictApi
from gridwarden.platform.attachments.api.routes import router as photos
from gridwarden.workforce.api.routes import postings_router, staff_router, units_router

api = DistrictApi(title="Gridwarden", version=__version__, urls_namespace="api")
api.add_router("/accountability", accountability, tags=["people"])
api.add_router("/cases", cases, tags=["cases"])
api.add_router("/turns", turns, tags=["turns"])
api.add_router("/districts", districts_router, tags=["territory"])
api.add_router("/grids", grids, tags=["territory"])
api.add_router("/designs", designs, tags=["designs"])
api.add_router("/places", places, tags=["territory"])
api.add_router("/roads", roads_router, tags=["territory"])
api.add_router("/photos", photos, tags=["photos"])
api.add_router("/slips", slips, tags=["slips"])
api.add_router("/reports", reports, tags=["reports"])
api.add_router("/transfers", transfers, tags=["reports"])
api.add_router("/notices", notices, tags=["notices"])
api.add_router("/orders", orders_router, tags=["notices"])
api.add_router("/rechecks", rechecks, tags=["notices"])
api.add_router("/parties", parties_router, tags=["notices"])
api.add_router("/menu", menu, tags=["menu"])
api.add_router("/patrols", patrols, tags=["patrols"])
api.add_router("/units", units_router, tags=["people"])
api.add_router("/staff", staff_router, tags=["people"])
api.add_router("/postings", postings_router, tags=["people"])
