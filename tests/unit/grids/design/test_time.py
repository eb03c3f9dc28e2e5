"""All attempts at a plan together keep the time limit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.grids.domain.design import DesignParams, DesignRefused, Wishes, solving

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Processor time that passes only when attempts are made; each looks how long it may go on, and takes so long."""

    def __init__(self, lap_s: float, *, is_refused: bool = False) -> None:
        self.now_s, self.lap_s, self.is_refused = 100.0, lap_s, is_refused
        self.begun_s: list[float] = []

    def process_time(self) -> float:
        return self.now_s

    def attempt(self, prepared: object, seed: int, told: object, stop: Callable[[], bool]) -> Any:
        self.begun_s.append(self.now_s - 100.0)
        return SimpleNamespace(run=lambda: self.run(stop))

    def run(self, stop: Callable[[], bool]) -> Any:
        end_s = self.now_s + self.lap_s
        while self.now_s < end_s and not stop():
            self.now_s += 0.5
        if self.is_refused:
            raise DesignRefused("No.")
        return SimpleNamespace(max_over_mean={0: 1.5}, part_kind=[0])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[[Clock], Clock]:
    def make(clock: Clock) -> Clock:
        monkeypatch.setattr(solving, "time", clock)
        monkeypatch.setattr(solving, "Attempt", clock.attempt)
        monkeypatch.setattr(solving, "_attempts", lambda _: 6)
        prepared: Any = SimpleNamespace(params=DesignParams(time_limit_s=60.0), wishes=Wishes())
        solving._found(prepared, lambda _: None, None)
        return clock

    return make


def test_attempts_that_take_long_are_fewer(made: Callable[[Clock], Clock]) -> None:
    assert made(Clock(5.0)).begun_s == [0, 5, 10, 15, 20, 25]
    assert made(Clock(20.0)).begun_s == [0, 20, 40]
    assert made(Clock(25.0)).begun_s == [0, 25]


def test_one_attempt_is_made_whatever_it_takes_and_ended_at_the_limit(made: Callable[[Clock], Clock]) -> None:
    clock = made(Clock(400.0))
    assert clock.begun_s == [0]
    assert clock.now_s == 160.0


def test_a_refusal_after_all_time_is_told(made: Callable[[Clock], Clock]) -> None:
    clock = Clock(40.0, is_refused=True)
    with pytest.raises(DesignRefused):
        made(clock)
    assert clock.begun_s == [0]
