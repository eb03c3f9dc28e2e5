"""Numbers of parts: what is impossible from the start, and the bound told in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.support import diameters_m
from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.islands import Island
    from gridwarden.algorithms.partition.params import Params
    from gridwarden.algorithms.partition.problem import Floats, Problem

_SENTENCES = {
    "one": "{islands} separate pieces need a part each.",
    "fixed": "Fixed parts need {bound} at least.",
    "area": "No shape {cap:.0f} m wide is larger than a disc of {disc:.3f} km2; the area needs {bound} parts at least.",
    "load": "No part carries more than the limit of load; the load needs {bound} parts at least.",
    "packing": "There are {bound} units of which no two fit into one part of {cap:.0f} m.",
}


class UnitTooWide(Invalid):
    """A unit, or units that must lie together, are wider than any part of their kind may be."""

    code = "unit_too_wide"


class WrongCount(Invalid):
    """The wanted number of parts is impossible."""

    code = "wrong_count"


def check_units(problem: Problem, core: Core) -> Floats:
    """Refuse an atom that is wider than its cap; return the exact diameters in metres."""
    metres = diameters_m(problem, core.atom, len(core.load))
    over = metres / problem.cap_m[core.kind]
    if over.max() > 1:
        atom = int(np.argmax(over))
        unit = int(np.flatnonzero(core.atom == atom)[0])
        what = "Unit" if np.count_nonzero(core.atom == atom) == 1 else "What must lie together with unit"
        cap = problem.cap_m[core.kind[atom]]
        text = f"{what} {unit} is {metres[atom]:.0f} m wide; a part of its kind may be {cap:.0f} m."
        raise UnitTooWide(text, cap_m=f"unit {unit} is wider")
    return metres


def check_counts(problem: Problem, params: Params, islands: list[Island]) -> None:
    """Refuse numbers below the bound, above the number of units, or for a kind without units."""
    for kind in range(problem.kinds):
        wanted = params.count_of(kind)
        mine = [one for one in islands if one.kind == kind]
        if wanted is None:
            continue
        most, least = sum(len(one.atoms) for one in mine), sum(one.bound for one in mine)
        if wanted > most:
            text = f"Kind {kind} has {most} units that can be told apart, too few for {wanted} parts."
            raise WrongCount(text, counts="is more than there are units")
        if wanted < least:
            text = f"Kind {kind} needs {least} parts at least, not {wanted}. {explained(problem, kind, mine)}"
            raise WrongCount(text, counts=f"must be {least} at least")


def explained(problem: Problem, kind: int, islands: list[Island]) -> str:
    """Return why the islands of a kind need so many parts: the argument for each that needs more than one."""
    if not islands:
        return "There is no unit of this kind."
    cap = float(problem.cap_m[kind])
    disc = cap * cap * np.pi / 4e6
    larger = sorted((one for one in islands if one.bound > 1), key=lambda one: -one.bound)
    texts = [_SENTENCES[one.proof].format(bound=one.bound, cap=cap, disc=disc) for one in larger[:3]]
    if len(larger) > len(texts):
        texts.append(f"{len(larger) - len(texts)} more pieces need several parts.")
    if len(islands) > 1:
        texts.insert(0, _SENTENCES["one"].format(islands=len(islands)))
    return " ".join(texts) or "One part may hold all units."
