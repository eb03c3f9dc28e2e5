"""Cases to be taken away as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.queries import lists, rivals
from gridwarden.cases.queries.rows import HEAVY, RELATED, CaseRow, case_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.cases.queries.filters import CaseFilter
    from gridwarden.platform.access import Actor

_CHUNK = 2000


def rows(actor: Actor, wanted: CaseFilter, now: datetime) -> Iterator[CaseRow]:
    """Return every case that fits, newest first, without holding them all in memory."""
    cases = lists.matching(actor, wanted, now).select_related(*RELATED).defer(*HEAVY)
    cases = cases.annotate(was_late=lists.lateness(), had_a_rival=rivals.had_one(actor))
    for case in cases.order_by("-opened_at", "-id").iterator(chunk_size=_CHUNK):
        yield case_row(actor, case, now)
