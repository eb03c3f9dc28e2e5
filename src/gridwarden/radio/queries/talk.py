"""Groups with what was said last, and the messages of one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery
from django.utils.timezone import localdate

from gridwarden.cases.models import Case
from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.access import visible
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.queries import row_of
from gridwarden.platform.ui import paging
from gridwarden.radio.domain.talk import PHOTO_OWNER, GroupKind, NoSuchTalk, Where
from gridwarden.radio.models import Message, Reading, TalkGroup, Voice
from gridwarden.radio.queries import membership
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.queries import PhotoRow
    from gridwarden.platform.ui.paging import Page

#: Groups of cases on the list: the latest.
MOST_CASES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group on the list; a grid or squad is there before anything was said."""

    where: Where
    name: str
    last_text: str
    last_author: str
    last_at: datetime | None
    is_unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A message as its group shows it. ``readers`` are the others who have read so far, by name."""

    id: int
    author_id: int
    author_name: str
    author_unit: str
    text: str
    at: datetime
    photos: Sequence[PhotoRow]
    voice_s: int | None
    readers: Sequence[str]


def groups(actor: Actor, at: datetime) -> list[GroupRow]:
    """Return the groups in reach: squads, grids, then cases by the latest word. At most six SQL statements."""
    if not actor.may(Permission.TALK):
        raise NoSuchTalk("There is no talk for you.")
    said = {_where(row): row for row in _latest(actor)}
    standing = [*_squads(actor, at), *_grids(actor, at)]
    rows = [_group_row(where, name, said.get(where)) for where, name in standing]
    cases = [_group_row(where, row["case__number"], row) for where, row in said.items() if where.kind is GroupKind.CASE]
    return [*rows, *cases]


def messages(actor: Actor, where: Where, at: datetime, *, cursor: str | None = None) -> Page[MessageRow]:
    """Return one page of a group's messages, the latest first; four SQL statements beside the look who may enter."""
    membership.name_of(actor, where, at)
    found = Message.objects.filter(**{f"group__{where.kind.value}_id": where.id})
    page = paging.page(found.select_related("voice").defer("voice__data"), order=("-id",), cursor=cursor)
    photos = _photos([row.pk for row in page.rows if row.photo_count])
    readings = _readings(page.rows)
    return page.map(lambda row: _message_row(row, photos[row.pk], readings))


def voice_of(actor: Actor, message_id: int, at: datetime) -> Voice:
    """Return a recording to those who may enter its group."""
    message = Message.objects.select_related("group", "voice").filter(pk=message_id, voice__isnull=False).first()
    if message is None:
        raise NoSuchTalk("There is no such recording.")
    membership.name_of(actor, place_of(message.group), at)
    return message.voice


def place_of(group: TalkGroup) -> Where:
    """Return what a group belongs to."""
    return Where(GroupKind(group.kind), group.grid_id or group.unit_id or group.case_id or 0)


@visible(PHOTO_OWNER)
def shows_photos(actor: Actor, message_id: int) -> bool:
    """Whether ``actor`` may see the photos of a message: those who may enter its group now."""
    message = Message.objects.select_related("group").filter(pk=message_id).first()
    if message is None:
        return False
    from django.utils.timezone import now  # noqa: PLC0415 - the rule of photos is asked without a moment

    try:
        membership.name_of(actor, place_of(message.group), now())
    except NoSuchTalk:
        return False
    return True


def _latest(actor: Actor) -> list[dict[str, object]]:
    mine = Reading.objects.filter(group=OuterRef("pk"), user=actor.user_id).values("message_id")
    last = Message.objects.filter(pk=OuterRef("last_id"))
    said = ("last_text", "last_author")
    here = TalkGroup.objects.filter(district=actor.district_id).annotate(
        last_text=Subquery(last.values("text")),
        last_author=Subquery(last.values("author_name")),
        read_to=Subquery(mine),
    )
    wanted = ("kind", "grid_id", "unit_id", "case_id", "case__number", "last_id", "last_at", *said, "read_to")
    standing = here.exclude(kind=GroupKind.CASE.value).values(*wanted)
    seen = Case.objects.visible_to(actor).values("pk")
    cases = here.filter(kind=GroupKind.CASE.value, case__in=seen).order_by("-last_at", "-pk").values(*wanted)
    return [*standing, *cases[:MOST_CASES]]


def _where(row: dict[str, object]) -> Where:
    kind = GroupKind(str(row["kind"]))
    return Where(kind, int(str(row[f"{kind.value}_id"])))


def _squads(actor: Actor, at: datetime) -> Iterable[tuple[Where, str]]:
    squads = Unit.objects.on(localdate(at)).filter(district=actor.district_id, kind=UnitKind.SQUADRON.value)
    if not actor.may(Permission.CASE_SEE_DISTRICT):
        above = units.parent_of_kind(actor.unit_id, UnitKind.SQUADRON) if actor.unit_id else None
        squads = squads.filter(pk__in={*actor.unit_ids, *([above.id] if above else [])})
    return ((Where(GroupKind.UNIT, pk), name) for pk, name in squads.order_by("code", "pk").values_list("pk", "name"))


def _grids(actor: Actor, at: datetime) -> Iterable[tuple[Where, str]]:
    grids: QuerySet[Grid] = Grid.objects.on(localdate(at)).filter(district=actor.district_id)
    if not actor.may(Permission.CASE_SEE_DISTRICT):
        grids = grids.filter(pk__in=actor.grid_ids)
    named = grids.order_by("code").values_list("pk", "code", "name")
    return ((Where(GroupKind.GRID, pk), f"{code} {name}") for pk, code, name in named)


def _group_row(where: Where, name: object, row: dict[str, object] | None) -> GroupRow:
    if row is None:
        return GroupRow(where=where, name=str(name), last_text="", last_author="", last_at=None, is_unread=False)
    last_id, read_to = int(str(row["last_id"])), int(str(row["read_to"] or 0))
    return GroupRow(
        where=where, name=str(name), last_text=str(row["last_text"] or ""), last_author=str(row["last_author"] or ""),
        last_at=row["last_at"], is_unread=last_id > read_to,  # type: ignore[arg-type] # a column of moments
    )  # fmt: skip


def _photos(message_ids: list[int]) -> defaultdict[int, list[PhotoRow]]:
    by_message: defaultdict[int, list[PhotoRow]] = defaultdict(list)
    found = Attachment.objects.filter(owner_type=PHOTO_OWNER, owner_id__in=message_ids).order_by("uploaded_at", "pk")
    for photo in found if message_ids else ():
        by_message[photo.owner_id or 0].append(row_of(photo))
    return by_message


def _readings(rows: Sequence[Message]) -> list[tuple[int, int, str]]:
    """Return who has read how far, of those who have read at least the oldest of the messages."""
    if not rows:
        return []
    found = Reading.objects.filter(group=rows[0].group_id, message_id__gte=rows[-1].pk).order_by("at", "pk")
    return list(found.values_list("message_id", "user_id", F("user__display_name")))


def _message_row(row: Message, photos: Sequence[PhotoRow], readings: Iterable[tuple[int, int, str]]) -> MessageRow:
    voice = getattr(row, "voice", None)
    return MessageRow(
        id=row.pk, author_id=row.author_id, author_name=row.author_name, author_unit=row.author_unit, text=row.text,
        at=row.at, photos=photos, voice_s=voice.seconds if voice else None,
        readers=[name for read_to, user_id, name in readings if read_to >= row.pk and user_id != row.author_id],
    )  # fmt: skip
