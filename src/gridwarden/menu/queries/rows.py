"""Frozen rows of the menu, and how they are made from its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.menu.domain.content import ConditionContent, ItemContent, Line
from gridwarden.menu.domain.words import ConditionKind, ItemClass, PhotoRule, SlipType
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.menu.models import Condition, Menu, MenuItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """A condition with the line and version it belongs to."""

    id: int
    number: int
    item_id: int
    item_number: int
    item_name: str
    item_name_en: str
    item_class: ItemClass
    menu_id: int
    menu_version: int
    district_id: int
    is_published: bool
    content: ConditionContent

    @property
    def text(self) -> str:
        """What is found, in the reader's language."""
        return _said(self.content.text, self.content.text_en)

    @property
    def closing_condition(self) -> str:
        """When it counts as done, in the reader's language."""
        return _said(self.content.closing_condition, self.content.closing_condition_en)

    @property
    def item_label(self) -> str:
        """The line's name in the reader's language."""
        return _said(self.item_name, self.item_name_en)

    @property
    def gb_code(self) -> str:
        """Code of GB/T 30428.2 with the kind's letter."""
        return self.content.gb_code

    @property
    def kind(self) -> ConditionKind:
        """Event or component."""
        return self.content.kind

    @property
    def limit(self) -> Limit:
        """In what time it must be put right."""
        return self.content.limit

    @property
    def responsible_kind(self) -> UnitKind:
        """What kind of unit puts it right."""
        return self.content.responsible_kind

    @property
    def slip(self) -> SlipType:
        """What is issued."""
        return self.content.slip

    @property
    def photo_rule(self) -> PhotoRule:
        """How many photos are needed."""
        return self.content.photo_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A line with its conditions."""

    id: int
    number: int
    content: ItemContent
    conditions: tuple[ConditionRow, ...]

    @property
    def name(self) -> str:
        """The line's name in the reader's language."""
        return _said(self.content.name, self.content.name_en)

    @property
    def item_class(self) -> ItemClass:
        """The class it belongs to."""
        return self.content.item_class

    @property
    def slip(self) -> SlipType:
        """What new conditions start with."""
        return self.content.slip

    @property
    def line(self) -> Line:
        """The line without its storage, for rules and comparison."""
        return Line(number=self.number, item=self.content, conditions=tuple(one.content for one in self.conditions))


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuRow:
    """A version with all its lines."""

    id: int
    district_id: int
    version: int
    note: str
    valid_from: date | None
    published_at: datetime | None
    items: tuple[ItemRow, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The version without its storage."""
        return tuple(item.line for item in self.items)

    @property
    def condition_count(self) -> int:
        """How many conditions the version has."""
        return sum(len(item.conditions) for item in self.items)


def item_content(item: MenuItem) -> ItemContent:
    """Return what a stored line says."""
    return ItemContent(
        item_class=ItemClass(item.item_class), name=item.name, name_en=item.name_en, slip=SlipType(item.slip)
    )


def condition_content(condition: Condition) -> ConditionContent:
    """Return what a stored condition says."""
    return ConditionContent(
        text=condition.text,
        text_en=condition.text_en,
        gb_code=condition.gb_code,
        limit_value=condition.limit_value,
        limit_unit=LimitUnit(condition.limit_unit),
        closing_condition=condition.closing_condition,
        closing_condition_en=condition.closing_condition_en,
        responsible_kind=UnitKind(condition.responsible_kind),
        slip=SlipType(condition.slip),
        photos_before=condition.photos_before,
        photos_after=condition.photos_after,
    )


def condition_row(condition: Condition, item: MenuItem, menu: Menu) -> ConditionRow:
    """Return a stored condition as a row."""
    return ConditionRow(
        id=condition.pk,
        number=condition.number,
        item_id=item.pk,
        item_number=item.number,
        item_name=item.name,
        item_name_en=item.name_en,
        item_class=ItemClass(item.item_class),
        menu_id=menu.pk,
        menu_version=menu.version,
        district_id=menu.district_id,
        is_published=menu.published_at is not None,
        content=condition_content(condition),
    )


def menu_row(menu: Menu, items: list[MenuItem]) -> MenuRow:
    """Return a stored version as a row; the items' conditions must be prefetched in order."""
    return MenuRow(
        id=menu.pk,
        district_id=menu.district_id,
        version=menu.version,
        note=menu.note,
        valid_from=menu.valid_from,
        published_at=menu.published_at,
        items=tuple(_item_row(item, menu) for item in items),
    )


def _item_row(item: MenuItem, menu: Menu) -> ItemRow:
    conditions = tuple(condition_row(condition, item, menu) for condition in item.conditions.all())
    return ItemRow(id=item.pk, number=item.number, content=item_content(item), conditions=conditions)


def _said(chinese: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else chinese
