"""Say something in a group, and note how far somebody has read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.attachments.actions import attach
from gridwarden.platform.events.bus import publish
from gridwarden.platform.notifications.actions import notify
from gridwarden.radio.domain.talk import PHOTO_OWNER, GroupKind, check_message
from gridwarden.radio.events import TalkPosted
from gridwarden.radio.models import Message, Reading, TalkGroup, Voice
from gridwarden.radio.queries import membership
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor
    from gridwarden.radio.domain.talk import VoiceNote, Where

#: Letters of a message that its notice quotes.
_QUOTED = 40


@transaction.atomic
def say(
    *, by: Actor, at: datetime, where: Where, text: str = "", photo_ids: Sequence[UUID] = (),
    voice: VoiceNote | None = None,
) -> Message:  # fmt: skip
    """Say something in a group; its members are told, each once until they have read.

    Raises ``NoSuchTalk`` to those who may not enter, ``TalkWrong`` and ``VoiceWrong``.
    """
    name = membership.name_of(by, where, at)
    words = text.strip()
    check_message(words, len(photo_ids), voice)
    group = _entered(by, where, at)
    message = Message.objects.create(
        group=group, author_id=by.user_id or 0, author_name=by.name, author_unit=_unit_name(by), text=words,
        photo_count=len(photo_ids), at=at,
    )  # fmt: skip
    attach(photo_ids, owner_type=PHOTO_OWNER, owner_id=message.pk, by=by)
    if voice is not None:
        Voice.objects.create(message=message, media_type=voice.media_type, seconds=voice.seconds, data=voice.data)
    TalkGroup.objects.filter(pk=group.pk).update(last_id=message.pk, last_at=at)
    members = membership.member_ids(where, group.district_id, at) - {by.user_id}
    _tell(group, where, name, members, message)
    _read_to(group, by, message.pk, at)
    return message


@transaction.atomic
def read(*, by: Actor, at: datetime, where: Where) -> None:
    """Note that somebody has seen everything that was said; who has not entered a word before counts as well."""
    membership.name_of(by, where, at)
    group = TalkGroup.objects.filter(**_key(where)).first()
    if group is not None:
        _read_to(group, by, group.last_id, at)


def _key(where: Where) -> dict[str, int]:
    return {f"{where.kind.value}_id": where.id}


def _entered(by: Actor, where: Where, at: datetime) -> TalkGroup:
    """Return the group, locked: messages of a group are numbered in the order in which they commit."""
    first = {"district_id": by.district_id or 0, "kind": where.kind.value, "last_at": at}
    TalkGroup.objects.get_or_create(**_key(where), defaults=first)
    return TalkGroup.objects.select_for_update().get(**_key(where))


def _unit_name(by: Actor) -> str:
    return Unit.objects.filter(pk=by.unit_id or 0).values_list("name", flat=True).first() or ""


def _read_to(group: TalkGroup, by: Actor, message_id: int, at: datetime) -> None:
    read_so_far = Reading.objects.filter(group=group, user=by.user_id or 0)
    if read_so_far.filter(message_id__gte=message_id).exists():
        return
    Reading.objects.update_or_create(
        group=group, user_id=by.user_id or 0, defaults={"message_id": message_id, "at": at}
    )


def _tell(group: TalkGroup, where: Where, name: str, members: frozenset[int], message: Message) -> None:
    """Tell the members; one notice for all that somebody has not read yet, whoever said it."""
    read_to = dict(Reading.objects.filter(group=group, user__in=members).values_list("user_id", "message_id"))
    by_mark: defaultdict[int, list[int]] = defaultdict(list)
    for user_id in members:
        by_mark[read_to.get(user_id, 0)].append(user_id)
    for mark, user_ids in by_mark.items():
        notify(
            user_ids=user_ids, kind="talk.posted", at=message.at, district_id=group.district_id,
            subject_type=f"talk_{where.kind.value}", subject_id=where.id,
            params={"group": name, "author": message.author_name, "text": message.text[:_QUOTED]},
            dedupe_key=f"talk:{group.pk}:{mark}",
        )  # fmt: skip
    publish(
        TalkPosted(
            district_id=group.district_id, at=message.at, group_kind=where.kind.value, about_id=where.id,
            message_id=message.pk, user_ids=tuple(sorted(members)),
            grid_id=where.id if where.kind is GroupKind.GRID else None,
            owner_unit_id=where.id if where.kind is GroupKind.UNIT else None,
        )
    )  # fmt: skip
