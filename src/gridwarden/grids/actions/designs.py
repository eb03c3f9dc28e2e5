"""Have a plan designed, stop the work, publish the plan from a day on, or throw it away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from procrastinate.contrib.django import app

from gridwarden.grids.actions import plans
from gridwarden.grids.actions.guards import editable
from gridwarden.grids.domain import seamless
from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.drafts import GridDraft
from gridwarden.grids.domain.findings import FindingKind
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.redrawing.verdicts import flaws_of
from gridwarden.grids.domain.seamless import GridShape
from gridwarden.grids.domain.wanted import BadWishes, Wanted
from gridwarden.grids.models import DesignGrid, Grid, PlanDesign
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries import checks, designs
from gridwarden.grids.queries.days import day_of
from gridwarden.grids.queries.designs import WITH_PLAN, NoDesign
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.grids.actions.outcome import Outcome
    from gridwarden.grids.models import District
    from gridwarden.platform.access import Actor

#: The job that makes a design; ``jobs.py`` registers it.
JOB = "grids.make_design"
#: So many designs of a district may wait or run at once.
MOST_IN_WORK = 3
#: A road beside the grids is the roads' fault, not the plan's.
_NOT_THE_PLANS = {FindingKind.ORPHAN_ROAD}


class DesignNotReady(Conflict):
    """The design is not in a state in which this can be done."""

    code = "design_not_ready"


class DesignFlawed(Conflict):
    """The plan breaks rules and cannot be published."""

    code = "design_flawed"


class TooManyDesigns(Conflict):
    """Enough designs are being made already."""

    code = "too_many_designs"


class DesignUnchanged(Conflict):
    """The plan is the one in force already."""

    code = "design_unchanged"


class PublishedTooEarly(Invalid):
    """A plan is published for the days to come, so that old cases keep their grids."""

    code = "published_too_early"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesign:
    """What is wished: a name, settings as in a settings file of the command line, how much of today's plan to keep."""

    district_id: int
    name: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    wanted: Wanted = field(default_factory=Wanted)


@transaction.atomic
def start(*, by: Actor, at: datetime, new: NewDesign) -> PlanDesign:
    """Have a plan designed in the background."""
    # Only whoever starts a design pays for loading the solver's settings.
    from gridwarden.grids.domain.design.settings import params_from  # noqa: PLC0415
    from gridwarden.grids.domain.design.wishes import Wishes  # noqa: PLC0415

    district = editable(by, new.district_id)
    params = params_from(new.params)
    Wishes(keep=new.wanted.keep)
    new.wanted.check(_codes_to_lock(by, at, district, new.wanted.base), to_shapely(district.boundary))
    in_work = [state.value for state in DesignState if state.is_in_work]
    if PlanDesign.objects.filter(district=district, state__in=in_work).count() >= MOST_IN_WORK:
        raise TooManyDesigns("Enough designs are being made already.")
    design = PlanDesign.objects.create(
        district=district,
        name=new.name.strip()[:80] or f"{day_of(at).isoformat()} · {params.seed}",
        seed=params.seed,
        params=new.params,
        wishes=new.wanted.as_dict(),
        state=DesignState.QUEUED.value,
        made_by_id=by.user_id,
        made_at=at,
    )
    _record("grids.design_started", design, by=by, at=at, seed=params.seed)
    app.configure_task(name=JOB).defer(design_id=design.pk)
    return design


def _codes_to_lock(by: Actor, at: datetime, district: District, base: int | None) -> set[str]:
    """Return the codes of the plan from which a design starts: today's, or that of an earlier design."""
    if base is None:
        return set(Grid.objects.on(day_of(at)).filter(district=district).values_list("code", flat=True))
    found = designs.visible_to(by).filter(pk=base, district=district, state__in=WITH_PLAN).first()
    if found is None:
        raise BadWishes("The design to start from is gone.", base="The design to start from is gone.")
    return set(found.grids.values_list("code", flat=True))


