"""Where people talk, what a message may hold, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gridwarden.platform.refusals import Invalid, NotFound

#: Photos of a message belong to it under this word.
PHOTO_OWNER = "talk"
MOST_LETTERS = 1000
MOST_PHOTOS = 6
#: A voice note is a sentence or two; at 32 kbit/s a minute takes a quarter of a megabyte.
LONGEST_VOICE_S = 120
MOST_VOICE_BYTES = 1024 * 1024


class GroupKind(StrEnum):
    """Who talks together: those of a grid, of a squad, or on a case."""

    GRID = "grid"
    UNIT = "unit"
    CASE = "case"


class Way(StrEnum):
    """How the desk heard, or spoke, what its radio log says."""

    RADIO = "radio"
    TELEPHONE = "telephone"
    VEHICLE = "vehicle"
    OTHER = "other"


class NoSuchTalk(NotFound):
    """There is no such group, message or recording in sight."""

    code = "no_such_talk"


class TalkWrong(Invalid):
    """A message says nothing, or says too much."""

    code = "talk_wrong"


class VoiceWrong(Invalid):
    """What was sent as a voice note is none, or too long."""

    code = "voice_wrong"


@dataclass(frozen=True, slots=True)
class Where:
    """A group by what it belongs to: the id of a grid, a unit or a case."""

    kind: GroupKind
    id: int


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A recording as a browser made it."""

    data: bytes
    seconds: int

    @property
    def media_type(self) -> str:
        """What it is by its first bytes. Raises ``VoiceWrong`` for what browsers do not record."""
        return media_type_of(self.data)


def media_type_of(data: bytes) -> str:
    """Return the media type of a recording, told by its content alone (WHATWG MIME Sniffing, section 6.2)."""
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm"
    if data.startswith(b"OggS"):
        return "audio/ogg"
    if data[4:8] == b"ftyp":
        return "audio/mp4"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "audio/wav"
    raise VoiceWrong("This is no recording.", voice="no_recording")


def check_message(text: str, photos: int, voice: VoiceNote | None) -> None:
    """Refuse a message that says nothing or too much. Raises ``TalkWrong`` and ``VoiceWrong``."""
    if not text and not photos and voice is None:
        raise TalkWrong("The message says nothing.", text="missing")
    if len(text) > MOST_LETTERS:
        raise TalkWrong(f"At most {MOST_LETTERS} letters.", text="too_long")
    if "\0" in text:
        raise TalkWrong("There is a character that no text has.", text="unfit_character")
    if photos > MOST_PHOTOS:
        raise TalkWrong(f"At most {MOST_PHOTOS} photos.", photos="too_many")
    if voice is not None:
        _check_voice(voice)


def _check_voice(voice: VoiceNote) -> None:
    if len(voice.data) > MOST_VOICE_BYTES or voice.seconds > LONGEST_VOICE_S:
        raise VoiceWrong("The recording is too long.", voice="too_long")
    media_type_of(voice.data)
