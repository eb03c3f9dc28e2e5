"""Reading, editing and publishing the menu in the browser; asking for it over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from gridwarden.menu.models import Condition, Menu, MenuItem
from gridwarden.menu.web.urls import urlpatterns
from tests.factories.menu import changed
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast

CONDITION = {
    "text": "占用盲道",
    "closing_condition": "恢复畅通",
    "gb_code": "e0410",
    "limit_value": "0.5",
    "limit_unit": "working_day",
    "responsible_kind": "grid_team",
    "slip": "rectification_notice",
    "photos_before": "1",
    "photos_after": "1",
}


@pytest.fixture
def editor(client: Client, cast: Cast, published: Menu) -> Client:
    """The browser of the system administrator, with a draft begun."""
    login(client, cast.keeper.user)
    client.post(reverse("menu:begin"))
    return client


def text(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def draft() -> Menu:
    return Menu.objects.get(published_at=None)


def line(number: int) -> MenuItem:
    return MenuItem.objects.get(menu=draft(), number=number)


def address(name: str) -> str:
    """The page of the draft's twelfth line or its first condition."""
    item = line(12)
    of_item = {"item", "edit-item", "move-item", "remove-item", "new-condition"}
    of_condition = {"edit-condition", "move-condition", "remove-condition"}
    if name in of_item:
        return reverse(f"menu:{name}", args=[item.pk])
    if name in of_condition:
        return reverse(f"menu:{name}", args=[item.conditions.get(number=1).pk])
    return reverse(f"menu:{name}", args=[1] if name == "version" else [])


READ = ["current", "history", "version"]
EDIT = [
    "seed",
    "draft",
    "begin",
    "discard",
    "comparison",
    "publish",
    "new-item",
    "item",
    "edit-item",
    "move-item",
    "remove-item",
    "new-condition",
    "edit-condition",
    "move-condition",
    "remove-condition",
]
WRITE_ONLY = {"seed", "begin", "discard", "move-item", "remove-item", "move-condition", "remove-condition"}


def test_this_file_knows_every_page() -> None:
    assert {*READ, *EDIT} == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("who", ["east_officer", "foreman", "dispatcher", "keeper"])
def test_everybody_who_works_with_it_reads_the_menu(editor: Client, cast: Cast, who: str, name: str) -> None:
    login(editor, getattr(cast, who).user)
    page = text(editor.get(address(name)))
    assert name == "history" or "井盖缺失、移位，危及行人车辆" in page


@pytest.mark.parametrize("name", READ)
def test_an_administrator_of_security_has_nothing_to_do_with_it(editor: Client, cast: Cast, name: str) -> None:
    login(editor, cast.security.user)
    assert editor.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", EDIT)
@pytest.mark.parametrize("who", ["east_officer", "leader", "foreman", "security"])
def test_nobody_else_edits(editor: Client, cast: Cast, who: str, name: str) -> None:
    login(editor, getattr(cast, who).user)
    ask = editor.post if name in WRITE_ONLY else editor.get
    assert ask(address(name)).status_code == 403


@pytest.mark.parametrize("name", [name for name in EDIT if name not in {"seed", "begin", "new-item"}])
def test_another_districts_editor_finds_no_draft(editor: Client, cast: Cast, name: str) -> None:
    where = address(name)
    login(editor, cast.stranger.user)
    ask = editor.post if name in WRITE_ONLY else editor.get
    assert ask(where).status_code == 404
    assert line(12).conditions.filter(number=1).exists()


@pytest.mark.parametrize("name", ["history", "version"])
def test_another_district_has_another_history(editor: Client, cast: Cast, name: str) -> None:
    login(editor, cast.stranger.user)
    answer = editor.get(address(name))
    assert answer.status_code == (404 if name == "version" else 200)
    assert "menu-number" not in text(answer)


@pytest.mark.parametrize("name", sorted(WRITE_ONLY))
def test_looking_changes_nothing(editor: Client, name: str) -> None:
    assert editor.get(address(name)).status_code == 405


