"""Every address of the product."""

from __future__ import annotations

from django.urls import include, path

from gridwarden.config.api import api
from gridwarden.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="health"),
    path("api/v1/", api.urls),
    path("", include("gridwarden.console.web.urls")),
    path("api-clients/", include("gridwarden.platform.api.urls")),
    path("audit/", include("gridwarden.platform.audit.urls")),
    path("accounts/", include("gridwarden.platform.accounts.urls")),
    path("calendar/", include("gridwarden.platform.calendars.web.urls")),
    path("cases/", include("gridwarden.cases.web.urls")),
    path("contracts/", include("gridwarden.contracts.web.urls")),
    path("demo/", include("gridwarden.simulation.web.urls")),
    path("exchange/", include("gridwarden.exchange.web.urls")),
    path("field/", include("gridwarden.field.web.urls")),
    path("grids/", include("gridwarden.grids.web.urls")),
    path("", include("gridwarden.inspections.web.urls")),
    path("intake/", include("gridwarden.intake.web.urls")),
    path("media/", include("gridwarden.platform.attachments.urls")),
    path("menu/", include("gridwarden.menu.web.urls")),
    path("notices/", include("gridwarden.platform.notifications.urls")),
    path("open311/", include("gridwarden.intake.open311.urls")),
    path("", include("gridwarden.patrols.web.urls")),
    path("", include("gridwarden.video.web.urls")),
    path("", include("gridwarden.radio.web.urls")),
    path("people/", include("gridwarden.workforce.web.urls")),
    path("", include("gridwarden.intake.web.public_urls")),
    path("ui/", include("gridwarden.platform.ui.urls")),
]

handler400 = "gridwarden.platform.ui.errors.bad_request"
handler403 = "gridwarden.platform.ui.errors.forbidden"
handler404 = "gridwarden.platform.ui.errors.not_found"
handler500 = "gridwarden.platform.ui.errors.server_error"
