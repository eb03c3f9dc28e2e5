"""Items are suggested from the first day; versions learn, wait in the shadow, and work when a person says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from gridwarden.intake import jobs
from gridwarden.intake.actions import learning
from gridwarden.intake.domain.versions import VersionState
from gridwarden.intake.models import ShadowTrial, SuggestionModel
from gridwarden.intake.queries import suggesting
from gridwarden.platform.access import PermissionDenied, system_for
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.workforce.domain.units import UnitKind
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of
from tests.integration.intake.desk import closed, taken

if TYPE_CHECKING:
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=1)


def confirmed(stage: Stage, text: str, *, after: timedelta = timedelta()) -> int:
    """Have a report registered under the slow condition."""
    case_id = taken(stage, text=text, at=MONDAY + after).case_id
    closed(stage, case_id, at=MONDAY + after)
    return case_id


def trained(stage: Stage) -> int:
    confirmed(stage, "马路边上好多烟头，电话13912345678")
    return learning.train(by=system_for(stage.district_id), at=LATER, district_id=stage.district_id)


@pytest.mark.parametrize(
    ("text", "number", "word"),
    [("我家楼下窨井盖不见了", 8, "井盖"), ("路灯坏了晚上漆黑", 10, "路灯"), ("烧烤摊油烟熏人", 18, "烧烤")],
)
def test_the_menus_own_wording_suggests_on_the_first_day(stage: Stage, text: str, number: int, word: str) -> None:
    found = suggesting.suggest(stage.district_id, text, MONDAY)
    assert (found.version, found.items[0].number) == (0, number)
    assert any(word in said for said in found.items[0].words)


def test_the_unit_comes_from_the_conditions_table_and_the_place(stage: Stage) -> None:
    place = middle_of(0, 0)
    item = suggesting.suggest(stage.district_id, "有小贩在路上摆摊卖水果", MONDAY, place=place).items[0]
    assert item.unit_kind == UnitKind.GRID_TEAM
    assert item.unit == stage.cast.east_team.name
    assert suggesting.suggest(stage.district_id, "有小贩在路上摆摊卖水果", MONDAY).items[0].unit == ""


@pytest.mark.parametrize("text", ["", "  ", "qqq"])
def test_what_says_nothing_suggests_nothing(stage: Stage, text: str) -> None:
    assert suggesting.suggest(stage.district_id, text, MONDAY).items == ()


def test_probabilities_fall_and_items_come_once(stage: Stage) -> None:
    items = suggesting.suggest(stage.district_id, "垃圾桶满了", MONDAY, most=5).items
    chances = [item.probability for item in items]
    assert chances == sorted(chances, reverse=True)
    assert len({item.item_id for item in items}) == len(items) == 5


def test_a_trained_version_has_no_voice_until_a_person_adopts_it(stage: Stage) -> None:
    version = trained(stage)
    assert suggesting.suggest(stage.district_id, "烟头", LATER).version == 0
    learning.adopt(by=stage.by("keeper"), at=LATER, version=version)
    assert suggesting.suggest(stage.district_id, "烟头", LATER).version == version
    row = SuggestionModel.objects.get()
    assert (row.state, row.adopted_by_name) == (VersionState.CURRENT, stage.by("keeper").name)
    assert AuditEntry.objects.filter(action="suggestions.adopted", subject_id=row.pk).exists()


def test_an_operator_adopts_nothing(stage: Stage) -> None:
    version = trained(stage)
    with pytest.raises(PermissionDenied):
        learning.adopt(by=stage.by("operator"), at=LATER, version=version)


@pytest.mark.parametrize("version", [0, 2, 99])
def test_only_the_version_in_the_shadow_is_adopted(stage: Stage, version: int) -> None:
    trained(stage)
    with pytest.raises(learning.NoShadow):
        learning.adopt(by=stage.by("keeper"), at=LATER, version=version)


def test_telephones_are_not_learned(stage: Stage) -> None:
    trained(stage)
    model = suggesting.stored(SuggestionModel.objects.get())
    assert not any("139" in gram for gram in model.columns)
    assert "烟头" in model.columns


def test_without_news_nothing_is_trained(stage: Stage) -> None:
    with pytest.raises(learning.NothingNew):
        learning.train(by=system_for(stage.district_id), at=LATER, district_id=stage.district_id)
    trained(stage)
    with pytest.raises(learning.NothingNew):
        learning.train(by=system_for(stage.district_id), at=LATER, district_id=stage.district_id)


def test_both_versions_are_asked_about_cases_that_neither_knew(stage: Stage) -> None:
    trained(stage)
    case_id = confirmed(stage, "路面全是落叶", after=timedelta(days=2))
    assert learning.compare(at=LATER, district_id=stage.district_id) == 1
    trial = ShadowTrial.objects.get()
    assert (trial.case_id, trial.confirmed) == (case_id, stage.slow.item.name)
    assert trial.by_current
    assert trial.by_shadow
    assert learning.compare(at=LATER, district_id=stage.district_id) == 0


def test_without_a_shadow_nothing_is_compared(stage: Stage) -> None:
    assert learning.compare(at=LATER, district_id=stage.district_id) == 0


def test_the_job_trains_where_there_is_news_and_adopts_nothing(stage: Stage) -> None:
    assert jobs.learn() == 0
    confirmed(stage, "马路边上好多烟头")
    assert jobs.learn() == 1
    assert list(SuggestionModel.objects.values_list("state", flat=True)) == [VersionState.SHADOW]
    assert jobs.learn() == 0


def test_a_district_has_one_version_at_work(stage: Stage) -> None:
    learning.adopt(by=stage.by("keeper"), at=LATER, version=trained(stage))
    row = SuggestionModel.objects.get()
    row.pk, row.version = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
