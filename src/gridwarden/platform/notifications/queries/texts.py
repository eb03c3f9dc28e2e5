"""The text of a message: the district's own, or the usual one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from gridwarden.platform.notifications.domain.texts import EVERYWHERE, SEALED, filled
from gridwarden.platform.notifications.models import Template
from gridwarden.platform.notifications.ports import Channel, Message
from gridwarden.platform.notifications.wording import Kind, Told, kind_of, kinds, sample_of, worded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.platform.access import Actor
    from gridwarden.platform.notifications.models import Delivery
    from gridwarden.platform.notifications.wording import Wording


@dataclass(frozen=True, slots=True)
class Text:
    """A text with places for values; channels without a subject leave it empty."""

    subject: str
    body: str
    is_own: bool = False


#: What is sent where nobody has written anything else: the sentence that stands in the list of notices.
USUAL = {
    Channel.EMAIL: Text("{text}", "{text}\n\n{url}"),
    Channel.PUSH: Text("{text}", "{detail}"),
    Channel.SMS: Text("", "{text}"),
    Channel.WECHAT: Text("", "{text}\n{url}"),
}
HAS_SUBJECT = {Channel.EMAIL, Channel.PUSH}


def text_for(district_id: int, kind: str, channel: Channel, language: str) -> Text:
    """Return the text in force."""
    row = Template.objects.filter(district_id=district_id, kind=kind, channel=channel, language=language).first()
    return USUAL[channel] if row is None else Text(row.subject, row.body, is_own=True)


def known_values(kind: Kind, channel: Channel) -> tuple[str, ...]:
    """Return the names of all values that a text of ``kind`` may ask for over ``channel``."""
    return (*EVERYWHERE, *(SEALED if channel is Channel.PUSH else ()), *sorted(kind.sample))


def message_of(delivery: Delivery, to: str) -> Message:
    """Return the delivery as a message to ``to``, in its language."""
    told = Told(
        kind=delivery.kind,
        at=delivery.told_at,
        subject_type=delivery.subject_type,
        subject_id=delivery.subject_id,
        params=delivery.params,
    )
    kind = kind_of(delivery.kind)
    allowed = kind.sample if kind else {}
    with translation.override(delivery.language):
        wording = worded(told)
    text = text_for(delivery.district_id, delivery.kind, Channel(delivery.channel), delivery.language)
    values = {name: str(delivery.params.get(name, "")) for name in allowed}
    return _filled(
        text,
        wording,
        values,
        key=f"gridwarden-{delivery.pk}",
        to=to,
        is_urgent=delivery.is_urgent,
        is_sealed=delivery.channel == Channel.PUSH,
    )


def preview(kind: Kind, channel: Channel, text: Text, language: str) -> Message:
    """Return how a message would read, with the values of the kind's sample."""
    with translation.override(language):
        wording = sample_of(kind)
    is_sealed = channel is Channel.PUSH
    return _filled(text, wording, kind.sample, key="preview", to="", is_urgent=kind.is_urgent, is_sealed=is_sealed)


def _filled(
    text: Text, wording: Wording, values: Mapping[str, Any], *, key: str, to: str, is_urgent: bool, is_sealed: bool
) -> Message:
    url = full_address(wording.url)
    given = {name: str(value) for name, value in values.items()}
    every = {**given, "text": wording.text, "detail": wording.detail if is_sealed else "", "url": url}
    return Message(
        key=key,
        to=to,
        subject=filled(text.subject, every).strip(),
        text=filled(text.body, every).strip(),
        url=url,
        is_urgent=is_urgent,
    )


def full_address(path: str) -> str:
    """Return ``path`` with the name under which this installation is reached; empty when nobody has told it."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{path}" if path and (origin or path.startswith("https://")) else ""


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of notice, how it reads, and for which channels the district has a text of its own."""

    name: str
    words: str
    is_urgent: bool
    own: frozenset[str]


def kinds_with_own(actor: Actor) -> list[KindRow]:
    """Return every kind with the channels for which the actor's district has its own text; one SQL statement."""
    written: dict[str, set[str]] = {}
    for kind, channel in Template.objects.filter(district_id=actor.district_id or 0).values_list("kind", "channel"):
        written.setdefault(kind, set()).add(channel)
    return [
        KindRow(kind.name, sample_of(kind).text, kind.is_urgent, frozenset(written.get(kind.name, ())))
        for kind in kinds()
    ]
