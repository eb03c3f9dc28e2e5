"""What a district has set for its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from gridwarden.inspections.domain.deadlines import Bounds
from gridwarden.inspections.domain.words import PaperKind
from gridwarden.inspections.models import NoticeRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A district's settings, or the supplied ones where it has none."""

    notice_word: str
    order_word: str
    proposed_percent: int
    longest_percent: int
    shortest_minutes: int
    remind_minutes: int
    authority: str
    phone: str

    def word(self, kind: PaperKind) -> str:
        """Return the word before the numbers of ``kind``."""
        return self.order_word if kind is PaperKind.ORDER else self.notice_word

    def authority_of(self, district_name: str) -> str:
        """Return who signs the papers: the authority that was named, else the bureau of the district."""
        return self.authority or f"{district_name}城市管理局"

    @property
    def bounds(self) -> Bounds:
        """Within what deadlines may be set."""
        return Bounds(
            proposed_percent=self.proposed_percent,
            longest_percent=self.longest_percent,
            shortest_minutes=self.shortest_minutes,
        )

    @property
    def remind_before(self) -> timedelta:
        """How early a recheck is announced."""
        return timedelta(minutes=self.remind_minutes)


def of_district(district_id: int) -> RuleRow:
    """Return the settings of a district; one SQL statement."""
    rule = NoticeRule.objects.filter(district=district_id).first() or NoticeRule(district_id=district_id)
    return RuleRow(**{name: getattr(rule, name) for name in RuleRow.__dataclass_fields__})
