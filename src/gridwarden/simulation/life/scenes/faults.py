"""What is wrong in a photo, drawn into the foreground."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gridwarden.simulation.life.scenes import palette
from gridwarden.simulation.life.scenes.palette import shaded, varied

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from gridwarden.simulation.life.scenes.canvas import Canvas


def litter(canvas: Canvas, chance: Random) -> None:
    """Scatter paper, peel and bags."""
    for _ in range(90):
        x, y = chance.gauss(400, 150), chance.gauss(460, 40)
        size = chance.uniform(5, 14)
        canvas.shape(_blob(x, y, size, size * 0.5, chance, corners=5), chance.choice(palette.RUBBISH))


def bin_overflow(canvas: Canvas, chance: Random) -> None:
    """Draw a bin that nobody has emptied."""
    canvas.oval((400, 492), 110, 16, palette.SHADOW)
    canvas.shape([(345, 340), (455, 340), (442, 490), (358, 490)], (52, 110, 74))
    canvas.box(338, 330, 462, 348, (40, 88, 60))
    for _ in range(26):
        x, y = chance.gauss(400, 70), chance.choice((chance.uniform(300, 340), chance.uniform(470, 500)))
        canvas.shape(_blob(x, y, chance.uniform(12, 26), chance.uniform(9, 16), chance), chance.choice(palette.RUBBISH))


def debris(canvas: Canvas, chance: Random) -> None:
    """Heap up broken brick and earth."""
    canvas.oval((400, 505), 230, 22, palette.SHADOW)
    for _ in range(140):
        share = chance.random()
        x, y = 400 + chance.gauss(0, 85) * (0.4 + share), 380 + 120 * share
        color = varied(chance.choice(((150, 112, 92), (164, 156, 146), (128, 104, 84))), chance, 0.2)
        canvas.shape(_blob(x, y, chance.uniform(8, 24), chance.uniform(6, 14), chance, corners=6), color)


def cuttings(canvas: Canvas, chance: Random) -> None:
    """Leave branches and leaves lying."""
    for _ in range(70):
        x, y, turn = chance.gauss(400, 130), chance.gauss(470, 30), chance.uniform(0, math.pi)
        reach = chance.uniform(10, 46)
        end = (x + reach * math.cos(turn), y + reach * 0.4 * math.sin(turn))
        canvas.line([(x, y), end], varied(palette.TRUNK, chance, 0.3), chance.uniform(1.5, 4))
        canvas.oval(end, 8, 4, varied(chance.choice(palette.LEAVES), chance))


def floating(canvas: Canvas, chance: Random) -> None:
    """Let weed and bottles float on the water."""
    for _ in range(50):
        x, y = chance.gauss(420, 160), chance.uniform(390, 500)
        canvas.oval((x, y), chance.uniform(8, 34), chance.uniform(3, 8), varied((92, 118, 62), chance, 0.2))
    for _ in range(14):
        x, y = chance.gauss(420, 150), chance.uniform(395, 495)
        canvas.oval((x, y), 9, 4, chance.choice(palette.RUBBISH))


def bills(canvas: Canvas, chance: Random) -> None:
    """Paste bills all over a wall."""
    canvas.box(200, 130, 620, 430, (206, 200, 188))
    for _ in range(24):
        x, y = chance.uniform(215, 560), chance.uniform(145, 370)
        paper = chance.choice(((240, 238, 226), (238, 214, 92), (232, 150, 140), (190, 220, 230)))
        canvas.box(x, y, x + 46, y + 34, paper)
        for row in range(3):
            canvas.line([(x + 5, y + 8 + row * 8), (x + 40, y + 8 + row * 8)], (60, 60, 60, 160), 1.6)


def pothole(canvas: Canvas, chance: Random) -> None:
    """Break the carriageway."""
    canvas.shape(_blob(400, 505, 150, 42, chance, corners=16), (70, 68, 66))
    canvas.shape(_blob(404, 509, 118, 30, chance, corners=14), (48, 46, 44))
    for _ in range(40):
        canvas.oval((chance.gauss(400, 120), chance.gauss(508, 30)), 5, 3, varied((120, 116, 110), chance, 0.2))


def manhole(canvas: Canvas, chance: Random) -> None:
    """Leave a shaft without its cover."""
    canvas.oval((400, 500), 92, 34, (110, 108, 104))
    canvas.oval((400, 503), 76, 26, (18, 18, 20))
    shift = chance.uniform(-20, 40)
    canvas.oval((520 + shift, 520), 80, 26, (86, 86, 90))
    canvas.oval((520 + shift, 516), 76, 24, (116, 116, 120))


def puddle(canvas: Canvas, chance: Random) -> None:
    """Flood the road from a blocked gully."""
    canvas.shape(_blob(400, 500, 330, 62, chance, corners=22), (110, 122, 124))
    canvas.shape(_blob(380, 494, 250, 40, chance, corners=20), (142, 156, 160))
    for reach in (40, 80, 130):
        canvas.line([(400 - reach, 500), (400 + reach, 502)], (210, 220, 222, 120), 1.5)


def lamp(canvas: Canvas, chance: Random) -> None:
    """Bend a lamp post."""
    lean = chance.uniform(60, 150)
    canvas.line([(360, 520), (360 + lean * 0.3, 300), (360 + lean, 130)], (96, 100, 104), 9)
    canvas.line([(360 + lean, 130), (360 + lean + 70, 118)], (96, 100, 104), 7)
    canvas.oval((360 + lean + 78, 122), 22, 9, (210, 206, 190))
    canvas.line([(360 + lean + 60, 128), (360 + lean + 66, 180)], (40, 40, 44), 2)


def digging(canvas: Canvas, chance: Random) -> None:
    """Cut a trench into the road."""
    canvas.shape([(180, 470), (600, 452), (640, 500), (200, 530)], (96, 76, 58))
    canvas.shape([(196, 480), (596, 462), (620, 490), (214, 516)], (54, 42, 34))
    for _ in range(60):
        x = chance.uniform(180, 640)
        canvas.shape(_blob(x, 446 + chance.gauss(0, 8), 14, 8, chance), varied(palette.EARTH, chance, 0.2))
    for x in (170, 400, 640):
        canvas.shape([(x, 440), (x + 14, 490), (x - 14, 490)], (228, 110, 40))


def stall(canvas: Canvas, chance: Random) -> None:
    """Put a hawker's barrow under an umbrella onto the pavement."""
    color = chance.choice(palette.SHOP_SIGNS)
    canvas.oval((410, 500), 170, 20, palette.SHADOW)
    canvas.line([(400, 470), (400, 250)], (80, 80, 84), 6)
    for side, tone in ((-1, 1.0), (1, 0.8)):
        canvas.shape([(400, 214), (400 + side * 150, 290), (400, 290)], shaded(color, tone))
    canvas.box(280, 410, 540, 470, (150, 116, 80))
    for wheel in (310, 510):
        canvas.oval((wheel, 480), 24, 24, (40, 40, 44))
    for _ in range(46):
        x, y = chance.uniform(290, 530), chance.uniform(392, 412)
        canvas.oval((x, y), 9, 8, chance.choice(((222, 130, 40), (196, 50, 44), (220, 196, 80), (110, 150, 60))))


