"""Open cases that may be what is told right now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.models import Case
from gridwarden.cases.queries import moves
from gridwarden.intake.actions import learning
from gridwarden.intake.models import DuplicateRule
from gridwarden.intake.queries import duplicates
from gridwarden.intake.queries.duplicates import Asked
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.attachments.models import Fingerprint
from tests.factories.cases import MONDAY
from tests.integration.intake.desk import LAT, LON, closed, taken
from tests.logins import login

if TYPE_CHECKING:
    from uuid import UUID

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
#: About 11 m of latitude.
STEP = 0.0001
AGAIN = Asked(lon=LON, lat=LAT + STEP, at=MONDAY + timedelta(hours=3), text="路灯不亮，请处理")


def printed(photo_id: UUID, number: int, stage: Stage) -> None:
    """Say how a photo looks."""
    values = dict.fromkeys(("band0", "band1", "band2", "band3"), 0)
    Fingerprint.objects.create(
        attachment_id=photo_id, district_id=stage.district_id, is_middle=False, phash=number, dhash=0, **values
    )


def test_an_open_case_near_is_shown_with_its_reasons(stage: Stage) -> None:
    case_id = taken(stage).case_id
    row = duplicates.near(stage.by("operator"), AGAIN)[0]
    assert (row.case_id, row.distance_m, row.photo_id) == (case_id, 11, None)
    assert row.text_share > 0.5


@pytest.mark.parametrize(
    "asked",
    [
        replace(AGAIN, lat=LAT + 10 * STEP),
        replace(AGAIN, at=MONDAY + timedelta(days=20)),
        replace(AGAIN, item=18),
    ],
    ids=["too far", "too late", "another item"],
)
def test_what_is_another_matter_is_not_shown(stage: Stage, asked: Asked) -> None:
    taken(stage)
    assert duplicates.near(stage.by("operator"), asked) == ()


def test_a_closed_case_is_not_shown(stage: Stage) -> None:
    closed(stage, taken(stage).case_id)
    assert duplicates.near(stage.by("operator"), AGAIN) == ()


def test_other_districts_learn_nothing(stage: Stage) -> None:
    taken(stage)
    assert duplicates.near(stage.by("stranger"), AGAIN) == ()


def test_a_photo_that_looks_the_same_counts(stage: Stage) -> None:
    old, new = stage.photo("operator"), stage.photo("operator")
    taken(stage, photo_ids=(old,))
    told = replace(AGAIN, text="请来看看", photo_ids=(new,))
    before = duplicates.near(stage.by("operator"), told)
    printed(old, 0b1111, stage)
    printed(new, 0b0111, stage)
    row = duplicates.near(stage.by("operator"), told)[0]
    assert (row.photo_bits, row.photo_id) == (1, old)
    assert not before or row.score > before[0].score


def test_a_report_just_taken_is_compared_with_its_photos_until_it_is_closed(client: Client, stage: Stage) -> None:
    old, new = stage.photo("operator"), stage.photo("operator")
    first, second = taken(stage, photo_ids=(old,)), taken(stage, text="请来看看", photo_ids=(new,))
    printed(old, 0b1111, stage)
    printed(new, 0b0111, stage)
    (row,) = duplicates.of_case(stage.by("operator"), second.case_id)
    assert (row.case_id, row.photo_bits, row.photo_id, row.distance_m) == (first.case_id, 1, old, 0)
    page = f"/cases/{second.case_id}/"
    html = login(client, stage.people["operator"].user).get(page).content.decode()
    assert f"/media/photos/{old}/thumb" in html
    assert first.case_number in html
    assert str(old) not in login(client, stage.people["squad_leader"].user).get(page).content.decode()
    closed(stage, second.case_id)
    assert duplicates.of_case(stage.by("operator"), second.case_id) == ()


def test_numbers_in_the_words_are_hidden_from_who_may_not_see_reporters(stage: Stage) -> None:
    taken(stage, text="路灯不亮，回电 13800005678")
    told = [duplicates.near(stage.by(post), AGAIN)[0].description for post in ("operator", "leader")]
    assert told == ["路灯不亮，回电 13800005678", "路灯不亮，回电 〔已隐去〕"]


def test_the_district_sets_what_is_near(stage: Stage) -> None:
    taken(stage)
    learning.set_duplicates(by=stage.by("keeper"), at=MONDAY, reach_m=5, days=7, least_score=40)
    assert duplicates.near(stage.by("operator"), AGAIN) == ()
    assert duplicates.rule(stage.district_id).days == 7


@pytest.mark.parametrize("wrong", [{"reach_m": 4}, {"reach_m": 501}, {"days": 0}, {"days": 91}, {"least_score": 101}])
def test_what_is_out_of_bounds_is_refused(stage: Stage, wrong: dict[str, int]) -> None:
    values = {"reach_m": 50, "days": 14, "least_score": 40} | wrong
    with pytest.raises(learning.RuleOutOfBounds) as refusal:
        learning.set_duplicates(by=stage.by("keeper"), at=MONDAY, **values)
    assert set(refusal.value.fields) == set(wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicateRule.objects.create(district_id=stage.district_id, **values)


def test_an_operator_sets_nothing(stage: Stage) -> None:
    with pytest.raises(PermissionDenied):
        learning.set_duplicates(by=stage.by("operator"), at=MONDAY, reach_m=50, days=14, least_score=40)


def test_looking_costs_few_statements(stage: Stage, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    actor = stage.by("operator")
    for _ in range(3):
        taken(stage)
    with django_assert_max_num_queries(5):
        assert len(duplicates.near(actor, AGAIN)) == 3


def test_numbers_in_words_and_address_stay_with_those_who_see_reporters(stage: Stage) -> None:
    taken(stage, text="路灯不亮，回电13800001111", address="人民路12号13800001111")
    told = replace(AGAIN, text="路灯不亮，请处理")
    shown = {post: str(duplicates.near(stage.by(post), told)[0]) for post in ("supervisor", "officer")}
    assert {post: "13800001111" in text for post, text in shown.items()} == {"supervisor": True, "officer": False}


def test_merging_proposes_the_twin_first_and_chooses_it(client: Client, stage: Stage) -> None:
    old, new = stage.photo("operator"), stage.photo("operator")
    twin = taken(stage, text="请来看看", photo_ids=(old,))
    again = taken(stage, text="又来说一次", lat=LAT + STEP, photo_ids=(new,))
    printed(old, 0b1111, stage)
    printed(new, 0b1110, stage)
    by = stage.by("dispatcher")
    ask = moves.option(by, again.case_id, MoveName.MERGE, MONDAY).asks[0]
    first = ask.choices[0]
    assert (first.id, first.label, first.is_twin) == (twin.case_id, twin.case_number, True)
    assert "11" in first.hint
    assert len({choice.id for choice in ask.choices}) == len(ask.choices)
    login(client, stage.people["dispatcher"].user)
    assert f"/media/photos/{old}/thumb" in client.get(f"/cases/{again.case_id}/").content.decode()
    html = client.get(f"/cases/{again.case_id}/moves/merge/").content.decode()
    assert f'<option value="{twin.case_id}" selected>' in html


def test_a_number_that_is_written_counts_before_the_twin_that_was_chosen(client: Client, stage: Stage) -> None:
    twin = taken(stage)
    again = taken(stage, lat=LAT + STEP)
    other = taken(stage, text="井盖缺失", lat=LAT + 9 * STEP)
    data = {"case_id": twin.case_id, "case_number": other.case_number, "text": "同一处"}
    sent = login(client, stage.people["dispatcher"].user).post(f"/cases/{again.case_id}/moves/merge/", data)
    assert sent.status_code == 204
    assert Case.objects.get(pk=again.case_id).merged_into_id == other.case_id
