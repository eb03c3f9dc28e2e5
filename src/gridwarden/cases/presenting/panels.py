"""Parts of a case's page that contexts above fill: papers issued for the case, findings about its photos.

The case lies below them, so each hands in what it shows from its ``AppConfig.ready`` instead of being imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from gridwarden.platform.accounts.requests import ActingRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A card on the page of a case; ``render`` returns its HTML, or "" where there is nothing to show."""

    key: str
    label: str | _StrPromise
    render: Callable[[ActingRequest, int], str]
    order: int = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel as one person sees it on one page."""

    key: str
    label: str | _StrPromise
    html: str


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Show the panel on the page of every case; registering a key again replaces its panel."""
    _panels[panel.key] = panel


def shown(request: ActingRequest, case_id: int) -> list[Shown]:
    """Return the panels that have something to say about the case, in their order."""
    ordered = sorted(_panels.values(), key=lambda panel: (panel.order, panel.key))
    drawn = [Shown(panel.key, panel.label, panel.render(request, case_id)) for panel in ordered]
    return [panel for panel in drawn if panel.html]
