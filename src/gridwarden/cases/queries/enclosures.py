"""Papers of a case that its evidence pack encloses; contexts above, which print them, hand in where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.models import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosedPhoto:
    """A picture that belongs to a paper: what it shows as a code, and in words."""

    attachment: Attachment
    shows: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A paper as it is printed, what stands on it, and under which name the audit trail speaks of it."""

    kind: str
    number: str
    words: str
    issued_at: datetime
    pdf: bytes
    data: Mapping[str, Any]
    subject_type: str
    subject_id: int
    photos: Sequence[EnclosedPhoto] = ()


class Encloser(Protocol):
    """Return the papers of a case that ``actor`` may take along, oldest first."""

    def __call__(
        self, actor: Actor, case_id: int, now: datetime, *, address_of: Callable[[str], str]
    ) -> Sequence[Enclosure]:
        """``address_of`` makes whole addresses from paths, for the codes on the papers."""


_enclosers: dict[str, Encloser] = {}


def register(key: str, encloser: Encloser) -> None:
    """Enclose the papers of ``encloser`` in every pack; registering a key again replaces it."""
    _enclosers[key] = encloser


def of_case(actor: Actor, case_id: int, now: datetime, *, address_of: Callable[[str], str]) -> list[Enclosure]:
    """Return all papers of the case, kind after kind."""
    return [
        paper
        for _key, enclose in sorted(_enclosers.items())
        for paper in enclose(actor, case_id, now, address_of=address_of)
    ]
