from __future__ import annotations

import pytest

from gridwarden.platform.access import ANONYMOUS, Actor, Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section


@pytest.fixture(autouse=True)
def empty_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})


def someone(*permissions: Permission) -> Actor:
    return Actor(name="周晓岚", user_id=7, permissions=frozenset(permissions))


def entry(url_name: str = "ui:gallery", **changes: object) -> Entry:
    return Entry(**{"label": "Gallery", "url_name": url_name, "icon": "palette", **changes})  # type: ignore[arg-type]


def labels(actor: Actor, path: str = "/") -> list[str]:
    return [str(link.label) for group in navigation.groups_for(actor, path) for link in group.links]


def test_an_entry_without_permission_is_for_everybody_who_is_logged_in() -> None:
    navigation.register(entry())

    assert labels(someone()) == ["Gallery"]
    assert labels(ANONYMOUS) == []


def test_an_entry_with_a_permission_is_hidden_from_those_who_lack_it() -> None:
    navigation.register(entry(permission=Permission.MENU_EDIT))

    assert labels(someone(Permission.MENU_EDIT)) == ["Gallery"]
    assert labels(someone(Permission.MENU_SEE)) == []


def test_any_of_several_permissions_suffices() -> None:
    navigation.register(entry(permission=(Permission.MENU_EDIT, Permission.MENU_SEE)))

    assert labels(someone(Permission.MENU_SEE)) == ["Gallery"]
    assert labels(someone(Permission.AUDIT_SEE)) == []


def test_an_entry_whose_page_is_not_mounted_is_left_out() -> None:
    navigation.register(entry("nowhere:page"))

    assert labels(someone()) == []


def test_registering_an_address_again_replaces_its_entry() -> None:
    navigation.register(entry(label="Old"), entry(label="New"))

    assert labels(someone()) == ["New"]


def test_entries_stand_in_their_sections_and_order() -> None:
    navigation.register(
        entry("ui:gallery", label="System page", section=Section.SYSTEM, order=1),
        entry("ui:language", label="Work page", order=50),
    )

    groups = navigation.groups_for(someone(), "/")

    assert [[str(link.label) for link in group.links] for group in groups] == [["Work page"], ["System page"]]


def test_the_entry_of_the_present_page_and_of_pages_below_it_is_current() -> None:
    navigation.register(entry())

    current = {
        path: [link.current for group in navigation.groups_for(someone(), path) for link in group.links]
        for path in ("/ui/gallery/", "/ui/gallery/deeper/", "/cases/")
    }

    assert current == {"/ui/gallery/": [True], "/ui/gallery/deeper/": [True], "/cases/": [False]}
