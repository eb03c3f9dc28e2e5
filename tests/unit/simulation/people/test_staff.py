"""The team of 102, the six roles in every grid, and nobody out of place."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.access import Role
from gridwarden.simulation.people.samples import samples
from gridwarden.simulation.people.staff import SAMPLE_GRID, PlannedPerson, plan_people
from gridwarden.simulation.people.units import plan_units, team_code
from gridwarden.simulation.territory.build import SEED
from gridwarden.workforce.domain.roles import GRID_ROLES, check_place, check_together
from gridwarden.workforce.domain.staffing import LEAST_OFFICERS, OTHERS

if TYPE_CHECKING:
    from gridwarden.simulation.territory.model import Territory

People = tuple[PlannedPerson, ...]


def posted(people: People, role: Role) -> Counter[str]:
    return Counter(grid for person in people if person.roles[0] is role for grid in person.grids)


def test_the_team_counts_102(people: People) -> None:
    assert sum(person.in_team for person in people) == 102


def test_the_team_is_leaders_desk_divisions_administrators_and_officers(people: People) -> None:
    counts = Counter(person.roles[0] for person in people if person.in_team)
    assert counts[Role.BRIGADE_LEADER] == 1
    assert counts[Role.SQUAD_LEADER] == 3
    assert counts[Role.ENFORCEMENT_OFFICER] == 73
    assert not counts.keys() & {Role.SANITATION_WORKER, Role.FRONTAGE_HOLDER, Role.CONTRACTOR_OFFICER}


def test_every_grid_has_two_or_three_enforcement_officers(people: People) -> None:
    officers = posted(people, Role.ENFORCEMENT_OFFICER)
    assert len(officers) == 31
    assert set(officers.values()) == {2, 3}


@pytest.mark.parametrize("role", GRID_ROLES)
def test_every_grid_has_each_of_the_six_roles(territory: Territory, people: People, role: Role) -> None:
    counts = posted(people, role)
    assert set(counts) == {grid.code for grid in territory.grids}
    assert min(counts.values()) >= OTHERS.get(role, LEAST_OFFICERS)


def test_names_user_names_numbers_and_telephones_are_given_once(people: People) -> None:
    for given in ("name", "username", "staff_number", "phone"):
        values = Counter(getattr(person, given) for person in people)
        assert values.most_common(1)[0][1] == 1, given


def test_names_are_two_or_three_characters(people: People) -> None:
    assert {len(person.name) for person in people} <= {2, 3}


def test_telephones_ring_nowhere(people: People) -> None:
    assert all(person.phone.startswith("120") and len(person.phone) == 11 for person in people)


def test_everybody_stands_where_the_roles_fit(territory: Territory, people: People) -> None:
    kinds = {unit.code: unit.kind for unit in plan_units(territory.grids)}
    for person in people:
        check_together(person.roles)
        check_place(person.roles, kinds[person.unit] if person.unit else None)


def test_people_of_a_grids_team_are_posted_to_that_grid(people: People) -> None:
    for person in people:
        if person.unit and person.unit.startswith("XZ-"):
            assert person.grids == (person.unit.removeprefix("XZ-"),)


def test_there_is_a_sample_of_every_role(people: People) -> None:
    roles = [person.roles[0] for person in samples(people)]
    assert roles == list(Role)


def test_the_samples_of_the_grid_roles_share_one_grid(people: People) -> None:
    for person in samples(people):
        if person.roles[0] in GRID_ROLES:
            assert SAMPLE_GRID in person.grids, person.username


def test_sample_user_names_are_plain_words(people: People) -> None:
    assert all(person.username.isascii() and person.username.isalpha() for person in samples(people))


def test_the_same_seed_gives_the_same_people(territory: Territory, people: People) -> None:
    assert plan_people(territory, seed=SEED) == people


def test_another_seed_gives_other_names_to_the_same_posts(territory: Territory, people: People) -> None:
    other = plan_people(territory, seed=SEED + 1)
    assert [person.username for person in other] == [person.username for person in people]
    assert [person.name for person in other] != [person.name for person in people]


def test_contractors_have_an_office_of_two(people: People) -> None:
    offices: dict[str | None, int] = defaultdict(int)
    for person in people:
        if person.roles[0] is Role.CONTRACTOR_OFFICER:
            offices[person.unit] += 1
    assert set(offices.values()) == {2}
    assert len(offices) == 6


def test_a_team_is_named_after_its_grid() -> None:
    assert team_code("B03") == "XZ-B03"
