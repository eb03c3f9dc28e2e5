"""A carrier that keeps what it was given: for tests and trials, under the same contract as the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gridwarden.platform.notifications.ports import AddressGone, Receipt

if TYPE_CHECKING:
    from gridwarden.platform.notifications.ports import Channel, Message, NotCarried


@dataclass(slots=True)
class FakeCarrier:
    """Takes every message once per key, unless told to fail."""

    channel: Channel
    is_repeatable: bool = True
    taken: list[Message] = field(default_factory=list)
    #: Raised by the next attempts, the first first.
    failures: list[NotCarried] = field(default_factory=list)
    #: Addresses at which nobody is any more.
    gone: set[str] = field(default_factory=set)

    def carry(self, message: Message) -> Receipt:
        """Keep the message, or fail as told."""
        if self.failures:
            raise self.failures.pop(0)
        if message.to in self.gone:
            raise AddressGone("nobody there")
        if not self.is_repeatable or message.key not in {one.key for one in self.taken}:
            self.taken.append(message)
        return Receipt(f"fake-{message.key}")

    def check_address(self, address: str) -> bool:
        """Take every address that is not empty and does not say of itself that it is wrong."""
        return bool(address) and not address.startswith("wrong")
