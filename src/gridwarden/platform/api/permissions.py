"""Say which permission an operation needs, beside the operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.access import Permission

F = TypeVar("F", bound="Callable[..., object]")


def requires(*permissions: Permission) -> Callable[[F], F]:
    """Mark an operation: only actors who hold one of ``permissions`` may call it.

    Stands below ``@router.get(...)``. The mark is checked for every call by ``DistrictApi``, after the
    caller is known and before anything is read; without permissions it says "everybody with an account".
    """

    def mark(operation: F) -> F:
        operation.needs = permissions  # type: ignore[attr-defined]
        return operation

    return mark
