"""The rules as pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from gridwarden.cases.domain.routing import NoSuchRule
from gridwarden.cases.models import RoutingRule, Step
from gridwarden.cases.queries.routing import rule_of, standing
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.routing import Rule
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule with what a person wants to know beside what it says."""

    id: int
    number: int
    version: int
    name: str
    unit_name: str
    rule: Rule
    origin: str
    made_at: datetime
    used_at: datetime | None
    ended_at: datetime | None
    #: Cases that this version has sent.
    sent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFilter:
    """Which rules are wanted; what is left out does not narrow."""

    text: str = ""
    item: int | None = None
    unit_id: int | None = None
    is_on: bool | None = None


def page(actor: Actor, wanted: RuleFilter, *, cursor: str | None = None) -> Page[RuleRow]:
    """Return one page of the standing rules by number; one SQL statement."""
    rows = _counted(standing(actor.district_id))
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text) | rows.filter(reference__icontains=wanted.text)
    for column in ("item", "unit_id", "is_on"):
        if (value := getattr(wanted, column)) is not None:
            rows = rows.filter(**{column: value})
    return paging.page(rows, order=("number", "id"), cursor=cursor).map(_row)


def one(actor: Actor, rule_id: int) -> RuleRow:
    """Return one version of a rule of the actor's district, standing or ended."""
    found = _counted(_of_district(actor)).filter(pk=rule_id).first()
    if found is None:
        raise NoSuchRule("There is no such rule.")
    return _row(found)


def versions(actor: Actor, number: int) -> list[RuleRow]:
    """Return every version under a number, the latest first."""
    return [_row(row) for row in _counted(_of_district(actor)).filter(number=number).order_by("-version")]


def of_origin(actor: Actor, origin: str) -> list[RuleRow]:
    """Return the standing rules that ``origin`` brought."""
    return [_row(row) for row in _counted(standing(actor.district_id)).filter(origin=origin)]


def _of_district(actor: Actor) -> RoutingRuleQuery:
    return RoutingRule.objects.filter(district=actor.district_id).select_related("unit")


def _counted(rows: RoutingRuleQuery) -> RoutingRuleQuery:
    by_rule = Step.objects.filter(rule=OuterRef("pk")).order_by().values("rule")
    sent = Subquery(by_rule.annotate(n=Count("case", distinct=True)).values("n"), output_field=IntegerField())
    return rows.annotate(sent=Coalesce(sent, Value(0)), unit_name=F("unit__name"))


def _row(row: RoutingRule) -> RuleRow:
    return RuleRow(
        id=row.pk,
        number=row.number,
        version=row.version,
        name=row.name,
        unit_name=row.unit.name,
        rule=rule_of(row),
        origin=row.origin,
        made_at=row.made_at,
        used_at=row.used_at,
        ended_at=row.ended_at,
        sent=getattr(row, "sent", 0),
    )


if TYPE_CHECKING:
    from django.db.models import QuerySet

    RoutingRuleQuery = QuerySet[RoutingRule]
