"""What usually happens in the district, where and at what hours: parameters as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

T = TypeVar("T")

#: Problems in the district's streets on a working day and on a day off, and the share that its own people find.
PROBLEMS_A_DAY, PROBLEMS_A_DAY_OFF = 50, 35
DISCOVERY_RATE = 0.96
#: Complaints from outside in thirty days (source report: 148).
COMPLAINTS_A_MONTH, MONTH_DAYS = 148, 30
#: Further sources, in thirty days.
VIDEO_A_MONTH, INSPECTIONS_A_MONTH, TRANSFERS_A_MONTH = 36, 20, 14
#: Contractor code in the table that stands for whoever sweeps the grid.
CLEANER = "cleaner"


@dataclass(frozen=True, slots=True)
class ItemHabit:
    """How often a line of the menu is found in each zone, and what it looks like."""

    number: int
    weight: Mapping[str, int]
    complaint: int
    settings: tuple[str, ...]
    background: str
    fault: str
    contractor: str


@dataclass(frozen=True, slots=True)
class Habits:
    """All of it."""

    items: tuple[ItemHabit, ...]
    hours: Mapping[str, Mapping[int, int]]
    reporters: Mapping[str, int]
    channels: Mapping[str, int]
    grid_weight: Mapping[str, float]

    def item(self, number: int) -> ItemHabit:
        """Return the habits of a line of the menu."""
        return self.items[number - 1]


@lru_cache(maxsize=1)
def load_habits() -> Habits:
    """Return the habits that lie beside this module."""
    raw = _read("habits.json")
    return Habits(
        items=tuple(_item(int(number), one) for number, one in raw["items"].items()),
        hours={kind: {int(hour): share for hour, share in hours.items()} for kind, hours in raw["hours"].items()},
        reporters=raw["reporters"],
        channels=raw["channels"],
        grid_weight=raw["grid_weight"],
    )


@lru_cache(maxsize=1)
def load_texts() -> dict[str, list[str]]:
    """Return what people write."""
    texts: dict[str, list[str]] = _read("texts.json")
    return texts


def choose(weights: Mapping[T, float], chance: Random) -> T:
    """Return one key, the heavier ones more often."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def _item(number: int, raw: dict[str, Any]) -> ItemHabit:
    return ItemHabit(
        number=number,
        weight=raw["weight"],
        complaint=raw["complaint"],
        settings=tuple(raw["settings"]),
        background=raw["scene"][0],
        fault=raw["scene"][1],
        contractor=raw["contractor"],
    )


def _read(name: str) -> Any:
    return json.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
