"""Web push: a message for a browser that may be closed, sealed for that browser alone (RFC 8291, VAPID)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid
from pywebpush import WebPushException, webpush

from gridwarden.platform.notifications.adapters.http import TIMEOUT_S, judged
from gridwarden.platform.notifications.ports import AddressGone, Channel, NotCarried, Receipt, Rejected, Unreachable

if TYPE_CHECKING:
    from gridwarden.platform.notifications.ports import Message

#: A phone that was off for longer has the notice in the list anyway.
_KEPT_S = 24 * 3600
#: Signature of another key, subscription unknown, subscription ended.
_GONE = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_KEY_BYTES, _SECRET_BYTES = 65, 16
#: An address in which every reader finds the same host: no user, no backslash, nothing beyond the common signs. Where
#: two readers differ, the one that judges could see another host than the one that connects.
_PLAIN = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+)(?::[0-9]{1,5})?(?:/[!-\[\]-~]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class WebPush:
    """Push services of the browsers' makers, or of the bureau."""

    key: str
    contact: str
    #: Hosts that may be spoken to, each with everything below it: a subscription comes from outside.
    hosts: tuple[str, ...]

    channel: ClassVar = Channel.PUSH
    #: The service replaces a waiting message of one topic, and the page shows one tag once.
    is_repeatable: ClassVar = True

    @cached_property
    def public_key(self) -> str:
        """The key that a browser asks for when it subscribes."""
        point = Vapid.from_string(self.key).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    def carry(self, message: Message) -> Receipt:
        """Seal the message for one browser and hand it to the push service."""
        if not self.check_address(message.to):
            raise AddressGone("this push service is not one of those that are spoken to")
        content = {"tag": message.key, "title": message.subject, "text": message.text, "url": message.url}
        with requests.Session() as session:
            session.max_redirects = 0
            try:
                answer = self._post(session, message, json.dumps(content, ensure_ascii=False))
            except WebPushException as error:
                raise _meaning(error) from error
            except requests.RequestException as error:
                raise Unreachable(f"no answer: {type(error).__name__}") from error
            except ValueError as error:  # keys that are no keys
                raise AddressGone("the subscription's keys cannot be used") from error
        return Receipt(str(getattr(answer, "headers", {}).get("Location", ""))[:120])

    def check_address(self, address: str) -> bool:
        """Return whether ``address`` is a whole subscription at a push service that we speak to."""
        try:
            subscription = json.loads(address)
            endpoint = _PLAIN.fullmatch(subscription["endpoint"])
            keys = subscription["keys"]
            fits = len(_bytes(keys["p256dh"])) == _KEY_BYTES and len(_bytes(keys["auth"])) == _SECRET_BYTES
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        return fits and endpoint is not None and self._knows(endpoint["scheme"].lower(), endpoint["host"].lower())

    def _knows(self, scheme: str, host: str) -> bool:
        # Only a service on this very machine may be spoken to in the clear, and only when it is named.
        is_safe = scheme == "https" or (scheme == "http" and host in {"localhost", "127.0.0.1"})
        return is_safe and any(host == one or host.endswith(f".{one}") for one in self.hosts)

    def _post(self, session: requests.Session, message: Message, content: str) -> Any:
        topic = hashlib.sha256(message.key.encode()).hexdigest()[:32]
        return webpush(
            json.loads(message.to),
            content.encode(),
            vapid_private_key=self.key,
            vapid_claims={"sub": self.contact},
            ttl=_KEPT_S,
            headers={"Topic": topic, "Urgency": "high" if message.is_urgent else "normal"},
            timeout=TIMEOUT_S,
            requests_session=session,
        )


def _meaning(error: WebPushException) -> NotCarried:
    answer = error.response
    if answer is None:
        return Rejected(str(error)[:200])
    if answer.status_code in _GONE:
        return AddressGone(f"HTTP {answer.status_code}")
    return judged(answer.status_code, answer.text)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
