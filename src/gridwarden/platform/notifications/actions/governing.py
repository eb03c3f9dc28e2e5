"""What a district sets: its texts, and what goes out over its channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.notifications.domain.texts import check
from gridwarden.platform.notifications.models import ChannelRule, Reach, Template
from gridwarden.platform.notifications.queries.texts import HAS_SUBJECT, Text, known_values
from gridwarden.platform.notifications.wording import kind_of
from gridwarden.platform.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.notifications.ports import Channel

#: Longer ones are cut into several by the networks and paid several times.
SMS_LENGTH = 300


class NoSuchKind(NotFound):
    """No notice of this kind exists."""

    code = "no_such_notice_kind"


class TextEmpty(Invalid):
    """A message must say something."""

    code = "message_text_empty"


class TextTooLong(Invalid):
    """The text is longer than its channel carries."""

    code = "message_text_too_long"


@transaction.atomic
def write_text(*, by: Actor, at: datetime, kind: str, channel: Channel, language: str, text: Text) -> None:
    """Let the district's messages of ``kind`` read so from now on; a value that the kind lacks is refused."""
    by.require(Permission.MESSAGES_MANAGE)
    check_text(kind, channel, text)
    Template.objects.update_or_create(
        district_id=by.district_id or 0,
        kind=kind,
        channel=channel.value,
        language=language,
        defaults={"subject": text.subject, "body": text.body, "changed_at": at, "changed_by_id": by.user_id},
    )
    _note("message.text_written", by, at, kind=kind, channel=channel, language=language)


def check_text(kind: str, channel: Channel, text: Text) -> None:
    """Refuse a text that could not be sent as it stands."""
    known = kind_of(kind)
    if known is None:
        raise NoSuchKind("There is no such kind of notice.")
    if not text.body.strip() or (channel in HAS_SUBJECT and not text.subject.strip()):
        raise TextEmpty("The message says nothing.")
    if len(text.body) > SMS_LENGTH and channel not in HAS_SUBJECT:
        raise TextTooLong(f"At most {SMS_LENGTH} characters are sent.")
    for part in (text.subject, text.body):
        check(part, known_values(known, channel))


@transaction.atomic
def restore_text(*, by: Actor, at: datetime, kind: str, channel: Channel, language: str) -> None:
    """Return to the usual text."""
    by.require(Permission.MESSAGES_MANAGE)
    own = Template.objects.filter(district_id=by.district_id or 0, kind=kind, channel=channel, language=language)
    if own.delete()[0]:
        _note("message.text_restored", by, at, kind=kind, channel=channel, language=language)


@transaction.atomic
def set_rule(*, by: Actor, at: datetime, channel: Channel, is_open: bool, reach: Reach, per_minute: int) -> None:
    """Open or close a channel of the district, say what goes over it unasked, and how fast."""
    by.require(Permission.MESSAGES_MANAGE)
    ChannelRule.objects.update_or_create(
        district_id=by.district_id or 0,
        channel=channel.value,
        defaults={"is_open": is_open, "reach": reach.value, "per_minute": per_minute},
    )
    _note("message.rule_set", by, at, channel=channel, is_open=is_open, reach=reach, per_minute=per_minute)


def _note(action: str, by: Actor, at: datetime, **data: Any) -> None:
    record(action, by=by, at=at, subject_type="messages", subject_id=None, **data)