def test_a_district_without_a_menu_takes_the_supplied_one(client: Client, cast: Cast) -> None:
    login(client, cast.keeper.user)
    assert reverse("menu:seed") in text(client.get(reverse("menu:current")))
    client.post(reverse("menu:seed"))
    assert Menu.objects.get().published_at is not None
    assert "道路保洁" in text(client.get(reverse("menu:current")))


def test_a_district_without_a_menu_tells_others_who_makes_one(client: Client, cast: Cast) -> None:
    login(client, cast.east_officer.user)
    assert reverse("menu:seed") not in text(client.get(reverse("menu:current")))


def test_a_condition_is_added_in_place(editor: Client) -> None:
    answer = editor.post(address("new-condition"), CONDITION)
    added = line(12).conditions.order_by("-number")[0]
    assert (added.gb_code, str(added.limit_value), added.kind) == ("E0410", "0.5", "event")
    assert answer["HX-Retarget"] == f"#item-{line(12).pk}"
    assert 'hx-swap-oob="true"' in text(answer)


def test_a_refused_condition_stays_where_it_is(editor: Client) -> None:
    answer = editor.post(address("new-condition"), {**CONDITION, "gb_code": "E4", "limit_value": "-1"})
    assert answer.status_code == 422
    assert "HX-Retarget" not in answer
    assert f'id="new-{line(12).pk}-gb_code_error"' in text(answer)
    assert f'id="new-{line(12).pk}-limit_value_error"' in text(answer)


def test_two_forms_that_stand_open_share_no_id(editor: Client) -> None:
    pages = [text(editor.get(address("edit-condition"))), text(editor.get(address("new-condition")))]
    first, second = ({part.split('"')[0] for part in page.split(' id="')[1:]} for page in pages)
    assert first
    assert second
    assert not first & second


def test_a_condition_is_edited_moved_and_struck(editor: Client) -> None:
    item = line(12)
    first = item.conditions.get(number=1)
    editor.post(address("edit-condition"), CONDITION)
    editor.post(reverse("menu:move-condition", args=[first.pk]), {"to": "3"})
    assert Condition.objects.get(pk=first.pk).number == 3
    assert Condition.objects.get(pk=first.pk).text == "占用盲道"
    editor.post(reverse("menu:remove-condition", args=[first.pk]))
    assert sorted(item.conditions.values_list("number", flat=True)) == [1, 2, 3]


def test_the_form_of_a_condition_holds_what_it_says(editor: Client) -> None:
    page = text(editor.get(address("edit-condition")))
    assert "流动摊贩在道路、广场摆卖" in page
    assert 'value="2"' in page


def test_a_line_is_added_edited_moved_and_struck(editor: Client) -> None:
    new = {"name": "飞线充电", "item_class": "order", "slip": "rectification_notice"}
    answer = editor.post(reverse("menu:new-item"), new)
    assert answer["HX-Retarget"] == "#bench"
    added = line(19)
    editor.post(reverse("menu:edit-item", args=[added.pk]), {**new, "name": "电动车飞线充电"})
    editor.post(reverse("menu:move-item", args=[added.pk]), {"to": "2"})
    assert line(2).name == "电动车飞线充电"
    editor.post(reverse("menu:remove-item", args=[added.pk]))
    assert draft().items.count() == 18


def test_a_line_without_a_name_is_refused(editor: Client) -> None:
    answer = editor.post(reverse("menu:new-item"), {"name": "", "item_class": "order", "slip": "contact_slip"})
    assert answer.status_code == 422


def test_a_broken_place_counts_as_the_first(editor: Client) -> None:
    editor.post(address("move-item"), {"to": "somewhere"})
    assert line(1).name == "占道经营与流动摊点"


def test_the_bench_says_what_is_missing(editor: Client) -> None:
    assert "menu-findings" not in text(editor.get(reverse("menu:draft")))
    answer = editor.post(address("remove-item"))
    assert "menu-findings" in text(answer)


