"""What a menu says, apart from where it is stored: the input of every rule and comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import Limit, LimitUnit
from gridwarden.menu.domain.words import ConditionKind, ItemClass, PhotoRule, SlipType

if TYPE_CHECKING:
    from decimal import Decimal

    from gridwarden.workforce.domain.units import UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionContent:
    """What a condition says."""

    text: str
    gb_code: str
    limit_value: Decimal
    limit_unit: LimitUnit
    closing_condition: str
    responsible_kind: UnitKind
    slip: SlipType
    text_en: str = ""
    closing_condition_en: str = ""
    photos_before: int = 1
    photos_after: int = 1

    @property
    def kind(self) -> ConditionKind:
        """Whether it is about an event or a component: the first letter of the code says so."""
        return ConditionKind.COMPONENT if self.gb_code.startswith("C") else ConditionKind.EVENT

    @property
    def limit(self) -> Limit:
        """In what time it must be put right."""
        return Limit(self.limit_value, self.limit_unit)

    @property
    def photo_rule(self) -> PhotoRule:
        """How many photos handling needs."""
        return PhotoRule(before=self.photos_before, after=self.photos_after)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """What a line says, without its conditions."""

    item_class: ItemClass
    name: str
    slip: SlipType
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line in its place, with its conditions in order."""

    number: int
    item: ItemContent
    conditions: tuple[ConditionContent, ...]
