"""What a device's fixes tell of the work outside: where the one who carries it is, and what gives an alarm.

A machine of values, fed with fixes in their order and with the time; it reads no clock and no table. What was not seen
is not held against anybody: after a gap the evidence for an alarm begins anew, and silence is a state of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Self

from gridwarden.patrols.domain.alarms import AlarmKind, Change, Cleared, Duty, Hold, Rules, Seen, State

#: An errand excuses these, since whoever is sent elsewhere is elsewhere, drives there and stays.
EXCUSED = (AlarmKind.OUTSIDE, AlarmKind.STOPPED, AlarmKind.DRIVING)
#: Seconds' speeds that are kept for the median; more than two minutes at one a second.
_MOST_SPEEDS = 150
_KMH = 3.6


@dataclass(slots=True)
class Watch:
    """All that is remembered of a device between two fixes; it goes into a row and comes back the same."""

    duty: str = ""
    #: The last fix of all, and the last that counts for places.
    heard_at: float = -math.inf
    placed_at: float = -math.inf
    x: float = 0.0
    y: float = 0.0
    is_on: bool = True
    anchor_x: float = 0.0
    anchor_y: float = 0.0
    anchored_at: float | None = None
    speeds: list[tuple[float, float]] = field(default_factory=list)
    holds: dict[AlarmKind, Hold] = field(default_factory=lambda: {kind: Hold() for kind in AlarmKind})

    def see(self, seen: Seen, duty: Duty, rules: Rules) -> list[Change]:
        """Take a fix; one that is not after the last, or before the duty, changes nothing."""
        changes = self._take_up(duty, seen.at)
        if seen.at <= self.heard_at or seen.at < duty.starts_at:
            return changes
        gap_s = seen.at - self.heard_at
        self.heard_at, self.is_on = seen.at, seen.is_on
        changes += self._heard(seen)
        if gap_s > rules.silent_s:
            self.holds[AlarmKind.MOCKED].interrupt()
        changes += self._feed(
            AlarmKind.MOCKED,
            seen.at,
            is_bad=seen.is_mocked,
            fixes=rules.over_fixes,
            for_s=rules.over_s,
            calm_s=rules.inside_s,
        )
        if self._counts(seen, rules):
            changes += self._place(seen, duty, rules)
        return changes

    def tick(self, now: float, duty: Duty, rules: Rules) -> list[Change]:
        """Look at the time: whoever has not been heard for long is silent."""
        changes = self._take_up(duty, now)
        since = max(self.heard_at, duty.starts_at)
        hold = self.holds[AlarmKind.SILENT]
        if hold.is_raised or self.is_parked(duty) or now - since < rules.silent_s:
            return changes
        hold.since, hold.is_raised = since, True
        inputs = {"silent_s": round(now - since), "limit_s": rules.silent_s}
        return [*changes, Change(AlarmKind.SILENT, now, is_raised=True, began=since, inputs=inputs)]

    def end(self, at: float) -> list[Change]:
        """End the duty: alarms are over, and the next duty begins without them."""
        changes = self._drop(tuple(AlarmKind), at, Cleared.DUTY_OVER)
        self.duty, self.anchored_at, self.speeds = "", None, []
        return changes

    def is_parked(self, duty: Duty) -> bool:
        """Whether this is a vehicle whose ignition is off: nothing is expected of it."""
        return duty.is_vehicle and not self.is_on and self.heard_at >= duty.starts_at

    def state(self, duty: Duty | None) -> State:
        """Return where the carrier stands, the gravest first."""
        if duty is None:
            return State.OFF_DUTY
        for kind in (AlarmKind.SILENT, AlarmKind.MOCKED, AlarmKind.DRIVING, AlarmKind.FAST):
            if self.holds[kind].is_raised:
                return State(kind.value)
        if duty.errand:
            return State.ERRAND
        if self.is_parked(duty):
            return State.PARKED
        for kind in (AlarmKind.OUTSIDE, AlarmKind.STOPPED):
            if self.holds[kind].is_raised:
                return State(kind.value)
        return State.ON_POST if self.placed_at >= duty.starts_at else State.AWAITED

    def _take_up(self, duty: Duty, at: float) -> list[Change]:
        changes: list[Change] = []
        if self.duty != duty.key:
            changes = self.end(at)
            self.duty = duty.key
        if duty.errand:
            changes += self._drop(EXCUSED, at, Cleared.ERRAND)
        return changes

    def _counts(self, seen: Seen, rules: Rules) -> bool:
        """Whether a fix tells a place: not made up, exact enough, and within reach of the one before."""
        if seen.is_mocked or (seen.accuracy_m is not None and seen.accuracy_m > rules.accuracy_m):
            return False
        after_s = seen.at - self.placed_at
        far_m = math.hypot(seen.x - self.x, seen.y - self.y)
        return after_s > rules.silent_s or far_m / after_s * _KMH <= rules.most_kmh

    def _place(self, seen: Seen, duty: Duty, rules: Rules) -> list[Change]:
        after_s = seen.at - self.placed_at
        told = seen.speed_kmh or math.hypot(seen.x - self.x, seen.y - self.y) / after_s * _KMH
        if after_s > rules.silent_s:
            self._interrupt()
            told = seen.speed_kmh
        self.placed_at, self.x, self.y = seen.at, seen.x, seen.y
        changes: list[Change] = []
        if duty.is_vehicle:
            changes += self._speed(seen, rules)
        if not (duty.errand or self.is_parked(duty)):
            changes += self._whereabouts(seen, duty, rules)
            changes += self._walk(seen.at, told, rules) if duty.on_foot else []
        return changes

    def _whereabouts(self, seen: Seen, duty: Duty, rules: Rules) -> list[Change]:
        """Judge whether the grid was left, and whether the carrier stays in one place."""
        limits: dict[str, float] = {"margin_m": rules.margin_m, "limit_s": rules.outside_s}
        changes = self._feed(
            AlarmKind.OUTSIDE, seen.at, limits,
            is_bad=not seen.is_inside, fixes=rules.outside_fixes, for_s=rules.outside_s, calm_s=rules.inside_s,
        )  # fmt: skip
        radius_m = rules.stay_vehicle_m if duty.is_vehicle else rules.stay_foot_m
        away_m = math.hypot(seen.x - self.anchor_x, seen.y - self.anchor_y)
        if self.anchored_at is None or away_m > radius_m:
            self.anchor_x, self.anchor_y, self.anchored_at = seen.x, seen.y, seen.at
        stayed_s = seen.at - self.anchored_at
        limits = {"radius_m": radius_m, "limit_s": rules.stay_s, "stayed_s": round(stayed_s)}
        changes += self._feed(
            AlarmKind.STOPPED, seen.at, limits, is_bad=stayed_s >= rules.stay_s, began=self.anchored_at
        )
        return changes

    def _speed(self, seen: Seen, rules: Rules) -> list[Change]:
        most = rules.limit_kmh * (1 + rules.over_share)
        limits = {"limit_kmh": rules.limit_kmh, "speed_kmh": seen.speed_kmh}
        return self._feed(
            AlarmKind.FAST, seen.at, limits,
            is_bad=seen.speed_kmh > most, fixes=rules.over_fixes, for_s=rules.over_s, calm_s=rules.inside_s,
        )  # fmt: skip

    def _walk(self, at: float, speed_kmh: float, rules: Rules) -> list[Change]:
        """Judge by the median of the last minutes, once they are seen whole."""
        earlier = [one for one in self.speeds if one[0] <= at - rules.walk_s]
        recent = [one for one in self.speeds if one[0] > at - rules.walk_s]
        # The last fix before the stretch shows that it was seen from its beginning.
        self.speeds = [*earlier[-1:], *recent, (at, speed_kmh)][-_MOST_SPEEDS:]
        middle = median(speed for moment, speed in self.speeds if moment > at - rules.walk_s)
        is_whole = self.speeds[0][0] <= at - rules.walk_s
        limits = {"limit_kmh": rules.walk_kmh, "speed_kmh": round(middle, 1), "limit_s": rules.walk_s}
        is_bad = is_whole and middle > rules.walk_kmh
        return self._feed(AlarmKind.DRIVING, at, limits, is_bad=is_bad, calm_s=rules.inside_s, began=at - rules.walk_s)

    def _feed(
        self, kind: AlarmKind, at: float, limits: dict[str, float] | None = None, *, is_bad: bool,
        began: float | None = None, fixes: int = 1, for_s: float = 0.0, calm_s: float = 0.0,
    ) -> list[Change]:  # fmt: skip
        hold = self.holds[kind]
        if not hold.feed(at, is_bad=is_bad, fixes=fixes, for_s=for_s, calm_s=calm_s):
            return []
        if not hold.is_raised:
            return [Change(kind, at, is_raised=False)]
        start = began if began is not None else hold.since or at
        inputs = {"fixes": hold.fixes, "seconds": round(at - start), **(limits or {})}
        return [Change(kind, at, is_raised=True, began=start, inputs=inputs)]

    def _heard(self, seen: Seen) -> list[Change]:
        return self._drop((AlarmKind.SILENT,), seen.at, Cleared.HEARD)

    def _drop(self, kinds: tuple[AlarmKind, ...], at: float, why: Cleared) -> list[Change]:
        raised = [kind for kind in kinds if self.holds[kind].is_raised]
        for kind in kinds:
            self.holds[kind].forget()
        if AlarmKind.STOPPED in kinds:
            self.anchored_at, self.speeds = None, []
        return [Change(kind, at, is_raised=False, why=why) for kind in raised]

    def _interrupt(self) -> None:
        for kind in (AlarmKind.OUTSIDE, AlarmKind.FAST, AlarmKind.DRIVING, AlarmKind.STOPPED):
            self.holds[kind].interrupt()
        self.speeds = []
        if not self.holds[AlarmKind.STOPPED].is_raised:
            self.anchored_at = None

    def kept(self) -> dict[str, Any]:
        """Return this as what JSON can hold."""
        values = {name: getattr(self, name) for name in _PLAIN if getattr(self, name) not in {-math.inf, None, ""}}
        holds = {
            kind.value: [hold.since, hold.fixes, hold.calm_since, hold.is_raised]
            for kind, hold in self.holds.items()
            if hold.fixes or hold.is_raised
        }
        return values | {"speeds": [list(one) for one in self.speeds], "holds": holds}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """Return what was kept."""
        watch = cls(**{name: kept[name] for name in _PLAIN if name in kept})
        watch.speeds = [(at, speed) for at, speed in kept.get("speeds", [])]
        for kind, values in kept.get("holds", {}).items():
            watch.holds[AlarmKind(kind)] = Hold(*values)
        return watch


_PLAIN = ("duty", "heard_at", "placed_at", "x", "y", "is_on", "anchor_x", "anchor_y", "anchored_at")
