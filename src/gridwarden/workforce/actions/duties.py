"""Write down what each role owes."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from gridwarden.platform.access import Permission, Role
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Invalid
from gridwarden.workforce.actions.guards import check_district, locked
from gridwarden.workforce.models import Duty

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@transaction.atomic
def seed(*, by: Actor, at: datetime, district_id: int) -> int:
    """Give a district the duties of the six roles, unless it has some; return how many were written."""
    by.require(Permission.PEOPLE_EDIT)
    check_district(by, district_id)
    if Duty.objects.filter(district=district_id).exists():
        return 0
    rows = [
        Duty(district_id=district_id, role=role, number=number, text=duty["zh"], text_en=duty["en"])
        for role, duties in _seed_file().items()
        for number, duty in enumerate(duties, start=1)
    ]
    Duty.objects.bulk_create(rows)
    record("duties.seeded", by=by, at=at, subject_type="district", subject_id=district_id, district_id=district_id)
    return len(rows)


@transaction.atomic
def add(*, by: Actor, at: datetime, district_id: int, role: Role, text: str, text_en: str = "") -> Duty:
    """Add a duty at the end of a role's list."""
    by.require(Permission.PEOPLE_EDIT)
    check_district(by, district_id)
    _check_said(text)
    last = Duty.objects.filter(district=district_id, role=role).aggregate(last=Max("number"))["last"] or 0
    duty = Duty.objects.create(district_id=district_id, role=role.value, number=last + 1, text=text, text_en=text_en)
    _tell("duty.added", duty, by=by, at=at)
    return duty


@transaction.atomic
def revise(*, by: Actor, at: datetime, duty_id: int, text: str, text_en: str) -> Duty:
    """Say a duty in other words."""
    by.require(Permission.PEOPLE_EDIT)
    _check_said(text)
    duty = locked(Duty.objects.all(), duty_id, by=by)
    duty.text, duty.text_en = text, text_en
    duty.save(update_fields=["text", "text_en"])
    _tell("duty.revised", duty, by=by, at=at)
    return duty


@transaction.atomic
def remove(*, by: Actor, at: datetime, duty_id: int) -> None:
    """Strike a duty; those after it move up."""
    by.require(Permission.PEOPLE_EDIT)
    duty = locked(Duty.objects.all(), duty_id, by=by)
    _tell("duty.removed", duty, by=by, at=at)
    later = Duty.objects.filter(district=duty.district_id, role=duty.role, number__gt=duty.number)
    duty.delete()
    # One by one in order: the number is unique at every moment.
    for one in later.order_by("number"):
        one.number -= 1
        one.save(update_fields=["number"])


def _seed_file() -> dict[str, list[dict[str, str]]]:
    text = files("gridwarden.workforce").joinpath("data/duties.json").read_text(encoding="utf-8")
    loaded: dict[str, list[dict[str, str]]] = json.loads(text)
    return loaded


def _check_said(text: str) -> None:
    if not text.strip():
        raise Invalid("A duty says something.", text="missing")


def _tell(what: str, duty: Duty, *, by: Actor, at: datetime) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="duty",
        subject_id=duty.pk,
        district_id=duty.district_id,
        role=duty.role,
        number=duty.number,
        text=duty.text,
    )
