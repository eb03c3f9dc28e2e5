"""The tracking file of a case as a timeline, and its photos as a strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.labels import CLOCK_ENTRIES, EVIDENCE, LEVELS, STAGES, STATES, STEPS
from gridwarden.cases.models.clock import ChangeCause
from gridwarden.cases.presenting.looks import STEP_ICONS
from gridwarden.cases.presenting.names import who
from gridwarden.platform.attachments.imaging.exif import Noter
from gridwarden.platform.ui.parts import Moment, Photo, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.cases.queries.pages import CasePage
    from gridwarden.cases.queries.timeline import Claim, ClockEntry, Entry, Picture

#: Tone and icon of what happens to a clock without a step of the case.
_CLOCK_LOOKS = {
    AlarmKind.WARNING: (Tone.WARN, "hourglass-low"),
    AlarmKind.BREACH: (Tone.BAD, "alarm"),
    ChangeCause.CALENDAR: (Tone.INFO, "calendar-time"),
    ChangeCause.EXTENSION: (Tone.INFO, "calendar-plus"),
}
_TONES: dict[str, Tone] = {
    MoveName.CLOSE: Tone.GOOD,
    MoveName.PASS_CHECK: Tone.GOOD,
    MoveName.FAIL_CHECK: Tone.BAD,
    MoveName.CANCEL: Tone.BAD,
    MoveName.REFUSE: Tone.BAD,
    MoveName.HAND_UP: Tone.WARN,
    MoveName.RETURN_DISPATCH: Tone.WARN,
    MoveName.REQUEST_SUPPORT: Tone.WARN,
    MoveName.REOPEN: Tone.WARN,
    MoveName.DENY: Tone.WARN,
    MoveName.FORCE_CLOSE: Tone.WARN,
    MoveName.RESUME: Tone.WARN,
    MoveName.UNMERGE: Tone.WARN,
}


def photo(picture: Picture) -> Photo:
    """Return a picture of the case's file as a strip shows it."""
    label = str(EVIDENCE[picture.kind])
    return Photo(
        url=reverse("attachments:photo", args=[picture.id, "full"]),
        thumb=reverse("attachments:photo", args=[picture.id, "thumb"]),
        alt=label,
        caption=" · ".join([label, *_claimed(picture.claim)]),
    )


def _claimed(claim: Claim | None) -> list[str]:
    """Return what camera or phone say of a photo, for those who judge it."""
    if claim is None:
        return []
    taken = _("taken {at}").format(at=f"{localtime(claim.taken_at):%m-%d %H:%M}") if claim.taken_at else ""
    away = _("{n} m from the case").format(n=f"{claim.away_m:.0f}") if claim.away_m is not None else ""
    by_phone = _("as the phone says") if claim.noted_by is Noter.PHONE else ""
    return [words for words in (taken, away, by_phone) if words]


def moments(entries: Iterable[Entry]) -> list[Moment]:
    """Return the tracking file as a timeline."""
    return [
        Moment(
            at=entry.at,
            title=_title(entry),
            who=who(entry.by_name, is_automatic=entry.is_automatic),
            unit=entry.unit_name,
            quote=entry.note,
            clock=_told(entry),
            tone=_TONES.get(entry.move, Tone.NEUTRAL),
            icon=STEP_ICONS[entry.move],
            photos=[photo(picture) for picture in entry.pictures],
        )
        for entry in entries
    ]


def file_of(page: CasePage) -> list[Moment]:
    """Return the tracking file with what the clocks did between the steps; an alarm stands before its step."""
    alarms = [_clock_moment(entry) for entry in page.clock_entries]
    return sorted([*alarms, *moments(page.entries)], key=lambda moment: moment.at)


def _clock_moment(entry: ClockEntry) -> Moment:
    tone, icon = _CLOCK_LOOKS[entry.kind]
    return Moment(
        at=entry.at,
        title=f"{CLOCK_ENTRIES[entry.kind]} · {STAGES[entry.stage]}",
        who=_("Software"),
        clock=f"{_('Due')} {localtime(entry.due_at):%Y-%m-%d %H:%M}" if entry.due_at else "",
        tone=tone,
        icon=icon,
    )


def _title(entry: Entry) -> str:
    return f"{_way(entry)} · {entry.to_whom}" if entry.to_whom else _way(entry)


def _way(entry: Entry) -> str:
    """Return what was done, and from where to where it led."""
    title = str(STEPS[entry.move])
    if entry.from_level and entry.from_level != entry.to_level:
        return f"{title} · {LEVELS[entry.from_level]} → {LEVELS[entry.to_level]}"
    if entry.from_state != entry.to_state:
        return f"{title} · {STATES[entry.to_state]}"
    return title


def _told(entry: Entry) -> str:
    if not entry.told:
        return ""
    names = [str(LEVELS[told.level]) if told.level else _("the reporter") for told in entry.told]
    return _("Told: {names}").format(names=_(", ").join(names))
