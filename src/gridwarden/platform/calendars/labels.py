"""What people read about days, limits and deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gridwarden.algorithms.worktime import DayKind, LimitUnit, StepKind
from gridwarden.platform.calendars.domain.dayfile import Rule
from gridwarden.platform.calendars.domain.presets import CalendarCode

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from gridwarden.algorithms.worktime import Step

CALENDARS: dict[str, _StrPromise] = {
    CalendarCode.OFFICE: _("Office calendar"),
    CalendarCode.PATROL: _("Patrol calendar"),
    CalendarCode.AROUND_THE_CLOCK: _("Around the clock"),
}
DAY_KINDS: dict[str, _StrPromise] = {
    DayKind.WORKDAY: _("Workday"),
    DayKind.WEEKEND: _("Weekend"),
    DayKind.HOLIDAY: _("Holiday"),
    DayKind.MAKE_UP_WORKDAY: _("Make-up workday"),
}
WEEKDAYS: tuple[_StrPromise, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
SHORT_WEEKDAYS: tuple[_StrPromise, ...] = (
    pgettext_lazy("head of a column", "Mon"),
    pgettext_lazy("head of a column", "Tue"),
    pgettext_lazy("head of a column", "Wed"),
    pgettext_lazy("head of a column", "Thu"),
    pgettext_lazy("head of a column", "Fri"),
    pgettext_lazy("head of a column", "Sat"),
    pgettext_lazy("head of a column", "Sun"),
)
UNITS: dict[str, _StrPromise] = {
    LimitUnit.WORKING_HOUR: _("working hours"),
    LimitUnit.WORKING_DAY: _("working days"),
    LimitUnit.URGENT_HOUR: _("urgent hours"),
    LimitUnit.URGENT_DAY: _("urgent days"),
}
STEPS: dict[str, _StrPromise] = {
    StepKind.COUNTED: _("counted"),
    StepKind.CONTINUOUS: _("counted without a break"),
    StepKind.OUT_OF_HOURS: _("out of hours"),
    StepKind.DAY_OFF: _("not counted"),
    StepKind.PAUSED: _("clock paused"),
}
#: Published names as the notices spell them.
HOLIDAYS: dict[str, _StrPromise] = {
    "元旦": _("New Year's Day"),
    "春节": _("Spring Festival"),
    "清明": _("Tomb-Sweeping Day"),
    "清明节": _("Tomb-Sweeping Day"),
    "劳动节": _("Labour Day"),
    "端午": _("Dragon Boat Festival"),
    "端午节": _("Dragon Boat Festival"),
    "中秋": _("Mid-Autumn Festival"),
    "中秋节": _("Mid-Autumn Festival"),
    "国庆节": _("National Day"),
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": _("70th Victory Day"),
}
RULES: dict[str, _StrPromise] = {
    Rule.READABLE: _("must be a CSV file in UTF-8 or GB 18030"),
    Rule.NOT_TOO_LARGE: _("must hold at most 2,000 days and 200 kB"),
    Rule.HAS_COLUMNS: _("must have the columns date and kind in its first line"),
    Rule.HAS_ROWS: _("must hold at least one day"),
    Rule.IS_DATE: _("must be a date such as 2027-02-05"),
    Rule.IN_RANGE: _("must lie between 2004 and 2100"),
    Rule.ONCE: _("must come only once in the file"),
    Rule.IS_KIND: _("must be holiday, make_up_workday, workday or weekend"),
    Rule.HAS_NAME: _("must name the holiday"),
    Rule.SHORT_NAME: _("must have at most 60 characters"),
    Rule.IS_HOURS: _("must look like 08:00-12:00 14:00-18:00"),
    Rule.OFF_HAS_NO_HOURS: _("must be empty on a day off"),
}
SOURCES: dict[str, _StrPromise] = {
    "official": pgettext_lazy("source of a day", "published"),
    "imported": pgettext_lazy("source of a day", "imported"),
    "edited": pgettext_lazy("source of a day", "edited by hand"),
}
REFUSALS: dict[str, _StrPromise] = {
    "outside_calendar": _("The deadline lies beyond the days that the calendar knows."),
    "still_paused": _("The clock stands; there is no deadline until it runs again."),
    "bad_limit": _("This is no limit of time."),
    "bad_pause": _("This is no pause."),
    "bad_calendar": _("These days and hours make no calendar."),
    "naive_moment": _("The moment needs its time zone."),
    "bad_hours": _("These are no working hours."),
    "bad_day": _("The day cannot be changed so."),
    "bad_day_file": _("The file breaks rules; nothing of it was taken."),
    "bad_notice": _("The text could not be read as a notice; nothing of it was taken."),
    "no_such_calendar": _("There is no such calendar."),
}
#: Words that refusals put beside a field.
FIELD_WORDS: tuple[_StrPromise, ...] = (
    _("lies before the calendar begins"),
    _("must be times of the day"),
    _("must be a year of the file"),
    _("must be numbers from 0 to 6"),
    _("must follow each other within one day"),
    _("must not be empty"),
    _("is no calendar of this district"),
    _("is longer than any notice"),
    _("holds no holiday"),
    _("cannot be read completely"),
    _("names a day that does not exist"),
)


def calendar_name(code: str) -> str:
    """Return a calendar's name."""
    return str(CALENDARS.get(code, code))


def holiday_name(name: str) -> str:
    """Return a holiday's name in the reader's language, if it is a published one."""
    return str(HOLIDAYS.get(name, name))


def day_words(kind: str, name: str) -> str:
    """Return what a day is, for example ``Holiday (National Day)``."""
    words = str(DAY_KINDS[kind])
    return f"{words} ({holiday_name(name)})" if name else words


def step_words(step: Step) -> str:
    """Return what happened to the clock in a step and why, in a few words."""
    if step.kind is StepKind.DAY_OFF and step.day_kind:
        words = day_words(step.day_kind, step.name)
    elif step.day_kind is DayKind.MAKE_UP_WORKDAY:
        words = f"{STEPS[step.kind]}, {day_words(step.day_kind, step.name)}"
    else:
        words = str(STEPS[step.kind])
    return f"{words} · {gettext('provisional')}" if step.is_provisional else words
