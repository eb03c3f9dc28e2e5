"""Plans as lines of one table: designs beside the plan of today."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gridwarden.grids.sentences import all_said, said
from gridwarden.grids.wording import DESIGN_STATES, STATE_TONES, STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from gridwarden.grids.queries.designs import DesignRow
    from gridwarden.grids.queries.grids import GridRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as it is read; ``tone`` says whether it is better or worse than today's."""

    label: str
    text: str
    tone: str = ""
    today: str = ""
    #: How the grids behind the figure are ordered.
    order: str = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan in the table of comparison."""

    name: str
    key: str
    state: str | _StrPromise = ""
    tone: str = ""
    note: str | _StrPromise = ""
    figures: Sequence[Figure] = field(default_factory=tuple)
    design: DesignRow | None = None


#: Figures of a plan, and by what the grids behind them are ordered.
_ORDER_OF = {
    "max_diameter_m": "diameter_m",
    "max_over_mean": "load_share",
    "compactness": "compactness",
    "border_on_lines": "border_on_lines",
    "road_cuts": "road_cuts",
    "changed_share": "changed_share",
}
#: How the list of grids can be ordered.
ORDERS: list[tuple[str, _StrPromise]] = [
    ("code", gettext_lazy("Grid code")),
    ("class", gettext_lazy("Class")),
    ("diameter_m", gettext_lazy("Widest, m")),
    ("load_share", gettext_lazy("Amount of work")),
    ("compactness", gettext_lazy("Compactness")),
    ("border_on_lines", gettext_lazy("Border on roads")),
    ("road_cuts", gettext_lazy("Roads cut")),
    ("changed_share", gettext_lazy("Land changed")),
]


def bounds(row: DesignRow) -> list[tuple[str, int, str]]:
    """Return for each class the least number of grids that any plan needs, and why."""
    return [(word, one["least"], all_said(one["why"])) for word, one in sorted(row.bounds.items())]


def lines(rows: Sequence[DesignRow], grids: Sequence[GridRow]) -> list[PlanLine]:
    """Return today's plan and every design, the newest first."""
    measured = next((row.today for row in rows if row.today), {})
    today = measured or _plain(grids)
    first = PlanLine(name=_("Today's plan"), key="today", state=_("in force"), tone="good", figures=figures(today, {}))
    return [first, *(_line(row, today) for row in rows)]


def heads() -> list[str]:
    """Return the heads of the figures' columns."""
    return [figure.label for figure in figures({}, {})]


def figures(plan: dict[str, Any], today: dict[str, Any], least: int = 0) -> list[Figure]:
    """Return the figures of a plan, coloured by how they stand to today's."""
    known = bool(plan)
    return [
        Figure(label=_("Grids"), text=_count(plan, least) if known else "", today=str(today.get("count", ""))),
        Figure(label="A / B / C", text=_classes(plan), today=_classes(today), order="class"),
        _figure(_("Widest, m"), plan, today, "max_diameter_m", "{:,.0f}", better=0),
        _figure(_("Most / mean work"), plan, today, "max_over_mean", "{:.2f}", better=-1),
        _figure(_("Compactness"), plan, today, "compactness", "{:.2f}", better=1),
        _figure(_("Border on roads"), plan, today, "border_on_lines", "{:.0%}", better=1),
        _figure(_("Roads cut"), plan, today, "road_cuts", "{:,.0f}", better=-1),
        _figure(_("Land changed"), plan, {}, "changed_share", "{:.0%}", better=0),
    ]


def _line(row: DesignRow, today: dict[str, Any]) -> PlanLine:
    return PlanLine(
        name=row.name,
        key=str(row.id),
        state=DESIGN_STATES[row.state],
        tone=STATE_TONES[row.state],
        note=said(row.failure) if row.failure else (STEPS.get(row.step, "") if row.is_in_work else ""),
        figures=figures(row.figures, today, row.lower_bound),
        design=row,
    )


def _figure(label: str, plan: dict[str, Any], today: dict[str, Any], key: str, form: str, *, better: int) -> Figure:
    value, before = plan.get(key), today.get(key)
    text = "" if value is None else form.format(value)
    tone = ""
    if better and value is not None and before is not None and abs(value - before) > 0.005 * abs(before):
        tone = "good" if (value - before) * better > 0 else "bad"
    if key == "max_diameter_m" and plan.get("over_limit"):
        tone = "bad"
    told = "" if before is None else form.format(before)
    return Figure(label=label, text=text, tone=tone, today=told, order=_ORDER_OF[key])


def _count(plan: dict[str, Any], least: int) -> str:
    return _("{count} (at least {least})").format(count=plan["count"], least=least) if least else str(plan["count"])


def _classes(plan: dict[str, Any]) -> str:
    by_class = plan.get("by_class", {})
    return " / ".join(str(by_class.get(word, {}).get("count", 0)) for word in "ABC") if by_class else ""


def _plain(grids: Sequence[GridRow]) -> dict[str, Any]:
    """Return what can be said of today's plan before any design has measured its work."""
    if not grids:
        return {}
    classes = [row.grid_class for row in grids]
    return {
        "count": len(grids),
        "by_class": {word: {"count": classes.count(word)} for word in classes},
        "max_diameter_m": max(row.diameter_m for row in grids),
        "over_limit": sum(row.is_too_wide for row in grids),
    }
