"""Enrolling devices, and the store of their positions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction

from gridwarden.patrols.actions import commands, devices, photos, simulated
from gridwarden.patrols.actions.devices import NewDevice
from gridwarden.patrols.actions.keeping import drop_old_days
from gridwarden.patrols.domain.devices import DeviceKind, DeviceTaken, DeviceWrong, NoSuchDevice, digest
from gridwarden.patrols.jt808 import Position
from gridwarden.patrols.jt808.contents import Media, MediaEvent
from gridwarden.patrols.jt808.downlink import Parameter
from gridwarden.patrols.models import Command, Device, Fix
from gridwarden.patrols.queries.tracks import track
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.attachments.access import may_see
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.refusals import Invalid
from gridwarden.workforce.queries.actors import actor_for
from tests.factories.grids import DistrictFactory
from tests.factories.patrols import DeviceFactory
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.platform.access import Actor
    from tests.factories.cast import Cast

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast: Cast) -> Actor:
    return actor_for(cast.keeper.user, NOW)


def vehicle(**change: Any) -> NewDevice:
    return NewDevice(**{"kind": DeviceKind.VEHICLE, "name": "巡查1号车", "terminal": "013912345678"} | change)


class TestEnrolling:
    def test_a_vehicle_is_known_by_its_number(self, by: Actor, cast: Cast) -> None:
        enrolled = devices.enrol(by=by, at=NOW, new=vehicle(unit_id=cast.east.pk, plate="苏B12345"))
        assert (enrolled.device.terminal, enrolled.token, enrolled.device.key_digest) == ("13912345678", "", None)

    def test_a_phone_gets_a_token_of_which_the_digest_is_kept(self, by: Actor, cast: Cast) -> None:
        new = NewDevice(kind=DeviceKind.PHONE, name="张东升", staff_id=cast.east_officer.pk)
        enrolled = devices.enrol(by=by, at=NOW, new=new)
        kept = Device.objects.get()
        assert bytes(kept.key_digest or b"") == digest(enrolled.token)
        renewed = devices.renew(by=by, at=NOW, device_id=kept.pk)
        kept.refresh_from_db()
        assert renewed != enrolled.token
        assert bytes(kept.key_digest or b"") == digest(renewed)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"name": " "}, "name"),
            ({"terminal": "x"}, "terminal"),
            ({"profile": "odd"}, "profile"),
            ({"unit_id": 0x7FFF_FFFF}, "unit"),
            ({"staff_id": 0x7FFF_FFFF}, "staff"),
        ],
    )
    def test_what_is_wrong_is_named(self, by: Actor, change: dict[str, Any], field: str) -> None:
        with pytest.raises(DeviceWrong) as refused:
            devices.enrol(by=by, at=NOW, new=vehicle(**change))
        assert list(refused.value.fields) == [field]
        assert not Device.objects.exists()

    def test_a_number_stands_once_until_its_device_is_retired(self, by: Actor) -> None:
        first = devices.enrol(by=by, at=NOW, new=vehicle()).device
        with pytest.raises(DeviceTaken):
            devices.enrol(by=by, at=NOW, new=vehicle(terminal="13912345678"))
        devices.retire(by=by, at=NOW, device_id=first.pk)
        assert devices.enrol(by=by, at=NOW, new=vehicle()).device.pk != first.pk
        with pytest.raises(NoSuchDevice):
            devices.retire(by=by, at=NOW, device_id=first.pk)

    def test_only_those_who_keep_devices_enrol_and_only_their_own(self, by: Actor, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            devices.enrol(by=actor_for(cast.dispatcher.user, NOW), at=NOW, new=vehicle())
        with pytest.raises(NoSuchDevice):
            devices.renew(by=by, at=NOW, device_id=DeviceFactory.create().pk)

    def test_simulated_terminals_are_enrolled_once(self) -> None:
        district = DistrictFactory.create()
        first = simulated.terminals(at=NOW, district_id=district.pk, number=2)
        assert simulated.terminals(at=NOW, district_id=district.pk, number=3)[:2] == first
        assert Device.objects.filter(district=district).count() == 3

    def test_simulated_terminals_may_register_anew_in_each_run(self) -> None:
        district = DistrictFactory.create()
        (terminal,) = simulated.terminals(at=NOW, district_id=district.pk, number=1)
        Device.objects.filter(terminal=terminal).update(key_digest=b"of another run", registered_at=NOW)
        simulated.terminals(at=NOW, district_id=district.pk, number=1)
        assert Device.objects.get(terminal=terminal).key_digest is None


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("patrols_device_kind_known", {"kind": "boat"}),
        ("patrols_device_version_known", {"version": "2025"}),
        ("patrols_device_profile_known", {"profile": "odd"}),
        ("patrols_device_named", {"name": ""}),
        ("patrols_device_known_by", {"terminal": ""}),
        ("patrols_device_known_by", {"kind": "phone", "terminal": ""}),
    ],
)
def test_the_database_refuses_devices_that_cannot_be(constraint: str, change: dict[str, Any]) -> None:
    district = DistrictFactory.create()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DeviceFactory.create(district=district, **change)


class TestCommands:
    def test_every_kind_is_written_for_the_terminal(self, cast: Cast) -> None:
        dispatcher, device = (
            actor_for(cast.dispatcher.user, NOW),
            DeviceFactory.create(district=cast.territory.district),
        )
        given = {"by": dispatcher, "at": NOW, "device_id": device.pk}
        commands.speak(**given, text="请到人民路", is_urgent=True)
        commands.photograph(**given, channel=2)
        commands.watch(**given, interval_s=5, for_s=600)
        commands.configure(**given, values={Parameter.INTERVAL_S: 10})
        rows = Command.objects.order_by("pk").values_list("message_id", "state", "words")
        assert [(f"{number:04x}", state) for number, state, _words in rows] == [
            (number, "waiting") for number in ("8300", "8801", "8202", "8103")
        ]
        assert rows[0][2] == "请到人民路"

    @pytest.mark.parametrize("text", ["", "😀", "长" * 600])
    def test_what_cannot_be_spoken_is_refused(self, cast: Cast, text: str) -> None:
        device = DeviceFactory.create(district=cast.territory.district)
        with pytest.raises(DeviceWrong):
            commands.speak(by=actor_for(cast.dispatcher.user, NOW), at=NOW, device_id=device.pk, text=text)

    def test_phones_other_districts_and_other_roles_are_out_of_reach(self, cast: Cast) -> None:
        dispatcher, officer = (actor_for(one.user, NOW) for one in (cast.dispatcher, cast.east_officer))
        here = DeviceFactory.create(district=cast.territory.district)
        phone = DeviceFactory.create(
            district=cast.territory.district, kind="phone", terminal="", key_digest=digest("token")
        )
        for device in (phone, DeviceFactory.create()):
            with pytest.raises(NoSuchDevice):
                commands.photograph(by=dispatcher, at=NOW, device_id=device.pk)
        with pytest.raises(PermissionDenied):
            commands.photograph(by=officer, at=NOW, device_id=here.pk)


class TestStore:
    def lay(self, device: Device, at: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT patrols_prepare_day(%s)", [at.astimezone(UTC).date()])
            cursor.execute(
                "INSERT INTO patrols_fix VALUES (%s, %s, 31.5, 120.3, 20, 90, 5, NULL, 1, 0, now())", [device.pk, at]
            )

    def test_a_track_is_read_in_order_over_midnight_in_two_statements(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        device = DeviceFactory.create(district=cast.territory.district)
        moments = [NOW + timedelta(hours=hours) for hours in (22, 24, 23, 30)]
        for at in moments:
            self.lay(device, at)
        dispatcher = actor_for(cast.dispatcher.user, NOW)
        with django_assert_num_queries(2):
            found = track(dispatcher, device.pk, NOW, NOW + timedelta(hours=30))
        assert [point.at for point in found] == sorted(moments)[:3]
        with pytest.raises(NoSuchDevice):
            track(actor_for(cast.stranger.user, NOW), device.pk, NOW, NOW + timedelta(days=1))

    def test_whole_days_past_their_time_are_dropped(self) -> None:
        device = DeviceFactory.create()
        for days in (0, 30, 89, 90, 91, 120):
            self.lay(device, NOW - timedelta(days=days))
        assert drop_old_days(at=NOW, keep=timedelta(days=90)) == 2
        assert Fix.objects.count() == 4
        assert drop_old_days(at=NOW, keep=timedelta(days=90)) == 0

    def test_preparing_a_day_twice_is_harmless(self) -> None:
        with connection.cursor() as cursor:
            for _ in range(2):
                cursor.execute("SELECT patrols_prepare_day('2031-05-06')")


class TestPhotos:
    PLACE = Position(31.5, 120.3, NOW, 0.0, 0, 0, 0, 3, {})

    def test_a_vehicles_photo_is_kept_with_its_place_and_shown(
        self, client: Client, cast: Cast, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        district = cast.territory.district
        device = DeviceFactory.create(district=district)
        media = Media(MediaEvent(1, 0, 0, 1, 1), self.PLACE, jpeg(320, 240))
        pk = photos.keep(at=NOW, district_id=district.pk, device_id=device.pk, media=media)
        photo = Attachment.objects.get(pk=pk)
        assert (photo.owner_type, photo.owner_id, photo.taken_lon, photo.taken_lat) == (
            "device",
            device.pk,
            120.3,
            31.5,
        )
        assert may_see(actor_for(cast.dispatcher.user, NOW), photo)
        shown = login(client, cast.dispatcher.user).get(f"/patrols/devices/{device.pk}/").content.decode()
        assert f"/media/photos/{pk}/thumb" in shown
        assert not may_see(actor_for(cast.stranger.user, NOW), photo)

    def test_what_is_no_photo_is_refused(self) -> None:
        device = DeviceFactory.create()
        media = Media(MediaEvent(1, 0, 0, 1, 1), self.PLACE, b"\xff\xd8 no photo")
        with pytest.raises(Invalid):
            photos.keep(at=NOW, district_id=device.district_id, device_id=device.pk, media=media)
