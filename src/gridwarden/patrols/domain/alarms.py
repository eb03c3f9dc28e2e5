"""The words of watching: what gives an alarm, where somebody stands, and the figures by which a district judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gridwarden.platform.refusals import Conflict, Invalid, NotFound


class NoSuchAlarm(NotFound):
    """There is no such alarm."""

    code = "no_such_alarm"


class RulesWrong(Invalid):
    """A figure is outside what makes sense."""

    code = "rules_wrong"


class AlarmDone(Conflict):
    """Somebody has done this with the alarm already."""

    code = "alarm_done"


class AlarmKind(StrEnum):
    """What gives an alarm."""

    OUTSIDE = "outside"
    SILENT = "silent"
    STOPPED = "stopped"
    FAST = "fast"
    DRIVING = "driving"
    MOCKED = "mocked"


class State(StrEnum):
    """Where somebody stands now; ``SILENT`` says that nothing is heard, never that somebody is absent."""

    ON_POST = "on_post"
    OUTSIDE = "outside"
    SILENT = "silent"
    STOPPED = "stopped"
    FAST = "fast"
    DRIVING = "driving"
    MOCKED = "mocked"
    PARKED = "parked"
    ERRAND = "errand"
    AWAITED = "awaited"
    OFF_DUTY = "off_duty"


class Cleared(StrEnum):
    """Why an alarm is over."""

    CALM = "calm"
    HEARD = "heard"
    ERRAND = "errand"
    DUTY_OVER = "duty_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The figures by which a district judges; each is shown beside what it led to."""

    margin_m: float = 30.0
    outside_s: float = 180.0
    outside_fixes: int = 3
    inside_s: float = 60.0
    limit_kmh: float = 60.0
    over_share: float = 0.10
    over_fixes: int = 3
    over_s: float = 30.0
    walk_kmh: float = 15.0
    walk_s: float = 120.0
    stay_foot_m: float = 50.0
    stay_vehicle_m: float = 100.0
    stay_s: float = 1200.0
    silent_s: float = 300.0
    accuracy_m: float = 50.0
    #: Nothing moves faster; a fix that says so is thrown away.
    most_kmh: float = 150.0


class Seen(NamedTuple):
    """A fix as the machine reads it: unix seconds, metres in the district's frame, km/h."""

    at: float
    x: float
    y: float
    speed_kmh: float
    is_inside: bool
    is_mocked: bool = False
    accuracy_m: float | None = None
    is_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the carrier of a device has to do now; another ``key`` is another duty."""

    key: str
    starts_at: float
    is_vehicle: bool
    #: A vehicle that cannot be expected on foot, or a grid that is patrolled by vehicle, is not.
    on_foot: bool
    #: The case elsewhere to which the carrier was sent; empty without one.
    errand: str = ""


class Change(NamedTuple):
    """An alarm begins or is over; ``inputs`` are the figures that led to it."""

    kind: AlarmKind
    at: float
    is_raised: bool
    began: float = 0.0
    why: Cleared = Cleared.CALM
    inputs: dict[str, float] = {}


@dataclass(slots=True)
class Hold:
    """Evidence for one kind of alarm: since when and in how many fixes, and since when there is none."""

    since: float | None = None
    fixes: int = 0
    calm_since: float | None = None
    is_raised: bool = False

    def feed(self, at: float, *, is_bad: bool, fixes: int = 1, for_s: float = 0.0, calm_s: float = 0.0) -> bool:
        """Take one fix; True when that raises or clears the alarm."""
        if is_bad:
            self.calm_since = None
            self.since = at if self.since is None else self.since
            self.fixes += 1
            if self.is_raised or self.fixes < fixes or at - self.since < for_s:
                return False
            self.is_raised = True
            return True
        if not self.is_raised:
            self.forget()
            return False
        self.calm_since = at if self.calm_since is None else self.calm_since
        if at - self.calm_since < calm_s:
            return False
        self.forget()
        return True

    def forget(self) -> None:
        """Begin anew."""
        self.since, self.fixes, self.calm_since, self.is_raised = None, 0, None, False

    def interrupt(self) -> None:
        """Begin anew after a gap; an alarm that was raised stays until fixes say otherwise."""
        self.calm_since = None
        if not self.is_raised:
            self.since, self.fixes = None, 0