def goods(canvas: Canvas, chance: Random) -> None:
    """Let a shop spread over the pavement."""
    for i in range(9):
        x = 150 + i * 58 + chance.uniform(-8, 8)
        height = chance.uniform(40, 90)
        box = varied(chance.choice(((190, 150, 100), (200, 60, 54), (70, 120, 170), (236, 220, 190))), chance, 0.1)
        canvas.box(x, 420 - height, x + 50, 424, box)
        canvas.box(x, 420 - height, x + 50, 428 - height, shaded(box, 1.2))
    for x in (210, 420, 600):
        canvas.oval((x, 440), 36, 9, (214, 72, 64))
        canvas.line([(x, 440), (x, 474)], (120, 120, 124), 4)


def heap(canvas: Canvas, chance: Random) -> None:
    """Pile up boards, sacks and old furniture."""
    canvas.oval((400, 496), 200, 18, palette.SHADOW)
    for i in range(8):
        x, y = 250 + i * 38 + chance.uniform(-10, 10), 470 - chance.uniform(0, 60)
        canvas.shape(_blob(x, y, 34, 24, chance, corners=8), varied((196, 186, 160), chance, 0.15))
    canvas.shape([(300, 300), (330, 296), (420, 480), (392, 486)], (142, 104, 68))
    canvas.box(420, 390, 560, 480, (118, 82, 60))
    canvas.box(430, 400, 490, 472, (138, 98, 70))


