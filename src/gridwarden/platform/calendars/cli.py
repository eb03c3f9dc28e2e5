"""``gridwarden worktime``: compute deadlines and bring days into the calendar.

A deadline from published days needs neither database nor models, so that Django is set up only where it is used.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from decimal import DecimalException
from typing import TYPE_CHECKING, Any, BinaryIO

import click
import django
from django.conf import settings
from django.utils import timezone

from gridwarden.algorithms.worktime import Deadline, Limit, LimitUnit, Pause, deadline, explain
from gridwarden.platform.access import SYSTEM, system_for
from gridwarden.platform.calendars.domain.assembly import assemble, standard
from gridwarden.platform.calendars.domain.hours import from_settings
from gridwarden.platform.calendars.domain.presets import CalendarCode
from gridwarden.platform.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.algorithms.worktime import Step, WorkCalendar


UNITS = [unit.value for unit in LimitUnit]
CODES = [code.value for code in CalendarCode]


class Moment(click.ParamType[datetime]):
    """An ISO moment; without a time zone it is local time."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment with its time zone."""
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value.strip())
        except ValueError:
            self.fail(f"{value!r} is no moment such as 2026-03-02T09:30 or 2026-03-02T01:30:00Z.", param, ctx)
        return moment if moment.tzinfo else timezone.make_aware(moment)


class Span(click.ParamType[Pause]):
    """Two ISO moments with a slash between them."""

    name = "from/to"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Pause:
        """Return the pause."""
        begin, slash, end = value.partition("/")
        if not slash:
            self.fail(f"{value!r} is no pause such as 2026-03-02T09:30/2026-03-02T10:15.", param, ctx)
        with usage_errors():
            return Pause(Moment().convert(begin, param, ctx), Moment().convert(end, param, ctx))


@click.group()
def worktime() -> None:
    """Compute deadlines in working time; bring days into the calendar."""


@worktime.command()
@click.option("--start", type=Moment(), required=True, help="When the limit begins; without a zone, local time.")
@click.option("--limit", "value", required=True, help="How many units, for example 4 or 1.5.")
@click.option("--unit", type=click.Choice(UNITS), required=True, help="Urgent units run through.")
@click.option("--pause", "pauses", type=Span(), multiple=True, help="The clock stands from/to; may be repeated.")
@click.option("--calendar", "code", type=click.Choice(CODES), default=CalendarCode.OFFICE.value, show_default=True)
@click.option("--district", "district_code", help="Six-digit code; its own calendar is read from the database.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--explain", "is_told", is_flag=True, help="Print every step for a person to check.")
def due(
    *,
    start: datetime,
    value: str,
    unit: str,
    pauses: tuple[Pause, ...],
    code: str,
    district_code: str | None,
    as_json: bool,
    is_told: bool,
) -> None:
    """Print when a limit ends. Without --district it needs no database: published days, hours of the settings."""
    with usage_errors():
        limit = Limit(value, unit)
        calendar = _calendar(district_code, code, start)
        found = deadline(calendar, start, limit, pauses)
        steps = explain(calendar, start, limit, pauses)
    if as_json:
        click.echo(json.dumps(_as_json(calendar, start, limit, found, steps), ensure_ascii=False, indent=2))
        return
    if is_told:
        _tell(steps)
    note = " (provisional: the days of that year are not published yet)" if found.is_provisional else ""
    click.echo(f"{found.due_at.isoformat(sep=' ')}{note}")


@worktime.command(name="import")
@click.argument("file", type=click.File("rb"))
@click.option("--complete", "years", type=int, multiple=True, help="A year of which the file holds every day.")
@click.option("--calendar", "code", type=click.Choice(CODES), default=CalendarCode.OFFICE.value, show_default=True)
@click.option("--district", "district_code", help="Six-digit code; left out, the calendar that all districts share.")
def import_file(*, file: BinaryIO, years: tuple[int, ...], code: str, district_code: str | None) -> None:
    """Take a CSV file of days (date,kind,name,hours): all of it or nothing."""
    django.setup()
    from gridwarden.platform.calendars.actions import days  # noqa: PLC0415 - after Django is set up

    with usage_errors():
        by = system_for(_district_id(district_code)) if district_code else SYSTEM
        changed = days.import_days(
            by=by, at=timezone.now(), code=code, data=file.read(), complete_years=years, reason=file.name
        )
    click.echo(f"{changed} changes.")


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what is wrong with the input into a usage error: its reason and status 2."""
    try:
        yield
    except (Invalid, NotFound) as refusal:
        details = "".join(f"\n  {name}: {rule}" for name, rule in refusal.fields.items())
        raise click.UsageError(refusal.message + details) from refusal
    except DecimalException as error:
        raise click.UsageError("The limit is too short or too long.") from error
    except OverflowError as error:
        raise click.UsageError("The moment lies outside the years 1 to 9999.") from error


def _calendar(district_code: str | None, code: str, start: datetime) -> WorkCalendar:
    if district_code is None:
        return assemble(standard(code, from_settings(settings.WORKING_HOURS)), timezone.localdate(start))
    django.setup()
    from gridwarden.platform.calendars.queries import calendar_for  # noqa: PLC0415 - after Django is set up

    return calendar_for(_district_id(district_code), start, code=code)


def _district_id(code6: str) -> int:
    from django.apps import apps  # noqa: PLC0415 - after Django is set up

    # Districts lie above the platform, so that their table is asked for by name.
    found = apps.get_model("grids", "District").objects.filter(code6=code6).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(f"There is no district {code6}.", district="is no district here")
    return int(found)


def _as_json(
    calendar: WorkCalendar, start: datetime, limit: Limit, found: Deadline, steps: tuple[Step, ...]
) -> dict[str, Any]:
    return {
        "start": start.astimezone(calendar.tz).isoformat(),
        "limit": {"value": _whole(float(limit.value)), "unit": limit.unit, "seconds": found.limit_s},
        "due_at": found.due_at.isoformat(),
        "warn_at": found.warn_at.isoformat(),
        "provisional": found.is_provisional,
        "calendar": {
            "code": calendar.name,
            "version": calendar.version,
            "standard_day_s": calendar.day_s,
            "covered_until": calendar.covered_until.isoformat() if calendar.covered_until else None,
        },
        "steps": [_step_as_json(step) for step in steps],
    }


def _step_as_json(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "from": step.start.isoformat(),
        "to": step.end.isoformat(),
        "seconds": _whole(step.seconds),
        "remaining_s": _whole(step.remaining_s),
        "day_kind": step.day_kind,
        "name": step.name,
        "provisional": step.is_provisional,
    }


def _tell(steps: tuple[Step, ...]) -> None:
    """Print one line a step, in the words of the pages."""
    django.setup()
    from gridwarden.platform.calendars import labels  # noqa: PLC0415 - after Django is set up

    for step in steps:
        span = f"{step.start:%Y-%m-%d %H:%M:%S} – {step.end:%Y-%m-%d %H:%M:%S}"
        left = f"{step.seconds:>8.0f} s, {step.remaining_s:>8.0f} s left"
        click.echo(f"{span}  {left}  {labels.step_words(step)}")


def _whole(seconds: float) -> float | int:
    return int(seconds) if seconds.is_integer() else seconds
