"""What changed between two versions of a menu, as a bureau would tell it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gridwarden.menu.domain.content import ConditionContent, Line


class ChangeKind(StrEnum):
    """What happened to a line or condition."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """What happened to one condition; ``fields`` only when it was changed."""

    kind: ChangeKind
    condition: ConditionContent
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChange:
    """What happened to one line and to its conditions."""

    kind: ChangeKind
    line: Line
    fields: tuple[FieldChange, ...] = ()
    conditions: tuple[ConditionChange, ...] = ()

    @property
    def is_move(self) -> bool:
        """Whether the line only stands in another place."""
        return [field.field for field in self.fields] == ["number"] and not self.conditions


def compare(before: Sequence[Line], after: Sequence[Line]) -> tuple[LineChange, ...]:
    """Return what changed, in the order of the newer version, removed lines last.

    Lines are the same when they bear the same name, else when they stand in the same place; conditions
    when they say the same, else when they share the code.
    """
    pairs = _paired(before, after, (lambda line: line.item.name, lambda line: line.number))
    return tuple(change for old, new in pairs if (change := _line_change(old, new)))


def _line_change(old: Line | None, new: Line | None) -> LineChange | None:
    if old is None or new is None:
        line = new or old
        kind = ChangeKind.ADDED if new else ChangeKind.REMOVED
        return LineChange(kind, line) if line else None
    changed = (*_fields(old.item, new.item), *_number(old, new))
    pairs = _paired(old.conditions, new.conditions, (lambda one: one.text, lambda one: one.gb_code))
    conditions = tuple(change for one, other in pairs if (change := _condition_change(one, other)))
    if not changed and not conditions:
        return None
    return LineChange(ChangeKind.CHANGED, new, changed, conditions)


def _condition_change(old: ConditionContent | None, new: ConditionContent | None) -> ConditionChange | None:
    if new is None:
        return ConditionChange(ChangeKind.REMOVED, old) if old else None
    if old is None:
        return ConditionChange(ChangeKind.ADDED, new)
    changed = tuple(_fields(old, new))
    return ConditionChange(ChangeKind.CHANGED, new, changed) if changed else None


def _number(old: Line, new: Line) -> Iterator[FieldChange]:
    if old.number != new.number:
        yield FieldChange("number", old.number, new.number)


def _fields(old: Any, new: Any) -> Iterator[FieldChange]:
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            yield FieldChange(field.name, before, after)


def _paired(
    before: Iterable[Any], after: Sequence[Any], keys: Iterable[Callable[[Any], object]]
) -> list[tuple[Any, Any]]:
    """Pair the old with the new by each key in turn; whoever finds no partner stands alone, the old ones last."""
    left = list(before)
    partners: dict[int, Any] = {}
    for key in keys:
        for place, new in enumerate(after):
            partner = None if place in partners else next((old for old in left if key(old) == key(new)), None)
            if partner is not None:
                partners[place] = partner
                left.remove(partner)
    pairs = [(partners.get(place), new) for place, new in enumerate(after)]
    return [*pairs, *((old, None) for old in left)]
