"""The one API: every context's routes on one object."""

from __future__ import annotations

from gridwarden import __version__
from gridwarden.platform.api.service import DistrictApi

api = DistrictApi(title="Gridwarden", version=__version__, urls_namespace="api")
