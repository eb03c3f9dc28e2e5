"""One change of a calendar: lock it, replace rows, count the version up, leave a trail, tell the others."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.algorithms.worktime import DayKind, DayRule
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.calendars.actions.founding import own_calendar
from gridwarden.platform.calendars.domain.hours import format_hours
from gridwarden.platform.calendars.events import CalendarChanged
from gridwarden.platform.calendars.models import CURRENT, CalendarDay, CalendarHours, CalendarYear, Source
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from gridwarden.algorithms.worktime import WeekHours
    from gridwarden.platform.access import Actor
    from gridwarden.platform.calendars.models import Calendar


@dataclass
class Revision:
    """The rows that the next version of a calendar replaces; nothing changed means no new version."""

    calendar: Calendar
    version: int
    #: What the audit trail tells of the change.
    changes: list[dict[str, Any]] = field(default_factory=list)
    #: First and last day of each change; without a last one it has no end.
    spans: list[tuple[date, date | None]] = field(default_factory=list)

    def put_days(self, rules: Mapping[date, DayRule | None], source: Source) -> None:
        """Make each day what its rule says; ``None`` makes it a plain day again. Equal days stay untouched."""
        present = {row.date: row for row in self.calendar.days.filter(CURRENT, date__in=rules)}
        changed = {on: rule for on, rule in rules.items() if _rule_of(present.get(on)) != rule}
        self._retire(CalendarDay.objects.filter(pk__in=[present[on].pk for on in changed if on in present]))
        CalendarDay.objects.bulk_create(
            [self._day(on, rule, source) for on, rule in changed.items() if rule is not None]
        )
        for on, rule in sorted(changed.items()):
            self._note(on, on, {"date": on.isoformat(), "from": _told(_rule_of(present.get(on))), "to": _told(rule)})

    def put_hours(self, hours: WeekHours) -> None:
        """Let hours hold from their day on."""
        wanted = {"segments": [list(pair) for pair in hours.segments], "weekdays": sorted(hours.weekdays)}
        present = self.calendar.hours.filter(CURRENT, valid_from=hours.valid_from).first()
        if present is not None and {"segments": present.segments, "weekdays": present.weekdays} == wanted:
            return
        self._retire(self.calendar.hours.filter(CURRENT, valid_from=hours.valid_from))
        CalendarHours.objects.create(
            calendar=self.calendar, valid_from=hours.valid_from, since_version=self.version, **wanted
        )
        self._note(hours.valid_from, None, {"hours_from": hours.valid_from.isoformat(), **wanted})

    def drop_hours(self, valid_from: date) -> None:
        """Take back the hours that hold from a day on."""
        if self._retire(self.calendar.hours.filter(CURRENT, valid_from=valid_from)):
            self._note(valid_from, None, {"hours_from": valid_from.isoformat(), "segments": None})

    def confirm_years(self, years: Iterable[int], source: Source) -> None:
        """Note that all holidays of the years are known."""
        known = set(self.calendar.years.values_list("year", flat=True))
        for year in sorted(set(years) - known):
            CalendarYear.objects.create(calendar=self.calendar, year=year, since_version=self.version, source=source)
            self._note(date(year, 1, 1), date(year, 12, 31), {"year": year})

    def _retire(self, rows: Any) -> int:
        retired: int = rows.update(until_version=self.version)
        return retired

    def _day(self, on: date, rule: DayRule, source: Source) -> CalendarDay:
        return CalendarDay(
            calendar=self.calendar,
            date=on,
            kind=rule.kind.value,
            name=rule.name,
            segments=None if rule.segments is None else [list(pair) for pair in rule.segments],
            source=source,
            since_version=self.version,
        )

    def _note(self, first: date, last: date | None, change: dict[str, Any]) -> None:
        self.changes.append(change)
        self.spans.append((first, last))

    @property
    def reach(self) -> tuple[str, str | None]:
        """First and last changed day as ISO dates; no last one if a change has no end."""
        ends = [last for _first, last in self.spans if last is not None]
        last = max(ends).isoformat() if len(ends) == len(self.spans) else None
        return min(first for first, _last in self.spans).isoformat(), last


@contextmanager
def revision(*, by: Actor, at: datetime, code: str, action: str, reason: str = "") -> Iterator[Revision]:
    """Change the actor's calendar in one transaction; nothing is kept if anything is refused."""
    by.require(Permission.CALENDAR_EDIT)
    with transaction.atomic():
        calendar = own_calendar(by.district_id or 0, code)
        draft = Revision(calendar, calendar.version + 1)
        yield draft
        if draft.changes:
            _close(draft, by=by, at=at, action=action, reason=reason)


def _close(draft: Revision, *, by: Actor, at: datetime, action: str, reason: str) -> None:
    calendar = draft.calendar
    calendar.version, calendar.stamp = draft.version, uuid.uuid4()
    calendar.save(update_fields=["version", "stamp"])
    first_day, last_day = draft.reach
    publish(
        CalendarChanged(
            district_id=calendar.district_id,
            at=at,
            calendar_id=calendar.pk,
            code=calendar.code,
            version=draft.version,
            first_day=first_day,
            last_day=last_day,
        )
    )
    record(
        action,
        by=by,
        at=at,
        subject_type="calendar",
        subject_id=calendar.pk,
        district_id=calendar.district_id,
        code=calendar.code,
        version=draft.version,
        reason=reason,
        changes=draft.changes,
    )


def _rule_of(row: CalendarDay | None) -> DayRule | None:
    if row is None:
        return None
    segments = None if row.segments is None else tuple((begin, end) for begin, end in row.segments)
    return DayRule(DayKind(row.kind), row.name, segments)


def _told(rule: DayRule | None) -> str:
    """A day in one line of the audit trail."""
    if rule is None:
        return ""
    return " ".join(filter(None, [rule.kind, rule.name, format_hours(rule.segments or ())]))
