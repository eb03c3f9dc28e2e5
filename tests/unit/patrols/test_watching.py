"""What fixes and the time make of somebody on duty, against a naive reading of the whole day."""

from __future__ import annotations

import json
import math
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.patrols.domain.alarms import AlarmKind, Cleared, Duty, Rules, Seen, State
from gridwarden.patrols.domain.watching import Watch

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from gridwarden.patrols.domain.alarms import Change

RULES = Rules()
WALK = Duty(key="walk", starts_at=0.0, is_vehicle=False, on_foot=True)
DRIVE = Duty(key="drive", starts_at=0.0, is_vehicle=True, on_foot=False)
K = AlarmKind
Told = tuple[float, AlarmKind, bool]


def fix(at: float, x: float = 0.0, speed: float = 4.0, *, inside: bool = True, **more: object) -> Seen:
    return Seen(at, x, 0.0, speed, inside)._replace(**more)


def run(seen: Sequence[Seen], duty: Duty = WALK, watch: Watch | None = None) -> list[Change]:
    watch = watch or Watch()
    return [change for one in seen for change in watch.see(one, duty, RULES)]


def told(changes: Sequence[Change]) -> list[Told]:
    return [(one.at, one.kind, one.is_raised) for one in changes]


def steps(until: float, every: float = 10.0, start: float = 0.0, **more: object) -> list[Seen]:
    """Fixes of somebody who walks far enough not to stay."""
    count = int((until - start) / every) + 1
    return [fix(start + n * every, x=(start + n * every) * 1.1, **more) for n in range(count)]


def test_outside_for_three_minutes_gives_an_alarm_and_a_minute_inside_ends_it() -> None:
    seen = [*steps(100), *steps(290, start=110, inside=False), *steps(360, start=300)]
    changes = run(seen)
    assert told(changes) == [(290.0, K.OUTSIDE, True), (360.0, K.OUTSIDE, False)]
    assert changes[0].began == 110.0
    assert changes[0].inputs == {"fixes": 19, "seconds": 180, "margin_m": 30.0, "limit_s": 180.0}


def test_outside_for_less_than_three_minutes_or_in_two_fixes_gives_none() -> None:
    assert run([*steps(100), *steps(280, start=110, inside=False), *steps(400, start=290)]) == []
    assert run([fix(0), fix(100, x=110, inside=False), fix(290, x=330, inside=False)]) == []


def test_a_step_back_inside_of_less_than_a_minute_does_not_end_it() -> None:
    seen = [*steps(200, inside=False), *steps(250, start=210), *steps(300, start=260, inside=False)]
    watch = Watch()
    assert told(run(seen, watch=watch)) == [(180.0, K.OUTSIDE, True)]
    assert watch.state(WALK) is State.OUTSIDE


def test_what_was_not_seen_is_not_held_against_anybody() -> None:
    seen = [*steps(100, inside=False), *steps(500, start=401, inside=False)]
    assert run(seen) == []


def test_speed_counts_for_vehicles_once_it_lasts_thirty_seconds() -> None:
    fast = [*steps(30, speed=67.0), *steps(100, start=40, speed=66.0)]
    assert told(run(fast, DRIVE)) == [(30.0, K.FAST, True), (100.0, K.FAST, False)]
    assert run(steps(600, speed=66.0), DRIVE) == []
    assert told(run([fix(0, speed=90), fix(30, speed=90)], DRIVE)) == []


def test_the_median_of_two_minutes_tells_that_a_walk_is_driven() -> None:
    driven = steps(200, speed=16.0)
    assert told(run(driven)) == [(120.0, K.DRIVING, True)]
    assert run(driven, DRIVE) == []
    assert run([one._replace(speed_kmh=60.0 if n % 2 else 3.0) for n, one in enumerate(steps(95))]) == []


def test_a_phone_that_tells_no_speed_is_judged_by_its_places() -> None:
    driven = [fix(n * 10.0, x=n * 60.0, speed=0.0) for n in range(20)]
    assert told(run(driven)) == [(120.0, K.DRIVING, True)]


@pytest.mark.parametrize(("duty", "radius"), [(WALK, 50.0), (DRIVE, 100.0)])
def test_twenty_minutes_within_the_radius_are_a_stay(duty: Duty, radius: float) -> None:
    near = [fix(n * 60.0, x=radius * (n % 2)) for n in range(21)]
    assert told(run(near, duty)) == [(1200.0, K.STOPPED, True)]
    assert told(run([*near, fix(1260, x=radius + 1)], duty)) == [(1200.0, K.STOPPED, True), (1260.0, K.STOPPED, False)]
    assert run([fix(n * 60.0, x=(radius + 1) * (n % 2)) for n in range(30)], duty) == []


