from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.menu.actions import conditions, drafts, items, publishing, seeding
from gridwarden.menu.actions.guards import Published
from gridwarden.menu.models import Condition, Menu
from gridwarden.menu.queries import menus
from gridwarden.platform.access import SYSTEM, PermissionDenied
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.refusals import NotFound
from tests.factories.cast import acting
from tests.factories.menu import changed

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.platform.access import Actor
    from tests.factories.cast import Cast


@pytest.fixture
def editor(cast: Cast, monday_morning: datetime) -> Actor:
    return acting(cast.keeper, monday_morning)


@pytest.fixture
def draft(published: Menu, editor: Actor, monday_morning: datetime) -> Menu:
    return changed(drafts.begin(by=editor, at=monday_morning, district_id=published.district_id))


def publish(menu: Menu, by: Actor, at: datetime, day: date | None = None) -> Menu:
    return publishing.publish(by=by, at=at, menu_id=menu.pk, valid_from=day or at.date(), note="夏季调整")


def test_a_published_version_is_in_force_from_its_day(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    publish(draft, editor, monday_morning, monday_morning.date() + timedelta(days=7))
    assert menus.current(draft.district_id, monday_morning + timedelta(days=6)).version == 1
    assert menus.current(draft.district_id, monday_morning + timedelta(days=7)).version == 2


def test_publishing_tells_higher_contexts(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    publish(draft, editor, monday_morning)
    event = EventRow.objects.filter(name="menu.published").latest("pk")
    assert event.payload == {"menu_id": draft.pk, "version": 2, "valid_from": "2026-03-02"}


def test_a_case_of_the_old_version_keeps_its_limit(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    old = menus.current(draft.district_id, monday_morning).items[11].conditions[0]
    new = Condition.objects.get(item__menu=draft, item__number=12, number=1)
    conditions.remove(by=editor, at=monday_morning, condition_id=new.pk)
    publish(draft, editor, monday_morning)
    assert menus.condition(old.id).content == old.content


def test_an_incomplete_draft_is_not_published(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    item = draft.items.get(number=3)
    items.remove(by=editor, at=monday_morning, item_id=item.pk)
    with pytest.raises(publishing.Incomplete) as refusal:
        publish(draft, editor, monday_morning)
    assert refusal.value.fields == {"draft": "lines_missing"}
    assert Menu.objects.get(pk=draft.pk).published_at is None


def test_a_draft_that_changes_nothing_is_not_published(
    published: Menu, editor: Actor, monday_morning: datetime
) -> None:
    same = drafts.begin(by=editor, at=monday_morning, district_id=published.district_id)
    with pytest.raises(publishing.Unchanged):
        publish(same, editor, monday_morning)
    assert Menu.objects.get(pk=same.pk).published_at is None


def test_a_version_is_published_once(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    publish(draft, editor, monday_morning)
    with pytest.raises(Published):
        publish(draft, editor, monday_morning)


def test_a_version_does_not_begin_in_the_past(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    with pytest.raises(publishing.TooEarly):
        publish(draft, editor, monday_morning, monday_morning.date() - timedelta(days=1))


def test_a_version_does_not_begin_before_the_one_it_follows(
    draft: Menu, editor: Actor, monday_morning: datetime
) -> None:
    publish(draft, editor, monday_morning, monday_morning.date() + timedelta(days=30))
    third = changed(drafts.begin(by=editor, at=monday_morning, district_id=draft.district_id), hours=48)
    with pytest.raises(publishing.TooEarly):
        publish(third, editor, monday_morning, monday_morning.date() + timedelta(days=10))


@pytest.mark.parametrize("who", ["east_officer", "leader", "security"])
def test_only_an_editor_publishes(draft: Menu, cast: Cast, monday_morning: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        publish(draft, acting(getattr(cast, who), monday_morning), monday_morning)


def test_another_districts_editor_publishes_nothing(draft: Menu, cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        publish(draft, acting(cast.stranger, monday_morning), monday_morning)


def test_seeding_again_keeps_what_is_there(published: Menu, monday_morning: datetime) -> None:
    again = seeding.seed(
        by=SYSTEM, at=monday_morning, district_id=published.district_id, valid_from=monday_morning.date()
    )
    assert again == published
    assert Menu.objects.count() == 1


def test_a_district_without_a_menu_says_so(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(menus.NoMenu):
        menus.current(cast.territory.district.pk, monday_morning)


def test_a_menu_is_not_in_force_before_its_day(published: Menu, monday_morning: datetime) -> None:
    with pytest.raises(menus.NoMenu):
        menus.current(published.district_id, monday_morning - timedelta(days=1))


def test_the_menu_in_force_is_read_once_per_process(
    published: Menu, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    menus.current(published.district_id, monday_morning)
    with django_assert_num_queries(1):
        assert len(menus.current(published.district_id, monday_morning).items) == 18


def test_a_condition_is_found_in_one_statement(published: Menu, django_assert_num_queries: Any) -> None:
    stored = Condition.objects.get(item__menu=published, item__number=8, number=1)
    with django_assert_num_queries(1):
        row = menus.condition(stored.pk)
    assert (row.item_number, row.gb_code, row.district_id, row.is_published) == (
        8,
        "C0102",
        published.district_id,
        True,
    )
    assert str(row.limit) == "2 urgent_hour"


def test_several_conditions_are_found_in_one_statement(published: Menu, django_assert_num_queries: Any) -> None:
    ids = list(Condition.objects.filter(item__menu=published).values_list("pk", flat=True)[:5])
    with django_assert_num_queries(1):
        assert set(menus.conditions(ids)) == set(ids)


def test_an_unknown_condition_does_not_exist(published: Menu) -> None:
    with pytest.raises(menus.NoSuchCondition):
        menus.condition(0)


def test_the_history_lists_the_draft_first(draft: Menu, editor: Actor, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        versions = menus.history(editor)
    assert [(one.version, one.published_at is None, one.condition_count) for one in versions] == [
        (2, True, 96),
        (1, False, 96),
    ]


def test_another_district_has_another_history(draft: Menu, cast: Cast, monday_morning: datetime) -> None:
    stranger = acting(cast.stranger, monday_morning)
    assert menus.history(stranger) == []
    assert menus.draft(stranger) is None
    with pytest.raises(menus.NoMenu):
        menus.version(stranger, 1)
