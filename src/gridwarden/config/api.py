"""The one API: every context's routes, and the one translation of refusals."""

from __future__ import annotations

from ninja import NinjaAPI

from gridwarden import __version__

api = NinjaAPI(title="Gridwarden", version=__version__, urls_namespace="api")
