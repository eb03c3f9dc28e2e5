"""What a page tells its map."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Where vector tiles come from; ``{layer}`` is filled in by the script.
TILES = "/grids/tiles/{layer}/{z}/{x}/{y}.mvt"


class MapMode(StrEnum):
    """What a map is for."""

    OVERVIEW = "overview"
    MINI = "mini"
    PICK = "pick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A place on the map, with the words that name it."""

    lon: float
    lat: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """Where something went: lines of longitude and latitude, one for each stretch without a gap."""

    lines: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConfig:
    """One map of a page.

    ``bounds`` is (west, south, east, north) in degrees; a map needs it or a ``pin``. ``grid_id`` outlines one grid.
    ``stream_url`` is an event stream whose ``cases`` events carry ``{"put": [...], "drop": [...]}``.
    """

    mode: MapMode = MapMode.OVERVIEW
    bounds: tuple[float, float, float, float] | None = None
    pin: Pin | None = None
    zoom: float | None = None
    grid_id: int | None = None
    cases: Mapping[str, Any] | None = None
    cases_url: str = ""
    stream_url: str = ""
    track: Track | None = None
    lon_input: str = "id_lon"
    lat_input: str = "id_lat"
    hidden_layers: tuple[str, ...] = field(default_factory=tuple)
    #: Where tiles come from when not from the session's district, and words that differ; an empty one hides its line.
    tiles: str = TILES
    reworded: Mapping[str, str] = field(default_factory=dict)

    def for_client(self) -> dict[str, Any]:
        """Return what the script reads from the page."""
        return {
            "mode": self.mode,
            "tiles": self.tiles,
            "raster": settings.TILE_SERVER,
            "attribution": settings.MAP_ATTRIBUTION,
            "bounds": self.bounds,
            "pin": {"lon": self.pin.lon, "lat": self.pin.lat, "label": self.pin.label} if self.pin else None,
            "zoom": self.zoom,
            "gridId": self.grid_id,
            "cases": self.cases,
            "casesUrl": self.cases_url,
            "streamUrl": self.stream_url,
            "track": self.track.lines if self.track else None,
            "lonInput": self.lon_input,
            "latInput": self.lat_input,
            "hiddenLayers": self.hidden_layers,
            "words": {**words(), **self.reworded},
        }


def words() -> dict[str, str]:
    """Return the texts that the script shows, in the language of the page."""
    return {
        "layers": _("Layers"),
        "legend": _("Legend"),
        "cases": _("Cases"),
        "grids": _("Responsibility grids"),
        "roads": _("Roads by grade"),
        "zones": _("Zones"),
        "buildings": _("Buildings"),
        "raster": _("Background map"),
        "classA": _("Class A: core and main roads"),
        "classB": _("Class B: secondary roads and residential"),
        "classC": _("Class C: villages and country roads"),
        "arterial": _("Arterial road"),
        "secondary": _("Secondary road"),
        "backStreet": _("Back street"),
        "red": _("Overdue"),
        "yellow": _("Due soon"),
        "green": _("In time"),
        "none": _("No deadline"),
        "cityscape": _("Cityscape"),
        "municipal": _("Municipal facilities"),
        "order": _("Environmental order"),
        "open": _("Open the case"),
        "home": _("Whole district"),
        "here": _("Where I am"),
        "noPosition": _("The device did not tell its position. Move the pin by hand."),
        "pin": _("Place of the case; move it with the arrow keys"),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
        "noWebgl": _("This browser cannot draw the map. The list says the same."),
        "noCases": _("No cases on the map."),
        "map": _("Map"),
    }
