"""Say beside an operation which permission it needs and how often it may be called."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.access import Permission
    from gridwarden.platform.api.limits import Limit

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


def looks_up(operation: F) -> F:
    """Mark a POST that changes nothing: what is asked for is too private to stand in an address.

    It needs no key, and its answer is stored nowhere.
    """
    operation.only_looks_up = True  # type: ignore[attr-defined]
    return operation


def limited(limit: Limit) -> Callable[[F], F]:
    """Mark an operation: each account (or address, without one) may call it as often as ``limit`` says.

    The use counts even when the call is refused later.
    """

    def mark(operation: F) -> F:
        operation.limit = limit  # type: ignore[attr-defined]
        return operation

    return mark