def test_silence_is_found_by_the_time_and_ends_with_the_next_fix() -> None:
    watch = Watch()
    watch.see(fix(0), WALK, RULES)
    assert watch.tick(299, WALK, RULES) == []
    assert told(watch.tick(300, WALK, RULES)) == [(300.0, K.SILENT, True)]
    assert watch.tick(900, WALK, RULES) == []
    assert watch.state(WALK) is State.SILENT
    (heard,) = watch.see(fix(910), WALK, RULES)
    assert (heard.is_raised, heard.why) == (False, Cleared.HEARD)
    assert watch.state(WALK) is State.ON_POST


def test_before_the_first_fix_somebody_is_awaited_and_then_silent() -> None:
    watch = Watch()
    assert watch.tick(10, WALK, RULES) == []
    assert watch.state(WALK) is State.AWAITED
    watch.tick(300, WALK, RULES)
    assert watch.state(WALK) is State.SILENT


def test_a_vehicle_whose_ignition_is_off_is_parked_and_neither_silent_nor_outside() -> None:
    watch = Watch()
    assert run([fix(n * 60.0, is_on=False, inside=False) for n in range(30)], DRIVE, watch) == []
    assert watch.tick(9000, DRIVE, RULES) == []
    assert watch.state(DRIVE) is State.PARKED


def test_made_up_and_vague_places_do_not_count() -> None:
    vague = steps(400, inside=False, accuracy_m=51.0)
    assert run(vague) == []
    watch = Watch()
    assert told(run(steps(400, inside=False, is_mocked=True), watch=watch)) == [(30.0, K.MOCKED, True)]
    assert watch.state(WALK) is State.MOCKED


def test_a_place_that_nobody_can_have_reached_does_not_count() -> None:
    seen = [one._replace(x=one.x + 90_000 * (n % 2), is_inside=not n % 2) for n, one in enumerate(steps(600))]
    assert run(seen) == []


def test_an_errand_excuses_being_elsewhere_but_not_speeding_or_silence() -> None:
    watch = Watch()
    run(steps(200, inside=False), watch=watch)
    sent = Duty(key="walk", starts_at=0.0, is_vehicle=False, on_foot=True, errand="20260302-00001")
    (over,) = watch.see(fix(210, inside=False, x=231), sent, RULES)
    assert (over.kind, over.why) == (K.OUTSIDE, Cleared.ERRAND)
    assert run(steps(800, start=220, inside=False), sent, watch) == []
    assert watch.state(sent) is State.ERRAND
    # Back from the errand the three minutes begin anew.
    assert told(run(steps(1100, start=810, inside=False), WALK, watch)) == [(990.0, K.OUTSIDE, True)]
    assert told(watch.tick(1500, sent, RULES)) == [(1500.0, K.OUTSIDE, False), (1500.0, K.SILENT, True)]


def test_another_duty_begins_without_the_alarms_of_the_last() -> None:
    watch = Watch()
    run(steps(200, inside=False), watch=watch)
    later = Duty(key="later", starts_at=205.0, is_vehicle=False, on_foot=True)
    (over,) = watch.tick(206, later, RULES)
    assert (over.kind, over.why) == (K.OUTSIDE, Cleared.DUTY_OVER)
    assert watch.see(fix(204, inside=False), later, RULES) == []
    assert watch.state(later) is State.AWAITED
    assert watch.state(None) is State.OFF_DUTY


SEEN = st.builds(
    lambda gap, x, speed, inside, mocked, accuracy: (gap, x, speed, inside, mocked, accuracy),
    st.sampled_from([1.0, 10.0, 10.0, 10.0, 30.0, 60.0, 100.0, 299.0, 301.0, 700.0]),
    st.sampled_from([0.0, 20.0, 49.0, 51.0, 99.0, 101.0, 5000.0]),
    st.sampled_from([0.0, 4.0, 14.0, 16.0, 66.0, 67.0, 90.0]),
    st.sampled_from([True, False, False]),
    st.sampled_from([False] * 5 + [True]),
    st.sampled_from([None, 5.0, 50.0, 51.0]),
)


def day(rows: Sequence[tuple[float, float, float, bool, bool, float | None]]) -> list[Seen]:
    at, seen = 0.0, []
    for gap, x, speed, inside, mocked, accuracy in rows:
        at += gap
        seen.append(Seen(at, x, 0.0, speed, inside, mocked, accuracy))
    return seen


