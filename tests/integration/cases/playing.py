"""Play a case forward to a station, each step by the person who takes it in life."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.cases.actions import (
    checking,
    closure,
    dispatching,
    extensions,
    families,
    handling,
    merging,
    registration,
    rulings,
    supervision,
    suspensions,
    verification,
)
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.supervision import Urgency
from gridwarden.cases.models import Case
from tests.factories.cases import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from tests.factories.cases import Stage

MINUTE = timedelta(minutes=1)


class Play:
    """One case on its ordinary way, a minute a step unless told otherwise."""

    def __init__(self, stage: Stage, *, at: datetime = MONDAY) -> None:
        self.stage = stage
        self.at = at
        self.case_id = 0
        #: Cases beside the one that is played.
        self.others: list[int] = []
        self.order_id = 0

    def tick(self, minutes: float = 1) -> datetime:
        self.at += minutes * MINUTE
        return self.at

    def reported(self) -> Play:
        self.case_id = self.stage.opened(Source.CITIZEN, self.stage.slow, at=self.at).case_id
        return self

    def found(self) -> Play:
        """A patrol's finding with the grid team."""
        opened = self.stage.opened(Source.PATROL, self.stage.spot, by="officer", at=self.at)
        self.case_id = opened.case_id
        return self

    def verified(self) -> Play:
        self.reported()
        by, person = self.stage.by("operator"), self.stage.user_id("informant")
        verification.send_to_verify(by=by, at=self.tick(), case_id=self.case_id, person_id=person)
        verification.confirm(by=self.stage.by("informant"), at=self.tick(), case_id=self.case_id)
        return self

    def registered(self) -> Play:
        self.verified()
        registration.register(by=self.stage.by("supervisor"), at=self.tick(), case_id=self.case_id)
        return self

    def dispatched(self, unit_id: int | None = None) -> Play:
        self.registered()
        unit_id = unit_id or self.stage.cast.contractor.pk
        dispatching.dispatch(by=self.stage.by("dispatcher"), at=self.tick(), case_id=self.case_id, unit_id=unit_id)
        return self

    def handling(self) -> Play:
        self.dispatched()
        handling.accept(by=self.stage.by("foreman"), at=self.tick(), case_id=self.case_id)
        return self

    def suspended(self, *, days: float = 30) -> Play:
        """Put aside by request of the contractor and ruling of the desk."""
        self.handling()
        until, by = self.at + timedelta(days=days), self.stage.by("foreman")
        asked = suspensions.ask(by=by, at=self.tick(), case_id=self.case_id, reason="等待苗木季节", until=until)
        self.grant(asked.request_id, "dispatcher")
        return self

    def asked(self) -> Play:
        """The contractor has asked for more time."""
        self.handling()
        by, proofs = self.stage.by("foreman"), [self.stage.photo("foreman")]
        extensions.ask(by=by, at=self.tick(), case_id=self.case_id, reason="配件未到", proofs=proofs)
        return self

    def ordered(self) -> Play:
        """Found by a patrol, and put under supervision by the brigade."""
        self.found()
        self.order_id = supervision.issue(
            by=self.stage.by("leader"),
            at=self.tick(),
            case_id=self.case_id,
            urgency=Urgency.URGENT,
            requirement="今日内说明进展",
            reply_by=self.at + timedelta(minutes=50),
        ).order_id
        return self

    def grant(self, request_id: int, *posts: str) -> Play:
        """Let the posts grant a request, one after the other."""
        for post in posts:
            rulings.rule(by=self.stage.by(post), at=self.tick(), request_id=request_id, grants=True)
        return self

    def parted(self) -> Play:
        """Divided between the contractor and the grid team; ``others`` are the parts."""
        self.registered()
        units = [self.stage.cast.contractor.pk, self.stage.cast.east_team.pk]
        by = self.stage.by("dispatcher")
        families.split(by=by, at=self.tick(), case_id=self.case_id, unit_ids=units, instruction="各清各段")
        self.others = list(Case.objects.filter(parent=self.case_id).order_by("pk").values_list("pk", flat=True))
        return self

    def merged(self) -> Play:
        """Reported once more and merged into the first report, which is ``others``."""
        first = Play(self.stage, at=self.at).dispatched()
        self.at = first.at
        self.reported()
        self.others = [first.case_id]
        by = self.stage.by("dispatcher")
        merging.merge(by=by, at=self.tick(), case_id=self.case_id, into_id=first.case_id, reason="同一处堆放")
        return self

    def finish(self, post: str = "foreman") -> Play:
        photos = [self.stage.photo(post) for _ in range(2)]
        handling.finish(by=self.stage.by(post), at=self.tick(), case_id=self.case_id, photos_after=photos)
        return self

    def handled(self) -> Play:
        return self.handling().finish()

    def send_to_check(self, post: str = "checker") -> Play:
        by, person = self.stage.by("dispatcher"), self.stage.user_id(post)
        checking.send_to_check(by=by, at=self.tick(), case_id=self.case_id, person_id=person)
        return self

    def checking(self) -> Play:
        return self.handled().send_to_check()

    def pass_check(self, post: str = "checker") -> Play:
        photos = [self.stage.photo(post)]
        checking.pass_check(by=self.stage.by(post), at=self.tick(), case_id=self.case_id, photos_check=photos)
        return self

    def checked(self) -> Play:
        return self.checking().pass_check()

    def closed(self) -> Play:
        self.checked()
        by = self.stage.by("supervisor")
        closure.close(by=by, at=self.tick(), case_id=self.case_id, reply="已清理,谢谢您的反映。")
        return self
