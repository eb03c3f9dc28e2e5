"""Compare matters, and find those that may be the same among many."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.duplicates.params import Params
from gridwarden.algorithms.duplicates.result import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gridwarden.algorithms.duplicates.problem import Matter

_DAY_S = 86_400.0
#: Metres of a degree of latitude on the mean sphere; over such distances the ellipsoid makes no difference.
_DEGREE_M = 111_195.0
#: What is only known to be near and recent, not of which kind, may still be the same.
_UNKNOWN_SORT = 0.85
_NO_WORDS = re.compile(r"[\W\d_]+")


def compare(asked: Matter, known: Matter, params: Params | None = None) -> Candidate | None:
    """Return how likely ``known`` is what ``asked`` tells again; ``None`` where it cannot be.

    Notes
    -----
    Two known kinds that differ, a place out of reach or a time too far exclude each other. Text and photo need not
    both be alike: the better of them counts, for most callers send no photo and some say nothing of use.
    """
    params = params or Params()
    if asked.sort and known.sort and asked.sort != known.sort:
        return None
    away, days = _distance_m(asked, known), abs(asked.at_s - known.at_s) / _DAY_S
    if away > params.reach_m or days > params.days:
        return None
    text, bits = text_likeness(asked.text, known.text), photo_distance(asked.prints, known.prints)
    photo = 0.0 if bits is None or bits > params.photo_bits else 1.0 - bits / (2 * params.photo_bits + 1)
    weight = params.near + params.fresh + params.alike
    near, fresh = 1.0 - away / params.reach_m, 1.0 - days / params.days
    score = (params.near * near + params.fresh * fresh + params.alike * max(text, photo)) / weight
    same_sort = bool(asked.sort and known.sort)
    return Candidate(
        key=known.key,
        score=score if same_sort else score * _UNKNOWN_SORT,
        distance_m=away,
        days=days,
        text=text,
        photo_bits=bits if photo else None,
        same_sort=same_sort,
    )


def ranked(asked: Matter, known: Iterable[Matter], params: Params | None = None) -> list[Candidate]:
    """Return the matters among ``known`` that may be the same, the likeliest first."""
    params = params or Params()
    found = [one for matter in known if (one := compare(asked, matter, params)) and one.score >= params.least_score]
    return sorted(found, key=lambda one: (-one.score, one.key))[: params.limit]


class Register:
    """Many matters by place, so that a question looks at its neighbours only."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        self.matters = matters
        by_lat = np.argsort([matter.lat for matter in matters], kind="stable")
        self._order = by_lat
        self._lats = np.array([matters[row].lat for row in by_lat])
        self._lons = np.array([matters[row].lon for row in by_lat])
        self._times = np.array([matters[row].at_s for row in by_lat])

    def find(self, asked: Matter, params: Params | None = None) -> list[Candidate]:
        """Return what may be the same as ``asked``, itself left out, the likeliest first."""
        params = params or Params()
        up = params.reach_m / _DEGREE_M
        aside = up / max(float(np.cos(np.radians(asked.lat))), 1e-6)
        begin, end = np.searchsorted(self._lats, (asked.lat - up, asked.lat + up)).tolist()
        end = max(begin, min(len(self._lats), end + 1))
        near = np.abs(self._lons[begin:end] - asked.lon) <= aside * (1 + 1e-9)
        recent = np.abs(self._times[begin:end] - asked.at_s) <= params.days * _DAY_S
        rows = self._order[begin:end][near & recent].tolist()
        return ranked(asked, (self.matters[row] for row in rows if self.matters[row].key != asked.key), params)


def text_likeness(one: str, other: str) -> float:
    """Return the share of character pairs that two texts have in common (Dice); numbers and marks do not count."""
    ours, theirs = _pairs(one), _pairs(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def photo_distance(ours: Iterable[int], theirs: Sequence[int]) -> int | None:
    """Return in how many bits the likest two photos differ; ``None`` where one side has none."""
    return (
        min(((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count() for one in ours for other in theirs)
        if (ours and theirs)
        else None
    )


def _pairs(text: str) -> frozenset[str]:
    plain = _NO_WORDS.sub("", unicodedata.normalize("NFKC", text).lower())
    return frozenset(plain[index : index + 2] for index in range(len(plain) - 1))


def _distance_m(one: Matter, other: Matter) -> float:
    aside = (one.lon - other.lon) * float(np.cos(np.radians((one.lat + other.lat) / 2)))
    return float(np.hypot(aside, one.lat - other.lat)) * _DEGREE_M
