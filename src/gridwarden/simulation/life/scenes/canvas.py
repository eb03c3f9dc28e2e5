"""A sheet to draw on, larger than the photo so that edges come out smooth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.simulation.life.scenes.palette import Color

#: Size of the sheet in units, and of the photo in pixels: as small as a phone's preview, for there are thousands.
WIDTH, HEIGHT = 800, 600
PHOTO_PX = (640, 480)
_SCALE = 1.6
_GRAIN = 5.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Canvas:
    """Draws in units: x to the right, y downwards."""

    image: Image.Image
    pen: ImageDraw.ImageDraw

    @classmethod
    def blank(cls) -> Canvas:
        """Return an empty sheet."""
        image = Image.new("RGB", (round(WIDTH * _SCALE), round(HEIGHT * _SCALE)))
        return cls(image, ImageDraw.Draw(image, "RGBA"))

    def box(self, left: float, top: float, right: float, bottom: float, color: Color) -> None:
        """Fill a rectangle."""
        self.pen.rectangle(_large((left, top), (right, bottom)), fill=color)

    def shape(self, points: Sequence[Point], color: Color) -> None:
        """Fill a polygon."""
        self.pen.polygon(_large(*points), fill=color)

    def oval(self, middle: Point, radius_x: float, radius_y: float, color: Color) -> None:
        """Fill an ellipse."""
        x, y = middle
        self.pen.ellipse(_large((x - radius_x, y - radius_y), (x + radius_x, y + radius_y)), fill=color)

    def line(self, points: Sequence[Point], color: Color, width: float = 2.0) -> None:
        """Draw a line."""
        self.pen.line(_large(*points), fill=color, width=max(1, round(width * _SCALE)), joint="curve")

    def fade(self, top: float, bottom: float, upper: Color, lower: Color) -> None:
        """Fill the whole width from one height to another with a gradient."""
        first, last = round(top * _SCALE), round(bottom * _SCALE)
        share = np.linspace(0.0, 1.0, last - first)[:, None]
        rows = np.array(upper[:3]) * (1 - share) + np.array(lower[:3]) * share
        band = np.repeat(rows[:, None, :].astype(np.uint8), self.image.width, axis=1)
        self.image.paste(Image.fromarray(band), (0, first))

    def photo(self, grain_seed: int) -> Image.Image:
        """Return the finished photo, a little soft and grainy as cheap lenses make them."""
        small = self.image.resize(PHOTO_PX, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
        noise = np.random.default_rng(grain_seed).normal(0.0, _GRAIN, (*PHOTO_PX[::-1], 1))
        return Image.fromarray(np.clip(np.asarray(small) + noise, 0, 255).astype(np.uint8))


def _large(*points: Point) -> list[Point]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]
