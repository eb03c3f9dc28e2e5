"""Papers through the API."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from gridwarden.inspections.domain.words import ArticleUse, FollowUp, Outcome
from gridwarden.inspections.models import Notice, Recheck
from gridwarden.platform.api.models import StoredAnswer
from gridwarden.platform.api.openapi import document
from gridwarden.platform.attachments.models import Attachment
from tests.factories.api import ApiClientFactory
from tests.factories.grids import middle_of
from tests.logins import login, post_json
from tests.photos import jpeg

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client, papers: Papers) -> Client:
    return login(client, papers.stage.people["officer"].user)


def sent(client: Client, data: bytes, name: str = "photo.jpg") -> str:
    answer = client.post("/api/v1/photos", {"photo": SimpleUploadedFile(name, data, "image/jpeg")})
    assert answer.status_code == 201, answer.content
    found: str = answer.json()["id"]
    return found


def signature() -> bytes:
    """A signature as the canvas writes it."""
    buffer = io.BytesIO()
    Image.new("RGB", (720, 260), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def body(papers: Papers, client: Client, **changes: Any) -> dict[str, Any]:
    lon, lat = middle_of(0, 0)
    given = {
        "condition_id": papers.stage.spot.pk,
        "lon": lon,
        "lat": lat,
        "crs": "cgcs2000",
        "address": "人民路12号",
        "party": {"name": "老王早点", "phone": "13812345678"},
        "second_officer_id": papers.second_id,
        "article_ids": list(papers.cited(ArticleUse.BROKEN, at=timezone.now())),
        "photos": [sent(client, jpeg(700))],
        "signature": sent(client, signature()),
    }
    return given | changes


def test_a_notice_is_issued_once_for_one_key(officer: Client, papers: Papers) -> None:
    given = body(papers, officer)
    first, again = (post_json(officer, "/api/v1/notices", given, key="one") for _ in range(2))
    assert first.status_code == 201, first.content
    assert first.json() == again.json()
    assert Notice.objects.count() == 1
    assert "code" not in first.json(), "the public page's code is on the paper alone"


def test_a_key_is_for_one_body_and_one_person(officer: Client, papers: Papers) -> None:
    given = body(papers, officer)
    assert post_json(officer, "/api/v1/notices", given, key="one").status_code == 201
    other = post_json(officer, "/api/v1/notices", given | {"fact": "另一件事"}, key="one")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    login(officer, papers.stage.people["squad_leader"].user)
    again = post_json(officer, "/api/v1/notices", given, key="one")
    assert again.status_code == 404, "what one person has signed with is not the next one's"
    assert Notice.objects.count() == 1


def test_what_was_refused_under_a_key_may_be_put_right_under_it(officer: Client, papers: Papers) -> None:
    given = body(papers, officer)
    assert post_json(officer, "/api/v1/notices", given | {"article_ids": []}, key="one").status_code == 422
    assert post_json(officer, "/api/v1/notices", given, key="one").status_code == 201
    assert Notice.objects.get().serial == 1, "the refused one took no number"


def _huge() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'),
        ("a.jpg", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>'),
        ("a.jpg", signature()[:900]),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 4000),
        ("a.png", _huge()),
        ("a.pdf", b"%PDF-1.7 (js)"),
        ("a.jpg", b""),
    ],
    ids=["script", "entity", "cut off", "zeros", "bomb", "pdf", "empty"],
)
def test_what_is_no_signature_is_refused_and_nothing_is_kept(
    officer: Client, name: str, content: bytes, papers: Papers
) -> None:
    answer = officer.post("/api/v1/photos", {"photo": SimpleUploadedFile(name, content, "image/jpeg")})
    assert answer.status_code in {413, 415, 422}, answer.content
    assert not Attachment.objects.exists()


def test_a_signature_is_the_writers_own_picture_and_used_once(officer: Client, papers: Papers) -> None:
    theirs = str(papers.stage.photo("west_officer"))
    assert post_json(officer, "/api/v1/notices", body(papers, officer, signature=theirs)).status_code == 404
    first = body(papers, officer)
    assert post_json(officer, "/api/v1/notices", first).status_code == 201
    second = body(papers, officer, signature=first["signature"], photos=[sent(officer, jpeg(720))])
    assert post_json(officer, "/api/v1/notices", second).status_code in {404, 409}
    missing = body(papers, officer, signature="00000000-0000-4000-8000-000000000000")
    assert post_json(officer, "/api/v1/notices", missing).status_code == 404
    assert Notice.objects.count() == 1


def test_a_notice_needs_a_case_or_a_finding(officer: Client, papers: Papers) -> None:
    answer = post_json(officer, "/api/v1/notices", body(papers, officer, condition_id=None))
    assert (answer.status_code, answer.json()["code"]) == (409, "not_in_hand")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signature": None}, "signature_missing"),
        ({"article_ids": []}, "articles_missing"),
        ({"party": {"name": " "}}, "party_unnamed"),
        ({"due_at": "2020-01-01T09:00:00+08:00"}, "deadline_out_of_bounds"),
    ],
)
def test_what_is_wrong_is_a_problem_with_a_code(
    officer: Client, papers: Papers, changes: dict[str, Any], code: str
) -> None:
    answer = post_json(officer, "/api/v1/notices", body(papers, officer, **changes))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert Notice.objects.count() == 0


def test_who_may_not_issue_is_refused(client: Client, papers: Papers) -> None:
    login(client, papers.stage.people["informant"].user)
    answer = post_json(client, "/api/v1/notices", body(papers, client))
    assert answer.status_code == 403


def test_papers_are_listed_and_filtered(officer: Client, papers: Papers) -> None:
    issued = papers.issued()
    assert [row["number"] for row in officer.get("/api/v1/notices").json()["items"]] == [issued.number]
    assert officer.get("/api/v1/notices?text=老王").json()["items"][0]["id"] == issued.notice_id
    assert officer.get(f"/api/v1/notices?text={issued.short_number}").json()["items"] != []
    assert officer.get("/api/v1/notices?text=别家").json()["items"] == []
    assert officer.get("/api/v1/notices?state=void").json()["items"] == []
    assert officer.get(f"/api/v1/notices/{issued.notice_id}").json()["party_name"] == "老王早点"


def test_outsiders_find_nothing(client: Client, papers: Papers) -> None:
    issued = papers.issued()
    for post in ("west_officer", "foreman"):
        login(client, papers.stage.people[post].user)
        assert client.get("/api/v1/notices").json()["items"] == []
        assert client.get("/api/v1/rechecks").json()["items"] == []
        assert client.get(f"/api/v1/notices/{issued.notice_id}").status_code == 404


def test_a_recheck_is_recorded_and_an_order_follows(client: Client, papers: Papers) -> None:
    at = timezone.now() - timedelta(hours=3)
    issued = papers.issued(at=at)
    login(client, papers.stage.people["officer"].user)
    (planned,) = client.get("/api/v1/rechecks?mine=true&late=true").json()["items"]
    result = {
        "outcome": Outcome.NOT_CORRECTED,
        "follow_up": FollowUp.HAND_UP,
        "note": "仍在",
        "photos": [sent(client, jpeg(710))],
    }
    answer = post_json(client, f"/api/v1/rechecks/{planned['id']}/result", result)
    assert answer.status_code == 201, answer.content
    assert Recheck.objects.get().done_by_name == "张东升"

    login(client, papers.stage.people["squad_leader"].user)
    uses = (ArticleUse.BROKEN, ArticleUse.POWER)
    order = {
        "case_id": issued.case_id,
        "party": {"party_id": papers.notice(issued).party_id},
        "second_officer_id": papers.stage.people["officer"].pk,
        "article_ids": list(papers.cited(*uses, at=timezone.now())),
        "signature": sent(client, signature()),
    }
    answer = post_json(client, "/api/v1/orders", order)
    assert answer.status_code == 201, answer.content
    service = {"way": "direct", "served_at": timezone.now().isoformat(), "place": "人民路12号", "receiver": "王福"}
    served = post_json(client, f"/api/v1/orders/{answer.json()['notice_id']}/service", service)
    assert served.status_code == 200, served.content


def test_a_paper_is_withdrawn_with_a_reason(client: Client, papers: Papers) -> None:
    issued = papers.issued()
    login(client, papers.stage.people["squad_leader"].user)
    address = f"/api/v1/notices/{issued.notice_id}/void"
    assert post_json(client, address, {"reason": ""}).status_code == 422
    assert post_json(client, address, {"reason": "写错"}).json()["state"] == "void"
    assert post_json(client, address, {"reason": "写错"}).status_code == 409


def ask(client: Client, what: str, **asked: object) -> Any:
    return client.post(f"/api/v1/parties/{what}", asked, "application/json").json()


def test_repeat_offenders_are_recognised_across_grids(client: Client, papers: Papers) -> None:
    issued = papers.issued()
    login(client, papers.stage.people["west_officer"].user)
    by_phone = ask(client, "earlier", name="王记", phone="13812345678")
    assert [(one["number"], one["alike"]) for one in by_phone] == [(issued.number, "same_phone")]
    lon, lat = middle_of(0, 0)
    near = ask(client, "earlier", name="老王早点", lon=lon, lat=lat)
    assert near[0]["alike"] == "same_name_near"
    assert ask(client, "earlier", name="老王早点") == []
    found = ask(client, "search", text="老王")
    assert [(one["name"], one["papers"]) for one in found] == [("老王早点", 1)]
    assert ask(client, "search", lon=lon, lat=lat) == found


def test_parties_are_nobody_elses_business(client: Client, papers: Papers) -> None:
    papers.issued()
    login(client, papers.stage.people["informant"].user)
    assert client.post("/api/v1/parties/search", {"text": "老王"}, "application/json").status_code == 403


def test_what_is_asked_about_a_party_stands_in_no_address_and_is_stored_nowhere(
    officer: Client, papers: Papers
) -> None:
    papers.issued()
    asked = {"name": "王记", "phone": "13812345678"}
    assert officer.get("/api/v1/parties/earlier", asked).status_code == 405
    assert officer.get("/api/v1/parties", asked).status_code == 404
    headers = {"Idempotency-Key": "a-key"}
    for _ in range(2):
        answer = officer.post("/api/v1/parties/earlier", asked, "application/json", headers=headers)
        assert answer.status_code == 200
        assert "Idempotency-Replayed" not in answer
    assert not StoredAnswer.objects.exists()
    assert "Idempotency-Key" not in str(document_of("find_earlier_papers"))
    assert "Idempotency-Key" in str(document_of("record_recheck"))


def document_of(operation: str) -> Any:
    paths = json.loads(document())["paths"].values()
    return next(one for methods in paths for one in methods.values() if one["operationId"] == operation)


def test_a_program_looks_up_without_a_key(client: Client, papers: Papers) -> None:
    papers.issued()
    program = ApiClientFactory.create(user=papers.stage.people["officer"].user)
    headers = {"Authorization": f"Bearer gw_{program.prefix}_secret"}
    answer = client.post("/api/v1/parties/search", {"text": "老王"}, "application/json", headers=headers)
    assert answer.status_code == 200
    assert len(answer.json()) == 1
