"""Which menu item a text means, with the words that say so; the unit follows from the item's own table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gridwarden.algorithms.classify import Model, Problem
from gridwarden.algorithms.duplicates.solve import text_likeness
from gridwarden.grids.queries.locate import locate
from gridwarden.intake.domain.versions import VersionState
from gridwarden.intake.domain.wording import Line, pseudo_documents
from gridwarden.intake.models import SuggestionModel
from gridwarden.menu.queries import menus
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.classify import Suggestion
    from gridwarden.menu.queries.rows import ConditionRow, ItemRow, MenuRow
    from gridwarden.workforce.domain.units import UnitKind

#: Models that a process keeps in memory.
_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedItem:
    """An item that the text may mean, and what follows from choosing it."""

    item_id: int
    number: int
    name: str
    probability: float
    #: Stretches of the text that led to it, the strongest first.
    words: tuple[str, ...]
    #: The condition of the item that is worded most like the text.
    condition_id: int
    condition: str
    #: From the condition's table: who puts such things right.
    unit_kind: UnitKind
    #: The unit of that kind that keeps the place; empty where several could, or no place is given.
    unit: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested, and by which version; 0 is the menu's own wording."""

    version: int
    items: tuple[SuggestedItem, ...]


def suggest(
    district_id: int, text: str, at: datetime, *, most: int = 3, place: tuple[float, float] | None = None
) -> Suggested:
    """Return the items that ``text`` may mean, the likeliest first; nothing is decided or recorded.

    ``place`` is longitude and latitude in CGCS2000. Two SQL statements, and one for each item with a place.
    """
    menu = menus.current(district_id, at)
    version, model = current(district_id, menu)
    items = {item.content.name: item for item in menu.items if item.conditions}
    # A version may know items that the menu no longer has.
    found = [one for one in model.suggest(text, most=len(model.labels)) if one.label in items][:most]
    grid_id = locate(district_id, *place, at).grid_id if place and found else None
    return Suggested(version, tuple(_item(one, items[one.label], text, grid_id, at) for one in found))


def current(district_id: int, menu: MenuRow) -> tuple[int, Model]:
    """Return the version at work and its number; the menu's own wording (0) until a person adopts one."""
    adopted = SuggestionModel.objects.filter(district=district_id, state=VersionState.CURRENT.value)
    row = adopted.values_list("pk", "version", "trained_at").first()
    return (row[1], _stored(row[0], row[2])) if row else (0, wording_of(menu))


def stored(row: SuggestionModel) -> Model:
    """Return the model that a row holds."""
    return _stored(row.pk, row.trained_at)


def lines_of(menu: MenuRow) -> tuple[Line, ...]:
    """Return the menu's lines as the pseudo-documents want them; an item is known by its name."""
    return tuple(
        Line(
            item.content.name,
            item.content.name,
            tuple((condition.content.text, condition.gb_code) for condition in item.conditions),
        )
        for item in menu.items
    )


def wording_of(menu: MenuRow) -> Model:
    """Return the model of the menu's wording alone."""
    return _from_wording(lines_of(menu))


@lru_cache(maxsize=_KEPT)
def _stored(model_id: int, trained_at: datetime) -> Model:
    # The moment is part of the key: in a database that was restored, the same id may be another version.
    return Model.from_bytes(bytes(SuggestionModel.objects.get(pk=model_id, trained_at=trained_at).data))


@lru_cache(maxsize=_KEPT)
def _from_wording(lines: tuple[Line, ...]) -> Model:
    from gridwarden.algorithms.classify.solve import train  # noqa: PLC0415 - only who trains pays for the solver

    return train(Problem(tuple(pseudo_documents(lines))))


def _item(one: Suggestion, item: ItemRow, text: str, grid_id: int | None, at: datetime) -> SuggestedItem:
    condition = max(item.conditions, key=lambda row: (text_likeness(row.content.text, text), -row.number))
    return SuggestedItem(
        item_id=item.id,
        number=item.number,
        name=item.name,
        probability=round(one.probability, 4),
        words=tuple(word.text for word in one.words),
        condition_id=condition.id,
        condition=condition.text,
        unit_kind=condition.responsible_kind,
        unit=_keeper(condition, grid_id, at),
    )


def _keeper(condition: ConditionRow, grid_id: int | None, at: datetime) -> str:
    keeper = units.keeper_of_grid(grid_id, condition.responsible_kind, at) if grid_id else None
    return keeper.name if keeper else ""
