"""Block senders and phrases on the public ways, lift that again, and turn away what is blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from gridwarden.intake.domain.blocking import BlockKind, plain_net, plain_phone, plain_text
from gridwarden.intake.models import Blocked, Report
from gridwarden.intake.queries import blocked
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Forbidden, Invalid, NotFound
from gridwarden.platform.sealing import mask, unseal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: A phrase of one sign would turn everybody away; a net wider than this a whole provider.
_SHORTEST_PHRASE = 2
_SHORTEST_PHONE = 5
_WIDEST_NET = 16
_LONGEST = 60


class TurnedAway(Forbidden):
    """The sender or the words are blocked on the public ways; the desk's telephone remains."""

    code = "turned_away"


class NotBlockable(Invalid):
    """This is no telephone, no network address, or too short a phrase."""

    code = "not_blockable"


class NoSuchBlock(NotFound):
    """There is no such entry."""

    code = "no_such_block"


class NoOrigin(Invalid):
    """It is not known where the report came from."""

    code = "no_origin"


@transaction.atomic
def block(
    *, by: Actor, at: datetime, kind: BlockKind, value: str, reason: str, until: datetime | None = None
) -> Blocked:
    """Take nothing more from a sender, or with a phrase; blocking it again renews reason and end."""
    by.require(Permission.INTAKE_PUBLISH)
    plain = _plain(kind, value)
    if not reason.strip():
        raise NotBlockable("Say why.", reason="is missing")
    shown = mask(plain) if kind is BlockKind.PHONE else plain
    row, _ = Blocked.objects.update_or_create(
        district_id=by.district_id or 0,
        kind=kind.value,
        digest=blocked.digest(kind, plain),
        defaults={"value": shown, "reason": reason.strip(), "until": until},
        create_defaults={
            "value": shown, "reason": reason.strip(), "until": until, "created_at": at, "created_by_id": by.user_id,
        },
    )  # fmt: skip
    record("public.blocked", by=by, at=at, subject_type="blocked", subject_id=row.pk, kind=kind.value)
    return row


@transaction.atomic
def block_origin(*, by: Actor, at: datetime, code: str, reason: str, until: datetime | None = None) -> Blocked:
    """Block the network address from which the report of ``code`` came, without showing it to anybody before."""
    by.require(Permission.INTAKE_PUBLISH)
    sealed = Report.objects.filter(district=by.district_id, code=code).values_list("origin", flat=True).first()
    origin = unseal(bytes(sealed), place="report.origin") if sealed else ""
    if not origin:
        raise NoOrigin("It is not known where this report came from.", code="is not known")
    return block(by=by, at=at, kind=BlockKind.ADDRESS, value=origin, reason=reason, until=until)


@transaction.atomic
def lift(*, by: Actor, at: datetime, blocked_id: int) -> None:
    """Take from a sender, or with a phrase, again."""
    by.require(Permission.INTAKE_PUBLISH)
    row = Blocked.objects.filter(district=by.district_id, pk=blocked_id).first()
    if row is None:
        raise NoSuchBlock("There is no such entry.")
    record("public.unblocked", by=by, at=at, subject_type="blocked", subject_id=row.pk, kind=row.kind, hits=row.hits)
    row.delete()


def turn_away(*, at: datetime, district_id: int, phone: str = "", origin: str = "", text: str = "") -> None:
    """Refuse what is blocked, and count it.

    Call it outside the transaction of the work, so that the count outlives the refusal.
    """
    found = blocked.hit(district_id, at, phone=phone, origin=origin, text=text)
    if found is None:
        return
    Blocked.objects.filter(pk=found).update(hits=F("hits") + 1, last_hit_at=at)
    raise TurnedAway("This cannot be taken here.")


def _plain(kind: BlockKind, value: str) -> str:
    if kind is BlockKind.PHONE:
        plain, is_good = plain_phone(value), len(plain_phone(value)) >= _SHORTEST_PHONE
    elif kind is BlockKind.PHRASE:
        plain, is_good = plain_text(value), len(plain_text(value)) >= _SHORTEST_PHRASE
    else:
        plain, is_good = _net(value)
    if not is_good or len(plain) > _LONGEST:
        raise NotBlockable("This cannot be blocked as it stands.", value="is not of this kind")
    return plain


def _net(value: str) -> tuple[str, bool]:
    try:
        net = plain_net(value)
    except ValueError:
        return "", False
    return net, int(net.rpartition("/")[2]) >= _WIDEST_NET
