"""Made-up street scenes: sky, houses with windows, things on the ground, the grain of a small sensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from numpy.random import Generator


def scene(seed: int, width: int = 640, height: int = 480) -> Image.Image:
    """A photo that no other seed gives."""
    rng = np.random.default_rng(seed)
    horizon = int(height * rng.uniform(0.3, 0.6))
    image = Image.new("RGB", (width, height), _colour(rng, 40, 160))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, horizon), fill=_colour(rng, 120, 255))
    _houses(draw, rng, width, horizon)
    _things(draw, rng, width, height, horizon)
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(0.8))).astype(np.int16)
    grain = rng.normal(0, 6, (height, width, 1)).astype(np.int16)
    return Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8))


def _houses(draw: ImageDraw.ImageDraw, rng: Generator, width: int, horizon: int) -> None:
    left = 0
    while left < width:
        across, tall = int(rng.integers(40, 160)), int(rng.integers(50, horizon))
        draw.rectangle((left, horizon - tall, left + across, horizon + 10), fill=_colour(rng, 50, 230))
        step = int(rng.integers(13, 30))
        for x in range(left + 5, left + across - 8, step):
            for y in range(horizon - tall + 5, horizon - 5, step):
                draw.rectangle((x, y, x + step // 2, y + step // 2), fill=_colour(rng, 20, 250))
        left += across + int(rng.integers(0, 30))


def _things(draw: ImageDraw.ImageDraw, rng: Generator, width: int, height: int, horizon: int) -> None:
    for _ in range(int(rng.integers(4, 14))):
        x, y, size = int(rng.integers(0, width)), int(rng.integers(horizon, height)), int(rng.integers(15, 100))
        shape: Any = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        shape((x - size, y - size // 2, x + size, y + size // 2), fill=_colour(rng, 0, 255))


def _colour(rng: Generator, low: int, high: int) -> tuple[int, int, int]:
    red, green, blue = (int(value) for value in rng.integers(low, high, 3))
    return red, green, blue
