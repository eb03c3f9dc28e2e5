"""How often the place that somebody meant is found, beside plain substrings and trigrams in the same run.

    python -m benchmarks.address [--places 20000] [--questions 1000] [--seed 20260302]

Prints one JSON object. A town is made up from the words of the demo district: roads, house numbers, shops, villages,
crossings. Each question is one place's address spoilt in one way, or in two (``two_at_once``). The place counts as
found where the same house (or the same road, where no house was named) comes back. The baselines see the same
questions: ``substring`` looks for what was typed inside the addresses, ``trigram`` compares sets of three characters
as PostgreSQL's pg_trgm does. Times are CPU milliseconds per question.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import gridwarden
from gridwarden.algorithms.address import Entry, Gazetteer, Kind, Params
from gridwarden.algorithms.address.sounds import sound

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = Path(gridwarden.__file__).parent / "simulation/territory/words.json"
_FIRST = 5
Ranking = list[int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    print(json.dumps(measure(given.places, given.questions, given.seed), indent=2))


def measure(places: int, questions: int, seed: int) -> dict[str, Any]:
    """Return all figures."""
    chance = Random(seed)  # noqa: S311 - a repeatable town
    entries = town(places, chance)
    began = time.process_time()
    gazetteer = Gazetteer(entries)
    built = time.process_time() - began
    spoiler = Spoiler(entries, chance)
    each = max(1, questions // len(WAYS))
    asked = [(way.__name__, *question(entries, spoiler, way)) for way in WAYS for _ in range(each)]
    known = {entry.key: entry for entry in entries}
    return {
        "benchmark": "address",
        "python": platform.python_version(),
        "seed": seed,
        "places": len(entries),
        "questions": len(asked),
        "build_cpu_s": round(built, 2),
        "gazetteer": scored(lambda typed: ours(gazetteer, typed), asked, known),
        "baseline_substring": scored(substring(entries), asked, known),
        "baseline_trigram": scored(trigram(entries), asked, known),
    }


def town(places: int, chance: Random) -> list[Entry]:
    """Return the made-up places: about a third shops, the rest houses, roads, crossings, villages."""
    words = json.loads(_WORDS.read_text(encoding="utf-8"))
    roads = [name + suffix for name in words["streets"] for suffix in words["street_suffixes"]]
    roads += [name + suffix for name in words["alleys"] for suffix in words["alley_suffixes"]]
    areas = [f"{name}{kind}" for name in words["alleys"] for kind in ("村", "社区")]
    rows: list[dict[str, Any]] = [{"kind": Kind.ROAD, "road": road} for road in roads]
    rows += [{"kind": Kind.AREA, "area": area} for area in areas]
    for _ in range(len(roads)):
        road, cross_road = chance.sample(roads, 2)
        rows.append({"kind": Kind.CROSSING, "road": road, "cross_road": cross_road})
    while len(rows) < places:
        row = {"kind": Kind.ADDRESS, "road": chance.choice(roads), "number": chance.randrange(1, 200)}
        row["area"] = chance.choice(areas) if chance.random() < 0.3 else ""
        if chance.random() < 0.35:
            row |= {
                "kind": Kind.PREMISES,
                "name": chance.choice(words["shop_names"]) + chance.choice(words["shop_trades"]),
            }
        rows.append(row)
    return [
        Entry(key=key, lon=120 + chance.random() / 10, lat=31 + chance.random() / 10, **row)
        for key, row in enumerate(rows[:places])
    ]


class Spoiler:
    """The ways in which an address is spoilt; each takes and returns its parts."""

    def __init__(self, entries: list[Entry], chance: Random) -> None:
        self.chance = chance
        self.alike: defaultdict[str, list[str]] = defaultdict(list)
        for number in range(0xB0A1, 0xD7FA):
            character = number.to_bytes(2, "big").decode("gb2312", errors="ignore")
            self.alike[sound(character) if len(character) == 1 else ""].append(character)
        self.letters = sorted({letter for entry in entries for letter in entry.label if not letter.isdigit()})

    def changed(self, parts: list[str], change: Callable[[str, int], str]) -> list[str]:
        """Change one character of a part in words."""
        spots = [(part, at) for part, text in enumerate(parts) for at, c in enumerate(text[:-1]) if not c.isdigit()]
        part, at = self.chance.choice(spots)
        return [change(text, at) if index == part else text for index, text in enumerate(parts)]

    def as_written(self, parts: list[str]) -> list[str]:
        """Leave it as it is."""
        return parts

    def reordered(self, parts: list[str]) -> list[str]:
        """Shuffle the parts."""
        return self.chance.sample(parts, len(parts))

    def part_missing(self, parts: list[str]) -> list[str]:
        """Leave out the first of three; the last ones make the place this one."""
        return parts[1:] if len(parts) > 2 else parts

    def homophone(self, parts: list[str]) -> list[str]:
        """Write another character that sounds the same."""
        return self.changed(parts, lambda t, i: t[:i] + self.chance.choice(self._alike(t[i])) + t[i + 1 :])

    def wrong_character(self, parts: list[str]) -> list[str]:
        """Write any other character."""
        return self.changed(parts, lambda t, i: t[:i] + self.chance.choice(self.letters) + t[i + 1 :])

    def lost_character(self, parts: list[str]) -> list[str]:
        """Leave out a character."""
        return self.changed(parts, lambda t, i: t[:i] + t[i + 1 :] if len(t) > 2 else t)

    def extra_character(self, parts: list[str]) -> list[str]:
        """Write a character too many."""
        return self.changed(parts, lambda t, i: t[: i + 1] + self.chance.choice(self.letters) + t[i + 1 :])

    def swapped_characters(self, parts: list[str]) -> list[str]:
        """Let two neighbours change places."""
        return self.changed(parts, lambda t, i: t if t[i + 1].isdigit() else t[:i] + t[i + 1] + t[i] + t[i + 2 :])

    def further_words(self, parts: list[str]) -> list[str]:
        """Say where from there."""
        return [*parts, self.chance.choice(("附近", "对面", "门口", "往东50米", "旁边"))]

    def two_at_once(self, parts: list[str]) -> list[str]:
        """Shuffle, mishear, and say where from there."""
        return self.further_words(self.homophone(self.reordered(parts)))

    def _alike(self, character: str) -> list[str]:
        return (self.alike[sound(character)] if sound(character) else []) or [character]


WAYS = (
    Spoiler.as_written,
    Spoiler.reordered,
    Spoiler.part_missing,
    Spoiler.homophone,
    Spoiler.wrong_character,
    Spoiler.lost_character,
    Spoiler.extra_character,
    Spoiler.swapped_characters,
    Spoiler.further_words,
    Spoiler.two_at_once,
)


def question(entries: list[Entry], spoiler: Spoiler, way: Callable[[Spoiler, list[str]], list[str]]) -> tuple[str, int]:
    """Return a spoilt address and the key of the place that was meant."""
    entry = spoiler.chance.choice(entries)
    number = f"{entry.number}号" if entry.number else ""
    crossing = [entry.road, entry.cross_road] if entry.kind is Kind.CROSSING else []
    parts = crossing or [part for part in (entry.area, entry.road + number, entry.name) if part]
    return "".join(way(spoiler, parts)), entry.key


def same_place(one: Entry, other: Entry) -> bool:
    """Whether two entries are one place to somebody who has to go there."""
    if one.kind is Kind.CROSSING or other.kind is Kind.CROSSING:
        return {one.road, one.cross_road} == {other.road, other.cross_road}
    return (one.road, one.number, one.area if not one.road else "") == (
        other.road,
        other.number,
        other.area if not other.road else "",
    ) and (not one.name or one.name == other.name)


def scored(
    rank: Callable[[str], Ranking], asked: list[tuple[str, str, int]], known: dict[int, Entry]
) -> dict[str, Any]:
    """Return how often the place is first and among the first five, by way of spoiling, and what a question costs."""
    first: defaultdict[str, list[bool]] = defaultdict(list)
    five: defaultdict[str, list[bool]] = defaultdict(list)
    began = time.process_time()
    for name, typed, key in asked:
        found = [same_place(known[key], known[row]) for row in rank(typed)[:_FIRST]]
        first[name].append(any(found[:1]))
        five[name].append(any(found))
    spent = time.process_time() - began
    return {
        "top1": share([hit for hits in first.values() for hit in hits]),
        "top5": share([hit for hits in five.values() for hit in hits]),
        "cpu_ms": round(spent / len(asked) * 1e3, 2),
        "by_way": {name: [share(first[name]), share(five[name])] for name in first},
    }


def share(hits: list[bool]) -> float:
    """Return the share of hits."""
    return round(sum(hits) / len(hits), 3)


def ours(gazetteer: Gazetteer, typed: str) -> Ranking:
    """Rank as the product does."""
    return [hit.entry.key for hit in gazetteer.search(typed, Params(limit=_FIRST))]


def substring(entries: list[Entry]) -> Callable[[str], Ranking]:
    """Rank by ``typed in address``, the shortest address first."""
    labels = [(entry.label.replace("与", "").replace("路口", ""), entry.key) for entry in entries]
    labels.sort(key=lambda pair: (len(pair[0]), pair[1]))
    return lambda typed: [key for label, key in labels if typed in label][:_FIRST]


def trigram(entries: list[Entry]) -> Callable[[str], Ranking]:
    """Rank by shared sets of three characters over all of them, with blanks before and behind."""
    sets = {entry.key: trigrams(entry.label) for entry in entries}
    bearing = defaultdict(list)
    for key, grams in sets.items():
        for gram in grams:
            bearing[gram].append(key)

    def rank(typed: str) -> Ranking:
        wanted = trigrams(typed)
        shared: defaultdict[int, int] = defaultdict(int)
        for gram in wanted:
            for key in bearing.get(gram, ()):
                shared[key] += 1
        likeness = {key: count / (len(wanted) + len(sets[key]) - count) for key, count in shared.items()}
        return sorted(likeness, key=lambda key: (-likeness[key], key))[:_FIRST]

    return rank


def trigrams(text: str) -> set[str]:
    """Return the sets of three."""
    padded = f"  {text} "
    return {padded[index : index + 3] for index in range(len(padded) - 2)}


if __name__ == "__main__":
    main()
