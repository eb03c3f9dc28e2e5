"""Photos known again: noted as they come, made up for those from before; and what a phone says of itself."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.actions import store
from gridwarden.platform.attachments.actions.fingerprinting import fingerprint_missing
from gridwarden.platform.attachments.likeness import look_alikes
from gridwarden.platform.attachments.models import Attachment, Fingerprint
from gridwarden.platform.attachments.phone import PhoneNotes, read_notes
from gridwarden.platform.attachments.refusals import PhotoNotesBroken
from tests.integration.platform.attachments.conftest import PATROL
from tests.scenes import scene

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

    from gridwarden.platform.attachments.imaging.exif import CameraNotes

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def sent(seed: int, quality: int = 90, district_id: int = 1, phone: CameraNotes | None = None) -> Attachment:
    out = io.BytesIO()
    scene(seed).save(out, "JPEG", quality=quality)
    given: dict[str, Any] = {"data": out.getvalue(), "filename": "a.jpg", "district_id": district_id}
    return store(by=PATROL, at=NOW, phone=phone, **given)


def test_a_photo_is_noted_in_two_views_as_it_comes() -> None:
    photo = sent(1)
    assert [row.is_middle for row in Fingerprint.objects.filter(attachment=photo).order_by("pk")] == [False, True]


def test_a_copy_is_found_and_another_photo_is_not() -> None:
    first, copy, other = sent(1), sent(1, quality=50), sent(2)
    assert [one.photo_id for one in look_alikes(first.pk)] == [copy.pk]
    assert look_alikes(other.pk) == []


def test_another_district_is_not_looked_at() -> None:
    first = sent(1)
    sent(1, quality=50, district_id=2)
    assert look_alikes(first.pk) == []


def test_a_photo_that_nobody_noted_looks_like_nothing() -> None:
    photo = sent(1)
    Fingerprint.objects.all().delete()
    assert look_alikes(photo.pk) == []


def test_photos_from_before_are_made_up_for_once() -> None:
    first, copy = sent(1), sent(1, quality=50)
    Fingerprint.objects.all().delete()
    assert fingerprint_missing() == 2
    assert fingerprint_missing() == 0
    assert [one.photo_id for one in look_alikes(first.pk)] == [copy.pk]


def test_a_photo_without_its_file_is_left_out() -> None:
    photo = sent(1)
    Fingerprint.objects.all().delete()
    files.remove(photo.district_id, photo.pk)
    assert fingerprint_missing() == 0


def test_looking_up_takes_one_statement_for_each_view(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    photo = sent(1)
    with django_assert_num_queries(3):
        look_alikes(photo.pk)


def test_what_the_phone_says_of_itself_is_kept() -> None:
    said = PhoneNotes(sent_at=NOW + timedelta(minutes=7), mocked=True, lon=120.0, lat=31.0)
    photo = sent(1, phone=said.as_notes())
    assert (photo.clock_ahead_s, photo.is_mocked) == (420.0, True)
    silent = sent(2)
    assert (silent.clock_ahead_s, silent.is_mocked) == (None, None)


def test_the_notes_of_a_form_tell_clock_and_place() -> None:
    (notes,) = read_notes('[{"mocked": false, "name": "a.jpg"}]', 1, "2026-03-02T01:00:00Z")
    assert notes is not None
    assert (notes.clock, notes.is_mocked) == (NOW, False)
    with pytest.raises(PhotoNotesBroken):
        read_notes('[{"mocked": false}]', 1, "soon")
