"""What a message may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.radio.domain.talk import (
    LONGEST_VOICE_S,
    MOST_LETTERS,
    MOST_PHOTOS,
    MOST_VOICE_BYTES,
    TalkWrong,
    VoiceNote,
    VoiceWrong,
    check_message,
    media_type_of,
)

WEBM = b"\x1a\x45\xdf\xa3"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (WEBM, "audio/webm"),
        (b"OggS\0\2", "audio/ogg"),
        (b"\0\0\0\x1cftypiso5", "audio/mp4"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
    ],
)
def test_a_recording_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert media_type_of(head) == kind


@given(st.binary(max_size=16))
def test_other_bytes_are_no_recording_and_nothing_else_is_raised(data: bytes) -> None:
    if not (data[:4] in {WEBM, b"OggS"} or data[4:8] == b"ftyp" or data[8:12] == b"WAVE"):
        with pytest.raises(VoiceWrong):
            media_type_of(data)


@pytest.mark.parametrize(
    ("text", "photos", "voice"),
    [
        ("好", 0, None),
        ("", 1, None),
        ("", 0, VoiceNote(WEBM, 1)),
        ("字" * MOST_LETTERS, MOST_PHOTOS, VoiceNote(WEBM, LONGEST_VOICE_S)),
    ],
)
def test_words_or_a_photo_or_a_recording_suffice(text: str, photos: int, voice: VoiceNote | None) -> None:
    check_message(text, photos, voice)


@pytest.mark.parametrize(
    ("text", "photos", "voice", "field"),
    [
        ("", 0, None, "text"),
        ("字" * (MOST_LETTERS + 1), 0, None, "text"),
        ("a\0b", 0, None, "text"),
        ("", MOST_PHOTOS + 1, None, "photos"),
        ("", 0, VoiceNote(WEBM, LONGEST_VOICE_S + 1), "voice"),
        ("", 0, VoiceNote(WEBM + bytes(MOST_VOICE_BYTES), 1), "voice"),
        ("gut", 0, VoiceNote(b"<html>", 1), "voice"),
    ],
)
def test_nothing_and_too_much_are_refused_by_field(text: str, photos: int, voice: VoiceNote | None, field: str) -> None:
    with pytest.raises((TalkWrong, VoiceWrong)) as told:
        check_message(text, photos, voice)
    assert set(told.value.fields) == {field}
