"""What became of the rows of an import."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How many rows are new, different, gone, or as they were."""

    added: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        """Return both outcomes together."""
        return Outcome(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            closed=self.closed + other.closed,
            unchanged=self.unchanged + other.unchanged,
        )

    @property
    def touched(self) -> bool:
        """Return whether anything is different now."""
        return bool(self.added or self.changed or self.closed)

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)
