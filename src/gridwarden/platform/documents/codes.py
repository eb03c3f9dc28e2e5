"""QR codes for papers."""

from __future__ import annotations

from io import BytesIO

import segno


def qr_svg(text: str) -> bytes:
    """Return the QR code of ``text`` as SVG; error correction M survives the folds of a receipt."""
    buffer = BytesIO()
    segno.make(text, error="m", micro=False).save(buffer, kind="svg", border=2, xmldecl=False, svgns=True)
    return buffer.getvalue()