@settings(max_examples=300, deadline=None)
@given(st.lists(SEEN, max_size=60), st.sampled_from([WALK, DRIVE]))
def test_the_machine_says_what_a_reading_of_the_whole_day_says(
    rows: list[tuple[float, float, float, bool, bool, float | None]], duty: Duty
) -> None:
    seen = day(rows)
    assert sorted(told(run(seen, duty))) == sorted(oracle(seen, duty))


@settings(max_examples=100, deadline=None)
@given(st.lists(SEEN, max_size=40), st.randoms(use_true_random=False))
def test_late_and_repeated_fixes_and_a_restart_change_nothing(
    rows: list[tuple[float, float, float, bool, bool, float | None]], chance: random.Random
) -> None:
    seen, expected = day(rows), told(run(day(rows)))
    watch, changes = Watch(), []
    for n, one in enumerate(seen):
        changes += watch.see(one, WALK, RULES)
        changes += watch.see(seen[chance.randint(0, n)], WALK, RULES)
        watch = Watch.of(json.loads(json.dumps(watch.kept())))
    assert told(changes) == expected


def oracle(seen: Sequence[Seen], duty: Duty) -> list[Told]:
    """Read the definitions off the whole list of fixes, again for each fix, without remembering anything."""
    places: list[Seen] = []
    for one in seen:
        if one.is_mocked or (one.accuracy_m or 0.0) > RULES.accuracy_m:
            continue
        after_s = one.at - places[-1].at if places else math.inf
        if after_s <= RULES.silent_s and abs(one.x - places[-1].x) / after_s * 3.6 > RULES.most_kmh:
            continue
        places.append(one)
    found = _held(list(seen), lambda n: seen[n].is_mocked, K.MOCKED, (3, 30.0, 60.0))
    found += _held(places, lambda n: not places[n].is_inside, K.OUTSIDE, (3, 180.0, 60.0))
    radius = 100.0 if duty.is_vehicle else 50.0
    found += _stays(places, radius)
    if duty.is_vehicle:
        return found + _held(places, lambda n: places[n].speed_kmh > 66.0, K.FAST, (3, 30.0, 60.0))
    return found + _held(places, lambda n: _driven(places, n), K.DRIVING, (1, 0.0, 60.0))


def _segment(places: Sequence[Seen], n: int) -> int:
    """Return the first fix from which there is no gap up to the ``n``-th."""
    while n and places[n].at - places[n - 1].at <= RULES.silent_s:
        n -= 1
    return n


def _held(
    places: Sequence[Seen], is_bad: Callable[[int], bool], kind: AlarmKind, need: tuple[int, float, float]
) -> list[Told]:
    fixes, for_s, calm_s = need
    found: list[Told] = []
    is_raised, after = False, 0
    for n, one in enumerate(places):
        first = max(_segment(places, n), after)
        run_of = n
        while run_of > first and is_bad(run_of - 1) == is_bad(n):
            run_of -= 1
        span = one.at - places[run_of].at
        if not is_raised and is_bad(n) and n - run_of + 1 >= fixes and span >= for_s:
            is_raised, after = True, 0
            found.append((one.at, kind, True))
        elif is_raised and not is_bad(n) and span >= calm_s:
            is_raised = False
            found.append((one.at, kind, False))
    return found


def _driven(places: Sequence[Seen], n: int) -> bool:
    now, first = places[n].at, _segment(places, n)
    if places[first].at > now - RULES.walk_s:
        return False
    return median(_speed(places, k) for k in range(first, n + 1) if places[k].at > now - RULES.walk_s) > RULES.walk_kmh


def _speed(places: Sequence[Seen], n: int) -> float:
    if places[n].speed_kmh or _segment(places, n) == n:
        return places[n].speed_kmh
    return math.hypot(places[n].x - places[n - 1].x) / (places[n].at - places[n - 1].at) * 3.6


def _stays(places: Sequence[Seen], radius: float) -> list[Told]:
    found: list[Told] = []
    is_raised, anchor = False, 0
    for n, one in enumerate(places):
        if abs(one.x - places[anchor].x) > radius or (_segment(places, n) == n and not is_raised):
            anchor = n
        stays = one.at - places[anchor].at >= RULES.stay_s
        if stays != is_raised:
            is_raised = stays
            found.append((one.at, K.STOPPED, stays))
    return found
