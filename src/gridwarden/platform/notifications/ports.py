"""The port of messages: what every way out of the house must do, whoever carries the message.

A new way is one module under ``adapters`` and one line in ``ways.py``; it must pass the contract in
``tests/integration/notifications/test_contract.py``, which the fake passes as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Channel(StrEnum):
    """A way out of the house; what is told inside the product needs none."""

    EMAIL = "email"
    PUSH = "push"
    SMS = "sms"
    WECHAT = "wechat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be carried. ``key`` stays the same however often one delivery is tried."""

    key: str
    #: A mail address, a mobile number, an account's name in the messenger, or a push subscription as JSON.
    to: str
    subject: str
    text: str
    #: Where the reader is led, a full address; empty for nowhere.
    url: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side answered: its own name for the message, if it has one."""

    reference: str = ""


class NotCarried(Exception):
    """The message did not go out for a reason that may pass: try again later."""

    is_final = False


class Unreachable(NotCarried):
    """Nobody answers there: the other messages of this round need not try either."""


class Rejected(NotCarried):
    """The other side will never take this message."""

    is_final = True


class AddressGone(Rejected):
    """There is nobody at this address any more; it is to be forgotten."""


class Carrier(Protocol):
    """Carries messages over one channel."""

    @property
    def channel(self) -> Channel:
        """The channel over which it carries."""
        ...

    @property
    def is_repeatable(self) -> bool:
        """Whether a message sent twice under one key arrives once.

        Where it does not, a message whose fate is unknown after a crash is left to a person.
        """
        ...

    def carry(self, message: Message) -> Receipt:
        """Hand the message over or raise ``NotCarried``; return only once the other side has taken it."""
        ...

    def check_address(self, address: str) -> bool:
        """Return whether ``address`` has the form that this channel knows."""
        ...