@transaction.atomic
def stop(*, by: Actor, at: datetime, design_id: int) -> PlanDesign:
    """Have the search end with the best plan so far; one that has not begun is thrown away."""
    design = locked(by, design_id)
    if not DesignState(design.state).is_in_work:
        raise DesignNotReady("The design is no longer being made.")
    if design.state == DesignState.QUEUED:
        design.state = DesignState.DISCARDED.value
    design.is_stop_asked = True
    design.save(update_fields=["state", "is_stop_asked"])
    _record("grids.design_stopped", design, by=by, at=at)
    return design


@transaction.atomic
def discard(*, by: Actor, at: datetime, design_id: int) -> None:
    """Throw a design away; one that is being made stops, one in force stays."""
    design = locked(by, design_id)
    if design.state == DesignState.PUBLISHED:
        raise DesignNotReady("A published design stays.")
    design.state, design.is_stop_asked = DesignState.DISCARDED.value, True
    design.save(update_fields=["state", "is_stop_asked"])
    design.grids.all().delete()
    design.blocks.all().delete()
    design.edits.all().delete()
    design.roads.all().delete()
    _record("grids.design_discarded", design, by=by, at=at)


@transaction.atomic
def publish(*, by: Actor, at: datetime, design_id: int, from_day: date | None = None) -> Outcome:
    """Make a design the plan of the district from a day on; the plan before it stays for what happened before."""
    design = locked(by, design_id)
    if design.state != DesignState.DONE:
        raise DesignNotReady("Only a finished design can be published.")
    day = from_day or day_of(at)
    if day < day_of(at):
        raise PublishedTooEarly("A plan is published for the days to come.", from_day="in the past")
    drafts = _drafts(design, day)
    _check(design, drafts, day)
    if designs.is_in_force(design, day):
        raise DesignUnchanged("The plan is the one in force already.")
    outcome = plans.adopt(by=by, at=at, district_id=design.district_id, grids=drafts, from_day=day)
    design.state, design.published_at, design.published_from = DesignState.PUBLISHED.value, at, day
    design.save(update_fields=["state", "published_at", "published_from"])
    _record("grids.design_published", design, by=by, at=at, from_day=day.isoformat(), **outcome.as_dict())
    return outcome


def locked(by: Actor, design_id: int) -> PlanDesign:
    """Return a design, locked until the transaction ends, for an actor who may edit its district."""
    by.require(Permission.TERRITORY_EDIT)
    found = designs.visible_to(by).select_for_update(of=("self",)).select_related("district").filter(pk=design_id)
    design = found.first()
    if design is None:
        raise NoDesign("There is no such design.")
    return design


def _drafts(design: PlanDesign, day: date) -> list[GridDraft]:
    grids = list(DesignGrid.objects.filter(design=design).order_by("code"))
    names = dict(Grid.objects.on(day).filter(district=design.district_id).values_list("code", "name"))
    return [
        GridDraft(
            code=grid.code,
            name=names.get(grid.code, grid.code),
            grid_class=GridClass(grid.grid_class),
            patrol_mode=PatrolMode(grid.patrol_mode),
            geometry=to_shapely(grid.geom),
        )
        for grid in grids
    ]


def _check(design: PlanDesign, drafts: list[GridDraft], day: date) -> None:
    """Refuse a plan with grave flaws, or one that is not seamless over the territory of that day."""
    grave = [flaw for flaw in flaws_of(designs.draft(design)) if flaw.is_grave]
    if grave:
        raise DesignFlawed("The plan breaks rules.", **{flaw.code: flaw.kind.value for flaw in grave})
    shapes = tuple(GridShape(one.code, one.grid_class, one.patrol_mode, one.geometry) for one in drafts)
    found = seamless.check(checks.territory(design.district_id, day, grids=shapes)).findings
    faults = {
        "/".join(one.subjects) or one.kind.value: one.kind.value for one in found if one.kind not in _NOT_THE_PLANS
    }
    if faults:
        raise DesignFlawed("The plan does not cover the district as it must.", **faults)


def _record(what: str, design: PlanDesign, *, by: Actor, at: datetime, **data: Any) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="design",
        subject_id=design.pk,
        district_id=design.district_id,
        design_name=design.name,
        **data,
    )
