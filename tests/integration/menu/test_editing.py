from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.menu.actions import conditions, drafts, items
from gridwarden.menu.actions.guards import Published
from gridwarden.menu.domain.rules import BadCondition, BadItem
from gridwarden.menu.domain.words import ItemClass, SlipType
from gridwarden.menu.models import Condition, MenuItem
from gridwarden.menu.queries import menus
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.refusals import NotFound
from tests.factories.cast import acting
from tests.factories.words import condition_content, item_content

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.menu.models import Menu
    from gridwarden.platform.access import Actor
    from tests.factories.cast import Cast


@pytest.fixture
def editor(cast: Cast, monday_morning: datetime) -> Actor:
    return acting(cast.keeper, monday_morning)


@pytest.fixture
def draft(published: Menu, editor: Actor, monday_morning: datetime) -> Menu:
    return drafts.begin(by=editor, at=monday_morning, district_id=published.district_id)


def lines_of(draft: Menu) -> list[str]:
    return list(MenuItem.objects.filter(menu=draft).order_by("number").values_list("name", flat=True))


def numbers_of(draft: Menu) -> list[int]:
    return list(MenuItem.objects.filter(menu=draft).order_by("number").values_list("number", flat=True))


def texts_of(item: MenuItem) -> list[str]:
    return list(Condition.objects.filter(item=item).order_by("number").values_list("text", flat=True))


def line(draft: Menu, number: int) -> MenuItem:
    return MenuItem.objects.get(menu=draft, number=number)


def last_audited() -> str:
    return AuditEntry.objects.order_by("pk").last().action  # type: ignore[union-attr]


def test_a_draft_says_what_the_latest_version_says(draft: Menu, published: Menu) -> None:
    assert draft.version == published.version + 1
    assert menus.stored(draft).lines == menus.stored(published).lines
    assert last_audited() == "menu.drafted"


