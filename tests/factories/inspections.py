"""A stage for papers: the stage of cases with articles, and short ways to issue and recheck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from gridwarden.inspections.actions import articles, issuing, rechecking
from gridwarden.inspections.actions.issuing import Contents, Finding, GivenParty
from gridwarden.inspections.actions.rechecking import Result
from gridwarden.inspections.domain.words import ArticleUse, FollowUp, Outcome
from gridwarden.inspections.models import Notice, Recheck
from gridwarden.inspections.queries import articles as article_rows
from gridwarden.platform.access import system_for
from tests.factories import cases as cases_factory
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.inspections.actions.issuing import Issued
    from gridwarden.inspections.actions.rechecking import Rechecked
    from gridwarden.platform.access import Actor
    from tests.factories.cases import Stage

SHOP = GivenParty(name="老王早点", phone="13812345678", legal_representative="王福", address="人民路12号")


@dataclass(frozen=True)
class Papers:
    """Everybody on the stage, with what they need to issue papers."""

    stage: Stage

    @cached_property
    def second_id(self) -> int:
        """The second officer: a mate of the first."""
        return self.stage.people["mate"].pk

    def by(self, post: str = "officer") -> Actor:
        return self.stage.by(post)

    def cited(self, *uses: ArticleUse, at: datetime = MONDAY) -> tuple[int, ...]:
        """Return one article in force for each use."""
        rows = article_rows.in_force(self.stage.district_id, localdate(at))
        return tuple(next(row.id for row in rows if row.use is use) for use in uses)

    def contents(self, **changes: Any) -> Contents:
        """Return what stands on a paper whose signature was refused."""
        given = Contents(
            party=SHOP, second_officer_id=self.second_id, article_ids=self.cited(ArticleUse.BROKEN), witness="李邻居"
        )
        return replace(given, **changes)

    def finding(self, *, post: str = "officer", **changes: Any) -> Finding:
        lon, lat = middle_of(0, 0)
        given = Finding(
            condition_id=self.stage.spot.pk,
            lon=lon,
            lat=lat,
            address="人民路12号",
            photo_ids=(self.stage.photo(post),),
        )
        return replace(given, **changes)

    def issued(self, *, post: str = "officer", at: datetime = MONDAY, **changes: Any) -> Issued:
        """Issue a notice that opens its case."""
        return issuing.issue(
            by=self.by(post), at=at, finding=self.finding(post=post), contents=self.contents(**changes)
        )

    def notice(self, issued: Issued) -> Notice:
        return Notice.objects.select_related("recheck", "party").get(pk=issued.notice_id)

    def case(self, issued: Issued) -> Case:
        return self.stage.case(issued.case_id)

    def recheck(self, issued: Issued) -> Recheck:
        return Recheck.objects.get(notice=issued.notice_id)

    def rechecked(
        self,
        issued: Issued,
        outcome: Outcome,
        follow_up: FollowUp | None = None,
        *,
        post: str = "officer",
        at: datetime | None = None,
    ) -> Rechecked:
        """Look again, by default a minute after the deadline."""
        result = Result(outcome=outcome, photo_ids=(self.stage.photo(post),), note="仍有桌椅占道", follow_up=follow_up)
        moment = at or issued.due_at + timedelta(minutes=1)
        recheck_id = self.recheck(issued).pk
        return rechecking.record(by=self.by(post), at=moment, recheck_id=recheck_id, result=result)


def build() -> Papers:
    """Set the stage."""
    stage = cases_factory.build()
    articles.seed(by=system_for(stage.district_id), at=MONDAY, district_id=stage.district_id)
    return Papers(stage)
