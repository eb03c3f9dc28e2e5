"""Asking CP-SAT: one question with one budget, and the answer as a roster."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.algorithms.staffing.board import Board
    from gridwarden.algorithms.staffing.params import Params


@dataclass
class Clock:
    """How much time is left for all questions together."""

    ends: float

    @classmethod
    def of(cls, params: Params) -> Clock:
        """Return a clock that starts now."""
        return cls(time.monotonic() + params.time_limit_s)

    def left_s(self, share: float = 1.0) -> float:
        """Return ``share`` of what is left, at least enough to ask at all."""
        return max(0.05, (self.ends - time.monotonic()) * share)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question: ``worked`` is ``None`` without a roster."""

    worked: Mapping[tuple[str, int], str] | None
    is_proven: bool
    bound: float
    value: float
    solver: Any

    @property
    def is_impossible(self) -> bool:
        """Whether there is provably no roster."""
        return self.worked is None and self.is_proven


def ask(board: Board, *, seed: int, limit_s: float, effort: float | None = None) -> Answer:
    """Solve the model of ``board``; ``effort`` bounds the work in a way that is the same on every machine.

    One worker: the same question with the same seed has the same answer.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = limit_s
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    status = solver.solve(board.model)
    has_one = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Answer(
        worked=_worked(board, solver) if has_one else None,
        is_proven=status in (cp_model.OPTIMAL, cp_model.INFEASIBLE),
        bound=solver.best_objective_bound,
        value=solver.objective_value if has_one else 0.0,
        solver=solver,
    )


def _worked(board: Board, solver: cp_model.CpSolver) -> dict[tuple[str, int], str]:
    return {
        (person, day): shift
        for (person, day, shift), variable in board.works.items()
        if (variable if isinstance(variable, int) else solver.value(variable))
    }
