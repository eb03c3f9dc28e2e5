"""Filters of the desk's list, as one frozen value that is also an address."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_current_timezone, make_aware

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models import Step
from gridwarden.cases.queries import findings, todo
from gridwarden.cases.queries.todo import Todo
from gridwarden.cases.queries.turned import Turned
from gridwarden.cases.queries.turned import condition as turned_by
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.cases.models.case_query import CaseQuerySet
    from gridwarden.platform.access import Actor

#: The last day that a day follows.
_LAST = date.max - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases a list shows; what is empty does not narrow.

    ``item`` is the number of the menu item, the same in every version. Days are whole local days, both included.
    ``todo`` is one duty of the actor, ``mine`` all of them.
    """

    states: tuple[CaseState, ...] = ()
    light: Light | None = None
    levels: tuple[Level, ...] = ()
    grid_id: int | None = None
    unit_id: int | None = None
    item: int | None = None
    sources: tuple[Source, ...] = ()
    opened_from: date | None = None
    opened_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    text: str = ""
    todo: Todo | None = None
    mine: bool = False
    open_only: bool = False
    flag: Flag | None = None
    turned: Turned | None = None
    parent_id: int | None = None
    merged_into_id: int | None = None
    #: Sent by this version of a routing rule.
    rule_id: int | None = None
    #: Something was found about a photo that nobody has looked at yet.
    remarked: bool = False
    ids: tuple[int, ...] = ()

    @property
    def query(self) -> str:
        """The query string that asks the list for the same cases."""
        pairs = [(field.name, word) for field in fields(self) for word in _words(getattr(self, field.name))]
        return urlencode(pairs)

    def narrow(self, cases: CaseQuerySet, actor: Actor, now: datetime) -> CaseQuerySet:
        """Return those of ``cases`` that fit."""
        turned = turned_by(self.turned) if self.turned else Q()
        narrowed = cases.filter(self._columns() & self._days() & self._duties(actor) & turned)
        if self.rule_id:
            narrowed = narrowed.filter(Exists(Step.objects.filter(case=OuterRef("pk"), rule=self.rule_id)))
        if self.remarked:
            narrowed = narrowed.filter(findings.remarked_for(actor))
        if self.light:
            narrowed = narrowed.showing(self.light, now)
        return narrowed.open() if self.open_only else narrowed

    def _columns(self) -> Q:
        wanted = {
            "state__in": [state.value for state in self.states],
            "level__in": [int(level) for level in self.levels],
            "source__in": [source.value for source in self.sources],
            "pk__in": list(self.ids),
            "grid": self.grid_id,
            "owner_unit": self.unit_id,
            "condition__item__number": self.item,
            "parent": self.parent_id,
            "merged_into": self.merged_into_id,
            "flags__contains": [self.flag.value] if self.flag else None,
            "search__holds": self.text.strip(),
        }
        return Q(**{column: value for column, value in wanted.items() if value})

    def _days(self) -> Q:
        wanted = {
            "opened_at__gte": _start_of(self.opened_from),
            "opened_at__lt": _end_of(self.opened_to),
            "closed_at__gte": _start_of(self.closed_from),
            "closed_at__lt": _end_of(self.closed_to),
        }
        return Q(**{column: moment for column, moment in wanted.items() if moment})

    def _duties(self, actor: Actor) -> Q:
        if self.todo:
            return todo.duties_of(actor).get(self.todo, Q(pk__in=[]))
        return todo.all_of(actor) if self.mine else Q()


class BadFilter(Invalid):
    """The address asks for a filter that there is not."""

    code = "bad_filter"


class Params(Protocol):
    """A query string: Django's ``QueryDict`` or what looks like it."""

    def getlist(self, key: str) -> list[str]:
        """Return every value of ``key``."""
        ...


def _flag(word: str) -> bool:
    return word not in {"0", "false", "False"}


_ONE: dict[str, Callable[[str], object]] = {
    "light": Light,
    "grid_id": int,
    "unit_id": int,
    "item": int,
    "opened_from": date.fromisoformat,
    "opened_to": date.fromisoformat,
    "closed_from": date.fromisoformat,
    "closed_to": date.fromisoformat,
    "text": str,
    "todo": Todo,
    "mine": _flag,
    "open_only": _flag,
    "flag": Flag,
    "turned": Turned,
    "parent_id": int,
    "merged_into_id": int,
    "rule_id": int,
    "remarked": _flag,
}
_MANY: dict[str, Callable[[str], object]] = {
    "states": CaseState,
    "levels": lambda word: Level(int(word)),
    "sources": Source,
    "ids": int,
}


def read(params: Params) -> CaseFilter:
    """Return the filter that a query string asks for; raise ``BadFilter`` naming the word at fault."""
    given: dict[str, Any] = {}
    for name, convert in (_ONE | _MANY).items():
        values = [_read(name, word, convert) for word in params.getlist(name) if word]
        if values:
            given[name] = tuple(values) if name in _MANY else values[-1]
    return CaseFilter(**given)


def _read(name: str, word: str, convert: Callable[[str], object]) -> object:
    try:
        return convert(word)
    except ValueError as error:
        raise BadFilter("The address asks for a filter that there is not.", **{name: word[:80]}) from error


def _words(value: object) -> list[str]:
    """Return a filter's value as the words of an address: none when it does not narrow."""
    match value:
        case None | "" | False | ():
            return []
        case tuple():
            return [word for one in value for word in _words(one)]
        case True:
            return ["1"]
        case date():
            return [value.isoformat()]
        case Enum():
            return [str(value.value)]
        case _:
            return [str(value)]


def _start_of(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time.min), get_current_timezone()) if day else None


def _end_of(day: date | None) -> datetime | None:
    return _start_of(min(day, _LAST) + timedelta(days=1)) if day else None
