"""What a contractor may not read of a case that it has in hand: the time in which another contractor had it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Exists, OuterRef, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from gridwarden.cases.models import Step
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.cases.models import Request
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a case is kept from somebody."""

    #: Numbers of the steps, from the sending to the other contractor to the case's return.
    seqs: frozenset[int] = frozenset()
    #: From and to of these times; the last may be open.
    spans: tuple[tuple[datetime, datetime | None], ...] = ()

    def holds(self, at: datetime | None) -> bool:
        """Return whether what was done at ``at`` is kept."""
        return at is not None and any(begin <= at and (end is None or at <= end) for begin, end in self.spans)


NOTHING = Kept()


def kept_from(actor: Actor, steps: Iterable[Step]) -> Kept:
    """Return what of the given steps, in order, is kept from ``actor``; at most one SQL statement."""
    return others_part(actor.unit_ids, steps) if actor.is_contractor else NOTHING


def others_part(unit_ids: AbstractSet[int], steps: Iterable[Step]) -> Kept:
    """Return what of the given steps belongs to contractors other than these; at most one SQL statement."""
    known = list(steps)
    others = {int(owner) for step in known if (owner := step.changes.get("owner"))} - unit_ids
    if not others:
        return NOTHING
    found = Unit.objects.filter(pk__in=others, kind=UnitKind.CONTRACTOR.value)
    return _kept(known, frozenset(found.values_list("pk", flat=True)))


def kept_of_case(actor: Actor, case_id: int) -> Kept:
    """Return what of a case is kept from ``actor``; two SQL statements for contractors, none for others."""
    if not actor.is_contractor:
        return NOTHING
    return kept_from(actor, Step.objects.filter(case=case_id).only("seq", "at", "changes", "by_unit").order_by("seq"))


def had_one(actor: Actor, *, case: str = "pk") -> Exists | Value:
    """Return what holds for cases that another contractor had as well: sums over the whole case tell of its part.

    ``case`` is the column that leads to the case.
    """
    if not actor.is_contractor:
        return Value(value=False)
    others = Unit.objects.filter(kind=UnitKind.CONTRACTOR.value).exclude(pk__in=actor.unit_ids)
    given = Step.objects.filter(case=OuterRef(case), changes__has_key="owner")
    owner = Cast(KeyTextTransform("owner", "changes"), BigIntegerField())
    return Exists(given.annotate(owner=owner).filter(owner__in=others.values("pk")))


def own_requests(actor: Actor, found: QuerySet[Request]) -> QuerySet[Request]:
    """Keep from a contractor what others asked for."""
    return found.filter(unit__in=actor.unit_ids) if actor.is_contractor else found


def _kept(steps: list[Step], rivals: frozenset[int]) -> Kept:
    seqs, spans = set(), []
    begun: datetime | None = None
    for step in steps:
        owner = step.changes.get("owner")
        has_it = begun is not None if owner is None else int(owner) in rivals
        if has_it or begun is not None or step.by_unit_id in rivals:
            seqs.add(step.seq)
        if has_it and begun is None:
            begun = step.at
        elif begun is not None and not has_it:
            spans.append((begun, step.at))
            begun = None
    return Kept(frozenset(seqs), (*spans, (begun, None)) if begun else tuple(spans))
