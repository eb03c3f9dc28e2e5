"""Trained versions, and how the one in the shadow does beside the one at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from gridwarden.intake.domain.versions import VersionState
from gridwarden.intake.models import ShadowTrial, SuggestionModel
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

_MOST_VERSIONS = 20
_MOST_TRIALS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version; accuracy and first three are shares on texts that it did not see."""

    version: int
    state: VersionState
    trained_at: datetime
    confirmed: int
    accuracy: float
    top3: float
    calibration_error: float
    judged_on_confirmed: bool
    adopted_by: str
    #: Cases that both versions were asked about since, and how many each had right.
    trials: int
    right_by_current: int
    right_by_shadow: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """A case about which the two versions differ."""

    case_id: int
    case_number: str
    by_current: str
    by_shadow: str
    confirmed: str


def rows(actor: Actor) -> list[VersionRow]:
    """Return the newest versions of the actor's district, the newest first; one statement."""
    actor.require(Permission.MENU_EDIT)
    counted = (
        SuggestionModel.objects.filter(district=actor.district_id)
        .defer("data")
        .annotate(
            tried=Count("trials"),
            by_current=Count("trials", filter=Q(trials__by_current=F("trials__confirmed"))),
            by_shadow=Count("trials", filter=Q(trials__by_shadow=F("trials__confirmed"))),
        )
    )
    return [
        VersionRow(
            version=row.version,
            state=VersionState(row.state),
            trained_at=row.trained_at,
            confirmed=row.confirmed,
            accuracy=row.accuracy,
            top3=row.top3,
            calibration_error=row.calibration_error,
            judged_on_confirmed=row.judged_on_confirmed,
            adopted_by=row.adopted_by_name,
            trials=row.tried,
            right_by_current=row.by_current,
            right_by_shadow=row.by_shadow,
        )
        for row in counted.order_by("-version")[:_MOST_VERSIONS]
    ]


def differences(actor: Actor) -> list[TrialRow]:
    """Return the newest cases about which the version in the shadow and the one at work differ; one statement."""
    actor.require(Permission.MENU_EDIT)
    shadow = ShadowTrial.objects.filter(shadow__district=actor.district_id, shadow__state=VersionState.SHADOW.value)
    apart = shadow.exclude(by_current=F("by_shadow")).order_by("-pk")[:_MOST_TRIALS]
    columns = ("case_id", "case__number", "by_current", "by_shadow", "confirmed")
    return [
        TrialRow(case_id=case_id, case_number=number, by_current=current, by_shadow=other, confirmed=confirmed)
        for case_id, number, current, other, confirmed in apart.values_list(*columns)
    ]
