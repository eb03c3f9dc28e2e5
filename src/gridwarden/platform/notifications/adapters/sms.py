"""SMS through any gateway that takes JSON over HTTP; the bureau's gateway is adapted to this, or a bridge to it."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from gridwarden.platform.notifications.adapters.http import ask
from gridwarden.platform.notifications.ports import Channel, Receipt

if TYPE_CHECKING:
    from gridwarden.platform.notifications.ports import Message

_NUMBER = re.compile(r"(\+?86)?1[3-9]\d{9}|\+\d{6,15}")


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """``POST {id, to, text}`` with ``Idempotency-Key``, ``X-Timestamp`` and ``X-Signature``.

    The signature is HMAC-SHA256 in hex over timestamp, line feed and body. The gateway answers 2xx with an optional
    ``reference``, and answers a repeated key without sending again.
    """

    url: str
    secret: str

    channel: ClassVar = Channel.SMS
    is_repeatable: ClassVar = True

    def carry(self, message: Message) -> Receipt:
        """Hand the text to the gateway."""
        sent = {"id": message.key, "to": message.to, "text": message.text}
        body = json.dumps(sent, ensure_ascii=False).encode()
        stamp = str(int(time.time()))
        headers = {
            "Idempotency-Key": message.key,
            "X-Timestamp": stamp,
            "X-Signature": signature(self.secret, stamp, body),
        }
        return Receipt(str(ask(self.url, body, headers).body.get("reference", ""))[:120])

    def check_address(self, address: str) -> bool:
        """Return whether ``address`` is a mobile number of the mainland or one with its country's code."""
        return bool(_NUMBER.fullmatch(address))


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return what proves to the gateway that the text is ours and fresh."""
    return hmac.new(secret.encode(), stamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()
