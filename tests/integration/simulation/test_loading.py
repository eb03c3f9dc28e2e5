"""The demo is loaded through the real actions, once, and everybody can log in."""

from __future__ import annotations

import stat
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from gridwarden.cases.models import RoutingRule
from gridwarden.contracts.models import Contract
from gridwarden.grids.models import Backdrop, District, Grid, Road, Zone
from gridwarden.grids.queries import checks
from gridwarden.inspections.models import Crew
from gridwarden.menu.queries import menus
from gridwarden.platform.access import ADMINISTRATORS, Role
from gridwarden.platform.accounts import totp
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.models import User
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.simulation.loading import logins
from gridwarden.simulation.loading.load import load, renew_logins
from gridwarden.simulation.loading.logins import NoDemoFactor
from gridwarden.simulation.models import Phase
from gridwarden.simulation.people.units import CONTRACTORS
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.models import Duty, Posting, Staff, Unit, UnitGrid
from tests.integration.simulation.conftest import NOW, taken_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.simulation.loading.load import Loaded

pytestmark = pytest.mark.usefixtures("loaded")

SAMPLES = {
    "informer": Role.INFORMATION_OFFICER,
    "officer": Role.ENFORCEMENT_OFFICER,
    "community": Role.COMMUNITY_OFFICER,
    "sweeper": Role.SANITATION_WORKER,
    "municipal": Role.MUNICIPAL_OFFICER,
    "frontage": Role.FRONTAGE_HOLDER,
    "squad": Role.SQUAD_LEADER,
    "brigade": Role.BRIGADE_LEADER,
    "division": Role.DIVISION_OFFICER,
    "desk": Role.DESK_OPERATOR,
    "supervisor": Role.SHIFT_SUPERVISOR,
    "dispatcher": Role.DISPATCHER,
    "checker": Role.CHECKER,
    "contractor": Role.CONTRACTOR_OFFICER,
    "sysadmin": Role.SYSTEM_ADMINISTRATOR,
    "secadmin": Role.SECURITY_ADMINISTRATOR,
    "auditor": Role.AUDIT_ADMINISTRATOR,
}


@pytest.fixture
def undone(loaded: Loaded) -> Iterator[None]:
    """Whatever the test changes is taken back, the file of logins too."""
    kept = logins.kept()
    with taken_back():
        yield
    assert kept is not None
    logins.file_path().write_text(kept, "utf-8")


def password() -> str:
    text = logins.kept()
    assert text is not None
    return text.splitlines()[0].removeprefix("password for all: ")


def counts() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in (District, Grid, Zone, Road, Backdrop, Unit, UnitGrid, Staff, Posting, Duty, User, AuditEntry)
    }


def test_the_district_has_its_31_grids(loaded: Loaded) -> None:
    classes = Counter(Grid.objects.filter(district=loaded.life.district_id).values_list("grid_class", flat=True))
    assert classes == {"A": 15, "B": 9, "C": 7}


def test_the_products_check_finds_nothing_wrong_with_it(loaded: Loaded) -> None:
    report = checks.report(loaded.life.district_id, NOW)
    assert report.is_clean, report.counts()
    assert report.totals.grids_m2 == pytest.approx(31 * 1_320_000, abs=50)


def test_it_has_25_named_main_roads(loaded: Loaded) -> None:
    roads = Road.objects.filter(district=loaded.life.district_id, highway__in=["primary", "secondary", "tertiary"])
    assert roads.values("name").distinct().count() == 25


def test_it_has_a_base_map(loaded: Loaded) -> None:
    drawn = Counter(Backdrop.objects.filter(district=loaded.life.district_id).values_list("kind", flat=True))
    assert drawn["building"] > 6_000
    assert drawn.keys() == {"building", "green", "water", "railway"}


def test_the_bureaus_own_team_counts_102(loaded: Loaded) -> None:
    own = {*Role} - {
        Role.INFORMATION_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.MUNICIPAL_OFFICER,
        Role.SANITATION_WORKER,
        Role.FRONTAGE_HOLDER,
        Role.CONTRACTOR_OFFICER,
    }
    staff = Staff.objects.filter(district=loaded.life.district_id, roles__overlap=[role.value for role in own])
    assert staff.count() == 102


def test_every_grid_has_all_six_roles(loaded: Loaded) -> None:
    posted = set(Posting.objects.filter(district=loaded.life.district_id).values_list("grid__code", "role"))
    codes = Grid.objects.filter(district=loaded.life.district_id).values_list("code", flat=True)
    assert posted == {(code, role.value) for code in codes for role in GRID_ROLES}


def test_every_grid_is_kept_by_a_team_a_squad_and_a_contractor(loaded: Loaded) -> None:
    kept = UnitGrid.objects.filter(district=loaded.life.district_id).values_list("grid__code", "unit_kind")
    assert len(set(kept)) == len(kept) == 31 * 3


