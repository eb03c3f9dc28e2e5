"""Photos for tests: good ones made here, and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

_GPS = {1: "N", 2: (31.0, 34.0, 12.0), 3: "E", 4: (120.0, 18.0, 36.0)}


def picture(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left corner is red and whose rest is green."""
    image = Image.new("RGB", (width, height), (0, 160, 0))
    image.paste((220, 0, 0), (0, 0, width // 2, height // 2))
    return image.convert(mode)


def exif_of(*, orientation: int = 1, notes: bool = True) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    if notes:
        exif[0x010F], exif[0x0110] = "HUAWEI", "P60"
        exif.get_ifd(0x8769)[0x9003] = "2026:03:02 09:15:30"
        exif.get_ifd(0x8825).update(_GPS)
    return exif


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 640, height: int = 480, **options: Any) -> bytes:
    return encoded(picture(width, height), "JPEG", **options)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims to be huge and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
