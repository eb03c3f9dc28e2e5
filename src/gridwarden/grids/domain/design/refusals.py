"""Why no grids can be designed: a sentence that says what is wrong and where."""

from __future__ import annotations

from gridwarden.platform.refusals import Invalid


class DesignRefused(Invalid):
    """The town or the wish cannot be met; nothing was designed."""

    code = "design_refused"


def place(lon: float, lat: float) -> str:
    """Return a place as every refusal names it."""
    return f"{lon:.6f}, {lat:.6f}"
