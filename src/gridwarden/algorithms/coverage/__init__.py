"""Coverage: which roads were walked or driven when, by the fixes of devices, and how far a plan was kept."""

from gridwarden.algorithms.coverage.cleaning import STANDING_M, Clean, clean
from gridwarden.algorithms.coverage.figures import (
    Arrival,
    BadSpan,
    Kept,
    Presence,
    Refused,
    arrival,
    kept,
    presence,
    without,
)
from gridwarden.algorithms.coverage.params import BadParams, Method, Params
from gridwarden.algorithms.coverage.passing import joined
from gridwarden.algorithms.coverage.problem import BadTrack, Track, track
from gridwarden.algorithms.coverage.result import Inputs, Passes, Side
from gridwarden.algorithms.coverage.solve import Matcher, match
from gridwarden.algorithms.coverage.streets import NoRoads, Streets, streets

__all__ = [
    "STANDING_M",
    "Arrival",
    "BadParams",
    "BadSpan",
    "BadTrack",
    "Clean",
    "Inputs",
    "Kept",
    "Matcher",
    "Method",
    "NoRoads",
    "Params",
    "Passes",
    "Presence",
    "Refused",
    "Side",
    "Streets",
    "Track",
    "arrival",
    "clean",
    "joined",
    "kept",
    "match",
    "presence",
    "streets",
    "track",
    "without",
]
