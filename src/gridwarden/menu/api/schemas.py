"""The menu in the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ninja import Field, Schema

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.words import ConditionKind, ItemClass, SlipType
from gridwarden.menu.queries.rows import ConditionRow, ItemRow, MenuRow
from gridwarden.workforce.domain.units import UnitKind


class ConditionBody(Schema):
    """What is found, in what time it must be put right, by whom, and when it counts as done."""

    id: int = Field(description="What a report or a case names.")
    number: int
    text: str
    text_en: str
    gb_code: str
    kind: ConditionKind
    limit_value: Decimal
    limit_unit: LimitUnit
    closing_condition: str
    closing_condition_en: str
    responsible_kind: UnitKind
    slip: SlipType
    photos_before: int
    photos_after: int

    @classmethod
    def from_row(cls, row: ConditionRow) -> ConditionBody:
        """Make the body of ``row``."""
        content = row.content
        return cls(
            id=row.id,
            number=row.number,
            text=content.text,
            text_en=content.text_en,
            gb_code=content.gb_code,
            kind=content.kind,
            limit_value=content.limit_value,
            limit_unit=content.limit_unit,
            closing_condition=content.closing_condition,
            closing_condition_en=content.closing_condition_en,
            responsible_kind=content.responsible_kind,
            slip=content.slip,
            photos_before=content.photos_before,
            photos_after=content.photos_after,
        )


class ItemBody(Schema):
    """A line of the menu."""

    number: int
    item_class: ItemClass
    name: str
    name_en: str
    conditions: list[ConditionBody]

    @classmethod
    def from_row(cls, row: ItemRow) -> ItemBody:
        """Make the body of ``row``."""
        return cls(
            number=row.number,
            item_class=row.content.item_class,
            name=row.content.name,
            name_en=row.content.name_en,
            conditions=[ConditionBody.from_row(condition) for condition in row.conditions],
        )


class MenuBody(Schema):
    """A published version of the menu."""

    version: int
    valid_from: date | None
    note: str
    items: list[ItemBody]

    @classmethod
    def from_row(cls, row: MenuRow) -> MenuBody:
        """Make the body of ``row``."""
        items = [ItemBody.from_row(item) for item in row.items]
        return cls(version=row.version, valid_from=row.valid_from, note=row.note, items=items)
