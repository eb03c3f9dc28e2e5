"""What the form of a paper offers: conditions with their deadlines, articles, colleagues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.cases.queries import visibility
from gridwarden.inspections.domain.words import PaperKind
from gridwarden.inspections.models import Notice
from gridwarden.inspections.queries import articles, officers, rules
from gridwarden.menu.domain.words import SlipType
from gridwarden.menu.queries import menus
from gridwarden.platform.calendars.queries.work import calendar_for
from gridwarden.platform.sealing import unseal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime import Limit
    from gridwarden.cases.models import Case
    from gridwarden.inspections.queries.articles import ArticleRow
    from gridwarden.inspections.queries.officers import OfficerRow
    from gridwarden.menu.domain.words import ItemClass
    from gridwarden.menu.queries.rows import ConditionRow, ItemRow
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionOffer:
    """A condition with what it writes into the form."""

    id: int
    item: int
    text: str
    requirement: str
    limit: Limit
    earliest_at: datetime
    proposed_at: datetime
    latest_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOffer:
    """A line of the menu with the conditions for which notices are issued."""

    number: int
    name: str
    item_class: ItemClass
    conditions: tuple[ConditionOffer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOffer:
    """The party of the paper before, for the form of the next."""

    id: int
    kind: str
    name: str
    phone: str
    code: str
    legal_representative: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOffer:
    """The case for which a paper is written."""

    id: int
    number: str
    address: str
    item_name: str
    condition: ConditionOffer
    party: PartyOffer | None
    fact: str
    previous_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOffer:
    """Everything that the form of a paper offers."""

    kind: PaperKind
    items: tuple[ItemOffer, ...]
    case: CaseOffer | None
    articles: tuple[ArticleRow, ...]
    colleagues: tuple[OfficerRow, ...]


def for_finding(actor: Actor, now: datetime) -> FormOffer:
    """Return what a notice in the street may be issued for; about eight SQL statements."""
    district_id = actor.district_id or 0
    propose = _Proposer(district_id, now)
    menu = menus.current(district_id, now)
    offers = [_item(item, propose) for item in menu.items]
    return _offer(PaperKind.NOTICE, actor, now, items=tuple(item for item in offers if item.conditions), case=None)


def for_case(kind: PaperKind, actor: Actor, case_id: int, now: datetime) -> FormOffer:
    """Return what the next paper of a case may hold, with the party and the fact of the one before."""
    case = visibility.get(actor, case_id)
    condition = menus.condition(case.condition_id) if case.condition_id else None
    if condition is None or condition.slip is not SlipType.RECTIFICATION_NOTICE:
        raise menus.NoSuchCondition("The case has no condition for which papers are issued.")
    offered = _case(case, condition, _Proposer(case.district_id, now).offer(condition))
    return _offer(kind, actor, now, items=(), case=offered)


def _offer(
    kind: PaperKind, actor: Actor, now: datetime, *, items: tuple[ItemOffer, ...], case: CaseOffer | None
) -> FormOffer:
    return FormOffer(
        kind=kind,
        items=items,
        case=case,
        articles=tuple(articles.in_force(actor.district_id or 0, localdate(now))),
        colleagues=tuple(officers.colleagues(actor, now)),
    )


def _item(item: ItemRow, propose: _Proposer) -> ItemOffer:
    conditions = [one for one in item.conditions if one.slip is SlipType.RECTIFICATION_NOTICE]
    return ItemOffer(
        number=item.number,
        name=item.name,
        item_class=item.item_class,
        conditions=tuple(map(propose.offer, conditions)),
    )


class _Proposer:
    """Writes a condition's deadlines by the calendar and the bounds of a district, both read once."""

    def __init__(self, district_id: int, now: datetime) -> None:
        self._bounds = rules.of_district(district_id).bounds
        self._calendar, self._now = calendar_for(district_id, now), now

    def offer(self, condition: ConditionRow) -> ConditionOffer:
        """Return the condition as the form offers it."""
        return ConditionOffer(
            id=condition.id,
            item=condition.item_number,
            text=condition.content.text,
            requirement=condition.content.closing_condition,
            limit=condition.limit,
            proposed_at=self._bounds.proposed(self._calendar, self._now, condition.limit),
            earliest_at=self._bounds.earliest(self._now),
            latest_at=self._bounds.latest(self._calendar, self._now, condition.limit),
        )


def _case(case: Case, condition: ConditionRow, offered: ConditionOffer) -> CaseOffer:
    previous = Notice.objects.select_related("party").latest_of(case.pk)
    return CaseOffer(
        id=case.pk,
        number=case.number,
        address=case.address,
        item_name=condition.item_label,
        condition=offered,
        party=_party(previous) if previous else None,
        fact=previous.fact if previous else "",
        previous_number=previous.number if previous else "",
    )


def _party(notice: Notice) -> PartyOffer:
    return PartyOffer(
        id=notice.party_id,
        kind=notice.party.kind,
        name=notice.party_name,
        phone=unseal(bytes(notice.party_phone), place="notice.phone"),
        code=unseal(bytes(notice.party_code), place="notice.code"),
        legal_representative=notice.legal_representative,
        address=notice.party_address,
    )
