"""Looking again at the deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from gridwarden.cases.models.columns import both_or_neither, one_of, person, words
from gridwarden.inspections.domain.words import FollowUp, Outcome, RecheckState

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class RecheckQuerySet(models.QuerySet["Recheck"]):
    """Rechecks; everything that leaves the context goes through ``visible_to`` first."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the rechecks of papers that ``actor`` may know of, and those planned for the actor."""
        from gridwarden.inspections.models.notice import Notice  # noqa: PLC0415 - it stands beside this one

        return self.filter(district=actor.district_id).filter(
            Q(officer=actor.user_id, officer__isnull=False)
            | Q(notice__in=Notice.objects.visible_to(actor).values("pk"))
        )


class Recheck(models.Model):
    """One look at a paper's place when its time is up: planned with the paper, done by whoever is posted then."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    notice = models.OneToOneField("inspections.Notice", on_delete=models.PROTECT, related_name="recheck")
    planned_at = models.DateTimeField()
    #: For whom it is planned; looked up again when the time has come.
    officer = person()
    state = models.CharField(max_length=10, default=RecheckState.PLANNED.value)
    outcome = models.CharField(max_length=16, blank=True)
    follow_up = models.CharField(max_length=16, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = person()
    done_by_name = models.CharField(max_length=80, blank=True)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", RecheckState, name="inspections_recheck_state"),
            one_of("outcome", [*Outcome, ""], name="inspections_recheck_outcome"),
            one_of("follow_up", [*FollowUp, ""], name="inspections_recheck_follow_up"),
            both_or_neither(
                Q(state=RecheckState.DONE.value),
                Q(done_at__isnull=False, outcome__in=words(Outcome)),
                name="inspections_recheck_done_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "state", "planned_at", "id"], name="inspections_recheck_planned"),
            models.Index(fields=["officer", "state", "planned_at"], name="inspections_recheck_of"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.state}"
