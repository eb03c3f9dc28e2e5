"""What people read for the words of coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.coverage import Arrival, Refused
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.patrols.domain.coverage import AppealState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REFUSED: dict[str, _StrPromise] = {
    Refused.NO_FIXES: _("No rate: no positions"),
    Refused.SPARSE: _("No rate: positions too far apart"),
    Refused.NOTHING_ASKED: _("No rate: no passes asked for"),
}
ARRIVALS: dict[str, _StrPromise] = {
    Arrival.IN_TIME: _("Arrived in time"),
    Arrival.LATE: _("Arrived late"),
    Arrival.UNKNOWN: _("No signal when it mattered"),
    Arrival.SENT: _("Sent to a case elsewhere"),
    "": _("No shift"),
}
ARRIVAL_TONES = {Arrival.IN_TIME: "good", Arrival.LATE: "bad", Arrival.UNKNOWN: "warn", Arrival.SENT: "info", "": ""}
GRADES: dict[str, _StrPromise] = {
    RoadGrade.ARTERIAL: _("Main road"),
    RoadGrade.SECONDARY: _("Secondary road"),
    RoadGrade.BACK_STREET: _("Back street"),
}
LOOKS: dict[str, _StrPromise] = {
    "done": _("As often as asked"),
    "some": _("Too rarely"),
    "none": _("Not at all"),
    "free": _("Not asked for"),
}
BARS: dict[str, _StrPromise] = {
    "in": _("In the grid"),
    "sent": _("Sent to a case elsewhere"),
    "out": _("Out of the grid"),
    "silent": _("No signal"),
}
APPEALS: dict[str, _StrPromise] = {
    AppealState.OPEN: _("Waits for a decision"),
    AppealState.ACCEPTED: _("Appeal accepted"),
    AppealState.DECLINED: _("Appeal declined"),
}
APPEAL_TONES = {AppealState.OPEN: "warn", AppealState.ACCEPTED: "good", AppealState.DECLINED: "bad"}
PARAMS: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "sparse_m": (_("Widest median gap for a rate (m)"), _("Wider, and no rate is told.")),
    "late_s": (_("In time up to (s) after the shift began"), _("900 s are 15 minutes.")),
    "margin_m": (_("Still in the grid up to (m) beyond its border"), _("Receivers err by some metres.")),
    "accuracy_m": (_("Roughest position that counts (m)"), _("Rougher ones are dropped.")),
    "share": (_("Share of a segment that makes a pass"), _("0.8 means four fifths of its cells.")),
}
ACTIONS: dict[str, _StrPromise] = {
    "coverage.planned": _("set a plan of passes"),
    "coverage.appealed": _("appealed against the figures of a day"),
    "coverage.reviewed": _("decided on an appeal"),
}
REFUSALS: dict[str, _StrPromise] = {
    "coverage_plan_wrong": _("What was entered is out of its range or missing."),
    "no_coverage": _("Nothing is known of this day."),
    "appeal_closed": _("There is an appeal for this day already, or it was decided."),
    "not_your_appeal": _("Everybody appeals on their own day only, and somebody else decides."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("out of range"), _("0 to 20"), _("too long"))
