"""The desk's side: terms, blocked senders, published results, notices; and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gridwarden.intake.actions import blocking, publishing
from gridwarden.intake.actions import terms as terms_actions
from gridwarden.intake.domain.blocking import BlockKind
from gridwarden.intake.domain.openness import Openness
from gridwarden.intake.models import Announcement, Blocked, Publication, PublicTerms, Report
from gridwarden.intake.queries import terms
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.sealing import seal
from tests.factories.cases import MONDAY
from tests.integration.intake.playing import Told
from tests.logins import login

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
FORM = {"takes_reports": "on", "shows_cases": "on", "delay_h": "48", "coarse_m": "200", "reopen_days": "7",
        "reopen_times": "1", "reports_per_hour": "5", "greeting": "电话 12319"}  # fmt: skip


@pytest.fixture
def desk(client: Client, stage: Stage) -> Client:
    """The shift supervisor at the desk."""
    return login(client, stage.people["supervisor"].user)


def test_terms_hold_from_now_on(desk: Client, stage: Stage) -> None:
    assert terms.of(stage.district_id) == Openness()
    assert desk.post("/intake/public/", FORM).status_code == 302
    set_now = terms.of(stage.district_id)
    assert (set_now.delay_h, set_now.coarse_m, set_now.greeting) == (48, 200, "电话 12319")
    entry = AuditEntry.objects.get(action="public.terms")
    assert entry.data["changed"]["delay_h"] == [24, 48]


@pytest.mark.parametrize("change", [{"coarse_m": "1"}, {"delay_h": "99999"}, {"reports_per_hour": "0"}])
def test_terms_outside_their_bounds_are_refused(desk: Client, stage: Stage, change: dict[str, str]) -> None:
    assert desk.post("/intake/public/", FORM | change).status_code == 422
    name, value = next(iter(change.items()))
    with pytest.raises(terms_actions.TermsOutOfBounds):
        terms_actions.set_terms(by=stage.by("supervisor"), at=MONDAY, terms_now=Openness(**{name: int(value)}))
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicTerms.objects.create(district_id=stage.district_id, **{name: int(value)})


def test_senders_are_blocked_and_lifted_by_hand(desk: Client) -> None:
    body = {"kind": "phone", "value": "138 0000 5678", "reason": "恶意"}
    assert desk.post("/intake/public/blocked/", body).status_code == 302
    page = desk.get("/intake/public/blocked/").content.decode()
    assert "138****5678" in page
    assert "13800005678" not in page
    entry = Blocked.objects.get()
    assert desk.post(f"/intake/public/blocked/{entry.pk}/lift/").status_code == 302
    assert not Blocked.objects.exists()
    assert desk.post(f"/intake/public/blocked/{entry.pk}/lift/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "value"),
    [("phone", "12"), ("address", "nowhere"), ("address", "10.0.0.0/8"), ("phrase", "的"), ("phrase", "长" * 61)],
)
def test_what_would_turn_everybody_away_is_not_blocked(desk: Client, kind: str, value: str) -> None:
    assert desk.post("/intake/public/blocked/", {"kind": kind, "value": value, "reason": "x"}).status_code == 422
    assert not Blocked.objects.exists()


def test_blocking_again_renews_the_reason(stage: Stage) -> None:
    by = stage.by("supervisor")
    for reason in ("一", "二"):
        blocking.block(by=by, at=MONDAY, kind=BlockKind.PHRASE, value="广告", reason=reason)
    assert [row.reason for row in Blocked.objects.all()] == ["二"]
    with pytest.raises(blocking.NotBlockable):
        blocking.block(by=by, at=MONDAY, kind=BlockKind.PHRASE, value="广告", reason=" ")


def test_where_a_report_came_from_is_blocked_by_its_code(desk: Client, stage: Stage) -> None:
    told = Told(stage).reported()
    with pytest.raises(blocking.NoOrigin):
        blocking.block_origin(by=stage.by("supervisor"), at=MONDAY, code=told.code, reason="x")
    Report.objects.filter(code=told.code).update(origin=seal("198.51.100.7", place="report.origin"))
    body = {"code": told.code, "origin_reason": "刷屏"}
    assert desk.post("/intake/public/blocked/origin/", body).status_code == 302
    assert Blocked.objects.get().value == "198.51.100.7/32"


def test_a_result_is_published_taken_back_and_the_case_withheld(desk: Client, stage: Stage) -> None:
    told = Told(stage).closed()
    address = f"/intake/public/results/{told.case_id}/"
    desk.post(address, {"do": "publish", "result": "已清运<b>"})
    page = desk.get("/intake/public/results/").content.decode()
    assert "已清运&lt;b&gt;" in page
    desk.post(address, {"do": "withhold"})
    row = Publication.objects.get()
    assert (row.is_withheld, row.result) == (True, "")
    desk.post(address, {"do": "show"})
    row.refresh_from_db()
    assert row.is_withheld is False


def test_only_closed_cases_of_the_district_have_results(stage: Stage) -> None:
    told = Told(stage).handled()
    with pytest.raises(publishing.NotClosedYet):
        publishing.publish_result(by=stage.by("supervisor"), at=MONDAY, case_id=told.case_id, result="x")
    with pytest.raises(publishing.NoCaseToPublish):
        publishing.withhold(by=stage.by("supervisor"), at=MONDAY, case_id=0)


def test_notices_are_announced_and_withdrawn(desk: Client) -> None:
    assert desk.post("/intake/public/notices/", {"title": "施工", "text": "封路"}).status_code == 302
    assert desk.post("/intake/public/notices/", {"title": "施工", "text": " "}).status_code == 422
    past = (timezone.localdate() - timedelta(days=2)).isoformat()
    assert desk.post("/intake/public/notices/", {"title": "a", "text": "b", "ends_on": past}).status_code == 422
    row = Announcement.objects.get()
    desk.post(f"/intake/public/notices/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ends_at is not None
    assert desk.post("/intake/public/notices/0/end/").status_code == 404


ACTIONS: list[Callable[..., Any]] = [
    lambda by: terms_actions.set_terms(by=by, at=MONDAY, terms_now=Openness()),
    lambda by: blocking.block(by=by, at=MONDAY, kind=BlockKind.PHRASE, value="广告", reason="x"),
    lambda by: blocking.block_origin(by=by, at=MONDAY, code="x", reason="x"),
    lambda by: blocking.lift(by=by, at=MONDAY, blocked_id=1),
    lambda by: publishing.publish_result(by=by, at=MONDAY, case_id=1, result="x"),
    lambda by: publishing.withhold(by=by, at=MONDAY, case_id=1),
    lambda by: publishing.announce(by=by, at=MONDAY, title="x", text="x"),
    lambda by: publishing.end_announcement(by=by, at=MONDAY, announcement_id=1),
]


@pytest.mark.parametrize("act", ACTIONS)
def test_others_keep_out_of_it(stage: Stage, act: Callable[..., Any]) -> None:
    for post in ("operator", "officer", "keeper"):
        with pytest.raises(PermissionDenied):
            act(stage.by(post))


@pytest.mark.parametrize("page", ["", "blocked/", "results/", "notices/"])
def test_the_pages_are_the_desks(client: Client, stage: Stage, page: str) -> None:
    login(client, stage.people["operator"].user)
    assert client.get(f"/intake/public/{page}").status_code == 403
    login(client, stage.people["supervisor"].user)
    assert client.get(f"/intake/public/{page}").status_code == 200


def test_another_districts_entries_are_not_found(stage: Stage) -> None:
    foreign = stage.by("stranger").district_id
    row = Blocked.objects.create(
        district_id=foreign, kind="phrase", value="x", digest=b"1", reason="x", created_at=MONDAY
    )
    notice = Announcement.objects.create(district_id=foreign, title="x", text="x", published_at=MONDAY)
    with pytest.raises(blocking.NoSuchBlock):
        blocking.lift(by=stage.by("supervisor"), at=MONDAY, blocked_id=row.pk)
    with pytest.raises(publishing.NoSuchNotice):
        publishing.end_announcement(by=stage.by("supervisor"), at=MONDAY, announcement_id=notice.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda d, _c: Blocked(district_id=d, kind="face", value="x", digest=b"1", reason="x", created_at=MONDAY),
        lambda d, _c: Blocked(district_id=d, kind="phone", value="x", digest=b"1", reason="", created_at=MONDAY),
        lambda d, _c: Announcement(
            district_id=d, title="x", text="x", published_at=MONDAY, ends_at=MONDAY.replace(year=2025)
        ),
        lambda d, c: Publication(district_id=d, case_id=c, is_withheld=True, result="x", at=MONDAY),
    ],
)
def test_the_database_holds_to_it_as_well(stage: Stage, wrong: Callable[[int, int], Any]) -> None:
    row = wrong(stage.district_id, Told(stage).reported().case_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
