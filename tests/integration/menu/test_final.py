"""A published menu never changes, whoever asks and however."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from gridwarden.menu.models import Condition, Menu, MenuItem
from tests.factories.menu import ConditionFactory, MenuFactory, MenuItemFactory

if TYPE_CHECKING:
    from collections.abc import Callable

FINAL = "a published menu is final"


def refused(change: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match=FINAL), transaction.atomic():
        change()


@pytest.mark.parametrize("values", [{"version": 9}, {"note": "x"}, {"published_at": None, "valid_from": None}])
def test_the_version_itself_cannot_be_updated(published: Menu, values: dict[str, Any]) -> None:
    refused(lambda: Menu.objects.filter(pk=published.pk).update(**values))


@pytest.mark.parametrize("table", [MenuItem, Condition])
def test_its_rows_cannot_be_updated(published: Menu, table: Any) -> None:
    refused(lambda: table.objects.update(number=99))


@pytest.mark.parametrize("table", [Condition, MenuItem, Menu])
def test_nothing_of_it_can_be_deleted(published: Menu, table: Any) -> None:
    refused(lambda: table.objects.all().delete())


def test_nothing_can_be_added_to_it(published: Menu) -> None:
    item = published.items.order_by("number")[0]
    refused(lambda: ConditionFactory(item=item, number=50))
    refused(lambda: MenuItemFactory(menu=published, number=50))


def test_a_line_of_a_draft_cannot_be_moved_into_it(published: Menu) -> None:
    draft = MenuItemFactory(menu=MenuFactory(district=published.district, version=2), number=50)
    refused(lambda: MenuItem.objects.filter(pk=draft.pk).update(menu=published))


def test_a_condition_of_a_draft_cannot_be_moved_into_it(published: Menu) -> None:
    draft = ConditionFactory(item__menu=MenuFactory(district=published.district, version=2))
    goal = published.items.order_by("number")[0]
    refused(lambda: Condition.objects.filter(pk=draft.pk).update(item=goal))


def test_a_condition_cannot_be_moved_out_of_it(published: Menu) -> None:
    goal = MenuItemFactory(menu=MenuFactory(district=published.district, version=2))
    taken = Condition.objects.filter(item__menu=published)[0]
    refused(lambda: Condition.objects.filter(pk=taken.pk).update(item=goal, number=99))


@pytest.mark.django_db
def test_a_draft_can_be_changed_and_thrown_away() -> None:
    condition = ConditionFactory()
    Condition.objects.filter(pk=condition.pk).update(text="另一种说法")
    MenuItem.objects.filter(pk=condition.item_id).update(name="另一个名字")
    condition.item.menu.delete()
    assert not Condition.objects.filter(pk=condition.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("menu_condition_code", {"gb_code": "C0401"}),
        ("menu_condition_code", {"gb_code": "E401"}),
        ("menu_condition_limit", {"limit_value": 0}),
        ("menu_condition_limit", {"limit_unit": "fortnight"}),
        ("menu_condition_said", {"text": ""}),
        ("menu_condition_said", {"closing_condition": ""}),
        ("menu_condition_words", {"responsible_kind": "choir"}),
        ("menu_condition_words", {"slip": "poem"}),
    ],
)
def test_a_condition_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    condition = ConditionFactory()
    with pytest.raises(IntegrityError, match=constraint):
        Condition.objects.filter(pk=condition.pk).update(**values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("menu_item_named", {"name": ""}),
        ("menu_item_words", {"item_class": "music"}),
        ("menu_item_words", {"slip": "poem"}),
    ],
)
def test_a_line_is_refused_with(constraint: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        MenuItem.objects.filter(pk=MenuItemFactory().pk).update(**values)


@pytest.mark.django_db
def test_a_district_has_one_draft() -> None:
    draft = MenuFactory()
    with pytest.raises(IntegrityError, match="menu_one_draft_per_district"):
        MenuFactory(district=draft.district, version=2)


@pytest.mark.django_db
def test_whatever_is_published_is_in_force_from_a_day() -> None:
    draft = MenuFactory()
    with pytest.raises(IntegrityError, match="menu_published_from_a_day"):
        Menu.objects.filter(pk=draft.pk).update(valid_from="2026-03-02")