def banner(canvas: Canvas, chance: Random) -> None:
    """Hang a banner across."""
    color = chance.choice(((190, 36, 36), (28, 90, 150), (226, 160, 40)))
    canvas.line([(90, 200), (720, 180)], (70, 70, 74), 3)
    canvas.shape([(110, 196), (700, 178), (704, 246), (114, 264)], color)
    for i in range(9):
        canvas.box(150 + i * 60, 206 - i * 2, 188 + i * 60, 240 - i * 2, (246, 236, 214))


def shed(canvas: Canvas, chance: Random) -> None:
    """Add a shed of coloured sheet to a wall."""
    roof = chance.choice(((60, 110, 160), (170, 60, 52), (88, 140, 96)))
    canvas.oval((410, 510), 240, 18, palette.SHADOW)
    canvas.box(220, 330, 600, 506, (214, 212, 206))
    for x in range(220, 600, 18):
        canvas.line([(x, 330), (x, 506)], (176, 174, 168, 180), 1.5)
    canvas.shape([(200, 330), (620, 330), (590, 284), (230, 284)], roof)
    canvas.box(300, 400, 372, 506, (122, 98, 78))


def truck(canvas: Canvas, chance: Random) -> None:
    """Let an uncovered lorry lose its load."""
    canvas.oval((400, 520), 270, 22, palette.SHADOW)
    for _ in range(60):
        canvas.oval((chance.uniform(260, 560), chance.uniform(296, 340)), 22, 12, varied(palette.EARTH, chance, 0.2))
    canvas.box(230, 330, 560, 450, (150, 64, 44))
    canvas.box(566, 340, 670, 450, (206, 202, 192))
    canvas.box(604, 352, 662, 396, palette.GLASS)
    for x in (290, 360, 500, 620):
        canvas.oval((x, 470), 38, 38, (34, 34, 38))
        canvas.oval((x, 470), 16, 16, (120, 120, 124))
    for _ in range(50):
        canvas.oval((chance.uniform(80, 700), chance.uniform(510, 580)), 8, 4, varied(palette.EARTH, chance, 0.2))


def bikes(canvas: Canvas, chance: Random) -> None:
    """Crowd the pavement with bicycles."""
    for i in range(9):
        x, y = 110 + i * 70 + chance.uniform(-14, 14), 440 + chance.uniform(-12, 14)
        color = chance.choice(((240, 196, 40), (60, 160, 210), (80, 170, 90), (60, 60, 64)))
        for wheel in (-26, 26):
            canvas.oval((x + wheel, y), 24, 24, (40, 40, 44))
            canvas.oval((x + wheel, y), 19, 19, (168, 164, 156))
        canvas.line([(x - 26, y), (x - 6, y - 36), (x + 20, y - 34), (x + 26, y), (x, y), (x - 6, y - 36)], color, 5)
        canvas.line([(x + 20, y - 34), (x + 16, y - 54), (x + 28, y - 56)], (60, 60, 64), 4)


FAULTS: dict[str, Callable[[Canvas, Random], None]] = {
    fault.__name__: fault
    for fault in (
        litter, bin_overflow, debris, cuttings, floating, bills, pothole, manhole, puddle, lamp,
        digging, stall, goods, heap, banner, shed, truck, bikes,
    )
}  # fmt: skip


def _blob(
    x: float, y: float, radius_x: float, radius_y: float, chance: Random, corners: int = 9
) -> list[tuple[float, float]]:
    """Return an uneven round shape."""
    turns = [2 * math.pi * i / corners for i in range(corners)]
    return [
        (
            x + radius_x * chance.uniform(0.75, 1.1) * math.cos(turn),
            y + radius_y * chance.uniform(0.75, 1.1) * math.sin(turn),
        )
        for turn in turns
    ]