def test_a_district_has_one_draft_at_a_time(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    with pytest.raises(drafts.DraftExists):
        drafts.begin(by=editor, at=monday_morning, district_id=draft.district_id)


def test_a_district_without_a_menu_begins_with_nothing(cast: Cast, editor: Actor, monday_morning: datetime) -> None:
    empty = drafts.begin(by=editor, at=monday_morning, district_id=cast.territory.district.pk)
    assert (empty.version, lines_of(empty)) == (1, [])


def test_a_draft_is_thrown_away(draft: Menu, published: Menu, editor: Actor, monday_morning: datetime) -> None:
    drafts.discard(by=editor, at=monday_morning, menu_id=draft.pk)
    assert menus.draft(editor) is None
    assert menus.current(published.district_id, monday_morning).version == 1


def test_a_line_joins_its_class(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    new = item_content(name="飞线充电", item_class=ItemClass.MUNICIPAL, slip=SlipType.RECTIFICATION_NOTICE)
    item = items.add(by=editor, at=monday_morning, menu_id=draft.pk, content=new)
    assert item.number == 12
    assert numbers_of(draft) == list(range(1, 20))
    assert lines_of(draft)[11:13] == ["飞线充电", "占道经营与流动摊点"]


def test_the_first_line_of_an_empty_draft_is_number_one(cast: Cast, editor: Actor, monday_morning: datetime) -> None:
    empty = drafts.begin(by=editor, at=monday_morning, district_id=cast.territory.district.pk)
    assert items.add(by=editor, at=monday_morning, menu_id=empty.pk, content=item_content()).number == 1


def test_a_line_without_a_name_is_refused(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    with pytest.raises(BadItem):
        items.add(by=editor, at=monday_morning, menu_id=draft.pk, content=item_content(name=""))


def test_a_line_says_something_else(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    item = line(draft, 12)
    items.revise(by=editor, at=monday_morning, item_id=item.pk, content=item_content(name="占道摆摊"))
    assert line(draft, 12).name == "占道摆摊"
    assert texts_of(item) != []
    assert last_audited() == "menu.line_revised"


def test_the_lines_after_a_struck_one_move_up(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    before = lines_of(draft)
    items.remove(by=editor, at=monday_morning, item_id=line(draft, 5).pk)
    assert lines_of(draft) == before[:4] + before[5:]
    assert numbers_of(draft) == list(range(1, 18))


@pytest.mark.parametrize(("start", "goal", "ends"), [(1, 3, 3), (3, 1, 1), (4, 4, 4), (2, 99, 18), (2, -5, 1)])
def test_a_line_moves_and_the_others_make_room(
    draft: Menu, editor: Actor, monday_morning: datetime, start: int, goal: int, ends: int
) -> None:
    expected = lines_of(draft)
    expected.insert(ends - 1, expected.pop(start - 1))
    items.move(by=editor, at=monday_morning, item_id=line(draft, start).pk, to=goal)
    assert lines_of(draft) == expected
    assert numbers_of(draft) == list(range(1, 19))


def test_a_condition_is_added_at_the_end_of_its_line(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    item = line(draft, 12)
    before = texts_of(item)
    conditions.add(by=editor, at=monday_morning, item_id=item.pk, content=condition_content(limit_value=Decimal("0.5")))
    assert texts_of(item) == [*before, "在道路上摆摊设点"]
    added = Condition.objects.get(item=item, number=len(before) + 1)
    assert (added.kind, added.limit_value) == ("event", Decimal("0.5"))
    assert last_audited() == "menu.condition_added"


def test_a_half_said_condition_is_refused(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    with pytest.raises(BadCondition):
        conditions.add(
            by=editor, at=monday_morning, item_id=line(draft, 12).pk, content=condition_content(gb_code="E4")
        )


def test_a_condition_says_something_else_and_the_trail_names_the_fields(
    draft: Menu, editor: Actor, monday_morning: datetime
) -> None:
    item = line(draft, 12)
    first = Condition.objects.get(item=item, number=1)
    old = menus.condition(first.pk).content
    content = condition_content(
        **{
            **{name: getattr(old, name) for name in old.__dataclass_fields__},
            "limit_value": Decimal(3),
            "photos_after": 2,
        }
    )
    conditions.revise(by=editor, at=monday_morning, condition_id=first.pk, content=content)
    assert menus.condition(first.pk).content == content
    assert AuditEntry.objects.order_by("pk").last().data["changed"] == ["limit_value", "photos_after"]  # type: ignore[union-attr]


def test_the_conditions_after_a_struck_one_move_up(draft: Menu, editor: Actor, monday_morning: datetime) -> None:
    item = line(draft, 12)
    before = texts_of(item)
    conditions.remove(by=editor, at=monday_morning, condition_id=Condition.objects.get(item=item, number=2).pk)
    assert texts_of(item) == [before[0], *before[2:]]
    numbers = Condition.objects.filter(item=item).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, len(before)))


@pytest.mark.parametrize(("start", "goal", "ends"), [(1, 4, 4), (4, 1, 1), (2, 2, 2), (1, 50, 4)])
def test_a_condition_moves_within_its_line(
    draft: Menu, editor: Actor, monday_morning: datetime, start: int, goal: int, ends: int
) -> None:
    item = line(draft, 12)
    expected = texts_of(item)
    expected.insert(ends - 1, expected.pop(start - 1))
    moved = Condition.objects.get(item=item, number=start)
    conditions.move(by=editor, at=monday_morning, condition_id=moved.pk, to=goal)
    assert texts_of(item) == expected


def changes(menu: Menu) -> dict[str, Any]:
    """Every change that can be asked of a version."""
    item = menu.items.get(number=12)
    condition = item.conditions.get(number=1)
    return {
        "add a line": (items.add, {"menu_id": menu.pk, "content": item_content()}),
        "revise a line": (items.revise, {"item_id": item.pk, "content": item_content()}),
        "remove a line": (items.remove, {"item_id": item.pk}),
        "move a line": (items.move, {"item_id": item.pk, "to": 1}),
        "add a condition": (conditions.add, {"item_id": item.pk, "content": condition_content()}),
        "revise a condition": (conditions.revise, {"condition_id": condition.pk, "content": condition_content()}),
        "remove a condition": (conditions.remove, {"condition_id": condition.pk}),
        "move a condition": (conditions.move, {"condition_id": condition.pk, "to": 2}),
        "discard": (drafts.discard, {"menu_id": menu.pk}),
    }


ALL = [
    "add a line",
    "revise a line",
    "remove a line",
    "move a line",
    "add a condition",
    "revise a condition",
    "remove a condition",
    "move a condition",
    "discard",
]


@pytest.mark.parametrize("what", ALL)
def test_a_published_version_is_final_for(published: Menu, editor: Actor, monday_morning: datetime, what: str) -> None:
    action, values = changes(published)[what]
    with pytest.raises(Published):
        action(by=editor, at=monday_morning, **values)


@pytest.mark.parametrize("what", ALL)
def test_an_officer_may_not(draft: Menu, cast: Cast, monday_morning: datetime, what: str) -> None:
    action, values = changes(draft)[what]
    with pytest.raises(PermissionDenied):
        action(by=acting(cast.east_officer, monday_morning), at=monday_morning, **values)


@pytest.mark.parametrize("what", ALL)
def test_another_districts_editor_finds_nothing(draft: Menu, cast: Cast, monday_morning: datetime, what: str) -> None:
    action, values = changes(draft)[what]
    with pytest.raises(NotFound):
        action(by=acting(cast.stranger, monday_morning), at=monday_morning, **values)


@pytest.mark.parametrize("what", ALL)
def test_what_does_not_exist_is_not_found(draft: Menu, editor: Actor, monday_morning: datetime, what: str) -> None:
    action, values = changes(draft)[what]
    missing = {name: 0 if name.endswith("_id") else value for name, value in values.items()}
    with pytest.raises(NotFound):
        action(by=editor, at=monday_morning, **missing)
