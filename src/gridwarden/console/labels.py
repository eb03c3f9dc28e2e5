"""What people read for the words of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.console.queries.indicators import Indicator

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

INDICATORS: dict[Indicator, _StrPromise] = {
    Indicator.OPEN: _("Open cases"),
    Indicator.OVERDUE: _("Overdue cases"),
    Indicator.OPENED: _("Cases of the last 30 days"),
    Indicator.ON_TIME: _("Closed in time, last 30 days (%)"),
    Indicator.ALARMS: _("Alarms today"),
    Indicator.COVERAGE: _("Patrol coverage (%)"),
    Indicator.PRESENCE: _("In the grid while on duty (%)"),
}