def test_the_menu_of_eighteen_lines_is_in_force(loaded: Loaded) -> None:
    assert len(menus.current(loaded.life.district_id, NOW).items) == 18


def test_duties_are_written_down(loaded: Loaded) -> None:
    assert set(Duty.objects.filter(district=loaded.life.district_id).values_list("role", flat=True)) == {
        role.value for role in GRID_ROLES
    }


def test_it_is_founded_before_the_first_day_and_has_not_lived_yet(loaded: Loaded) -> None:
    life = loaded.life
    assert loaded.is_new
    assert life.phase == Phase.FOUNDED
    assert timezone.localtime(life.began_at).isoformat() == "2026-03-08T00:00:00+08:00"
    assert (life.lived_until, life.progress) == (life.began_at, 0.0)


def test_loading_again_changes_nothing(loaded: Loaded) -> None:
    before, text = counts(), logins.kept()
    again = load(now=NOW, days=1)
    assert not again.is_new
    assert again.life == loaded.life
    assert again.logins == text
    assert counts() == before


@pytest.mark.parametrize(("username", "role"), SAMPLES.items())
def test_there_is_a_login_for_every_role(username: str, role: Role) -> None:
    user = User.objects.get(username=username)
    actor = actor_of(user, NOW)
    assert actor.roles == {role}
    assert user.check_password(password())
    assert not user.must_change_password


@pytest.mark.usefixtures("undone")
def test_an_officer_comes_in_with_the_printed_password() -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"username": "officer", "password": password()})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(username="officer").pk)


@pytest.mark.usefixtures("undone")
def test_a_wrong_password_does_not_open() -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"username": "officer", "password": "gridwarden"})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("undone")
def test_an_administrator_needs_the_code_too() -> None:
    client = Client()
    client.post("/accounts/login/", {"username": "sysadmin", "password": password()})
    assert "_auth_user_id" not in client.session
    answer = client.post("/accounts/login/code/", {"code": logins.current_code("sysadmin", now=timezone.now())})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(username="sysadmin").pk)


def test_only_administrators_have_a_second_factor() -> None:
    for username, role in SAMPLES.items():
        has_factor = User.objects.get(username=username).second_factor_at is not None
        assert has_factor == (role in ADMINISTRATORS), username


def test_nobody_else_can_log_in_with_a_password() -> None:
    usable = [user.username for user in User.objects.all() if user.has_usable_password()]
    assert set(usable) == set(SAMPLES)


def test_only_the_owner_may_read_the_file_of_logins() -> None:
    assert stat.S_IMODE(logins.file_path().stat().st_mode) == 0o600


def test_the_table_names_every_sample_account(loaded: Loaded) -> None:
    first_words = {line.split()[0] for line in loaded.logins.splitlines()[2:]}
    assert first_words >= set(SAMPLES)


def test_codes_follow_the_clock() -> None:
    assert logins.current_code("auditor", now=NOW) == logins.current_code("auditor", now=NOW)
    assert len(logins.current_code("auditor", now=NOW)) == totp.DIGITS


@pytest.mark.parametrize("username", ["officer", "nobody", ""])
def test_who_has_no_second_factor_gets_no_code(username: str) -> None:
    with pytest.raises(NoDemoFactor):
        logins.current_code(username, now=NOW)


@pytest.mark.usefixtures("undone")
def test_renewing_gives_another_password_and_other_secrets(loaded: Loaded) -> None:
    before, code = password(), logins.current_code("auditor", now=NOW)
    renew_logins(loaded.life, now=NOW)
    assert password() != before
    assert logins.current_code("auditor", now=NOW) != code
    assert User.objects.get(username="officer").check_password(password())
    assert not User.objects.get(username="officer").check_password(before)


def test_no_two_installations_share_a_password() -> None:
    assert len({logins.new_password() for _ in range(50)}) == 50


def test_everything_is_in_the_audit_trail(loaded: Loaded) -> None:
    told = Counter(AuditEntry.objects.filter(district_id=loaded.life.district_id).values_list("action", flat=True))
    assert told["grids.district_created"] == 1
    assert told["staff.enrolled"] == told["roles.granted"] == Staff.objects.count()
    assert told["posting.begun"] == Posting.objects.count()


def test_every_contractor_has_a_contract_that_routes_its_cases_and_two_crews(loaded: Loaded) -> None:
    signed = Contract.objects.filter(district=loaded.life.district, state="signed")
    assert signed.count() == len(CONTRACTORS)
    assert Crew.objects.filter(district=loaded.life.district).count() == 2 * len(CONTRACTORS)
    rules = RoutingRule.objects.filter(district=loaded.life.district, is_on=True).exclude(origin="")
    assert set(rules.values_list("unit", flat=True)) == set(signed.values_list("unit", flat=True))


def test_the_desk_has_rules_of_its_own_and_one_to_be_tried(loaded: Loaded) -> None:
    own = RoutingRule.objects.filter(district=loaded.life.district, origin="")
    assert sorted(own.values_list("is_on", flat=True)) == [False, True, True]
