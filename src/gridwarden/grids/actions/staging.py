"""Keep an uploaded file between its preview and the decision to take it over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.grids.actions import imports
from gridwarden.grids.actions.guards import editable
from gridwarden.grids.actions.imports import Order
from gridwarden.grids.domain.kinds import ImportKind
from gridwarden.grids.models import StagedFile
from gridwarden.grids.sources.files import SourceFile
from gridwarden.platform.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.grids.actions.imports import Rehearsal, Taken
    from gridwarden.platform.access import Actor

#: A county's roads and buildings fit several times.
MAX_BYTES = 50 * 2**20
#: Nobody decides later than this.
KEPT = timedelta(days=1)


class NoStagedFile(NotFound):
    """The file is no longer waiting, or it is somebody else's district."""

    code = "no_staged_file"


class FileTooLarge(Invalid):
    """The file is larger than is taken from a browser; the command line takes any size."""

    code = "file_too_large"


@transaction.atomic
def stage(*, by: Actor, at: datetime, order: Order) -> UUID:
    """Keep a file for its preview and forget the ones that nobody decided about."""
    editable(by, order.district_id)
    if len(order.file.content) > MAX_BYTES:
        raise FileTooLarge("The file is too large.", file=f"more than {MAX_BYTES // 2**20} MB")
    StagedFile.objects.filter(uploaded_at__lt=at - KEPT).delete()
    return StagedFile.objects.create(
        district_id=order.district_id,
        kind=order.kind.value,
        file_name=order.file.name[:200],
        source_crs=order.crs,
        options={"from_day": order.from_day and order.from_day.isoformat()},
        content=order.file.content,
        uploaded_by_id=by.user_id,
        uploaded_at=at,
    ).pk


def rehearse(*, by: Actor, at: datetime, staged_id: UUID) -> tuple[Order, Rehearsal]:
    """Return what taking a staged file over would do; nothing is kept."""
    order = _order(_find(by, staged_id))
    return order, imports.rehearse(by=by, at=at, order=order)


def adopt(*, by: Actor, at: datetime, staged_id: UUID) -> Taken:
    """Take a staged file over; it is thrown away once that has succeeded."""
    staged = _find(by, staged_id)
    taken = imports.take(by=by, at=at, order=_order(staged))
    staged.delete()
    return taken


@transaction.atomic
def discard(*, by: Actor, staged_id: UUID) -> None:
    """Throw a staged file away."""
    _find(by, staged_id).delete()


def order_of(*, by: Actor, staged_id: UUID) -> Order:
    """Return what a staged file was uploaded for."""
    return _order(_find(by, staged_id))


def _find(by: Actor, staged_id: UUID) -> StagedFile:
    staged = StagedFile.objects.filter(pk=staged_id).first()
    if staged is None or by.district_id not in {None, staged.district_id}:
        raise NoStagedFile("This file is no longer waiting.")
    return staged


def _order(staged: StagedFile) -> Order:
    day = staged.options.get("from_day")
    return Order(
        kind=ImportKind(staged.kind),
        district_id=staged.district_id,
        file=SourceFile(staged.file_name, bytes(staged.content)),
        crs=staged.source_crs,
        from_day=date.fromisoformat(day) if day else None,
    )
