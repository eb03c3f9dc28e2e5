"""What the roles owe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from gridwarden.platform.access import Role
from gridwarden.workforce.models import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One duty in both languages."""

    id: int
    role: Role
    number: int
    text_zh: str
    text_en: str

    @property
    def text(self) -> str:
        """The duty in the reader's language."""
        english = (get_language() or "").startswith("en")
        return self.text_en if english and self.text_en else self.text_zh


def of_roles(district_id: int | None, roles: Iterable[Role]) -> dict[Role, tuple[DutyRow, ...]]:
    """Return the duties of ``roles`` in the district, in their order; one SQL statement."""
    wanted = list(roles)
    found: dict[Role, list[DutyRow]] = {role: [] for role in wanted}
    for duty in Duty.objects.filter(district=district_id, role__in=wanted).order_by("role", "number"):
        row = DutyRow(id=duty.pk, role=Role(duty.role), number=duty.number, text_zh=duty.text, text_en=duty.text_en)
        found[row.role].append(row)
    return {role: tuple(rows) for role, rows in found.items()}
