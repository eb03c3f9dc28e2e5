"""Plans as lines of one table: designs beside the plan of today."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gridwarden.grids.sentences import all_said, said
from gridwarden.grids.wording import DESIGN_STATES, STATE_TONES, STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from gridwarden.grids.queries.design_classes import ClassReason
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
    "mean_minutes": "load_share",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLines:
    """The figures of one class beside today's."""

    word: str
    figures: Sequence[Figure]


def classes(row: DesignRow) -> list[ClassLines]:
    """Return the figures of each class of a design, beside those of today's plan."""
    plan, today = row.figures.get("by_class", {}), row.today.get("by_class", {})
    return [
        ClassLines(word=word, figures=_of_class(plan.get(word, {}), today.get(word, {}), row.bounds.get(word, {})))
        for word in sorted({*plan, *today})
    ]


def _of_class(plan: dict[str, Any], today: dict[str, Any], proven: dict[str, Any]) -> list[Figure]:
    least, evenest, deadhead = proven.get("least"), proven.get("evenest"), proven.get("deadhead")
    count = _count(plan, least or 0) if plan else "0"
    even = _figure(_("Most / mean work"), plan, today, "max_over_mean", "{:.2f}", better=-1)
    if evenest is not None and even.text:
        text = _("{value} (cannot be below {least})").format(value=even.text, least=f"{evenest:.2f}")
        even = replace(even, text=text)
    widest = _figure(_("Widest, m"), plan, today, "max_diameter_m", "{:,.0f}", better=0)
    if plan:
        text = _("{value} of {limit}").format(value=widest.text, limit=f"{plan['limit_m']:,.0f}")
        widest = replace(widest, text=text)
    return [
        Figure(label=_("Grids"), text=count, today=str(today.get("count", 0)), order="class"),
        widest,
        _figure(_("Mean work, min a day"), plan, today, "mean_minutes", "{:,.0f}", better=0),
        even,
        Figure(label=_("Walked without patrolling"), text="" if deadhead is None else f"{deadhead:.0%}", order="class"),
    ]


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


def class_reason(why: ClassReason) -> str:
    """Return why a grid is of its class, as a sentence."""
    parts = [
        _("{share} of the land may only be {word}").format(share=f"{share:.0%}", word=allowed)
        if len(allowed) == 1
        else _("{share} may be {words}").format(share=f"{share:.0%}", words=" / ".join(allowed))
        for allowed, share in why.land
    ]
    roads = _("of {all} km of graded road {strict} km are kept strictly").format(
        all=f"{why.road_km:.1f}", strict=f"{why.strict_km:.1f}"
    )
    return _("Class {word}: {parts}.").format(word=why.grid_class, parts=_("; ").join([*parts, roads]))
