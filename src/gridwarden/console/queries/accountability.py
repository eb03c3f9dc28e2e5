"""责任矩阵: for every grid, menu item and role exactly one person who answers for it, or a hole.

It stands here because the workforce and the menu ignore each other; it reads both and owns nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.menu.queries import menus
from gridwarden.workforce.queries.matrix import matrix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.menu.queries.rows import ItemRow
    from gridwarden.platform.access import Actor, Role
    from gridwarden.workforce.queries.matrix import MatrixCell, MatrixRow, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who answers for an item in a grid in a role; ``staff_id`` is ``None`` where nobody does."""

    grid_id: int
    grid_code: str
    grid_name: str
    item_number: int
    item_name: str
    role: Role
    staff_id: int | None
    name: str
    #: The absent colleague for whom the person stands in.
    substitute_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCell:
    """A grid's answers for one item."""

    item_number: int
    answered: int
    roles: int

    @property
    def is_whole(self) -> bool:
        """Whether every role has somebody."""
        return self.answered == self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """A grid with a cell for each item."""

    grid_id: int
    code: str
    name: str
    cells: tuple[ItemCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A role that nobody holds in a grid, with the number of items left unanswered."""

    grid_id: int
    grid_code: str
    grid_name: str
    role: Role
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability:
    """The whole matrix of what an actor may see."""

    items: tuple[ItemRow, ...]
    answers: tuple[Answer, ...]

    @property
    def answered(self) -> int:
        """How many cells have their one person."""
        return sum(answer.staff_id is not None for answer in self.answers)

    @property
    def lacking(self) -> int:
        """How many cells have nobody."""
        return len(self.answers) - self.answered

    def lines(self) -> list[GridLine]:
        """Return a line for each grid."""
        found: dict[int, dict[int, list[Answer]]] = {}
        for answer in self.answers:
            found.setdefault(answer.grid_id, {}).setdefault(answer.item_number, []).append(answer)
        return [_line(grid_id, by_item) for grid_id, by_item in found.items()]

    def holes(self) -> list[Hole]:
        """Return where nobody answers, by grid and role."""
        count: dict[tuple[int, Role], int] = {}
        said: dict[int, Answer] = {}
        for answer in self.answers:
            if answer.staff_id is None:
                count[answer.grid_id, answer.role] = count.get((answer.grid_id, answer.role), 0) + 1
                said[answer.grid_id] = answer
        return [
            Hole(
                grid_id=grid_id,
                grid_code=said[grid_id].grid_code,
                grid_name=said[grid_id].grid_name,
                role=role,
                items=items,
            )
            for (grid_id, role), items in count.items()
        ]


def accountability(actor: Actor, at: datetime, *, grid_id: int | None = None) -> Accountability:
    """Return the matrix of the grids that ``actor`` may see, or of one; as many statements for one grid as for all."""
    items = menus.current(actor.district_id or 0, at).items
    rows = matrix(actor, localdate(at)).rows
    wanted = [row for row in rows if grid_id is None or row.grid_id == grid_id]
    return Accountability(items=items, answers=tuple(_answers(wanted, items)))


def _answers(rows: list[MatrixRow], items: tuple[ItemRow, ...]) -> Iterator[Answer]:
    for row in rows:
        for item in items:
            for cell in row.cells:
                yield _answer(row, item, cell)


def _answer(row: MatrixRow, item: ItemRow, cell: MatrixCell) -> Answer:
    person = accountable(cell, item.number)
    return Answer(
        grid_id=row.grid_id,
        grid_code=row.code,
        grid_name=row.name,
        item_number=item.number,
        item_name=item.name,
        role=cell.role,
        staff_id=person.staff_id if person else None,
        name=person.name if person else "",
        substitute_for=person.substitute_for if person else "",
    )


def accountable(cell: MatrixCell, item_number: int) -> Presence | None:
    """Return who answers for an item: the people of a role take the items of their grid in turn.

    For one who is away the substitute answers, without one the next colleague who is there.
    """
    owners = [person for person in cell.people if not person.substitute_for]
    if not owners:
        return next((person for person in cell.people if not person.is_away), None)
    place = (item_number - 1) % len(owners)
    owner = owners[place]
    if not owner.is_away:
        return owner
    standing_in = [person for person in cell.people if person.substitute_for == owner.name]
    others = [*standing_in, *owners[place + 1 :], *owners[:place], *cell.people]
    return next((person for person in others if not person.is_away), None)


def _line(grid_id: int, by_item: dict[int, list[Answer]]) -> GridLine:
    first = next(iter(by_item.values()))[0]
    cells = tuple(
        ItemCell(
            item_number=number,
            answered=sum(answer.staff_id is not None for answer in answers),
            roles=len(answers),
        )
        for number, answers in by_item.items()
    )
    return GridLine(grid_id=grid_id, code=first.grid_code, name=first.grid_name, cells=cells)
