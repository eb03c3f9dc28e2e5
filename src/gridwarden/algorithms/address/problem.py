"""What is searched: places with the parts of which their addresses are made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from gridwarden.algorithms.refusals import Invalid


class BadEntry(Invalid):
    """A place without a name or without coordinates."""

    code = "bad_entry"


class Kind(StrEnum):
    """What a place is."""

    ROAD = "road"
    CROSSING = "crossing"
    #: A road with a house number.
    ADDRESS = "address"
    #: A village, a community, a town.
    AREA = "area"
    #: A school, a market, a bus stop, an estate.
    LANDMARK = "landmark"
    #: A shop or another party on the street.
    PREMISES = "premises"


class Part(StrEnum):
    """A part of an address."""

    NAME = "name"
    ROAD = "road"
    CROSS_ROAD = "cross_road"
    NUMBER = "number"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    Parameters
    ----------
    key
        The caller's own; returned with the hit.
    kind
        Decides nothing but ties.
    name
        Of a landmark or premises; empty where road, number and area say all.
    road, cross_road
        The road on which it lies; the second one of a crossing.
    number
        House number; 0 where there is none.
    area
        Village, community or town in which it lies.
    lon, lat
        Where it is, in degrees.
    """

    key: int
    kind: Kind
    name: str = ""
    road: str = ""
    cross_road: str = ""
    number: int = 0
    area: str = ""
    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (self.name or self.road or self.area):
            raise BadEntry("A place needs a name, a road or an area.", name="is empty")
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise BadEntry("A place lies somewhere.", lon="must be a number", lat="must be a number")
        if self.number < 0:
            raise BadEntry("House numbers count from one.", number="is negative")

    @property
    def words(self) -> dict[Part, str]:
        """Its parts in words, those that it has."""
        given = {Part.NAME: self.name, Part.ROAD: self.road, Part.CROSS_ROAD: self.cross_road, Part.AREA: self.area}
        return {part: word for part, word in given.items() if word}

    @property
    def label(self) -> str:
        """How one would write it."""
        if self.kind is Kind.CROSSING:
            return f"{self.road}与{self.cross_road}路口"
        number = f"{self.number}号" if self.number else ""
        return f"{self.area}{self.road}{number}{self.name}"
