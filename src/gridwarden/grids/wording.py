"""How flaws and steps of a design read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.redrawing.verdicts import FlawKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from gridwarden.grids.domain.redrawing.verdicts import Flaw

DESIGN_STATES: dict[str, _StrPromise] = {
    DesignState.QUEUED: gettext_lazy("waiting"),
    DesignState.RUNNING: gettext_lazy("being designed"),
    DesignState.DONE: gettext_lazy("draft"),
    DesignState.FAILED: gettext_lazy("not possible"),
    DesignState.PUBLISHED: gettext_lazy("published"),
    DesignState.DISCARDED: gettext_lazy("discarded"),
}
STATE_TONES = {
    DesignState.QUEUED: "info",
    DesignState.RUNNING: "info",
    DesignState.DONE: "",
    DesignState.FAILED: "bad",
    DesignState.PUBLISHED: "good",
    DesignState.DISCARDED: "",
}
STEPS: dict[str, _StrPromise] = {
    "": gettext_lazy("Waiting for the worker"),
    "lines": gettext_lazy("Laying out roads and waters"),
    "units": gettext_lazy("Cutting the land into blocks"),
    "classes": gettext_lazy("Sorting blocks into classes"),
    "grids": gettext_lazy("Searching for grids"),
    "drawing": gettext_lazy("Drawing the grids"),
}


def flaw_text(flaw: Flaw) -> str:
    """Return what is wrong with a grid, as a sentence."""
    if flaw.kind is FlawKind.PIECES:
        return _("{code} falls into {count} pieces; a grid is one piece.").format(code=flaw.code, count=int(flaw.value))
    if flaw.kind is FlawKind.MIXED:
        return _("{code} holds {count} blocks of a zone that its class does not fit.").format(
            code=flaw.code, count=int(flaw.value)
        )
    if flaw.kind is FlawKind.TOO_WIDE:
        return _("{code} is {metres} m wide; at most {limit} m can be patrolled.").format(
            code=flaw.code, metres=f"{flaw.value:,.0f}", limit=f"{flaw.limit:,.0f}"
        )
    return _("{code} has {share} of the mean work of its class; at most {limit} is fair.").format(
        code=flaw.code, share=f"{flaw.value:.0%}", limit=f"{flaw.limit:.0%}"
    )
