"""Read pictures for a paper; one that is lost or broken leaves a gap that the paper states."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read(paths: Mapping[str, Path]) -> dict[str, bytes]:
    """Return by name the pictures that can be printed; a template that names another says that it is missing."""
    found = {name: _whole(path) for name, path in paths.items()}
    return {name: content for name, content in found.items() if content is not None}


def _whole(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            image.load()
    except (OSError, SyntaxError):  # what Pillow raises for broken files
        return None
    return content
