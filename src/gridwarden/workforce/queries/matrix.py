"""The staffing of the grids: who works where in which role, and where nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.grids.queries.loads import loads
from gridwarden.platform.access import Role
from gridwarden.workforce.domain.roles import GRID_ROLES
from gridwarden.workforce.domain.staffing import OTHERS, Staffing, officers_wanted, staffing
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Leave, Posting, UnitGrid
from gridwarden.workforce.queries import scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A person in a grid's cell."""

    posting_id: int
    staff_id: int
    name: str
    since: date
    is_away: bool
    substitute_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """Everybody of one role in one grid."""

    role: Role
    people: tuple[Presence, ...]
    wanted: int
    staffing: Staffing


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A grid with a cell for each of the six roles."""

    grid_id: int
    code: str
    name: str
    grid_class: str
    team: str
    team_id: int | None
    #: Kilometres of road, weighted by grade.
    load: float
    cells: tuple[MatrixCell, ...]

    @property
    def is_short(self) -> bool:
        """Whether somebody is wanted anywhere in the grid."""
        return any(cell.staffing is not Staffing.FILLED for cell in self.cells)

    @property
    def officers(self) -> MatrixCell:
        """The cell of the enforcement officers."""
        return self.cells[0]

    @property
    def load_per_officer(self) -> float:
        """What each of the wanted officers bears."""
        return self.load / self.officers.wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All grids in sight."""

    rows: tuple[MatrixRow, ...]

    @property
    def holes(self) -> int:
        """How many cells nobody fills though somebody is wanted."""
        return sum(cell.staffing is Staffing.HOLE for row in self.rows for cell in row.cells)

    @property
    def shorts(self) -> int:
        """How many cells have fewer people than wanted."""
        return sum(cell.staffing is Staffing.SHORT for row in self.rows for cell in row.cells)


def matrix(actor: Actor, day: date, *, unit_id: int | None = None) -> Matrix:
    """Return the staffing of the grids that ``actor`` may see, or of those that one unit keeps; six SQL statements."""
    found = scope.grids(actor, day)
    if unit_id is not None:
        found = found.filter(pk__in=kept_by(unit_id, day))
    grids = list(found.order_by("code", "pk").only("pk", "code", "name", "grid_class"))
    ids = [grid.pk for grid in grids]
    people = _people(ids, day)
    teams = _teams(ids, day)
    weights = loads(actor.district_id, day) if actor.district_id is not None and ids else {}
    officers = officers_wanted(weights, _officers(actor.district_id, day)) if weights else {}
    return Matrix(
        rows=tuple(
            MatrixRow(
                grid_id=grid.pk,
                code=grid.code,
                name=grid.name,
                grid_class=grid.grid_class,
                team=teams.get(grid.pk, (None, ""))[1],
                team_id=teams.get(grid.pk, (None, ""))[0],
                load=weights.get(grid.pk, 0.0),
                cells=tuple(
                    _cell(role, people.get((grid.pk, role), []), OTHERS.get(role, officers.get(grid.pk, 0)))
                    for role in GRID_ROLES
                ),
            )
            for grid in grids
        )
    )


def kept_by(unit_id: int, day: date) -> QuerySet[UnitGrid]:
    """Return the ids of the grids that the unit or one below it keeps."""
    chain = Q(unit=unit_id) | Q(unit__parent=unit_id) | Q(unit__parent__parent=unit_id)
    return UnitGrid.objects.on(day).filter(chain).values("grid")  # type: ignore[return-value]


def _officers(district_id: int | None, day: date) -> int:
    """Return how many enforcement officers work in the grids of the district, substitutes left out."""
    posted = Posting.objects.on(day).filter(district=district_id, role=Role.ENFORCEMENT_OFFICER, substitute_for=None)
    return posted.values("staff").distinct().count()


def _cell(role: Role, people: list[Presence], wanted: int) -> MatrixCell:
    present = sum(not person.is_away for person in people)
    return MatrixCell(role=role, people=tuple(people), wanted=wanted, staffing=staffing(wanted, present))


def _people(grid_ids: Iterable[int], day: date) -> dict[tuple[int, Role], list[Presence]]:
    away = set(Leave.objects.on(day).values_list("staff_id", flat=True))
    postings = (
        Posting.objects.on(day)
        .filter(grid__in=grid_ids)
        .select_related("staff__user", "substitute_for__user")
        .order_by("valid_from", "pk")
    )
    found: dict[tuple[int, Role], list[Presence]] = {}
    for posting in postings:
        absent = posting.substitute_for
        presence = Presence(
            posting_id=posting.pk,
            staff_id=posting.staff_id,
            name=posting.staff.user.display_name,
            since=posting.valid_from,
            is_away=posting.staff_id in away,
            substitute_for=absent.user.display_name if absent else "",
        )
        found.setdefault((posting.grid_id, Role(posting.role)), []).append(presence)
    return found


def _teams(grid_ids: Iterable[int], day: date) -> dict[int, tuple[int, str]]:
    kept = UnitGrid.objects.on(day).filter(grid__in=grid_ids, unit_kind=UnitKind.GRID_TEAM)
    return {row[0]: (row[1], row[2]) for row in kept.values_list("grid_id", "unit_id", "unit__name")}
