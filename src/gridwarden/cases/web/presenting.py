"""From rows of queries to the components of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.cases.labels import BOARD, CLOCK_ENTRIES, EVIDENCE, LEVELS, STAGES, STATES, STEPS
from gridwarden.cases.models.clock import ChangeCause
from gridwarden.cases.models.step import OPEN
from gridwarden.platform.attachments.imaging.exif import Noter
from gridwarden.platform.ui.parts import Moment, Photo, Rung, RungState, Stat, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.cases.queries.board import Tile
    from gridwarden.cases.queries.pages import CasePage, LevelRow
    from gridwarden.cases.queries.timeline import Claim, ClockEntry, Entry, Picture

#: Tones of the states' badges: amber waits for the desk, blue is under way.
STATE_TONES: dict[CaseState, str] = {
    CaseState.REPORTED: "warn",
    CaseState.VERIFYING: "info",
    CaseState.VERIFIED: "warn",
    CaseState.REGISTERED: "warn",
    CaseState.DISPATCHED: "info",
    CaseState.HANDLING: "info",
    CaseState.HANDLED: "warn",
    CaseState.CHECKING: "info",
    CaseState.CHECKED: "warn",
    CaseState.CLOSED: "good",
    CaseState.CANCELLED: "neutral",
    CaseState.REFUSED: "neutral",
    CaseState.SUSPENDED: "neutral",
    CaseState.PARTED: "info",
    CaseState.MERGED: "neutral",
}
#: Icons of the steps, on buttons and in the file.
STEP_ICONS: dict[str, str] = {
    OPEN: "flag",
    MoveName.SEND_TO_VERIFY: "eye-question",
    MoveName.CONFIRM: "eye-check",
    MoveName.DENY: "eye-x",
    MoveName.REGISTER: "clipboard-check",
    MoveName.REFUSE: "circle-x",
    MoveName.DISPATCH: "send",
    MoveName.RECALL: "arrow-back-up",
    MoveName.ACCEPT: "hand-grab",
    MoveName.RETURN_DISPATCH: "corner-up-left",
    MoveName.HAND_UP: "arrow-big-up-lines",
    MoveName.HAND_DOWN: "arrow-big-down-lines",
    MoveName.REQUEST_SUPPORT: "speakerphone",
    MoveName.FEED_BACK: "message-2",
    MoveName.HANDLE_ON_THE_SPOT: "bolt",
    MoveName.FINISH: "checkbox",
    MoveName.SEND_TO_CHECK: "user-search",
    MoveName.PASS_CHECK: "rosette-discount-check",
    MoveName.FAIL_CHECK: "rotate-clockwise",
    MoveName.CLOSE: "lock-check",
    MoveName.CANCEL: "ban",
    MoveName.REOPEN: "lock-open",
    MoveName.SUSPEND: "player-pause",
    MoveName.RESUME: "player-play",
    MoveName.FORCE_CLOSE: "lock",
    MoveName.MERGE: "git-merge",
    MoveName.UNMERGE: "git-branch",
    MoveName.SPLIT: "sitemap",
}
_BOARD_TONES = {"overdue": Tone.BAD, "due_soon": Tone.WARN}
_BOARD_ICONS = {"overdue": "alert-triangle", "due_soon": "clock-exclamation", "open": "folder", "in_hand": "users"}
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


def stats(tiles: Iterable[Tile]) -> list[Stat]:
    """Return the board's figures as cards that lead to their cases."""
    return [
        Stat(
            label=BOARD[tile.key],
            value=tile.count,
            href=f"{reverse('cases:list')}?{tile.query}",
            tone=_BOARD_TONES.get(tile.key, Tone.NEUTRAL) if tile.count else Tone.NEUTRAL,
            icon=_BOARD_ICONS.get(tile.key, ""),
        )
        for tile in tiles
    ]


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
            who=_("Software") if entry.is_automatic else entry.by_name,
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


def rungs(levels: Iterable[LevelRow]) -> list[Rung]:
    """Return the five levels as a ladder."""
    return [Rung(level=row.level, label=LEVELS[row.level], state=_rung(row), unit=row.unit_name) for row in levels]


def _rung(row: LevelRow) -> RungState:
    if row.is_here:
        return RungState.HERE
    return RungState.PASSED if row.was_here or row.level is Level.INFORMATION_OFFICER else RungState.AHEAD
