"""Rules that settings obey, and the refusal that names the one that does not."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from enum import StrEnum


class BadDesignParams(Invalid):
    """A setting of a design is out of its range."""

    code = "bad_design_params"


class Words:
    """Numbers under the words of an enumeration."""

    __slots__ = ()

    def of(self, word: StrEnum) -> float:
        """Return the number of a word."""
        return float(getattr(self, word.value))


def non_negative(where: str, record: Any, *names: str) -> None:
    """Refuse numbers below 0."""
    _each(where, record, names, 0.0, 1e9)


def at_least(where: str, record: Any, least: float, *names: str) -> None:
    """Refuse numbers below ``least``."""
    _each(where, record, names, least, 1e9)


def shares(where: str, record: Any, *names: str) -> None:
    """Refuse numbers outside 0..1."""
    _each(where, record, names, 0.0, 1.0)


def _each(where: str, record: Any, names: tuple[str, ...], least: float, most: float) -> None:
    for name in names:
        value = getattr(record, name)
        if not (isfinite(value) and least <= value <= most):
            raise BadDesignParams(f"{where}: {name} must lie in {least:g}..{most:g}, not {value:g}.")