def test_the_comparison_shows_before_and_after(editor: Client) -> None:
    editor.post(address("edit-condition"), {**CONDITION, "text": "流动摊贩在道路、广场摆卖", "gb_code": "E0401"})
    page = text(editor.get(reverse("menu:comparison")))
    assert "<del>2</del> <ins>0.5</ins>" in page


def test_a_complete_draft_is_published_from_a_day(editor: Client) -> None:
    changed(draft())
    day = timezone.localdate().isoformat()
    answer = editor.post(reverse("menu:publish"), {"valid_from": day, "note": "夏季"})
    assert answer["Location"] == reverse("menu:version", args=[2])
    assert Menu.objects.get(version=2).note == "夏季"
    assert "夏季" in text(editor.get(reverse("menu:history")))


def test_a_draft_is_not_published_in_the_past(editor: Client) -> None:
    changed(draft())
    answer = editor.post(reverse("menu:publish"), {"valid_from": "2020-01-01"})
    assert answer.status_code == 422
    assert 'id="id_valid_from_error"' in text(answer)


def test_an_incomplete_draft_shows_no_way_to_publish(editor: Client) -> None:
    editor.post(address("remove-item"))
    page = text(editor.get(reverse("menu:publish")))
    assert "menu-findings" in page
    assert 'name="valid_from"' not in page
    assert editor.post(reverse("menu:publish"), {"valid_from": "2099-01-01"}).status_code == 422


def test_a_draft_that_changes_nothing_shows_no_way_to_publish(editor: Client) -> None:
    assert reverse("menu:publish") not in text(editor.get(reverse("menu:comparison")))
    page = text(editor.get(reverse("menu:publish")))
    assert "请先修改再发布" in page
    assert 'name="valid_from"' not in page
    assert editor.post(reverse("menu:publish"), {"valid_from": "2099-01-01"}).status_code == 422
    changed(draft())
    assert reverse("menu:publish") in text(editor.get(reverse("menu:comparison")))


def test_without_a_draft_its_pages_say_so(editor: Client) -> None:
    editor.post(reverse("menu:discard"))
    answer = editor.get(reverse("menu:comparison"))
    assert answer.status_code == 404
    assert "当前没有草案" in text(answer)


def test_a_version_to_come_is_announced(editor: Client) -> None:
    changed(draft())
    editor.post(reverse("menu:publish"), {"valid_from": "2099-01-01", "note": ""})
    page = text(editor.get(reverse("menu:current")))
    assert "2099-01-01" in page


def test_a_draft_is_thrown_away(editor: Client) -> None:
    editor.post(reverse("menu:discard"))
    assert not Menu.objects.filter(published_at=None).exists()


def test_a_second_draft_is_refused(editor: Client) -> None:
    assert editor.post(reverse("menu:begin")).status_code == 409


def test_an_edit_that_is_given_up_shows_the_line_again(editor: Client) -> None:
    assert f'id="item-{line(12).pk}"' in text(editor.get(address("item")))


def test_the_menu_is_read_in_the_readers_language(editor: Client) -> None:
    page = text(editor.get(reverse("menu:current"), headers={"accept-language": "en"}))
    assert "Street trading" in page
    assert "2 urgent hours" in page


def test_the_menu_is_asked_for_over_the_api(editor: Client, cast: Cast) -> None:
    login(editor, cast.foreman.user)
    body = editor.get("/api/v1/menu").json()
    assert (body["version"], len(body["items"])) == (1, 18)
    condition = body["items"][11]["conditions"][0]
    assert (condition["gb_code"], condition["limit_unit"]) == ("E0401", "urgent_hour")
    assert editor.get("/api/v1/menu/versions/1").json()["version"] == 1
    assert editor.get("/api/v1/menu/versions/2").status_code == 404


def test_another_district_has_no_menu_over_the_api(editor: Client, cast: Cast) -> None:
    login(editor, cast.stranger.user)
    assert editor.get("/api/v1/menu").status_code == 404
