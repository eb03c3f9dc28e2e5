"""Rows of the menu in the reader's language, and what two districts share: nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.translation import override

from gridwarden.menu.actions import drafts, publishing, seeding
from gridwarden.menu.domain.words import ConditionKind, ItemClass, PhotoRule, SlipType
from gridwarden.menu.models import Condition, Menu
from gridwarden.menu.queries import menus
from gridwarden.platform.access import SYSTEM
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.refusals import NotFound
from gridwarden.workforce.domain.units import UnitKind
from tests.factories.cast import acting
from tests.factories.menu import changed

if TYPE_CHECKING:
    from gridwarden.menu.queries.rows import MenuRow
    from tests.factories.cast import Cast


@pytest.fixture
def menu(published: Menu, monday_morning: datetime) -> MenuRow:
    return menus.current(published.district_id, monday_morning)


def test_lines_and_conditions_are_read_in_the_readers_language(menu: MenuRow) -> None:
    line, condition = menu.items[11], menu.items[11].conditions[0]
    with override("zh-hans"):
        assert (line.name, condition.item_label) == ("占道经营与流动摊点", "占道经营与流动摊点")
        assert condition.text == "流动摊贩在道路、广场摆卖"
        assert condition.closing_condition == "劝离，现场清理干净"
    with override("en"):
        assert (line.name, condition.item_label) == ("Street trading", "Street trading")
        assert condition.text == "Hawkers sell on a road or square"
        assert condition.closing_condition == "Moved on, the place cleaned"


def test_what_has_no_english_is_read_in_chinese(published: Menu, monday_morning: datetime) -> None:
    draft = drafts.begin(by=SYSTEM, at=monday_morning, district_id=published.district_id)
    Condition.objects.filter(item__menu=draft).update(text_en="")
    with override("en"):
        assert menus.stored(draft).items[0].conditions[0].text.startswith("路面")


def test_a_condition_carries_all_that_a_case_needs(menu: MenuRow) -> None:
    row = menu.items[7].conditions[0]
    assert (row.item_number, row.item_class, row.kind) == (8, ItemClass.MUNICIPAL, ConditionKind.COMPONENT)
    assert (row.slip, row.responsible_kind) == (SlipType.CONTACT_SLIP, UnitKind.CONTRACTOR)
    assert row.photo_rule == PhotoRule(before=2, after=1)
    assert (row.menu_version, row.is_published) == (1, True)


def test_a_menu_counts_its_conditions(menu: MenuRow) -> None:
    assert menu.condition_count == sum(len(item.conditions) for item in menu.items) == 96


def test_a_condition_of_a_draft_is_told_as_not_published(published: Menu, monday_morning: datetime) -> None:
    draft = drafts.begin(by=SYSTEM, at=monday_morning, district_id=published.district_id)
    stored = Condition.objects.filter(item__menu=draft)[0]
    assert not menus.condition(stored.pk).is_published


def test_the_model_tells_the_same_photo_rule_as_the_row(menu: MenuRow) -> None:
    stored = Condition.objects.get(pk=menu.items[7].conditions[0].id)
    assert stored.photo_rule == menu.items[7].conditions[0].photo_rule


def test_two_districts_have_each_their_own(cast: Cast, published: Menu, monday_morning: datetime) -> None:
    other = seeding.seed(
        by=SYSTEM, at=monday_morning, district_id=cast.stranger.district_id, valid_from=monday_morning.date()
    )
    mine = menus.current(published.district_id, monday_morning)
    theirs = menus.current(cast.stranger.district_id, monday_morning)
    assert (mine.id, theirs.id) == (published.pk, other.pk)
    assert mine.lines == theirs.lines
    ids = [{condition.id for item in menu.items for condition in item.conditions} for menu in (mine, theirs)]
    assert not ids[0] & ids[1]


def test_the_version_in_force_changes_at_midnight_of_the_district(
    cast: Cast, published: Menu, monday_morning: datetime
) -> None:
    draft = drafts.begin(by=SYSTEM, at=monday_morning, district_id=published.district_id)
    day = monday_morning.date() + timedelta(days=1)
    changed(draft)
    publishing.publish(by=SYSTEM, at=monday_morning, menu_id=draft.pk, valid_from=day)
    midnight = monday_morning.replace(hour=0) + timedelta(days=1)
    assert menus.current(published.district_id, midnight - timedelta(seconds=1)).version == 1
    assert menus.current(published.district_id, midnight).version == 2


def test_of_two_versions_from_one_day_the_later_counts(published: Menu, monday_morning: datetime) -> None:
    draft = drafts.begin(by=SYSTEM, at=monday_morning, district_id=published.district_id)
    changed(draft)
    publishing.publish(by=SYSTEM, at=monday_morning, menu_id=draft.pk, valid_from=monday_morning.date())
    assert menus.current(published.district_id, monday_morning).version == 2


def test_a_version_is_read_from_its_own_moment(published: Menu, monday_morning: datetime) -> None:
    """A restored database may hold another version under an id that was read before."""
    menus.current(published.district_id, monday_morning)
    with pytest.raises(Menu.DoesNotExist):
        menus._published(published.pk, monday_morning + timedelta(days=1))


def test_every_change_of_a_menu_leaves_a_row_in_the_trail(published: Menu, monday_morning: datetime) -> None:
    found = AuditEntry.objects.filter(subject_type="menu").order_by("pk").values_list("action", "data__version")
    assert list(found) == [("menu.drafted", 1), ("menu.published", 1)]


def test_nobody_begins_a_menu_in_another_district(cast: Cast, published: Menu, monday_morning: datetime) -> None:
    by: Any = acting(cast.stranger, monday_morning)
    with pytest.raises(NotFound):
        drafts.begin(by=by, at=monday_morning, district_id=published.district_id)
    with pytest.raises(NotFound):
        seeding.seed(by=by, at=monday_morning, district_id=published.district_id, valid_from=monday_morning.date())
