"""What every action of the workforce asks first, and how the database's refusals are told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.refusals import Refusal

M = TypeVar("M", bound=Model)


def check_district(by: Actor, district_id: int) -> None:
    """Refuse, as if it did not exist, what lies in another district than the actor's.

    The software itself (no account, no district) reaches every district.
    """
    software = by.user_id is None and by.district_id is None
    if not software and by.district_id != district_id:
        raise NotFound("There is no such thing in this district.")


def locked(rows: QuerySet[M], pk: int | None, *, by: Actor) -> M:
    """Return one row of the actor's district, locked until the transaction ends."""
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound("There is no such thing in this district.")
    check_district(by, row.district_id)  # type: ignore[attr-defined]
    return row


@contextmanager
def translated(refusals: Mapping[str, Refusal]) -> Iterator[None]:
    """Raise the refusal that stands for a violated constraint, by the constraint's name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        refusal = refusals.get(getattr(diagnosis, "constraint_name", None) or "")
        if refusal is None:
            raise
        raise refusal from error
