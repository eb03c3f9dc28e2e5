"""Photos are served to those who may see their owner, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gridwarden.platform.access import Actor, Role
from gridwarden.platform.attachments import access
from gridwarden.platform.attachments.actions import attach
from gridwarden.platform.attachments.models import Attachment
from tests.logins import login
from tests.photos import exif_of, jpeg, opened

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.platform.accounts.models import User
    from tests.integration.platform.conftest import Cast

PHOTOS = "/api/v1/photos"


def upload(data: bytes | None = None, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(exif=exif_of()) if data is None else data, "image/jpeg")


def sent(client: Client, user: User, *, data: bytes | None = None, name: str = "a.jpg", **notes: Any) -> dict[str, Any]:
    login(client, user)
    answer = client.post(PHOTOS, {"photo": upload(data, name), **notes}, headers={"Idempotency-Key": str(uuid4())})
    body: dict[str, Any] = answer.json()
    return body | {"status": answer.status_code}


@pytest.fixture
def case_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases with an even number may be seen by everybody in the district."""
    monkeypatch.setitem(access._rules, "case", lambda _actor, owner_id: owner_id % 2 == 0)


class TestServing:
    def test_who_sent_it_sees_both_sizes(self, client: Client, cast: Cast) -> None:
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        full, thumb = client.get(body["full_url"]), client.get(body["thumb_url"])
        assert opened(full.content).size == (640, 480)
        assert opened(thumb.content).size == (320, 240)
        assert full["Content-Type"] == "image/jpeg"

    def test_the_answer_cannot_be_run_shared_or_sniffed(self, client: Client, cast: Cast) -> None:
        answer = client.get(sent(client, cast(Role.INFORMATION_OFFICER))["full_url"])
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["Cache-Control"] == "private, max-age=86400, immutable"
        assert answer["Content-Disposition"].startswith("inline; filename=")
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_an_unchanged_photo_is_not_sent_again(self, client: Client, cast: Cast) -> None:
        url = sent(client, cast(Role.INFORMATION_OFFICER))["full_url"]
        etag = client.get(url)["ETag"]
        again = client.get(url, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")

    def test_an_outsider_learns_nothing_even_with_the_right_etag(self, client: Client, cast: Cast) -> None:
        url = sent(client, cast(Role.INFORMATION_OFFICER))["full_url"]
        etag = client.get(url)["ETag"]
        login(client, cast(Role.DISPATCHER))
        assert client.get(url).status_code == 404
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 404
        client.logout()
        assert client.get(url).status_code == 404

    @pytest.mark.usefixtures("case_rule")
    @pytest.mark.parametrize(("owner_id", "district_id", "status"), [(2, 1, 200), (3, 1, 404), (2, 9, 404)])
    def test_the_owners_rule_decides_within_the_district(
        self, client: Client, cast: Cast, owner_id: int, district_id: int, status: int
    ) -> None:
        user = cast(Role.INFORMATION_OFFICER)
        body = sent(client, user)
        by = Actor(name="x", user_id=user.pk, district_id=1)
        attach([UUID(body["id"])], owner_type="case", owner_id=owner_id, by=by)
        login(client, cast(Role.DISPATCHER, district_id=district_id))
        assert client.get(body["full_url"]).status_code == status

    def test_an_owner_without_a_rule_shows_nothing(self, client: Client, cast: Cast) -> None:
        user = cast(Role.INFORMATION_OFFICER)
        body = sent(client, user)
        Attachment.objects.update(owner_type="plot", owner_id=1)
        assert client.get(body["full_url"]).status_code == 404

    @pytest.mark.parametrize("path", ["/media/photos/{id}/huge", "/media/photos/{other}/full"])
    def test_what_does_not_exist_is_not_found(self, client: Client, cast: Cast, path: str) -> None:
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        assert client.get(path.format(id=body["id"], other=uuid4())).status_code == 404

    def test_a_front_server_is_told_where_the_file_lies(self, client: Client, cast: Cast, settings: Any) -> None:
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        settings.MEDIA_ACCEL_PREFIX = "/inner/photos/"
        answer = client.get(body["full_url"])
        assert answer["X-Accel-Redirect"] == f"/inner/photos/1/{body['id'][:2]}/{body['id']}.jpg"
        assert answer.content == b""

    def test_the_file_cannot_be_had_by_its_path(self, client: Client, cast: Cast) -> None:
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        assert client.get(f"/media/1/{body['id'][:2]}/{body['id']}.jpg").status_code == 404


class TestSending:
    def test_the_api_answers_with_the_stored_photo(self, client: Client, cast: Cast) -> None:
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        assert (body["status"], body["width"], body["height"]) == (201, 640, 480)
        assert not {"taken_at", "taken_lon", "device"} & set(body)

    def test_the_same_photo_under_another_key_is_the_same_photo(self, client: Client, cast: Cast) -> None:
        user = cast(Role.INFORMATION_OFFICER)
        assert sent(client, user)["id"] == sent(client, user)["id"]

    def test_the_phones_own_time_and_place_count_where_the_camera_is_silent(self, client: Client, cast: Cast) -> None:
        notes = {"taken_at": "2026-03-02T09:15:30+08:00", "lon": 120.5, "lat": 31.6}
        user = cast(Role.INFORMATION_OFFICER)
        sent(client, user, data=jpeg(), **notes)
        sent(client, user, **notes)
        silent, telling = Attachment.objects.order_by("uploaded_at")
        assert (silent.noted_by, silent.taken_lon, silent.device) == ("phone", 120.5, "")
        assert (telling.noted_by, telling.taken_lon) == ("camera", pytest.approx(120.31))

    @pytest.mark.parametrize(
        "notes", [{"lon": 120.5}, {"lon": 181, "lat": 0}, {"lat": "x", "lon": 1}, {"taken_at": "2026-03-02T09:15:30"}]
    )
    def test_notes_that_make_no_sense_are_refused(self, client: Client, cast: Cast, notes: dict[str, Any]) -> None:
        assert sent(client, cast(Role.INFORMATION_OFFICER), **notes)["status"] == 422
        assert not Attachment.objects.exists()

    @pytest.mark.parametrize(
        ("data", "name", "status", "code"),
        [
            (b"", "a.jpg", 422, "photo_empty"),
            (b"GIF89a" + b"\0" * 99, "a.gif", 422, "photo_kind_unknown"),
            (b"\xff\xd8\xff\xe0", "a.jpg", 422, "photo_broken"),
        ],
    )
    def test_a_refused_photo_says_why(
        self, client: Client, cast: Cast, data: bytes, name: str, status: int, code: str
    ) -> None:
        body = sent(client, cast(Role.INFORMATION_OFFICER), data=data, name=name)
        assert (body["status"], body["code"]) == (status, code)

    def test_a_photo_beyond_the_size_is_too_large(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.PHOTO_MAX_BYTES = 1000
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        assert (body["status"], body["code"]) == (413, "photo_too_large")

    def test_a_request_beyond_all_photos_is_not_read(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.UPLOAD_MAX_REQUEST_BYTES = 500
        body = sent(client, cast(Role.INFORMATION_OFFICER))
        assert (body["status"], body["code"]) == (413, "too_large")

    def test_only_those_who_work_on_cases_may_send(self, client: Client, cast: Cast) -> None:
        assert sent(client, cast(Role.AUDIT_ADMINISTRATOR))["status"] == 403

    def test_a_form_gets_the_fragment_that_shows_the_photo(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.INFORMATION_OFFICER))
        answer = client.post("/media/photos/", {"photo": upload()})
        photo = Attachment.objects.get()
        assert answer.status_code == 201
        assert f'name="photos" value="{photo.pk}"' in answer.content.decode()

    def test_a_form_without_a_photo_is_refused_in_words(self, client: Client, cast: Cast) -> None:
        login(client, cast(Role.INFORMATION_OFFICER))
        answer = client.post("/media/photos/", {}, headers={"HX-Request": "true", "Accept-Language": "en"})
        assert answer.status_code == 422
        assert "The file is empty" in answer.content.decode()

    def test_a_visitor_is_sent_to_the_login(self, client: Client, db: None) -> None:
        assert client.post("/media/photos/", {"photo": upload()})["Location"].startswith("/accounts/login/")
