"""What programs send: requests become cases, and every fault is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case, Evidence
from gridwarden.grids.models import Gazetteer, Place
from gridwarden.intake.actions import blocking
from gridwarden.intake.domain.blocking import BlockKind
from gridwarden.intake.models import Blocked, PublicTerms, Report
from gridwarden.intake.open311 import callers, views
from gridwarden.platform.api import keys
from gridwarden.platform.api.limits import Limit
from gridwarden.platform.sealing import unseal
from tests.factories.api import ApiClientFactory
from tests.integration.intake.open311.contract import both, read
from tests.integration.intake.playing import LAT, LON, Told
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from gridwarden.platform.api.models import ApiClient
    from tests.factories.cases import Stage
    from tests.integration.intake.open311.contract import Program

pytestmark = pytest.mark.django_db


def sent(client: Program, key: str, form: str = "json", *, headers: Any = None, **changes: Any) -> Any:
    """Send a request that lacks nothing, but for ``changes``."""
    body = {
        "api_key": key,
        "jurisdiction_id": client.jurisdiction,
        "service_code": "01",
        "lat": str(LAT),
        "long": str(LON),
        "address_string": "人民路12号",
        "description": "路口垃圾桶满了\n已经三天",
        "first_name": "建国",
        "last_name": "王",
        "phone": "13800005678",
        "email": "wang@example.com",
        **changes,
    }
    body = {name: value for name, value in body.items() if value is not None}
    return client.post(f"/open311/v2/requests.{form}", body, headers=headers or {})


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_request_opens_a_case_and_answers_its_number(client: Program, stage: Stage, key: str, form: str) -> None:
    answer = sent(client, key, form, **{"attribute[condition]": "2"})
    assert answer.status_code == 201
    (told,) = read(answer, "received", form)
    report = Report.objects.select_related("case__condition__item").get(case__number=told["service_request_id"])
    assert (report.channel, report.service_code, report.attributes) == (Source.CITIZEN, "01", {"condition": "2"})
    assert (report.case.condition.item.number, report.case.condition.number) == (1, 2)
    assert report.code in told["service_notice"]
    assert unseal(bytes(report.reporter_name), place="report.name") == "王建国"
    assert unseal(bytes(report.reporter_email), place="report.email") == "wang@example.com"


def test_a_request_without_a_condition_is_left_to_the_desk(client: Program, stage: Stage, key: str) -> None:
    (told,) = read(sent(client, key), "received", "json")
    assert Case.objects.get(number=told["service_request_id"]).condition is None


def test_the_reporters_code_is_the_token(client: Program, stage: Stage, key: str) -> None:
    sent(client, key)
    report = Report.objects.select_related("case").get()
    (told,) = both(client, f"tokens/{report.code}", "token")
    assert told == {"service_request_id": report.case.number, "token": report.code}
    both(client, "tokens/2222222222", "errors", expect=404)


def test_a_program_reads_what_it_sent_at_once_and_exactly(client: Program, stage: Stage, key: str) -> None:
    sent(client, key, media_url="https://photos.example.com/1.jpg")
    Told(stage, days_ago=3).closed()
    own, public = both(client, "requests", "requests", api_key=key)
    assert own["description"] == "路口垃圾桶满了\n已经三天"
    assert (own["lat"], own["address"]) == (pytest.approx(LAT), "人民路12号")
    assert (own["service_code"], own["media_url"]) == ("01", "https://photos.example.com/1.jpg")
    assert "王" not in str(public)
    assert [one["status"] for one in both(client, "requests", "requests", api_key=key, status="open")] == ["open"]


def test_other_programs_and_nobody_read_it_late(client: Program, stage: Stage, key: str) -> None:
    sent(client, key)
    number = Report.objects.select_related("case").get().case.number
    other = ApiClientFactory.create(user=stage.people["supervisor"].user)
    assert both(client, "requests", "requests", api_key=f"gw_{other.prefix}_secret") == []
    both(client, f"requests/{number}", "errors", expect=404)
    assert len(both(client, f"requests/{number}", "requests", api_key=key)) == 1


def test_photos_come_with_the_request(client: Program, stage: Stage, key: str) -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", jpeg(width=640 + n), "image/jpeg") for n in range(2)]
    assert sent(client, key, media=photos).status_code == 201
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"service_code": None}, "service_code was not provided."),
        ({"lat": None, "long": None, "address_string": None}, "lat was not provided"),
        ({"lat": "north"}, "lat is no number of degrees."),
        ({"long": "nan"}, "long is no number of degrees."),
        ({"description": ""}, "description was not provided."),
        ({"description": "长" * 4001}, "description has more than 4000 characters."),
        ({"media_url": "javascript:alert(1)"}, "media_url is no http or https address."),
        ({"email": "nobody"}, "email is no address."),
        ({"attribute[condition]": "99"}, "attribute[condition] has no value 99."),
        ({"attribute[colour]": "red"}, "attribute[colour] is not one of this service."),
        ({"description": "a\0b"}, "The form holds a NUL."),
        ({"jurisdiction_id": "\0"}, "The form holds a NUL."),
        ({"api_key": "gw_\0"}, "The form holds a NUL."),
        ({"attribute[\0]": "1"}, "The form holds a NUL."),
        ({"lat": "10", "long": "10"}, "long: lies outside"),
        ({"lat": None, "long": None, "address_string": "火星路"}, "address_string: fits no place"),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_faulty_request_is_refused_in_words(
    client: Program, stage: Stage, key: str, changes: dict[str, str], said: str, form: str
) -> None:
    answer = sent(client, key, form, **changes)
    assert answer.status_code == 400
    assert any(said in error["description"] for error in read(answer, "errors", form))
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "link",
    [
        "http://",
        "http:///photo.jpg",
        "//example.com/photo.jpg",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://example.com:http/",
        "https://example.com@192.0.2.7/",
        "http://example.com\\@192.0.2.7/",
        "http://exam\u202eple.com/gpj.exe",
        "http://example.com/\u200b",
        "http://example.com/\x85.jpg",
        "http://[::1",
    ],
)
def test_a_link_that_leads_elsewhere_than_it_seems_is_refused(
    client: Program, stage: Stage, key: str, link: str
) -> None:
    (error,) = read(sent(client, key, media_url=link), "errors", "json")
    assert error["description"] == "media_url is no http or https address."
    assert not Case.objects.exists()


@pytest.mark.parametrize("link", ["http://例子.测试/图.jpg", "HTTPS://example.com:8443/a?b=%E5%9E%83#c"])
def test_the_desk_reads_the_link_beside_the_words_and_nothing_makes_it_one_to_press(
    client: Program, stage: Stage, key: str, link: str
) -> None:
    assert sent(client, key, media_url=link).status_code == 201
    report = Report.objects.get()
    desk = login(Client(), stage.people["operator"].user)
    for page in (f"/cases/{report.case_id}/", f"/intake/archive/{report.pk}/"):
        shown = desk.get(page).content.decode()
        assert link in shown, page
        assert f'href="{link}' not in shown, page


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("application/x-www-form-urlencoded; charset=gb18030", "api_key=a", "The form is not UTF-8."),
        ("multipart/form-data; boundary=X; charset=hex", "--X--", "The form is not UTF-8."),
        ("multipart/form-data", "--X--", "The request cannot be read; it is too large or broken."),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_form_that_cannot_be_read_is_refused_in_the_standards_words(
    client: Program, stage: Stage, kind: str, body: str, said: str, form: str
) -> None:
    answer = client.generic("POST", f"/open311/v2/requests.{form}", body, content_type=kind)
    (error,) = read(answer, "errors", form)
    assert (answer.status_code, error["description"]) == (400, said)


@pytest.mark.parametrize("name", ["service_code", "jurisdiction_id", "attribute[condition]"])
def test_a_long_value_does_not_come_back_whole(client: Program, stage: Stage, key: str, name: str) -> None:
    (error,) = read(sent(client, key, **{name: "9" * 5000}), "errors", "json")
    assert name in error["description"]
    assert len(error["description"]) <= 300


def test_all_faults_are_told_at_once(client: Program, stage: Stage, key: str) -> None:
    errors = read(sent(client, key, lat=None, email="x", service_code=None), "errors", "json")
    assert len(errors) == 3


def test_an_unknown_service_is_not_found(client: Program, stage: Stage, key: str) -> None:
    answer = sent(client, key, service_code="77")
    assert answer.status_code == 404
    read(answer, "errors", "json")


@pytest.mark.parametrize("shown", [None, "", "gw_nobody_secret", "' OR 1=1 --"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_without_a_good_key_nothing_is_taken(client: Program, stage: Stage, shown: str | None, form: str) -> None:
    answer = sent(client, "", form, api_key=shown)
    assert answer.status_code == 403
    assert "api_key" in read(answer, "errors", form)[0]["description"]


def test_a_revoked_key_and_one_of_another_district_are_refused(
    client: Program, stage: Stage, key: str, app: ApiClient
) -> None:
    foreign = ApiClientFactory.create(user=stage.people["stranger"].user)
    assert sent(client, f"gw_{foreign.prefix}_secret").status_code == 403
    app.revoked_at = timezone.now()
    app.save()
    assert sent(client, key).status_code == 403


def test_a_key_whose_account_may_not_report_is_refused(client: Program, stage: Stage) -> None:
    checker = ApiClientFactory.create(user=stage.people["checker"].user)
    assert sent(client, f"gw_{checker.prefix}_secret").status_code == 403


def test_a_session_is_no_key(client: Program, stage: Stage) -> None:
    client.force_login(stage.people["operator"].user, backend="django.contrib.auth.backends.ModelBackend")
    assert sent(client, "").status_code == 403


def test_a_repeated_sending_with_its_key_opens_one_case(client: Program, stage: Stage, key: str) -> None:
    first, again = (sent(client, key, headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert first.content == again.content
    assert Case.objects.count() == 1
    assert sent(client, key, headers={"Idempotency-Key": "k1"}, description="别的").status_code == 409


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_key_used_for_something_else_is_a_conflict(client: Program, stage: Stage, key: str, form: str) -> None:
    sent(client, key, headers={"Idempotency-Key": "k1"})
    answer = sent(client, key, form, headers={"Idempotency-Key": "k1"}, description="别的事")
    (error,) = read(answer, "errors", form)
    assert (answer.status_code, int(error["code"])) == (409, 409)
    assert Case.objects.count() == 1


def test_a_sending_that_is_still_worked_on_is_asked_to_come_again(
    client: Program, stage: Stage, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_claim", Mock(side_effect=keys.KeyInUse("The same request is being worked on.")))
    answer = sent(client, key, headers={"Idempotency-Key": "k1"})
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    read(answer, "errors", "json")


def test_blocked_telephones_and_phrases_are_turned_away_and_counted(client: Program, stage: Stage, key: str) -> None:
    by, at = stage.by("supervisor"), timezone.now()
    blocking.block(by=by, at=at, kind=BlockKind.PHONE, value="138 0000 5678", reason="恶意举报")
    blocking.block(by=by, at=at, kind=BlockKind.PHRASE, value="加微信", reason="广告")
    assert sent(client, key).status_code == 403
    assert sent(client, key, phone="", description="加 微 信 领红包").status_code == 403
    assert sorted(Blocked.objects.values_list("hits", flat=True)) == [1, 1]
    assert sent(client, key, phone="13900000000").status_code == 201


def test_a_closed_district_takes_nothing(client: Program, stage: Stage, key: str) -> None:
    PublicTerms.objects.create(district_id=stage.district_id, takes_reports=False)
    assert sent(client, key).status_code == 403


def test_hostile_words_stay_words(client: Program, stage: Stage, key: str) -> None:
    hostile = "<script>alert(1)</script> & ]]> \x07 \ufffe"
    assert sent(client, key, description=hostile).status_code == 201
    number = Report.objects.select_related("case").get().case.number
    answer = client.ask(f"requests/{number}.xml", api_key=key)
    (request,) = read(answer, "requests", "xml")
    assert b"<script>" not in answer.content
    assert request["description"].startswith("<script>alert(1)</script> & ]]>")


def test_floods_are_told_when_to_come_back(
    client: Program, stage: Stage, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "READS", Limit(name="open311-test", uses=1, per_s=60))
    monkeypatch.setattr(settings, "API_REQUESTS_PER_MINUTE", 1)
    answers = [client.ask("services.xml") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert int(answers[1]["Retry-After"]) > 0
    read(answers[1], "errors", "xml")
    assert [sent(client, key).status_code for _ in range(2)] == [201, 429]


def test_guessing_keys_and_tokens_is_slow(client: Program, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "WRONG_KEYS", Limit(name="key-test", uses=2, per_s=60))
    monkeypatch.setattr(views, "TOKENS", Limit(name="token-test", uses=2, per_s=60))
    assert [sent(client, f"gw_x{n}_y").status_code for n in range(3)] == [403, 403, 429]
    assert [client.ask(f"tokens/222222222{n}.json").status_code for n in range(2, 5)] == [404, 404, 429]


def test_addresses_of_one_household_guess_and_read_as_one(
    client: Program, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((callers, "WRONG_KEYS"), (views, "TOKENS"), (views, "READS")):
        monkeypatch.setattr(module, name, Limit(name=f"{name}-household", uses=1, per_s=60))
    for asked in (
        lambda: sent(client, "gw_x_y").status_code,
        lambda: client.ask("tokens/2222222222.json").status_code,
        lambda: client.ask("services.json").status_code,
    ):
        answers = []
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
            client.defaults["REMOTE_ADDR"] = address
            answers.append(asked())
        assert answers[1] == 429
        assert answers[0] == answers[2] != 429


def test_too_much_at_once_is_refused_in_the_standards_words(
    client: Program, stage: Stage, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [SimpleUploadedFile(f"{n}.jpg", jpeg(width=640 + n), "image/jpeg") for n in range(5)]
    read(sent(client, key, media=photos), "errors", "json")
    monkeypatch.setattr(settings, "UPLOAD_MAX_REQUEST_BYTES", 1000)
    answer = sent(client, key, media=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    assert answer.status_code == 400
    read(answer, "errors", "json")
    assert not Case.objects.exists()


def test_an_address_stands_for_the_place_where_it_fits_one(client: Program, stage: Stage, key: str) -> None:
    lost = sent(client, key, lat=None, long=None)
    assert (lost.status_code >= 400, Report.objects.exists()) == (True, False)
    Gazetteer.objects.update_or_create(district_id=stage.district_id, defaults={"version": 1})
    Place.objects.create(
        district_id=stage.district_id,
        source="told",
        source_key="人民路 12",
        kind="address",
        road="人民路",
        number=12,
        place=Point(LON, LAT, srid=4490),
    )
    assert sent(client, key, lat=None, long=None).status_code == 201
    report = Report.objects.select_related("case").get()
    assert report.attributes["place_found"] == "人民路12号"
    assert report.case.place.x == pytest.approx(LON)
    assert sent(client, key, lat=None).status_code >= 400
