"""View by view: whoever is outside finds nothing, whoever is inside finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from gridwarden.workforce.web.urls import urlpatterns
from tests.factories.workforce import DutyFactory, LeaveFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast

READ = ["unit", "person"]
EDIT = [
    "edit-unit",
    "dissolve-unit",
    "keep-grid",
    "release-grid",
    "edit-person",
    "move-person",
    "discharge-person",
    "new-posting",
    "new-leave",
    "end-leave",
    "edit-posting",
    "edit-duty",
]
LISTS = ["organisation", "staff", "grids", "duties"]
#: Played in test_roster_pages.py, which knows who may see and make which roster.
ROSTERS = [
    "rosters",
    "new-roster",
    "roster",
    "roster-progress",
    "publish-roster",
    "withdraw-roster",
    "my-shifts",
    "call-in-sick",
]


def address(name: str, cast: Cast) -> str:
    """The page about something of the east squad."""
    officer, team = cast.east_officer.pk, cast.east_team.pk
    arguments: dict[str, Any] = {
        "unit": [team],
        "edit-unit": [team],
        "dissolve-unit": [team],
        "keep-grid": [team],
        "release-grid": [team, cast.east_team.kept_grids.order_by("pk")[0].pk],
        "edit-posting": [cast.east_officer.postings.get().pk],
        "end-leave": [officer, cast.east_officer.leaves.get().pk],
        "edit-duty": [DutyFactory(district=cast.territory.district, number=1).pk] if name == "edit-duty" else [],
        "new-duty": ["enforcement_officer"],
    }
    plain = {"organisation", "staff", "grids", "duties", "new-unit", "new-person"}
    return reverse(f"workforce:{name}", args=[] if name in plain else arguments.get(name, [officer]))


@pytest.fixture(autouse=True)
def leave(cast: Cast) -> None:
    LeaveFactory(staff=cast.east_officer)


def status(client: Client, cast: Cast, who: str, name: str) -> int:
    login(client, getattr(cast, who).user)
    return client.get(address(name, cast)).status_code


def test_this_file_knows_every_page() -> None:
    known = {*READ, *EDIT, *LISTS, *ROSTERS, "new-unit", "new-person", "new-duty", "grant"}
    assert known == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("who", ["stranger", "west_officer", "foreman"])
def test_an_outsider_finds_no_such_page(client: Client, cast: Cast, who: str, name: str) -> None:
    assert status(client, cast, who, name) == 404


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(
    "who", ["east_officer", "east_informant", "east_leader", "leader", "dispatcher", "keeper", "security"]
)
def test_whoever_is_inside_finds_it(client: Client, cast: Cast, who: str, name: str) -> None:
    assert status(client, cast, who, name) == 200


@pytest.mark.parametrize("name", EDIT)
@pytest.mark.parametrize("who", ["stranger", "foreman"])
def test_an_outsider_finds_nothing_to_edit(client: Client, cast: Cast, who: str, name: str) -> None:
    assert status(client, cast, who, name) == 404


@pytest.mark.parametrize("name", [*EDIT, "new-unit", "new-person", "new-duty"])
@pytest.mark.parametrize("who", ["east_officer", "leader", "security"])
def test_whoever_may_not_edit_is_told_so(client: Client, cast: Cast, who: str, name: str) -> None:
    assert status(client, cast, who, name) == 403


@pytest.mark.parametrize("name", [*EDIT, "new-unit", "new-person", "new-duty"])
def test_the_system_administrator_finds_every_form(client: Client, cast: Cast, name: str) -> None:
    assert status(client, cast, "keeper", name) == 200


@pytest.mark.parametrize(
    ("who", "answer"), [("security", 200), ("keeper", 403), ("leader", 403), ("foreman", 404), ("stranger", 403)]
)
def test_only_the_security_administrator_finds_the_granting_of_roles(
    client: Client, cast: Cast, who: str, answer: int
) -> None:
    assert status(client, cast, who, "grant") == answer


def test_another_districts_security_administrator_finds_nobody_to_grant_to(client: Client, cast: Cast) -> None:
    cast.stranger.roles = ["security_administrator"]
    cast.stranger.save()
    assert status(client, cast, "stranger", "grant") == 404


@pytest.mark.parametrize("name", LISTS)
def test_a_contractor_finds_no_list_of_people(client: Client, cast: Cast, name: str) -> None:
    assert status(client, cast, "foreman", name) == 404


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("who", "seen", "hidden"),
    [
        ("east_officer", {"张东升", "城东一组"}, {"李西明", "城西一组", "清洁公司"}),
        ("west_officer", {"李西明", "城西一组"}, {"张东升", "城东一组", "清洁公司"}),
        ("stranger", set(), {"张东升", "李西明", "城东一组"}),
        ("keeper", {"张东升", "李西明", "城东一组"}, {"邻区系统员"}),
    ],
)
def test_a_list_holds_what_is_in_reach_and_nothing_else(
    client: Client, cast: Cast, who: str, seen: set[str], hidden: set[str], name: str
) -> None:
    login(client, getattr(cast, who).user)
    page = client.get(address(name, cast)).content.decode()
    # The page's own frame bears the reader's name.
    own = getattr(cast, who).user.display_name
    shown = {"staff": {"张东升", "李西明"}, "organisation": {"城东一组", "城西一组"}, "grids": {"张东升", "李西明"}}
    for word in seen & shown.get(name, set()):
        assert word in page
    for word in hidden - {own}:
        assert word not in page


@pytest.mark.parametrize("name", [*READ, *LISTS, *EDIT, "grant"])
def test_a_visitor_is_sent_to_the_login(client: Client, cast: Cast, name: str) -> None:
    answer = client.get(address(name, cast))
    assert answer.status_code == 302
    assert "login" in answer["Location"]
