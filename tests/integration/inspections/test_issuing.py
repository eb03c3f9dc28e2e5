"""Issuing notices: from the street and for a case in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import cos, radians
from typing import TYPE_CHECKING

import pytest
from django.contrib.gis.geos import LineString, MultiLineString
from django.db import DatabaseError, transaction

from gridwarden.algorithms.geodesy import METRES_A_DEGREE
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.inspections.actions import issuing, withdrawing
from gridwarden.inspections.actions.issuing import GivenParty
from gridwarden.inspections.domain import errors
from gridwarden.inspections.domain.deadlines import DeadlineOutOfBounds
from gridwarden.inspections.domain.party_codes import PartyCodeWrong
from gridwarden.inspections.domain.phones import PartyPhoneWrong
from gridwarden.inspections.domain.words import FollowUp, NoticeState, Outcome, PictureKind, SignedHow
from gridwarden.inspections.models import Article, Notice, Party, Picture
from gridwarden.inspections.queries import parties
from gridwarden.inspections.queries.parties import Likeness
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.timers.models import Timer
from tests.factories.cases import MONDAY
from tests.factories.grids import RoadFactory, middle_of

if TYPE_CHECKING:
    from tests.factories.inspections import Papers

pytestmark = pytest.mark.django_db


def test_a_notice_opens_its_case_and_takes_it_up(papers: Papers) -> None:
    issued = papers.issued()
    case, notice = papers.case(issued), papers.notice(issued)
    assert (case.state, case.source, case.handler_id) == (
        CaseState.HANDLING,
        Source.PATROL,
        papers.stage.user_id("officer"),
    )
    assert notice.number == "整改通〔2026〕000001号"
    assert (notice.party_name, notice.signed_how, notice.witness) == ("老王早点", SignedHow.REFUSED, "李邻居")
    assert [one["name"] for one in notice.officers] == ["张东升", "冯伴"]
    assert issued.due_at == MONDAY + timedelta(minutes=90), "75 % of two urgent hours"
    assert notice.fact == papers.stage.spot.text
    assert notice.requirement == papers.stage.spot.closing_condition


def test_a_notice_leaves_event_audit_and_timers(papers: Papers) -> None:
    issued = papers.issued()
    event = EventRow.objects.get(name="notice.issued")
    assert event.payload["number"] == issued.number
    assert AuditEntry.objects.get(action="notice.issued").subject_id == issued.notice_id
    recheck = papers.recheck(issued)
    rings = dict(Timer.objects.filter(subject_id=recheck.pk).values_list("kind", "due_at"))
    assert rings["notice.recheck"] == issued.due_at
    assert rings["notice.remind"] == issued.due_at - timedelta(minutes=30)


def test_a_signature_is_kept_as_a_picture_of_the_paper(papers: Papers) -> None:
    signature = papers.stage.photo("officer")
    issued = papers.issued(signature_id=signature, witness="")
    assert papers.notice(issued).signed_how == SignedHow.SIGNED
    assert Picture.objects.get(notice=issued.notice_id).kind == PictureKind.SIGNATURE


def test_neither_signature_nor_witness_is_refused_and_gives_the_number_back(papers: Papers) -> None:
    with pytest.raises(errors.SignatureMissing), transaction.atomic():
        papers.issued(witness=" ")
    assert papers.issued().number == "整改通〔2026〕000001号"
    assert Notice.objects.count() == 1


def test_two_different_officers_stand_on_it(papers: Papers) -> None:
    for wrong in (None, papers.stage.people["officer"].pk, papers.stage.people["checker"].pk):
        with pytest.raises(errors.TwoOfficers), transaction.atomic():
            papers.issued(second_officer_id=wrong)


def test_an_article_that_is_not_in_force_is_refused(papers: Papers) -> None:
    old = Article.objects.get(article="第二十三条").pk
    with pytest.raises(errors.ArticleNotInForce), transaction.atomic():
        papers.issued(article_ids=(old,))
    with pytest.raises(errors.ArticlesMissing), transaction.atomic():
        papers.issued(article_ids=())


def test_the_deadline_moves_only_within_bounds(papers: Papers) -> None:
    assert papers.issued(due_at=MONDAY + timedelta(hours=3)).due_at == MONDAY + timedelta(hours=3)
    for wrong in (timedelta(minutes=5), timedelta(hours=5)):
        with pytest.raises(DeadlineOutOfBounds), transaction.atomic():
            papers.issued(due_at=MONDAY + wrong)


def test_a_condition_that_goes_by_contact_slip_gets_no_notice(papers: Papers) -> None:
    finding = replace(papers.finding(), condition_id=papers.stage.slow.pk)
    with pytest.raises(errors.NotForNotice):
        issuing.issue(by=papers.by(), at=MONDAY, finding=finding, contents=papers.contents())


@pytest.mark.parametrize("post", ["informant", "checker", "dispatcher", "foreman"])
def test_who_may_not_issue_papers_is_refused(papers: Papers, post: str) -> None:
    with pytest.raises(PermissionDenied):
        papers.issued(post=post)


def test_a_second_notice_refers_to_the_first_and_takes_the_next_number(papers: Papers) -> None:
    first = papers.issued()
    at = first.due_at + timedelta(minutes=5)
    with pytest.raises(errors.RecheckFirst), transaction.atomic():
        issuing.issue_for_case(by=papers.by(), at=at, case_id=first.case_id, contents=papers.contents())
    papers.rechecked(first, Outcome.NOT_CORRECTED, FollowUp.SECOND_NOTICE)
    second = issuing.issue_for_case(by=papers.by(), at=at, case_id=first.case_id, contents=papers.contents())
    notice = papers.notice(second)
    assert (notice.sequence, notice.previous_id, notice.serial) == (2, first.notice_id, 2)
    assert second.case_id == first.case_id


def test_the_same_party_is_recognised_and_another_is_not(papers: Papers) -> None:
    papers.issued()
    papers.issued(party=GivenParty(name="老王早点"))
    papers.issued(party=GivenParty(name="别家", phone="13812345678"))
    assert Party.objects.count() == 2
    assert Notice.objects.filter(party__name="老王早点").count() == 2


@pytest.mark.parametrize(
    ("east_m", "north_m", "is_same"), [(48, 0, True), (0, 48, True), (52, 0, False), (0, 52, False)]
)
def test_a_name_within_fifty_metres_is_the_same_party_whichever_way_one_measures(
    papers: Papers, east_m: float, north_m: float, *, is_same: bool
) -> None:
    papers.issued(party=GivenParty(name="老王早点"))
    lon, lat = middle_of(0, 0)
    lon, lat = lon + east_m / (METRES_A_DEGREE * cos(radians(lat))), lat + north_m / METRES_A_DEGREE
    found = parties.same(papers.stage.district_id, Likeness(name="老王早点", lon=lon, lat=lat))
    assert (found is not None) is is_same


def test_a_wrong_credit_code_is_refused_and_takes_no_number(papers: Papers) -> None:
    with pytest.raises(PartyCodeWrong) as refused, transaction.atomic():
        papers.issued(party=GivenParty(name="老王早点", code="123"))
    assert refused.value.fields == {"party_code": "is not valid"}
    assert papers.issued(party=GivenParty(name="老王早点", code="91350100m000100y43")).number.endswith("000001号")


@pytest.mark.parametrize(("north_m", "words"), [(20, "人民路附近"), (-140, "人民路附近"), (160, "")])
def test_a_paper_without_an_address_names_the_road_beside_it(papers: Papers, north_m: float, words: str) -> None:
    """The party and whoever serves the paper read words, not degrees."""
    lon, lat = middle_of(0, 0)
    road = RoadFactory(district=papers.stage.cast.territory.district)
    RoadFactory(
        district=road.district, name="", geom=MultiLineString(LineString((lon, lat), (lon + 0.001, lat)), srid=4490)
    )
    RoadFactory(
        district=road.district,
        name="远街",
        geom=MultiLineString(LineString((lon, lat + 0.1), (lon, lat + 0.2)), srid=4490),
    )
    at_road = road.geom[0][0][1]
    finding = papers.finding(address="", lat=at_road + north_m / METRES_A_DEGREE)
    issued = issuing.issue(by=papers.by(), at=MONDAY, finding=finding, contents=papers.contents())
    assert papers.notice(issued).address == words


def test_what_is_no_telephone_is_refused_and_a_number_is_found_however_it_was_spaced(papers: Papers) -> None:
    with pytest.raises(PartyPhoneWrong) as refused, transaction.atomic():
        papers.issued(party=GivenParty(name="老王早点", phone="abc"))
    assert refused.value.fields == {"party_phone": "is not valid"}
    papers.issued(party=GivenParty(name="老王早点", phone="138 1234 5678"))
    assert [row.name for row in parties.search(papers.by(), "13812345678")] == ["老王早点"]


def test_a_withdrawn_notice_keeps_its_number(papers: Papers) -> None:
    first = papers.issued()
    withdrawing.void(by=papers.by("squad_leader"), at=MONDAY, notice_id=first.notice_id, reason="当事人写错")
    assert papers.notice(first).state == NoticeState.VOID
    assert papers.recheck(first).state == "dropped"
    assert not Timer.objects.filter(kind__startswith="notice.").exists()
    assert papers.issued().number.endswith("000002号")
    with pytest.raises(errors.PaperClosed):
        withdrawing.void(by=papers.by("squad_leader"), at=MONDAY, notice_id=first.notice_id, reason="再次")


def test_withdrawing_needs_a_reason_and_the_permission(papers: Papers) -> None:
    first = papers.issued()
    with pytest.raises(errors.ReasonMissing):
        withdrawing.void(by=papers.by("squad_leader"), at=MONDAY, notice_id=first.notice_id, reason=" ")
    with pytest.raises(PermissionDenied):
        withdrawing.void(by=papers.by(), at=MONDAY, notice_id=first.notice_id, reason="写错")


def test_the_database_lets_nobody_change_or_delete_a_paper(papers: Papers) -> None:
    issued = papers.issued()
    for change in ({"fact": "别的"}, {"due_at": MONDAY + timedelta(days=9)}, {"party_name": "某人"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Notice.objects.filter(pk=issued.notice_id).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.filter(pk=issued.notice_id)._raw_delete("default")
