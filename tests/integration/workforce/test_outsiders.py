"""Whoever may not, changes nothing by sending the form anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from gridwarden.platform.audit.models import AuditEntry
from gridwarden.workforce.models import Duty, Leave, Posting, Staff, Unit, UnitGrid
from tests.factories.workforce import DutyFactory, LeaveFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast

TABLES = (Duty, Leave, Posting, Staff, Unit, UnitGrid)


def everything() -> list[list[Any]]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def forms(cast: Cast) -> dict[str, tuple[str, dict[str, Any]]]:
    """Every form with what would change something."""
    team, officer = cast.east_team.pk, cast.east_officer.pk
    leave = LeaveFactory(
        staff=cast.east_officer, valid_from=timezone.localdate(), valid_to=timezone.localdate().replace(year=2099)
    )
    duty = DutyFactory(district=cast.territory.district)
    keeper = cast.east_team.kept_grids.order_by("pk")[0]
    posting = cast.east_officer.postings.get()
    grid = cast.territory.grids["C01"].pk
    return {
        "new-unit": ("", {"kind": "division", "name": "科", "code": "K9", "valid_from": "2026-03-02"}),
        "edit-unit": (team, {"name": "新名", "parent": cast.east.pk}),
        "dissolve-unit": (team, {"valid_to": "2026-03-02"}),
        "keep-grid": (team, {"grid": grid, "valid_from": "2026-03-02"}),
        "release-grid": ([team, keeper.pk], {"valid_to": "2026-03-02"}),
        "new-person": (
            "",
            {"display_name": "陈", "username": "chen", "staff_number": "E9", "joined_on": "2026-03-02", "unit": team},
        ),
        "edit-person": (officer, {"display_name": "改名", "staff_number": "Z1"}),
        "move-person": (officer, {"unit": cast.west_team.pk}),
        "discharge-person": (officer, {"valid_to": "2026-03-02"}),
        "grant": (officer, {"roles": ["dispatcher"]}),
        "new-posting": (officer, {"grid": grid, "role": "enforcement_officer", "valid_from": "2026-03-02"}),
        "edit-posting": (posting.pk, {"valid_from": "2025-01-01", "valid_to": "2026-03-02"}),
        "new-leave": (officer, {"valid_from": "2026-01-01", "valid_to": "2026-01-02", "reason": "病假"}),
        "end-leave": ([officer, leave.pk], {}),
        "new-duty": ("checker", {"text": "两人核查。"}),
        "edit-duty": (duty.pk, {"text": "改", "strike": "1"}),
    }  # type: ignore[dict-item]


NAMES = [
    "new-unit",
    "edit-unit",
    "dissolve-unit",
    "keep-grid",
    "release-grid",
    "new-person",
    "edit-person",
    "move-person",
    "discharge-person",
    "grant",
    "new-posting",
    "edit-posting",
    "new-leave",
    "end-leave",
    "new-duty",
    "edit-duty",
]


def send(client: Client, cast: Cast, who: str, name: str) -> Any:
    arguments, data = forms(cast)[name]
    given = arguments if isinstance(arguments, list) else [arguments] if arguments else []
    login(client, getattr(cast, who).user)
    before = everything()
    answer = client.post(reverse(f"workforce:{name}", args=given), data)
    told = set(AuditEntry.objects.values_list("action", flat=True)) - {"access.refused"}
    return answer, everything() == before and not told


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["east_officer", "east_leader", "leader", "dispatcher"])
def test_whoever_only_sees_changes_nothing(client: Client, cast: Cast, who: str, name: str) -> None:
    answer, untouched = send(client, cast, who, name)
    assert answer.status_code == 403
    assert untouched


@pytest.mark.parametrize("name", NAMES)
def test_a_contractor_changes_nothing(client: Client, cast: Cast, name: str) -> None:
    answer, untouched = send(client, cast, "foreman", name)
    assert answer.status_code == 404
    assert untouched


@pytest.mark.parametrize(
    "name", [name for name in NAMES if not name.startswith("new-") or name in {"new-posting", "new-leave"}]
)
def test_another_districts_administrator_changes_nothing(client: Client, cast: Cast, name: str) -> None:
    answer, untouched = send(client, cast, "stranger", name)
    assert answer.status_code == (403 if name == "grant" else 404)
    assert untouched


@pytest.mark.parametrize("name", [name for name in NAMES if name != "grant"])
def test_the_security_administrator_edits_no_records(client: Client, cast: Cast, name: str) -> None:
    answer, untouched = send(client, cast, "security", name)
    assert answer.status_code == 403
    assert untouched


def test_the_system_administrator_grants_no_roles(client: Client, cast: Cast) -> None:
    answer, untouched = send(client, cast, "keeper", "grant")
    assert answer.status_code == 403
    assert untouched


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"grant", "dissolve-unit"}])
def test_the_same_form_changes_something_for_whoever_may(client: Client, cast: Cast, name: str) -> None:
    answer, untouched = send(client, cast, "keeper", name)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert not untouched


def test_the_same_grant_changes_something_for_whoever_may(client: Client, cast: Cast) -> None:
    cast.east_officer.postings.all().delete()
    answer, untouched = send_grant(client, cast)
    assert answer.status_code == 302
    assert not untouched


def send_grant(client: Client, cast: Cast) -> Any:
    login(client, cast.security.user)
    before = everything()
    answer = client.post(reverse("workforce:grant", args=[cast.east_officer.pk]), {"roles": ["dispatcher"]})
    return answer, everything() == before
