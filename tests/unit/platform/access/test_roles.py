"""Who may do what: the offices kept apart, and nobody above the table."""

from __future__ import annotations

from itertools import combinations

import pytest

from gridwarden.platform.access import (
    ADMINISTRATORS,
    ANONYMOUS,
    ROLES,
    SYSTEM,
    Actor,
    Permission,
    PermissionDenied,
    Role,
    permissions_of,
    system_for,
)

CASE_WORK = {permission for permission in Permission if permission.startswith(("case.", "intake."))}


def test_every_role_has_a_card_with_a_sentence() -> None:
    assert set(ROLES) == set(Role)
    assert all(card.sentence.endswith(".") for card in ROLES.values())


def test_every_permission_is_somebodys() -> None:
    assert permissions_of(frozenset(Role)) == frozenset(Permission)


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(ADMINISTRATORS), 2)))
def test_two_offices_share_no_power(one: Role, other: Role) -> None:
    """To look people up is no power; everything else is held by one office."""
    shared = permissions_of(frozenset({one})) & permissions_of(frozenset({other}))
    assert shared <= {Permission.PEOPLE_SEE}


@pytest.mark.parametrize("office", sorted(ADMINISTRATORS))
def test_an_administrator_works_on_no_case(office: Role) -> None:
    assert not permissions_of(frozenset({office})) & CASE_WORK


@pytest.mark.parametrize(
    ("permission", "office"),
    [
        (Permission.ACCOUNTS_MANAGE, Role.SYSTEM_ADMINISTRATOR),
        (Permission.SECURITY_MANAGE, Role.SECURITY_ADMINISTRATOR),
        (Permission.AUDIT_SEE, Role.AUDIT_ADMINISTRATOR),
    ],
)
def test_each_office_alone_holds_its_power(permission: Permission, office: Role) -> None:
    assert [role for role, card in ROLES.items() if permission in card.permissions] == [office]


@pytest.mark.parametrize(
    "permission",
    [
        Permission.CASE_CHECK,
        Permission.CASE_VERIFY,
        Permission.CASE_CLOSE,
        Permission.CASE_CANCEL,
        Permission.CASE_SEE_REPORTER,
    ],
)
def test_a_contractor_neither_checks_nor_closes_nor_sees_who_reported(permission: Permission) -> None:
    assert permission not in ROLES[Role.CONTRACTOR_OFFICER].permissions


def test_only_the_desk_sees_who_reported() -> None:
    seeing = {role for role, card in ROLES.items() if Permission.CASE_SEE_REPORTER in card.permissions}
    assert seeing == {Role.DESK_OPERATOR, Role.SHIFT_SUPERVISOR, Role.DISPATCHER}


def test_an_actor_may_what_the_permissions_say_and_no_more() -> None:
    actor = Actor(name="李芳", user_id=1, permissions=frozenset({Permission.MENU_SEE}))
    actor.require(Permission.MENU_SEE)
    assert not actor.may(Permission.MENU_EDIT)
    with pytest.raises(PermissionDenied, match=r"李芳 may not menu\.edit"):
        actor.require(Permission.MENU_EDIT)


def test_a_visitor_may_nothing_and_the_software_everything() -> None:
    assert not any(ANONYMOUS.may(permission) for permission in Permission)
    assert all(SYSTEM.may(permission) for permission in Permission)
    assert system_for(7).district_id == 7


def test_the_software_is_known_by_what_it_is_not_by_its_name() -> None:
    assert SYSTEM.is_system
    assert system_for(7).is_system
    assert not Actor(name="system", user_id=5, permissions=frozenset(Permission)).is_system
    assert not Actor(name="system").is_system
    assert not ANONYMOUS.is_system


def test_an_actor_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        SYSTEM.district_id = 3  # type: ignore[misc]
