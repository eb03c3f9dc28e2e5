"""Talk: who enters, who is told and once, what is read, what is refused; the log and the vehicles."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gridwarden.patrols.models import Command
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from gridwarden.radio.actions import talking
from gridwarden.radio.domain.talk import GroupKind, NoSuchTalk, Where
from gridwarden.radio.models import LogEntry, Message, Reading, TalkGroup, Voice
from gridwarden.radio.queries import talk
from gridwarden.workforce.queries.actors import actor_for
from tests.factories import cases as cases_factory
from tests.factories.grids import DistrictFactory
from tests.factories.patrols import DeviceFactory
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertMaxNumQueries

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Staff
    from tests.factories.cases import Stage
    from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
WEBM = b"\x1a\x45\xdf\xa3 sound"


@pytest.fixture
def stage() -> Stage:
    return cases_factory.build()


@pytest.fixture
def cast(stage: Stage) -> Cast:
    return stage.cast


def actor(staff: Staff) -> Actor:
    return actor_for(staff.user, timezone.now())


def grid(cast: Cast, code: str = "A01") -> Where:
    return Where(GroupKind.GRID, cast.territory.grids[code].pk)


def say(staff: Staff, where: Where, text: str = "请到路口支援") -> Message:
    return talking.say(by=actor(staff), at=timezone.now(), where=where, text=text)


def path(where: Where, verb: str = "") -> str:
    return f"/radio/{where.kind}/{where.id}/{verb}"


class TestWhoEnters:
    def test_a_grid_is_for_those_posted_there_their_leaders_and_the_desk(self, cast: Cast) -> None:
        for staff in (cast.east_officer, cast.east_leader, cast.dispatcher, cast.leader):
            say(staff, grid(cast))
        with pytest.raises(NoSuchTalk):
            say(cast.west_officer, grid(cast))
        assert Message.objects.count() == 4

    def test_a_squad_is_for_its_people_and_those_of_its_teams(self, cast: Cast) -> None:
        squad = Where(GroupKind.UNIT, cast.east.pk)
        for staff in (cast.east_leader, cast.east_officer, cast.dispatcher):
            say(staff, squad)
        with pytest.raises(NoSuchTalk):
            say(cast.west_officer, squad)

    def test_a_team_has_no_group_of_its_own(self, cast: Cast) -> None:
        with pytest.raises(NoSuchTalk):
            say(cast.east_officer, Where(GroupKind.UNIT, cast.east_team.pk))

    def test_a_case_is_for_those_who_may_see_it(self, stage: Stage, client: Client) -> None:
        case = stage.opened()
        where = Where(GroupKind.CASE, case.case_id)
        say(stage.cast.dispatcher, where)
        with pytest.raises(NoSuchTalk):
            say(stage.cast.west_officer, where)
        page = login(client, stage.cast.dispatcher.user).get(f"/cases/{case.case_id}/").content.decode()
        assert path(where) in page

    def test_contractors_administrators_and_strangers_talk_nowhere(self, cast: Cast, client: Client) -> None:
        for staff in (cast.foreman, cast.keeper, cast.stranger):
            assert login(client, staff.user).get(path(grid(cast))).status_code in {403, 404}
            assert login(client, staff.user).get("/radio/").status_code == 403

    def test_what_is_none_of_theirs_shows_neither_words_nor_photos_nor_voice(self, cast: Cast, client: Client) -> None:
        files = {"photos": SimpleUploadedFile("a.jpg", jpeg()), "voice": SimpleUploadedFile("voice", WEBM)}
        inside = login(client, cast.east_officer.user)
        inside.post(path(grid(cast), "say/"), {"text": "看", "voice_s": "3", **files})
        photo, said = Attachment.objects.get(), Message.objects.get()
        addresses = [f"/media/photos/{photo.pk}/full", f"/radio/voice/{said.pk}/", path(grid(cast))]
        assert [inside.get(one).status_code for one in addresses] == [200, 200, 200]
        outside = login(client, cast.west_officer.user)
        assert [outside.get(one).status_code for one in addresses] == [404, 404, 404]


class TestWhoIsTold:
    def test_members_are_told_once_until_they_have_read(self, cast: Cast) -> None:
        where = grid(cast)
        for text in ("一", "二"):
            say(cast.dispatcher, where, text)
        told = Notice.objects.filter(kind="talk.posted")
        assert told.filter(user=cast.east_officer.user).count() == 1
        assert not told.filter(user__in=[cast.dispatcher.user, cast.west_officer.user, cast.keeper.user]).exists()
        talking.read(by=actor(cast.east_officer), at=timezone.now(), where=where)
        say(cast.dispatcher, where, "三")
        assert told.filter(user=cast.east_officer.user).count() == 2
        assert told.filter(user=cast.east_leader.user).count() == 1

    def test_the_stream_tells_that_something_was_said_and_not_what(self, cast: Cast) -> None:
        say(cast.dispatcher, grid(cast), "秘密")
        event = EventRow.objects.get(name="talk.posted")
        assert event.payload["grid_id"] == grid(cast).id
        assert "秘密" not in str(event.payload)

    def test_a_message_shows_who_has_read_it(self, cast: Cast) -> None:
        where = grid(cast)
        say(cast.dispatcher, where)
        talking.read(by=actor(cast.east_officer), at=timezone.now(), where=where)
        row = talk.messages(actor(cast.dispatcher), where, timezone.now()).rows[0]
        assert row.readers == [cast.east_officer.user.display_name]
        say(cast.dispatcher, where, "再一句")
        later, earlier = talk.messages(actor(cast.dispatcher), where, timezone.now()).rows
        assert (later.readers, earlier.readers) == ([], [cast.east_officer.user.display_name])

    def test_reading_goes_only_forward_and_needs_the_right_to_enter(self, cast: Cast, client: Client) -> None:
        where = grid(cast)
        say(cast.dispatcher, where)
        assert login(client, cast.east_officer.user).post(path(where, "read/")).status_code == 204
        Reading.objects.filter(user=cast.east_officer.user).update(message_id=10**9)
        login(client, cast.east_officer.user).post(path(where, "read/"))
        assert Reading.objects.get(user=cast.east_officer.user).message_id == 10**9
        assert login(client, cast.west_officer.user).post(path(where, "read/")).status_code == 404

    def test_the_list_marks_what_is_unread(self, cast: Cast) -> None:
        where, at = grid(cast), timezone.now()
        say(cast.dispatcher, where, "新消息")

        def row_of(staff: Staff) -> talk.GroupRow:
            return next(row for row in talk.groups(actor(staff), at) if row.where == where)

        assert (row_of(cast.east_officer).is_unread, row_of(cast.east_officer).last_text) == (True, "新消息")
        assert not row_of(cast.dispatcher).is_unread
        talking.read(by=actor(cast.east_officer), at=at, where=where)
        assert not row_of(cast.east_officer).is_unread


class TestSaying:
    def test_words_photos_and_a_voice_are_kept_together(self, cast: Cast, client: Client) -> None:
        files = {"photos": SimpleUploadedFile("a.jpg", jpeg()), "voice": SimpleUploadedFile("voice", WEBM)}
        answer = login(client, cast.east_officer.user).post(
            path(grid(cast), "say/"), {"text": "占道经营", "voice_s": "3", **files}, follow=True
        )
        page = answer.content.decode()
        message = Message.objects.get()
        for part in ("占道经营", f"/radio/voice/{message.pk}/", str(Attachment.objects.get().pk)):
            assert part in page
        voice = client.get(f"/radio/voice/{message.pk}/")
        assert (voice.content, voice["Content-Type"]) == (WEBM, "audio/webm")
        assert "sandbox" in voice["Content-Security-Policy"]

    @pytest.mark.parametrize(
        "sent",
        [
            {"text": ""},
            {"text": " \n"},
            {"text": "字" * 1001},
            {"text": "好", "voice": SimpleUploadedFile("voice", b"<script>alert(1)</script>"), "voice_s": "3"},
            {"text": "好", "voice": SimpleUploadedFile("voice", WEBM), "voice_s": "121"},
            {"text": "好", "voice": SimpleUploadedFile("voice", WEBM), "voice_s": "-1"},
            {"text": "好", "voice": SimpleUploadedFile("voice", WEBM + bytes(2**20)), "voice_s": "3"},
            {"text": "好", "photos": SimpleUploadedFile("a.jpg", b"no photo")},
        ],
    )
    def test_what_cannot_be_said_is_refused_and_the_words_stay(
        self, cast: Cast, client: Client, sent: dict[str, Any]
    ) -> None:
        answer = login(client, cast.east_officer.user).post(path(grid(cast), "say/"), sent)
        assert answer.status_code == 422
        assert sent["text"].strip() in answer.content.decode()
        assert not Message.objects.exists()
        assert not Voice.objects.exists()

    def test_markup_is_shown_and_not_run(self, cast: Cast, client: Client) -> None:
        say(cast.east_officer, grid(cast), "<script>alert(1)</script>")
        page = login(client, cast.east_officer.user).get(path(grid(cast))).content.decode()
        assert "&lt;script&gt;alert(1)" in page

    @pytest.mark.parametrize("kind", ["team", "GRID", ".."])
    def test_an_unknown_kind_of_group_is_not_there(self, cast: Cast, client: Client, kind: str) -> None:
        assert login(client, cast.dispatcher.user).get(f"/radio/{kind}/1/").status_code == 404

    def test_long_talk_comes_in_pages_with_few_statements(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertMaxNumQueries
    ) -> None:
        where, by = grid(cast), actor(cast.dispatcher)
        for number in range(60):
            talking.say(by=by, at=timezone.now(), where=where, text=f"第{number}句")
        with django_assert_max_num_queries(4):
            page = talk.messages(by, where, timezone.now())
        assert [page.rows[0].text, len(page.rows)] == ["第59句", 50]
        rest = talk.messages(by, where, timezone.now(), cursor=page.next)
        assert [row.text for row in rest.rows][-1] == "第0句"
        with django_assert_max_num_queries(6):
            talk.groups(by, timezone.now())

    def test_groups_that_talk_come_first_by_the_latest_word_and_the_silent_ones_apart(
        self, client: Client, cast: Cast
    ) -> None:
        for code in ("A01", "B01"):
            say(cast.dispatcher, grid(cast, code))
        shown = login(client, cast.dispatcher.user).get("/radio/").context
        assert [row.where for row, _kind in shown["said"]] == [grid(cast, "B01"), grid(cast, "A01")]
        silent = [row.where for _label, rows in shown["quiet"] for row in rows]
        assert silent
        assert not {grid(cast, "A01"), grid(cast, "B01")} & set(silent)

    def test_one_group_is_made_however_often_it_is_spoken_in(self, cast: Cast) -> None:
        say(cast.dispatcher, grid(cast))
        say(cast.east_officer, grid(cast))
        assert TalkGroup.objects.count() == 1


def entry(**more: Any) -> dict[str, Any]:
    heard = timezone.localtime() - timedelta(minutes=5)
    sent = {"heard_at": f"{heard:%Y-%m-%dT%H:%M}", "way": "radio", "speaker": "城东一组", "text": "人民路积水"}
    return {**sent, **more}


class TestLog:
    def test_an_entry_is_written_found_and_corrected(self, stage: Stage, client: Client) -> None:
        case = stage.opened()
        desk = login(client, stage.cast.dispatcher.user)
        desk.post("/radio/log/new/", entry(case=case.number, grid=str(grid(stage.cast).id)))
        first = LogEntry.objects.get()
        assert (first.case_id, first.grid_id) == (case.case_id, grid(stage.cast).id)
        for wanted in ({"text": "积水"}, {"case": case.number}, {"grid": str(first.grid_id)}, {"way": "radio"}):
            assert "人民路积水" in desk.get("/radio/log/", wanted).content.decode()
        assert "人民路积水" not in desk.get("/radio/log/", {"text": "没有的"}).content.decode()
        desk.post("/radio/log/new/", entry(text="建设路积水", corrects=str(first.pk)))
        assert f"由第 {LogEntry.objects.latest('pk').pk} 条更正" in desk.get("/radio/log/").content.decode()
        again = desk.post("/radio/log/new/", entry(text="又", corrects=str(first.pk)))
        assert again.status_code == 422
        assert LogEntry.objects.count() == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            {"speaker": " "},
            {"text": ""},
            {"heard_at": "2999-01-01T00:00"},
            {"heard_at": "morgen"},
            {"way": "vehicle"},
            {"case": "20260101-99999"},
            {"corrects": "999999"},
        ],
    )
    def test_a_wrong_entry_is_refused_and_not_written(self, cast: Cast, client: Client, wrong: dict[str, str]) -> None:
        assert login(client, cast.dispatcher.user).post("/radio/log/new/", entry(**wrong)).status_code == 422
        assert not LogEntry.objects.exists()

    def test_officers_do_not_read_the_desks_log(self, cast: Cast, client: Client) -> None:
        for address in ("/radio/log/", "/radio/log/new/", "/radio/log/vehicles/"):
            assert login(client, cast.east_officer.user).get(address).status_code == 403

    def test_vehicles_are_spoken_to_and_each_is_written_down(self, cast: Cast, client: Client) -> None:
        district = cast.territory.district
        vehicles = DeviceFactory.create_batch(2, district=district)
        sent = {"vehicles": [str(one.pk) for one in vehicles], "text": "速到人民广场", "is_urgent": "on"}
        assert login(client, cast.dispatcher.user).post("/radio/log/vehicles/", sent).status_code == 302
        assert Command.objects.count() == 2
        assert {one.device_id for one in LogEntry.objects.all()} == {one.pk for one in vehicles}

    def test_all_vehicles_are_spoken_to_or_none(self, cast: Cast, client: Client) -> None:
        vehicle = DeviceFactory.create(district=cast.territory.district)
        desk = login(client, cast.dispatcher.user)
        strange = DeviceFactory.create(district=DistrictFactory.create())
        for sent in (
            {"vehicles": [str(vehicle.pk), str(strange.pk)], "text": "好"},
            {"vehicles": [str(vehicle.pk)], "text": "\U0001f600"},
            {"vehicles": [], "text": "好"},
            {"vehicles": [str(vehicle.pk)], "text": ""},
        ):
            assert desk.post("/radio/log/vehicles/", sent).status_code == 422
        assert not Command.objects.exists()
        assert not LogEntry.objects.exists()
