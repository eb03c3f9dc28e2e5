"""Where a contract stands."""

from __future__ import annotations

from enum import StrEnum


class ContractState(StrEnum):
    """Drafts bind nobody; a signed contract routes cases; an ended one is kept to be read."""

    DRAFT = "draft"
    SIGNED = "signed"
    ENDED = "ended"
