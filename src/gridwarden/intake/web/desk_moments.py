"""From the entries of a tracking file to the moments of a timeline, on the page and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gridwarden.cases.labels import CLOCK_ENTRIES, SOURCES, STAGES, STEPS
from gridwarden.cases.presenting.looks import STEP_ICONS
from gridwarden.cases.presenting.tracking import photo
from gridwarden.intake.desk_labels import ICONS, OUTCOMES, VERDICTS, WHATS, WORD_ICONS
from gridwarden.intake.queries.tracking_file import What
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.access import may_see
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.ui.parts import Moment, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gridwarden.intake.queries.tracking_file import Entry
    from gridwarden.platform.access import Actor

#: Photos that a printed file shows.
MOST_PHOTOS = 12
_BAD = frozenset({"not_satisfied", "fail_check", "refuse", "cancel"})
#: What completes the title of an entry.
_COMPLETED: dict[What, Mapping[Any, Any]] = {
    What.RECEIVED: SOURCES,
    What.CALL_IN: OUTCOMES,
    What.CALL_OUT: OUTCOMES,
    What.JUDGED: VERDICTS,
}
_GOOD = frozenset({"satisfied", "close", "pass_check"})


def moments(entries: Sequence[Entry]) -> list[Moment]:
    """Return the entries as a timeline shows them."""
    return [_moment(entry) for entry in entries]


def pictures_of(actor: Actor, entries: Iterable[Entry]) -> dict[str, bytes]:
    """Return the first photos of the file by their ids, those that the actor may see and that are there."""
    wanted = [picture.id for entry in entries for picture in entry.pictures][:MOST_PHOTOS]
    found = {one.pk: one for one in Attachment.objects.filter(pk__in=wanted)}
    images = {}
    for photo_id in wanted:
        one = found.get(photo_id)
        if one is None or not may_see(actor, one):
            continue
        path = files.path_of(one.district_id, one.pk, Size.THUMB)
        if path.is_file():
            images[str(photo_id)] = path.read_bytes()
    return images


def _moment(entry: Entry) -> Moment:
    return Moment(
        at=entry.at,
        title=_title(entry),
        who=entry.who,
        unit=entry.unit,
        quote=entry.text,
        tone=_tone(entry.word),
        icon=_icon(entry),
        photos=[photo(picture) for picture in entry.pictures],
        href=entry.href,
    )


def _title(entry: Entry) -> str:
    match entry.what:
        case What.STEP:
            return str(STEPS[entry.word])
        case What.CLOCK:
            kind, _space, stage = entry.word.partition(" ")
            return f"{_named(CLOCK_ENTRIES, kind)} · {_named(STAGES, stage)}"
        case What.PAPER:
            return entry.word
        case What.TOLD:
            return _("Told to the reporter ({step})").format(step=STEPS[entry.word])
        case _:
            named = _COMPLETED.get(entry.what)
            return f"{WHATS[entry.what]} · {_named(named, entry.word)}" if named else str(WHATS[entry.what])


def _named(labels: Mapping[Any, Any], word: str) -> str:
    """Return the label of the stored word in a dictionary keyed by enums."""
    return str(next((label for key, label in labels.items() if key == word), word))


def _tone(word: str) -> Tone:
    if word in _BAD:
        return Tone.BAD
    return Tone.GOOD if word in _GOOD else Tone.NEUTRAL


def _icon(entry: Entry) -> str:
    if entry.what is What.STEP:
        return STEP_ICONS.get(entry.word, "point")
    if entry.what is What.CLOCK:
        return WORD_ICONS["clock"]
    return WORD_ICONS.get(entry.word, "") if entry.what is What.JUDGED and entry.word in _BAD else ICONS[entry.what]
