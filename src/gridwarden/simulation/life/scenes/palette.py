"""Colours of streets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

Color = tuple[int, ...]

SKIES: tuple[tuple[Color, Color], ...] = (
    ((142, 184, 222), (222, 234, 240)),
    ((176, 188, 198), (226, 228, 228)),
    ((120, 172, 220), (240, 232, 214)),
    ((190, 200, 206), (232, 226, 216)),
)
WALLS: tuple[Color, ...] = (
    (214, 198, 176),
    (198, 186, 172),
    (224, 214, 200),
    (186, 150, 128),
    (172, 178, 186),
    (206, 190, 160),
    (190, 170, 150),
    (230, 224, 214),
)
SHOP_SIGNS: tuple[Color, ...] = ((178, 44, 40), (34, 92, 140), (206, 140, 32), (44, 120, 72), (120, 56, 110))
ASPHALT: Color = (92, 94, 98)
PAVING: Color = (176, 170, 160)
KERB: Color = (150, 148, 142)
WHITE: Color = (236, 236, 230)
LEAVES: tuple[Color, ...] = ((74, 116, 66), (92, 132, 74), (64, 104, 72), (128, 136, 62))
TRUNK: Color = (98, 78, 60)
WATER: tuple[Color, Color] = ((118, 146, 148), (72, 104, 108))
GRASS: Color = (112, 142, 82)
EARTH: Color = (150, 122, 92)
GLASS: Color = (96, 116, 130)
RUBBISH: tuple[Color, ...] = (
    (230, 230, 226),
    (60, 62, 70),
    (196, 58, 50),
    (52, 104, 160),
    (222, 186, 70),
    (120, 150, 90),
    (236, 150, 120),
)
SHADOW: Color = (20, 20, 24, 70)


def shaded(color: Color, factor: float) -> Color:
    """Return ``color`` darker (below 1) or lighter (above 1)."""
    return tuple(max(0, min(255, round(channel * factor))) for channel in color[:3])


def varied(color: Color, chance: Random, spread: float = 0.08) -> Color:
    """Return ``color`` a little darker or lighter by chance."""
    return shaded(color, 1.0 + chance.uniform(-spread, spread))
