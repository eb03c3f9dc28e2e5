"""Messages of a work application in WeChat Work (企业微信), by its public interface."""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from gridwarden.platform.notifications.adapters.http import ask
from gridwarden.platform.notifications.ports import AddressGone, Channel, NotCarried, Receipt, Rejected

if TYPE_CHECKING:
    from gridwarden.platform.notifications.ports import Message

_NAME = re.compile(r"[\w.@-]{1,64}")
#: The other side forgets messages after four hours at most; our last attempt lies within.
_REMEMBERED_S = 4 * 3600
_TOKEN_STALE = {40014, 41001, 42001}
_NO_SUCH_PERSON = {40003, 60111, 81013}
#: Busy, and too many messages of one kind.
_PASSING = {-1, 45009, 45033}


@dataclass(slots=True)
class WorkWeChat:
    """One application of the bureau's own organisation; people are named as they are there."""

    corp_id: str
    agent_id: str
    secret: str
    url: str
    _token: str = field(default="", repr=False)
    _stale_at: float = 0.0

    channel: ClassVar = Channel.WECHAT
    is_repeatable: ClassVar = True

    def carry(self, message: Message) -> Receipt:
        """Send the text to one person; a token that has run out is renewed once."""
        said = self._send(message)
        if said.get("errcode") in _TOKEN_STALE:
            self._token = ""
            said = self._send(message)
        code = int(said.get("errcode", -1))
        if code == 0 and not said.get("invaliduser"):
            return Receipt(str(said.get("msgid", ""))[:120])
        raise _meaning(code, said)

    def check_address(self, address: str) -> bool:
        """Return whether ``address`` looks like the name of a member."""
        return bool(_NAME.fullmatch(address))

    def _send(self, message: Message) -> dict[str, Any]:
        body = {
            "touser": message.to,
            "msgtype": "text",
            "agentid": self.agent_id,
            "text": {"content": message.text + unseen(message.key)},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": _REMEMBERED_S,
        }
        query = urlencode({"access_token": self._access()})
        return ask(f"{self.url}/cgi-bin/message/send?{query}", json.dumps(body, ensure_ascii=False).encode()).body

    def _access(self) -> str:
        if not self._token or time.monotonic() > self._stale_at:
            query = urlencode({"corpid": self.corp_id, "corpsecret": self.secret})
            said = ask(f"{self.url}/cgi-bin/gettoken?{query}").body
            if said.get("errcode") or not said.get("access_token"):
                raise NotCarried(f"no token: {said.get('errcode')} {str(said.get('errmsg', ''))[:100]}")
            self._token = str(said["access_token"])
            self._stale_at = time.monotonic() + float(said.get("expires_in", 7200)) - 300
        return self._token


def unseen(key: str) -> str:
    """Return sixteen characters of no width that differ between keys.

    The other side takes equal texts for repetitions: so two messages with one wording stay two, and one message
    sent twice stays one.
    """
    bits = int.from_bytes(hashlib.sha256(key.encode()).digest()[:2], "big")
    return "".join("\u200b" if bits >> place & 1 else "\u200c" for place in range(16))


def _meaning(code: int, said: dict[str, Any]) -> NotCarried:
    words = f"errcode {code} {str(said.get('errmsg', ''))[:150]}"
    if said.get("invaliduser") or code in _NO_SUCH_PERSON:
        return AddressGone(words)
    return NotCarried(words) if code in _PASSING | _TOKEN_STALE else Rejected(words)
