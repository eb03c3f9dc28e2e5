"""Believable names, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.simulation.territory.words import load_words

if TYPE_CHECKING:
    from random import Random

#: Numbers that start like this are given to nobody in China.
_PHONE_PREFIX = "120"


class NameBook:
    """Hands out names and telephone numbers, each once."""

    def __init__(self, chance: Random, *, phones_from: int = 0) -> None:
        self._chance = chance
        self._words = load_words()
        self._given: set[str] = set()
        self._phones = phones_from

    def person(self) -> str:
        """Return the next full name; frequent surnames come more often."""
        while True:
            name = self._surname() + self._chance.choice(self._words[self._list()])
            if name not in self._given:
                self._given.add(name)
                return name

    def phone(self) -> str:
        """Return the next telephone number, eleven digits that ring nowhere."""
        self._phones += 1
        return f"{_PHONE_PREFIX}{self._phones * 7919 % 10**8:08d}"

    def _surname(self) -> str:
        surnames = self._words["surnames"]
        return surnames[int(len(surnames) * self._chance.random() ** 2)]

    def _list(self) -> str:
        return "given_men" if self._chance.random() < 0.6 else "given_women"  # noqa: PLR2004 - more men serve
