"""Photos are stored, given to what they show, verified and collected."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from gridwarden.platform.access import ANONYMOUS, SYSTEM, system_for
from gridwarden.platform.attachments import files, refusals
from gridwarden.platform.attachments.actions import attach, store, storing
from gridwarden.platform.attachments.actions.cleaning import GRACE, WAIT, collect
from gridwarden.platform.attachments.actions.verification import Fault, verify
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.queries import claim_of
from gridwarden.platform.audit.models import AuditEntry
from tests.factories.attachments import AttachmentFactory
from tests.integration.platform.attachments.conftest import PATROL
from tests.photos import exif_of, jpeg

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from gridwarden.platform.access import Actor

pytestmark = pytest.mark.django_db


def stored(at: datetime, by: Actor = PATROL, data: bytes | None = None) -> Attachment:
    return store(by=by, at=at, data=data or jpeg(exif=exif_of()), filename="a.jpg", district_id=1)


def all_files(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


class TestStoring:
    def test_row_and_files_agree(self, monday_morning: datetime, media: Path) -> None:
        photo = stored(monday_morning)
        full, thumb = (files.path_of(1, photo.pk, size) for size in Size)
        assert full == media / "1" / photo.pk.hex[:2] / f"{photo.pk}.jpg"
        assert hashlib.sha256(full.read_bytes()).hexdigest() == photo.sha256
        assert hashlib.sha256(thumb.read_bytes()).hexdigest() == photo.thumb_sha256
        assert photo.bytes == full.stat().st_size
        assert all_files(media) == sorted([full, thumb])
        assert oct(full.parent.stat().st_mode)[-3:] == "750"

    def test_what_the_camera_claimed_is_kept_apart(self, monday_morning: datetime) -> None:
        claim = claim_of(Attachment.objects.get(pk=stored(monday_morning).pk))
        assert (claim.lon, claim.lat, claim.device) == (pytest.approx(120.31), pytest.approx(31.57), "HUAWEI P60")
        assert claim.taken_at is not None
        assert claim.taken_at.isoformat() == "2026-03-02T01:15:30+00:00"

    def test_the_trail_tells_both_digests(self, monday_morning: datetime) -> None:
        photo = stored(monday_morning)
        entry = AuditEntry.objects.get(action="photo.stored")
        assert entry.data == {
            "photo": str(photo.pk),
            "sha256": photo.sha256,
            "original_sha256": photo.original_sha256,
        }
        assert (entry.district_id, entry.actor_id) == (1, PATROL.user_id)

    def test_the_same_photo_sent_again_is_the_same_photo(self, monday_morning: datetime, media: Path) -> None:
        first, again = stored(monday_morning), stored(monday_morning)
        assert first.pk == again.pk
        assert len(all_files(media)) == 2

    def test_another_persons_same_photo_is_another_photo(self, monday_morning: datetime) -> None:
        assert stored(monday_morning).pk != stored(monday_morning, replace(PATROL, user_id=8)).pk

    def test_people_without_an_account_may_send_the_same_photo_twice(self, monday_morning: datetime) -> None:
        assert stored(monday_morning, ANONYMOUS).pk != stored(monday_morning, ANONYMOUS).pk

    def test_a_refused_photo_leaves_nothing(self, monday_morning: datetime, media: Path) -> None:
        with pytest.raises(refusals.PhotoBroken):
            stored(monday_morning, data=jpeg()[:-3000])
        assert not Attachment.objects.exists()
        assert all_files(media) == []

    def test_a_failing_transaction_leaves_no_row_and_files_for_the_collector(
        self, monday_morning: datetime, media: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_args: object, **_kwargs: object) -> None:
            raise RuntimeError("the trail is out of order")

        monkeypatch.setattr(storing, "record", fail)
        with pytest.raises(RuntimeError):
            stored(monday_morning)
        assert not Attachment.objects.exists()
        assert len(all_files(media)) == 2

    @pytest.mark.django_db(transaction=True)
    def test_twice_at_once_is_still_one_photo(self, monday_morning: datetime, media: Path) -> None:
        data = jpeg(exif=exif_of())

        def send(_number: int) -> object:
            try:
                return stored(monday_morning, data=data).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(send, range(4)))) == 1
        assert Attachment.objects.count() == 1
        assert len(all_files(media)) == 2


class TestAttaching:
    def test_photos_belong_to_their_owner_in_order(self, monday_morning: datetime) -> None:
        one, two = stored(monday_morning), stored(monday_morning, data=jpeg(300, 300))
        given = attach([two.pk, one.pk], owner_type="case", owner_id=5, by=PATROL)
        assert [photo.pk for photo in given] == [two.pk, one.pk]
        assert set(Attachment.objects.filter(owner_type="case", owner_id=5)) == {one, two}

    def test_giving_it_again_to_the_same_owner_changes_nothing(self, monday_morning: datetime) -> None:
        photo = stored(monday_morning)
        for _ in range(2):
            attach([photo.pk], owner_type="case", owner_id=5, by=PATROL)
        assert Attachment.objects.get().owner_id == 5

    def test_a_photo_belongs_to_one_owner_only(self, monday_morning: datetime) -> None:
        photo = stored(monday_morning)
        attach([photo.pk], owner_type="case", owner_id=5, by=PATROL)
        with pytest.raises(refusals.PhotoTaken):
            attach([photo.pk], owner_type="case", owner_id=6, by=PATROL)

    @pytest.mark.parametrize(
        "other",
        [replace(PATROL, user_id=8), replace(PATROL, district_id=2), ANONYMOUS],
        ids=["user", "district", "none"],
    )
    def test_nobody_gives_away_what_others_sent(self, monday_morning: datetime, other: Actor) -> None:
        photo = stored(monday_morning)
        with pytest.raises(refusals.PhotoUnknown):
            attach([photo.pk], owner_type="case", owner_id=5, by=other)
        assert Attachment.objects.get().owner_type == ""

    def test_one_unknown_photo_stops_all(self, monday_morning: datetime) -> None:
        photo = stored(monday_morning)
        with pytest.raises(refusals.PhotoUnknown):
            attach([photo.pk, uuid4()], owner_type="case", owner_id=5, by=PATROL)
        assert Attachment.objects.get().owner_type == ""

    def test_no_photos_is_no_error(self) -> None:
        assert attach([], owner_type="case", owner_id=5, by=SYSTEM) == []


class TestVerifying:
    def test_sound_files_are_found_sound(self, monday_morning: datetime) -> None:
        stored(monday_morning)
        report = verify(at=monday_morning)
        assert (report.checked, report.sound) == (1, True)
        assert AuditEntry.objects.get(action="photos.verified").data == {"checked": 1, "faults": 0, "named": []}

    def test_one_changed_byte_and_one_missing_file_are_found(self, monday_morning: datetime) -> None:
        photo = stored(monday_morning)
        full, thumb = (files.path_of(1, photo.pk, size) for size in Size)
        data = bytearray(full.read_bytes())
        data[len(data) // 2] ^= 1
        full.write_bytes(data)
        thumb.unlink()
        report = verify(at=monday_morning, district_id=1)
        assert set(report.faults) == {
            Fault(str(photo.pk), "full", "changed"),
            Fault(str(photo.pk), "thumb", "missing"),
        }
        assert AuditEntry.objects.get(action="photos.verified").district_id == 1

    def test_another_districts_photos_are_left_to_it(self, monday_morning: datetime) -> None:
        stored(monday_morning)
        assert verify(at=monday_morning, district_id=2).checked == 0


class TestCollecting:
    def age(self, media: Path, seconds: float) -> None:
        for path in all_files(media):
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - seconds))

    def test_a_photo_that_belongs_to_nothing_is_forgotten_after_a_week(
        self, monday_morning: datetime, media: Path
    ) -> None:
        photo = stored(monday_morning)
        assert collect(at=monday_morning + WAIT - timedelta(hours=1)).photos == 0
        assert collect(at=monday_morning + WAIT + timedelta(hours=1)).photos == 1
        assert all_files(media) == []
        assert AuditEntry.objects.get(action="photo.forgotten").data == {"photos": [str(photo.pk)]}

    def test_evidence_is_never_forgotten(self, monday_morning: datetime, media: Path) -> None:
        photo = stored(monday_morning)
        attach([photo.pk], owner_type="case", owner_id=5, by=PATROL)
        self.age(media, 10 * 86400)
        gone = collect(at=monday_morning + timedelta(days=4000))
        assert (gone.photos, gone.files) == (0, 0)
        assert verify(at=monday_morning).sound

    def test_files_without_a_row_go_after_a_day(self, monday_morning: datetime, media: Path) -> None:
        kept = stored(monday_morning)
        attach([kept.pk], owner_type="case", owner_id=5, by=PATROL)
        stray = files.path_of(1, uuid4(), Size.FULL)
        files.write(stray, b"stray")
        half = stray.with_name(".abc.part")
        half.write_bytes(b"half")
        foreign = media / "1" / "notes.txt"
        foreign.write_text("not ours")
        from django.utils import timezone  # noqa: PLC0415 - files carry the real time

        assert collect(at=timezone.now()).files == 0
        assert collect(at=timezone.now() + GRACE + timedelta(minutes=1)).files == 2
        assert foreign.exists()
        assert verify(at=monday_morning).sound


class TestConstraints:
    @pytest.mark.parametrize(
        "half",
        [
            {"owner_type": "case", "owner_id": None},
            {"owner_type": "", "owner_id": 3},
            {"taken_lon": 120.0, "taken_lat": None},
        ],
    )
    def test_halves_are_refused(self, half: dict[str, object]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            AttachmentFactory.create(**half)

    def test_whole_ones_are_taken(self) -> None:
        assert AttachmentFactory.create(owner_type="case", owner_id=3, taken_lon=120.0, taken_lat=31.0).pk


def test_the_simulation_may_store_and_give_as_the_system(monday_morning: datetime) -> None:
    by = system_for(1)
    photo = stored(monday_morning, by)
    assert attach([photo.pk], owner_type="case", owner_id=1, by=by)[0].owner_id == 1
