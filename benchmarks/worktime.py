"""How fast deadlines are computed, beside a naive loop and numpy's business days in the same run.

    python -m benchmarks.worktime [--deadlines 1000000] [--seed 20260302]

Prints one JSON object. Times are CPU seconds of this process, the best of three rounds. The naive loop walks
each case day by day and segment by segment, as most programs do; its answers are compared with the clock's, so
that nobody is fast by being wrong. ``numpy.busday_offset`` only counts whole days and knows no hours: it does
less, and is the fastest thing at hand to be compared with.

``hard_turns`` are as many cases with a suspension and up to two extensions each; ten thousand of them are held
against an oracle that marks and counts every single minute.
"""

from __future__ import annotations

import argparse
import json
import platform
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks import turned
from benchmarks.timing import timed

from gridwarden.algorithms.worktime import Limit, due, due_many, elapsed_many, explain
from gridwarden.platform.calendars.domain.assembly import assemble, standard

if TYPE_CHECKING:
    from benchmarks.turned import Turned

    from gridwarden.algorithms.worktime import WorkCalendar

OFFICE_HOURS = ((28_800, 43_200), (50_400, 64_800))
#: So many cases are given to what is too slow for all of them.
SINGLES = 20_000
#: So many cases with hard turns are held against every minute.
CHECKED = 10_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deadlines", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    print(json.dumps(measure(given.deadlines, given.seed), indent=2))


def measure(count: int, seed: int) -> dict[str, Any]:
    """Return all figures for ``count`` random deadlines of 2 to 70 working hours in 2024 to 2026."""
    built_s, calendar = timed(lambda: assemble(standard("office", OFFICE_HOURS), date(2026, 3, 2)))
    clock_s, _ = timed(lambda: calendar.clock.total, rounds=1)
    starts, limits = random_cases(calendar, count, seed)
    due_s, dues = timed(lambda: due_many(calendar, starts, limits))
    elapsed_s, spent = timed(lambda: elapsed_many(calendar, starts, dues))
    few = min(SINGLES, count)
    naive_s, naive = timed(lambda: naive_loop(calendar, starts[:few], limits[:few]), rounds=1)
    busday_s, _ = timed(lambda: business_days(calendar, starts, limits))
    turned_s, turned_dues, turned_cases = hard_turns(calendar, count, seed)
    checked = turned_cases.first(CHECKED)
    singles = single_figures(calendar, starts[:few], limits[:few])
    return {
        "benchmark": "worktime",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "seed": seed,
        "deadlines": count,
        "calendar": {"days": len(calendar.days), "segments": len(calendar.clock.starts) - 1},
        "build_ms": round((built_s + clock_s) * 1e3, 1),
        "due_many": {"cpu_s": round(due_s, 4), "per_s": round(count / due_s)},
        "elapsed_many": {"cpu_s": round(elapsed_s, 4), "per_s": round(count / elapsed_s)},
        "hard_turns": {
            "cpu_s": round(turned_s, 4),
            "per_s": round(count / turned_s),
            "checked": len(checked.starts),
            "differences_to_every_minute": differences(turned_dues, turned.minute_by_minute(calendar, checked)),
            "differences_to_one_by_one": differences(turned_dues, turned.one_by_one(calendar, checked)),
        },
        "round_trip_differences": int(np.count_nonzero(spent != limits)),
        "single": singles,
        "baseline_naive_loop": {
            "deadlines": few,
            "per_s": round(few / naive_s),
            "single_us": round(naive_s / few * 1e6, 1),
            "differences": int(np.count_nonzero(naive != dues[:few])),
        },
        "baseline_numpy_busday_offset": {"cpu_s": round(busday_s, 4), "per_s": round(count / busday_s)},
        "ratio_due_many_to_naive_loop": round((count / due_s) / (few / naive_s), 1),
        "ratio_single_to_naive_loop": round(naive_s / few * 1e6 / singles["due_us"], 1),
        "ratio_due_many_to_busday_offset": round(busday_s / due_s, 2),
    }


def hard_turns(calendar: WorkCalendar, count: int, seed: int) -> tuple[float, np.ndarray, Turned]:
    """Return the CPU seconds for the deadlines of cases with hard turns, the deadlines, and the cases."""
    cases = turned.random_turned(calendar, count, seed)
    spent_s, dues = timed(lambda: turned.deadlines(calendar, cases))
    return spent_s, dues, cases


def differences(ours: np.ndarray, theirs: np.ndarray) -> int:
    """Return how many of the first deadlines differ."""
    return int(np.count_nonzero(ours[: len(theirs)] != theirs))


def random_cases(calendar: WorkCalendar, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return starts (seconds since 1970) at any time of any day, and limits in seconds."""
    rng = np.random.default_rng(seed)
    first, last = (datetime(year, 1, 1, tzinfo=calendar.tz).timestamp() for year in (2024, 2027))
    return rng.integers(int(first), int(last), size=count), rng.integers(2 * 3600, 70 * 3600, size=count)


def single_figures(calendar: WorkCalendar, starts: np.ndarray, limits: np.ndarray) -> dict[str, float]:
    """Return microseconds of one deadline at a time: bare, with its unit, and with its explanation."""
    moments = [calendar.moment(start * 1_000_000) for start in starts.tolist()]
    seconds = limits.tolist()
    given = [Limit(round(limit / 3600, 2), "working_hour") for limit in seconds]
    bare_s, _ = timed(lambda: [calendar.due(at, limit) for at, limit in zip(moments, seconds, strict=True)])
    due_s, _ = timed(lambda: [due(calendar, at, limit) for at, limit in zip(moments, given, strict=True)])
    told_s, _ = timed(
        lambda: [explain(calendar, at, limit) for at, limit in zip(moments, given, strict=True)], rounds=1
    )
    per_case = 1e6 / len(moments)
    return {
        "bare_us": round(bare_s * per_case, 2),
        "due_us": round(due_s * per_case, 2),
        "explain_us": round(told_s * per_case, 1),
    }


def naive_loop(calendar: WorkCalendar, starts: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """Return each deadline by walking the days, in local seconds."""
    segments = {day.date: day.segments for day in calendar.days}
    return np.array(
        [
            walk(segments, start + calendar.utc_offset_s, limit) - calendar.utc_offset_s
            for start, limit in zip(starts.tolist(), limits.tolist(), strict=True)
        ]
    )


def walk(segments: dict[date, tuple[tuple[int, int], ...]], start: int, limit: int) -> int:
    """Walk from a local second on until the limit is used up."""
    index, now = divmod(start, 86_400)
    while True:
        for begin, end in segments[date(1970, 1, 1) + timedelta(days=index)]:
            opens = max(begin, now)
            if opens < end:
                if limit <= end - opens:
                    return index * 86_400 + opens + limit
                limit -= end - opens
        index, now = index + 1, 0


def business_days(calendar: WorkCalendar, starts: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """Return the day so many whole working days later, with the same days off and on."""
    off = [day.date for day in calendar.days if not day.segments]
    week = np.busdaycalendar(weekmask="1111111", holidays=np.array(off, dtype="datetime64[D]"))
    local_days = ((starts + calendar.utc_offset_s) // 86_400).astype("datetime64[D]")
    return np.busday_offset(local_days, limits // calendar.day_s, roll="forward", busdaycal=week)


if __name__ == "__main__":
    main()
