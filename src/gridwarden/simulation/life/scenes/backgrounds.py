"""What stands behind the problem: a street, a bank, a green, a building site, a village lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.simulation.life.scenes import palette
from gridwarden.simulation.life.scenes.canvas import HEIGHT, WIDTH
from gridwarden.simulation.life.scenes.palette import shaded, varied

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from gridwarden.simulation.life.scenes.canvas import Canvas

#: Where walls end and the ground begins.
HORIZON = 300.0


def street(canvas: Canvas, chance: Random) -> None:
    """Draw shops behind a pavement, and the road before it."""
    _sky(canvas, chance)
    _row_of_houses(canvas, chance)
    canvas.fade(HORIZON, 420, shaded(palette.PAVING, 0.92), palette.PAVING)
    _paving_joints(canvas, HORIZON, 420)
    canvas.box(0, 420, WIDTH, 430, palette.KERB)
    canvas.fade(430, HEIGHT, shaded(palette.ASPHALT, 0.95), shaded(palette.ASPHALT, 1.1))
    for dash in range(-60, WIDTH, 190):
        canvas.shape([(dash, 540), (dash + 90, 540), (dash + 80, 550), (dash - 14, 550)], palette.WHITE)
    for x in _spread(chance, 2):
        _tree(canvas, x, 410, chance)


def bank(canvas: Canvas, chance: Random) -> None:
    """Draw a canal between green banks."""
    _sky(canvas, chance)
    canvas.fade(HORIZON - 40, HORIZON + 40, shaded(palette.GRASS, 0.8), palette.GRASS)
    for x in _spread(chance, 5):
        _tree(canvas, x, HORIZON + 10, chance, size=0.8)
    canvas.box(0, HORIZON + 40, WIDTH, HORIZON + 62, shaded(palette.KERB, 0.9))
    canvas.fade(HORIZON + 62, 520, *palette.WATER)
    for _ in range(40):
        x, y = chance.uniform(0, WIDTH), chance.uniform(HORIZON + 75, 510)
        canvas.line([(x, y), (x + chance.uniform(20, 70), y)], (220, 232, 232, 60), 1.2)
    canvas.box(0, 520, WIDTH, 536, palette.KERB)
    canvas.fade(536, HEIGHT, palette.PAVING, shaded(palette.PAVING, 1.05))


def green(canvas: Canvas, chance: Random) -> None:
    """Draw a lawn with a hedge and trees."""
    _sky(canvas, chance)
    _row_of_houses(canvas, chance, ground=250)
    canvas.fade(250, HEIGHT, shaded(palette.GRASS, 0.9), shaded(palette.GRASS, 1.1))
    for bush in range(-20, WIDTH + 40, 34):
        canvas.oval((bush, 300), 30, 26, varied(palette.LEAVES[0], chance))
    for x in _spread(chance, 4):
        _tree(canvas, x, chance.uniform(330, 400), chance)
    canvas.shape([(0, 520), (WIDTH, 470), (WIDTH, 540), (0, HEIGHT)], palette.PAVING)


def site(canvas: Canvas, chance: Random) -> None:
    """Draw a building site behind its hoarding."""
    _sky(canvas, chance)
    for x in (120.0, 430.0):
        _shell(canvas, x, chance)
    for x in range(0, WIDTH, 80):
        canvas.box(x, 250, x + 78, 340, varied((62, 120, 158), chance, 0.05))
        canvas.box(x, 250, x + 78, 262, palette.WHITE)
    canvas.fade(340, HEIGHT, shaded(palette.EARTH, 0.95), shaded(palette.EARTH, 1.12))


def lane(canvas: Canvas, chance: Random) -> None:
    """Draw a narrow lane between old walls."""
    _sky(canvas, chance)
    middle = 400.0
    left, right = (varied(chance.choice(palette.WALLS), chance) for _ in range(2))
    canvas.shape([(0, 40), (300, 190), (300, 380), (0, HEIGHT)], left)
    canvas.shape([(WIDTH, 20), (500, 190), (500, 380), (WIDTH, HEIGHT)], right)
    canvas.shape([(0, 20), (310, 180), (300, 196), (0, 62)], (74, 76, 82))
    canvas.shape([(WIDTH, 0), (490, 180), (500, 196), (WIDTH, 44)], (74, 76, 82))
    canvas.box(300, 330, 500, 382, shaded(varied(chance.choice(palette.WALLS), chance), 0.85))
    canvas.box(300, 322, 500, 332, (74, 76, 82))
    canvas.shape([(300, 380), (500, 380), (WIDTH, HEIGHT), (0, HEIGHT)], palette.PAVING)
    for share in (0.25, 0.5, 0.75):
        y = 380 + (HEIGHT - 380) * share**1.5
        canvas.line([(middle - 100 - 300 * share, y), (middle + 100 + 300 * share, y)], (120, 116, 110, 110), 1.5)
    for wall, side in ((left, 70.0), (right, 640.0)):
        canvas.box(side, 250, side + 70, 330, palette.GLASS)
        canvas.box(side - 4, 244, side + 74, 252, shaded(wall, 0.8))


def _sky(canvas: Canvas, chance: Random) -> None:
    upper, lower = chance.choice(palette.SKIES)
    canvas.fade(0, HORIZON + 60, upper, lower)


def _row_of_houses(canvas: Canvas, chance: Random, ground: float = HORIZON) -> None:
    x = -30.0
    while x < WIDTH:
        width = chance.uniform(120, 210)
        _house(canvas, x, x + width, ground - chance.uniform(130, 270), ground, chance)
        x += width


def _house(canvas: Canvas, left: float, right: float, top: float, ground: float, chance: Random) -> None:
    wall = varied(chance.choice(palette.WALLS), chance)
    canvas.box(left, top, right, ground, wall)
    canvas.box(left, top, right, top + 8, shaded(wall, 0.82))
    y = top + 22
    while y < ground - 110:
        x = left + 14
        while x < right - 30:
            canvas.box(x, y, x + 22, y + 26, varied(palette.GLASS, chance, 0.2))
            x += 38
        y += 44
    sign = chance.choice(palette.SHOP_SIGNS)
    canvas.box(left + 4, ground - 96, right - 4, ground - 70, sign)
    canvas.box(left + 20, ground - 89, right - 20, ground - 78, shaded(sign, 1.7))
    canvas.box(left + 8, ground - 68, right - 8, ground, varied((70, 82, 92), chance, 0.2))
    canvas.box(left + 14, ground - 62, (left + right) / 2 - 4, ground - 8, (176, 190, 196))
    canvas.box((left + right) / 2 + 4, ground - 62, right - 14, ground, (150, 168, 176))


def _shell(canvas: Canvas, left: float, chance: Random) -> None:
    top = chance.uniform(60, 130)
    for floor in range(6):
        y = top + floor * 34
        canvas.box(left, y, left + 210, y + 10, (168, 164, 158))
        for column in range(5):
            canvas.box(left + column * 50, y + 10, left + column * 50 + 8, y + 34, (150, 146, 140))


def _paving_joints(canvas: Canvas, top: float, bottom: float) -> None:
    for share in (0.2, 0.45, 0.75):
        y = top + (bottom - top) * share
        canvas.line([(0, y), (WIDTH, y)], (130, 126, 118, 120), 1.0)
    for x in range(-400, WIDTH + 400, 70):
        canvas.line([(400 + (x - 400) * 0.8, top), (x, bottom)], (130, 126, 118, 110), 1.0)


def _tree(canvas: Canvas, x: float, ground: float, chance: Random, size: float = 1.0) -> None:
    canvas.oval((x + 8, ground + 2), 34 * size, 6 * size, palette.SHADOW)
    canvas.box(x - 6 * size, ground - 120 * size, x + 6 * size, ground, palette.TRUNK)
    leaf = chance.choice(palette.LEAVES)
    for _ in range(14):
        spot = (x + chance.uniform(-46, 46) * size, ground - chance.uniform(100, 200) * size)
        canvas.oval(spot, chance.uniform(20, 34) * size, chance.uniform(18, 28) * size, varied(leaf, chance, 0.14))


def _spread(chance: Random, count: int) -> list[float]:
    return [WIDTH * (i + chance.uniform(0.2, 0.8)) / count for i in range(count)]


BACKGROUNDS: dict[str, Callable[[Canvas, Random], None]] = {
    "street": street,
    "bank": bank,
    "green": green,
    "site": site,
    "lane": lane,
}
