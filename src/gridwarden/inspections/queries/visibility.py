"""Fetch one paper or recheck for somebody; whoever may not know of it hears that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.inspections.domain.codes import is_code
from gridwarden.inspections.domain.errors import NoSuchPaper, NoSuchRecheck
from gridwarden.inspections.models import Notice, Recheck
from gridwarden.inspections.queries.rows import HEAVY, RECHECK_HEAVY, RECHECK_RELATED, RELATED

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


def get(actor: Actor, notice_id: int) -> Notice:
    """Return the paper, or refuse as if there were none."""
    notices = Notice.objects.visible_to(actor).select_related(*RELATED, "party").defer(*HEAVY)
    found = notices.filter(pk=notice_id).first()
    if found is None:
        raise NoSuchPaper("There is no such paper.")
    return found


def sees(actor: Actor, notice_id: int) -> bool:
    """Return whether the actor may know of the paper."""
    return Notice.objects.visible_to(actor).filter(pk=notice_id).exists()


def recheck(actor: Actor, recheck_id: int) -> Recheck:
    """Return the recheck, or refuse as if there were none."""
    rechecks = Recheck.objects.visible_to(actor).select_related(*RECHECK_RELATED, "notice__party")
    found = rechecks.defer(*RECHECK_HEAVY).filter(pk=recheck_id).first()
    if found is None:
        raise NoSuchRecheck("There is no such recheck.")
    return found


def by_code(code: str) -> Notice:
    """Return the paper whose QR code bears ``code``; for people without an account."""
    notices = Notice.objects.select_related(*RELATED, "party").defer(*HEAVY)
    found = notices.filter(code=code).first() if is_code(code) else None
    if found is None:
        raise NoSuchPaper("There is no such paper.")
    return found
