"""What is asked of patrols: passes of roads by grade and class of grid, and how a day is judged."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from gridwarden.algorithms import coverage
from gridwarden.grids.domain.kinds import GridClass, RoadGrade
from gridwarden.platform.refusals import Conflict, Forbidden, Invalid, NotFound

#: More passes a day than this nobody makes.
MOST_PASSES = 20
#: What a district asks for before it says anything: main roads often, back streets of villages every day once.
ASKED: dict[str, dict[str, int]] = {
    RoadGrade.ARTERIAL: {GridClass.A: 4, GridClass.B: 3, GridClass.C: 2},
    RoadGrade.SECONDARY: {GridClass.A: 3, GridClass.B: 2, GridClass.C: 1},
    RoadGrade.BACK_STREET: {GridClass.A: 2, GridClass.B: 1, GridClass.C: 1},
}
#: Parameters that a district sets; the others are the method's own.
SETTABLE = ("sparse_m", "late_s", "margin_m", "accuracy_m", "share")
_ON_FOOT = {"most_kmh": 30.0, "link_s": 120.0}
_DRIVING = {"most_kmh": 150.0, "link_s": 60.0}


class PlanWrong(Invalid):
    """A plan of passes that asks for what cannot be; ``fields`` names it."""

    code = "coverage_plan_wrong"


class NoCoverage(NotFound):
    """Nothing is known of this day, grid or person."""

    code = "no_coverage"


class AppealClosed(Conflict):
    """The appeal was decided already, or there is one."""

    code = "appeal_closed"


class NotYourAppeal(Forbidden):
    """Nobody decides on their own day, and nobody appeals for others."""

    code = "not_your_appeal"


class AppealState(StrEnum):
    """How far an appeal has come."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class Plan:
    """Passes a day by grade of road and class of grid, and the parameters of the method."""

    required: dict[str, dict[str, int]] = field(default_factory=lambda: ASKED)
    params: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for grade in RoadGrade:
            for grid_class in GridClass:
                count = self.required.get(grade, {}).get(grid_class, -1)
                if not 0 <= count <= MOST_PASSES:
                    raise PlanWrong("A plan names 0 to 20 passes.", **{f"{grade}_{grid_class}": "0 to 20"})
        try:
            self.method(is_driven=False)
        except (coverage.BadParams, TypeError) as error:
            raise PlanWrong("A parameter is out of its range.", params="out of range") from error

    def passes(self, grade: str, grid_class: str) -> int:
        """Return how often a road is to be passed in a day."""
        return self.required[grade][grid_class]

    def method(self, *, is_driven: bool) -> coverage.Params:
        """Return the parameters for people on foot or in vehicles."""
        given: dict[str, Any] = {**self.params, **(_DRIVING if is_driven else _ON_FOOT)}
        return replace(coverage.Params(), **given)

    def values(self) -> dict[str, Any]:
        """Return everything that figures depend on, as it is kept beside them."""
        return {
            "required": self.required,
            "params": self.params,
            "method": {
                name: asdict(self.method(is_driven=driven)) for name, driven in (("foot", False), ("vehicle", True))
            },
        }


def plan_of(values: dict[str, Any]) -> Plan:
    """Return the plan that was kept as ``values``."""
    return Plan(required=values["required"], params=values.get("params", {}))
