"""How faults of files and figures of a design read in words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gridwarden.grids.domain.faults import FaultRule

if TYPE_CHECKING:
    from gridwarden.grids.domain.design import Step
    from gridwarden.grids.domain.design.plan import Figures
    from gridwarden.grids.domain.faults import Fault

_WORDS = {
    FaultRule.UNREADABLE: "cannot be read",
    FaultRule.NOTHING_INSIDE: "holds nothing",
    FaultRule.NO_GEOMETRY: "has no shape",
    FaultRule.WRONG_GEOMETRY: "has the wrong kind of shape",
    FaultRule.INVALID_GEOMETRY: "is not a clean outline",
    FaultRule.BAD_COORDINATE: "is not in degrees, so the file is in another coordinate system",
    FaultRule.OUTSIDE_DISTRICT: "lies outside the district",
    FaultRule.MISSING: "is missing",
    FaultRule.UNKNOWN_WORD: "is not known",
    FaultRule.TOO_LONG: "is too long",
    FaultRule.DUPLICATE: "occurs twice",
}

#: From this on it is worth saying that loads cannot be even.
_EVEN = 1.005


def faults(found: tuple[Fault, ...]) -> str:
    """Return the first fault as a sentence, and how many more there are."""
    more = f" ({len(found) - 1} more faults)" if len(found) > 1 else ""
    return f"{_fault(found[0])}{more}."


def _fault(fault: Fault) -> str:
    if fault.rule is FaultRule.UNREADABLE and not fault.row:
        # The name of the file stands before the sentence already.
        why = f": {fault.value}" if fault.value else ""
        return f"cannot be read as {fault.expected.replace(', ', ' or ')}{why}"
    subject = " ".join(filter(None, [f"row {fault.row}" if fault.row else "the file", fault.field]))
    value = f" {fault.value!r}" if fault.value else ""
    expected = f"; expected is {fault.expected}" if fault.expected else ""
    where = f" at {fault.lon:.6f}, {fault.lat:.6f}" if fault.lon is not None and fault.lat is not None else ""
    return f"{subject}{value} {_WORDS[fault.rule]}{where}{expected}"


def figures(found: Figures) -> str:
    """Return the figures as lines of text."""
    head = f"{found.count} grids (at least {found.lower_bound}) on {found.grids_km2:.3f} km²"
    lines = [f"{head}; unaccounted {found.unaccounted_m2:.3f} m²"]
    for name, one in found.by_class.items():
        width = f"widest {one.max_diameter_m:.0f} of {one.limit_m:.0f} m"
        load = f"load {one.mean_load_minutes:.0f} min a day, max/mean {one.max_over_mean:.3f}"
        if one.least_max_over_mean > _EVEN:
            load += f" (at least {one.least_max_over_mean:.3f} while its pieces of land keep their work)"
        lines += [f"  {name}: {one.count} (at least {one.lower_bound}), {width}, {load}", f"     {one.lower_bound_why}"]
    lines.append(
        f"inner border {found.inner_border_km:.1f} km, {found.border_on_lines:.0%} on roads, water or railways,"
        f" {found.border_on_lines_where_any:.0%} where there are any; {found.crossings} roads cross it"
    )
    if found.deadhead_share is not None:
        least = "" if found.least_deadhead_share is None else f" (at least {found.least_deadhead_share:.0%})"
        lines.append(f"walked without patrolling: {found.deadhead_share:.0%}{least} of the patrolled way")
    lines.append(f"{found.cpu_s:.1f} s of processor time, seed {found.seed}")
    return "\n".join(lines)


class Progress:
    """Tells on the terminal how far a design has come; says nothing into a file."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._last = ""

    def __call__(self, step: Step) -> None:
        """Show a step, each whole percent once."""
        line = f"{step.done:4.0%} {step.name}"
        if self._is_shown and line != self._last:
            click.echo(f"\r{line:<24}", nl=step.done >= 1.0, err=True)
            self._last = line
