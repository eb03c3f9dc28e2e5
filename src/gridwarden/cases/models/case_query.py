"""Filters on cases, as QuerySet methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.states import ENDED, OPEN
from gridwarden.cases.models.columns import words
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models.case import Case  # noqa: F401 - the type of the rows
    from gridwarden.platform.access import Actor


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases; everything that leaves the context goes through ``visible_to`` first."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the cases that ``actor`` may know of.

        The desk and the brigade see their district. Others see what their units own or are called to
        support, what lies in their grids, what they reported, and what they are sent to verify or check;
        a contractor's people see only what their company has in hand and what they reported, and once it has
        ended, what their company answers for: it could not appeal otherwise.
        """
        here = self.filter(district=actor.district_id)
        if actor.may(Permission.CASE_SEE_DISTRICT):
            return here
        mine = Q(owner_unit__in=actor.unit_ids) | Q(opened_by=actor.user_id)
        if actor.user_id is None:
            return here.none()
        if not actor.is_contractor:
            mine |= Q(grid__in=actor.grid_ids) | self._sent(actor) | Q(Exists(self._called(actor)))
        else:
            mine |= Q(Exists(self._answered(actor)), state__in=words(ENDED))
        return here.filter(mine)

    def open(self) -> Self:
        """Keep the cases in which somebody still owes something."""
        # Named one by one, in the words of the index of open cases.
        return self.filter(state__in=words(OPEN))

    def showing(self, light: Light, now: datetime) -> Self:
        """Keep the cases that show ``light`` at ``now``."""
        if light is Light.RED:
            return self.filter(due_at__lt=now)
        if light is Light.YELLOW:
            return self.filter(due_at__gte=now, warn_at__lte=now)
        return self.filter(warn_at__gt=now)

    @staticmethod
    def _sent(actor: Actor) -> Q:
        return Q(verifier=actor.user_id) | Q(checker=actor.user_id) | Q(handler=actor.user_id)

    @staticmethod
    def _answered(actor: Actor) -> models.QuerySet[models.Model]:
        from gridwarden.cases.models.clock import Clock  # noqa: PLC0415 - it points back to the case

        return Clock.objects.filter(case=OuterRef("pk"), answering_unit__in=actor.unit_ids)

    @staticmethod
    def _called(actor: Actor) -> models.QuerySet[models.Model]:
        from gridwarden.cases.models.support import Support  # noqa: PLC0415 - it points back to the case

        return Support.objects.filter(case=OuterRef("pk"), unit__in=actor.unit_ids)
