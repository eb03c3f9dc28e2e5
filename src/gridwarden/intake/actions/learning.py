"""Train new versions, compare them in the shadow, and put one to work because a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from gridwarden.algorithms.classify import Document, Model, Problem
from gridwarden.grids.models import District
from gridwarden.intake.domain.versions import VersionState
from gridwarden.intake.domain.wording import pseudo_documents
from gridwarden.intake.models import DuplicateRule, ShadowTrial, SuggestionModel
from gridwarden.intake.queries import confirmed, duplicates, suggesting
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

REACHES_M = (5, 500)
DAYS = (1, 90)


class NothingNew(Conflict):
    """No case was confirmed since the newest version was trained."""

    code = "nothing_new"


class NoShadow(NotFound):
    """No version waits in the shadow under this number."""

    code = "no_shadow"


class RuleOutOfBounds(Invalid):
    """Too far, too long or no share."""

    code = "rule_out_of_bounds"


@transaction.atomic
def train(*, by: Actor, at: datetime, district_id: int) -> int:
    """Train a version from all confirmed cases and leave it in the shadow; return its number.

    A version that waited there retires: two shadows would only confuse whoever compares.
    """
    by.require(Permission.MENU_EDIT)
    District.objects.select_for_update(no_key=True).get(pk=district_id)
    taught = confirmed.texts(district_id)
    versions = SuggestionModel.objects.filter(district=district_id)
    newest = versions.order_by("-version").first()
    if not taught or (newest and not confirmed.since(district_id, newest.trained_at)):
        raise NothingNew("No case was confirmed since the newest version was trained.")
    model = _learn(district_id, at, taught)
    versions.filter(state=VersionState.SHADOW.value).update(state=VersionState.RETIRED.value)
    row = SuggestionModel.objects.create(
        district_id=district_id,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        data=model.to_bytes(),
        trained_at=at,
        confirmed=len(taught),
        accuracy=model.quality.accuracy,
        top3=model.quality.top3,
        calibration_error=model.quality.calibration_error,
        judged_on_confirmed=model.quality.on_confirmed,
    )
    record(
        "suggestions.trained", by=by, at=at, subject_type="suggestion_model", subject_id=row.pk,
        district_id=district_id, version=row.version, confirmed=row.confirmed, accuracy=row.accuracy,
    )  # fmt: skip
    return row.version


@transaction.atomic
def compare(*, at: datetime, district_id: int) -> int:
    """Ask the current version and the one in the shadow about cases that neither learned from; return how many."""
    shadow = SuggestionModel.objects.filter(district=district_id, state=VersionState.SHADOW.value).first()
    if shadow is None:
        return 0
    _, current = suggesting.current(district_id, menus.current(district_id, at))
    apart = suggesting.stored(shadow)
    seen = set(ShadowTrial.objects.filter(shadow=shadow).values_list("case", flat=True))
    fresh = [row for row in confirmed.since(district_id, shadow.trained_at) if row[0] not in seen]
    trials = [
        ShadowTrial(
            shadow=shadow,
            case_id=case_id,
            by_current=_first(current, text),
            by_shadow=_first(apart, text),
            confirmed=name,
            at=at,
        )
        for case_id, text, name in fresh
    ]
    ShadowTrial.objects.bulk_create(trials)
    return len(trials)


@transaction.atomic
def adopt(*, by: Actor, at: datetime, version: int) -> None:
    """Put the version in the shadow to work; the one before retires and is kept."""
    by.require(Permission.MENU_EDIT)
    versions = SuggestionModel.objects.filter(district=by.district_id)
    shadow = versions.select_for_update().filter(version=version, state=VersionState.SHADOW.value).first()
    if shadow is None:
        raise NoShadow("No version waits in the shadow under this number.")
    versions.filter(state=VersionState.CURRENT.value).update(state=VersionState.RETIRED.value)
    versions.filter(pk=shadow.pk).update(state=VersionState.CURRENT.value, adopted_at=at, adopted_by_name=by.name)
    record("suggestions.adopted", by=by, at=at, subject_type="suggestion_model", subject_id=shadow.pk, version=version)


@transaction.atomic
def set_duplicates(*, by: Actor, at: datetime, reach_m: int, days: int, least_score: int) -> None:
    """Set what the district calls near, recent and alike (``least_score`` in hundredths)."""
    by.require(Permission.MENU_EDIT)
    bounds = {"reach_m": (reach_m, REACHES_M), "days": (days, DAYS), "least_score": (least_score, (0, 100))}
    wrong = {name: f"is not from {low} to {high}" for name, (value, (low, high)) in bounds.items()
             if not low <= value <= high}  # fmt: skip
    if wrong:
        raise RuleOutOfBounds("Near, recent and alike have their bounds.", **wrong)
    before = duplicates.rule(by.district_id or 0)
    values = {"reach_m": reach_m, "days": days, "least_score": least_score}
    DuplicateRule.objects.update_or_create(district_id=by.district_id or 0, defaults=values)
    record(
        "duplicates.set", by=by, at=at, subject_type="district", subject_id=by.district_id,
        before=[before.reach_m, before.days, before.least_score], **values,
    )  # fmt: skip


def _learn(district_id: int, at: datetime, taught: list[tuple[str, str]]) -> Model:
    from gridwarden.algorithms.classify.solve import train as fit  # noqa: PLC0415 - only who trains pays for it

    lines = suggesting.lines_of(menus.current(district_id, at))
    names = {line.label for line in lines}
    known = [Document(text, name, is_confirmed=True) for text, name in taught if name in names and text.strip()]
    return fit(Problem((*pseudo_documents(lines), *known)))


def _first(model: Model, text: str) -> str:
    found = model.suggest(text, most=1)
    return found[0].label if found else ""
