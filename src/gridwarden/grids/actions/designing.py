"""Make a design that was asked for. Loads the solver: import it only inside the job."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.grids.actions.design_store import store_blocks, store_figures, store_grids, store_roads
from gridwarden.grids.domain.design import Wishes
from gridwarden.grids.domain.design.blocks import draft_of
from gridwarden.grids.domain.design.settings import params_from
from gridwarden.grids.domain.design.solving import worked_out
from gridwarden.grids.domain.design.walks import deadhead_by_class
from gridwarden.grids.domain.design.wishes import TodayGrid
from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.measures import Plane
from gridwarden.grids.domain.redrawing.recoding import in_communities, recoded
from gridwarden.grids.domain.redrawing.todays import in_todays, todays_figures
from gridwarden.grids.domain.wanted import Wanted
from gridwarden.grids.models import PlanDesign
from gridwarden.grids.queries import designs, town
from gridwarden.platform.access import system_for
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.grids.domain.design import Design, Step
    from gridwarden.grids.domain.design.town import Town
    from gridwarden.grids.domain.redrawing import Draft
    from gridwarden.grids.domain.seamless import GridShape

#: Progress is written, and the wish to stop read, this often.
_EVERY_S = 0.5


def make(*, at: datetime, design_id: int) -> None:
    """Solve a design and store its grids and blocks; one that nobody waits for any more is left alone."""
    design = PlanDesign.objects.select_related("district").filter(pk=design_id).first()
    if design is None or not DesignState(design.state).is_in_work:
        return
    PlanDesign.objects.filter(pk=design_id, state=DesignState.QUEUED.value).update(state=DesignState.RUNNING.value)
    listening = _Listening(design_id)
    try:
        ground = town.town_of(design.district_id, at)
        todays = designs.todays(design.district_id, at)
        wanted = Wanted.from_dict(design.wishes)
        plan, draft, proven = _solved(design, ground, wishes_of(wanted, _base(wanted, todays)), listening, at)
        draft = recoded(draft, todays, in_todays(draft.blocks, todays), wanted.locked)
        if wanted.communities:
            draft = in_communities(draft, wanted.communities)
    except Refusal as refusal:
        _fail(design_id, refusal.message)
        return
    except Exception:
        _fail(design_id, "The design broke off by a fault of the program.")
        raise
    figures = todays_figures(draft.blocks, todays, town.lines_of(ground)).as_dict() if todays else {}
    _keep(design_id, plan, draft, figures, proven, at=at)


class _Listening:
    """Writes how far the work is, outside every transaction, and hears the wish to stop."""

    def __init__(self, design_id: int) -> None:
        self._rows = PlanDesign.objects.filter(pk=design_id)
        self._last_s = 0.0
        self._percent = 0
        self._is_stopped = False

    def told(self, step: Step) -> None:
        """Write a step."""
        now_s = time.monotonic()
        if now_s - self._last_s >= _EVERY_S or step.search is None:
            self._last_s = now_s
            # Searches come one after the other, each from its own beginning; the bar never goes back.
            self._percent = max(self._percent, min(99, int(100 * step.done)))
            self._rows.update(progress=self._percent, step=step.name)
            self._is_stopped = self._rows.filter(is_stop_asked=True).exists()

    def is_stopped(self) -> bool:
        """Whether somebody wants it to end."""
        return self._is_stopped


def _solved(
    design: PlanDesign, ground: Town, wishes: Wishes, listening: _Listening, at: datetime
) -> tuple[Design, Draft, dict[str, Any]]:
    params = params_from(design.params)
    params = replace(params, overrides=(*params.overrides, *town.overrides(design.district_id, at)))
    plan, outcome = worked_out(ground, params, listening.told, wishes=wishes, stop=listening.is_stopped)
    walked = deadhead_by_class(outcome)
    proven = {
        word: {
            "least": one.lower_bound,
            "why": one.lower_bound_why,
            "evenest": round(one.least_max_over_mean, 4),
            "deadhead": walked.get(word),
        }
        for word, one in plan.figures.by_class.items()
    }
    return plan, draft_of(plan, outcome, Plane(design.district.plane_srid)), proven


def _base(wanted: Wanted, todays: list[GridShape]) -> list[GridShape]:
    """Return the plan from which the design starts."""
    return todays if wanted.base is None else designs.grid_shapes(wanted.base)


def wishes_of(wanted: Wanted, base: list[GridShape]) -> Wishes:
    """Return the wishes as the solver reads them."""
    return Wishes(
        today=tuple(
            TodayGrid(
                code=one.code,
                grid_class=GridClass(one.grid_class),
                patrol_mode=PatrolMode(one.patrol_mode),
                geometry=one.geometry,
                is_locked=one.code in wanted.locked,
            )
            for one in base
        ),
        together=wanted.together,
        apart=wanted.apart,
        keep=wanted.keep,
    )


def _fail(design_id: int, why: str) -> None:
    in_work = [state.value for state in DesignState if state.is_in_work]
    PlanDesign.objects.filter(pk=design_id, state__in=in_work).update(
        state=DesignState.FAILED.value, failure=why[:400] or "unknown"
    )


@transaction.atomic
def _keep(
    design_id: int, plan: Design, draft: Draft, today: dict[str, Any], proven: dict[str, Any], *, at: datetime
) -> None:
    design = PlanDesign.objects.select_for_update().get(pk=design_id)
    if not DesignState(design.state).is_in_work:
        return  # thrown away meanwhile
    store_grids(design, draft, set(range(len(draft.grids))))
    store_blocks(design, draft)
    store_roads(design, plan.roads)
    design.state, design.progress, design.step, design.finished_at = DesignState.DONE.value, 100, "", at
    design.today, design.bounds = today, proven
    design.save(update_fields=["state", "progress", "step", "finished_at", "today", "bounds"])
    store_figures(design, draft, at)
    record(
        "grids.design_made",
        by=system_for(design.district_id),
        at=at,
        subject_type="design",
        subject_id=design.pk,
        district_id=design.district_id,
        grids=len(draft.grids),
        cpu_s=round(plan.figures.cpu_s, 1),
    )
