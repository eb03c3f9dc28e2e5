"""How many planted duplicates are found among 100,000 open cases, and how many proposals are right.

    python -m benchmarks.duplicates [--cases 100000] [--planted 2000] [--seed 20260302]

Prints one JSON object. Cases lie in 44 km², half of them around two hundred busy spots, over sixty days, in the
eighteen items and fourteen wordings of ``complaints.json``. A planted duplicate tells one of them again within five
days: its place is off by a normal error of 15 m, half of them use the same wording (spoilt a little) and half another
one, three of ten bring a photo whose fingerprint differs in a few bits. As many new matters ask too. A question counts
as answered where the first proposal is the case that was meant. The baseline proposes the nearest case of the same
item within 50 m and fourteen days, as one would by hand. ``sweep`` shows the choice that the least score leaves.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.classify import sentence

from gridwarden.algorithms.duplicates import Matter, Params, Register

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.algorithms.duplicates import Candidate

_DAY_S = 86_400.0
_LON, _LAT = (120.0, 120.07), (31.0, 31.06)
_METRE = 1 / 111_195
Question = tuple[Matter, int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--planted", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    print(json.dumps(measure(given.cases, given.planted, given.seed), indent=2))


def measure(cases: int, planted: int, seed: int) -> dict[str, Any]:
    """Return all figures."""
    chance = Random(seed)  # noqa: S311 - repeatable cases
    wordings = json.loads((Path(__file__).parent / "complaints.json").read_text(encoding="utf-8"))
    known = district(cases, wordings, chance)
    asked = questions(known, planted, wordings, chance)
    began = time.process_time()
    register = Register(known)
    built = time.process_time() - began
    sweep = {
        str(least): scored(lambda one, least=least: register.find(one, Params(least_score=least)), asked)
        for least in (0.3, 0.5, 0.6)
    }
    return {
        "benchmark": "duplicates",
        "python": platform.python_version(),
        "seed": seed,
        "cases": cases,
        "planted": planted,
        "questions": len(asked),
        "build_cpu_s": round(built, 2),
        "scored": scored(register.find, asked),
        "baseline_nearest": scored(nearest(register), asked),
        "sweep": sweep,
    }


def district(count: int, wordings: dict[str, list[str]], chance: Random) -> list[Matter]:
    """Return open cases of sixty days."""
    spots = [(chance.uniform(*_LON), chance.uniform(*_LAT)) for _ in range(200)]
    return [matter(key, spots, wordings, chance) for key in range(1, count + 1)]


def matter(key: int, spots: list[tuple[float, float]], wordings: dict[str, list[str]], chance: Random) -> Matter:
    """Return a new case, half of the time at a busy spot."""
    if chance.random() < 0.5:
        lon, lat = chance.choice(spots)
        lon, lat = lon + chance.gauss(0, 300 * _METRE), lat + chance.gauss(0, 300 * _METRE)
    else:
        lon, lat = chance.uniform(*_LON), chance.uniform(*_LAT)
    text, label = sentence(wordings, chance)
    prints = (chance.getrandbits(64),) if chance.random() < 0.4 else ()
    return Matter(key, lon, lat, chance.uniform(0, 60 * _DAY_S), int(label), text, prints)


def questions(known: list[Matter], planted: int, wordings: dict[str, list[str]], chance: Random) -> list[Question]:
    """Return what is asked with the key that is meant: duplicates, and as many new matters (0)."""
    again = [told_again(chance.choice(known), wordings, chance) for _ in range(planted)]
    spots = [(one.lon, one.lat) for one in chance.sample(known, min(200, len(known)))]
    return again + [(replace(matter(0, spots, wordings, chance), key=0), 0) for _ in range(planted)]


def told_again(case: Matter, wordings: dict[str, list[str]], chance: Random) -> Question:
    """Return a second report of ``case``."""
    said = [words for words in wordings[str(case.sort)] if words in case.text]
    same = said if said and chance.random() < 0.5 else wordings[str(case.sort)]
    text, _ = sentence({str(case.sort): same}, chance)
    prints = tuple(one ^ sum(1 << chance.randrange(64) for _ in range(3)) for one in case.prints)
    told = replace(
        case,
        key=0,
        lon=case.lon + chance.gauss(0, 15 * _METRE),
        lat=case.lat + chance.gauss(0, 15 * _METRE),
        at_s=case.at_s + chance.uniform(0, 5 * _DAY_S),
        text=text,
        prints=prints if chance.random() < 0.75 else (),
    )
    return told, case.key


def nearest(register: Register) -> Callable[[Matter], list[Candidate]]:
    """Return the baseline: the nearest of the same item, whatever was said."""
    params = Params(least_score=0, near=1, fresh=0, alike=0, limit=1)
    return lambda asked: register.find(replace(asked, text="", prints=()), params)


def scored(find: Callable[[Matter], list[Candidate]], asked: list[Question]) -> dict[str, float]:
    """Return precision and recall of the first proposal, recall of all proposals, milliseconds a question."""
    began = time.process_time()
    found = [[candidate.key for candidate in find(one)] for one, _ in asked]
    spent = time.process_time() - began
    meant = [key for _, key in asked]
    right = sum(bool(key) and keys[:1] == [key] for keys, key in zip(found, meant, strict=True))
    shown = sum(bool(key) and key in keys for keys, key in zip(found, meant, strict=True))
    planted = sum(map(bool, meant))
    return {
        "precision": round(right / max(sum(map(bool, found)), 1), 3),
        "recall": round(right / planted, 3),
        "recall_of_all_shown": round(shown / planted, 3),
        "shown_for_new_matters": round(
            sum(bool(keys) for keys, key in zip(found, meant, strict=True) if not key) / (len(asked) - planted), 3
        ),
        "cpu_ms": round(spent / len(asked) * 1e3, 3),
    }


if __name__ == "__main__":
    main()
