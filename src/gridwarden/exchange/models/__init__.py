"""Models of the exchange."""

from gridwarden.exchange.models.matter import Incoming, Matter, Nonce, Outgoing
from gridwarden.exchange.models.peer import Mapped, Peer

__all__ = ["Incoming", "Mapped", "Matter", "Nonce", "Outgoing", "Peer"]
