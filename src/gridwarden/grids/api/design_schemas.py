"""What the API says and takes about designs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.kinds import GridClass
from gridwarden.grids.domain.redrawing.verdicts import FlawKind
from gridwarden.grids.domain.wanted import Wanted
from gridwarden.platform.api.fields import LARGEST_ID, Day
from gridwarden.platform.api.schemas import InputBody

Count = Annotated[int, Field(ge=0, le=100_000)]
Weight = Annotated[float, Field(ge=0, le=1_000)]
Code = Annotated[str, Field(min_length=1, max_length=32)]
Degrees = Annotated[float, Field(ge=-180, le=180)]
#: Longitude and latitude of two places.
PlacePair = tuple[tuple[Degrees, Degrees], tuple[Degrees, Degrees]]
BlockNumber = Annotated[int, Field(ge=0, le=10_000_000)]


class CountsBody(InputBody):
    """Wanted grids by class; null asks for the fewest."""

    A: Count | None = None
    B: Count | None = None
    C: Count | None = None


class WeightsBody(InputBody):
    """What a plan pays for; 1 is a usual weight, 0 switches a term off."""

    balance: Weight = Field(1.0, description="Even work.")
    cut: Weight = Field(1.0, description="Few roads cut between two grids.")
    drawn: Weight = Field(1.0, description="Borders along roads, water and railways.")
    compact: Weight = Field(1.0, description="Round grids.")


class NewDesignBody(InputBody):
    """What is wished of a design."""

    name: str = Field("", max_length=80)
    counts: CountsBody = Field(default_factory=CountsBody)
    weights: WeightsBody = Field(default_factory=lambda: WeightsBody.model_validate({}))
    seed: int = Field(0, ge=0, le=2**31 - 1)
    time_limit_s: float = Field(30.0, gt=0, le=3_600, description="Processor seconds for the search.")
    keep: float = Field(0.0, ge=0, le=1_000, description="Price of leaving today's plan; 1 is a usual price.")
    base: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = Field(
        None, description="Design to start from; today's plan when left out."
    )
    locked: list[Code] = Field(default_factory=list, max_length=1_000, description="Codes of grids that stay.")
    together: list[PlacePair] = Field(default_factory=list, description="Pairs of places that belong into one grid.")
    apart: list[PlacePair] = Field(default_factory=list, description="Pairs of places that belong into two grids.")
    params: dict[str, Any] = Field(
        default_factory=dict, description="Further settings as in the settings file of `gridwarden grids design`."
    )

    def document(self) -> dict[str, Any]:
        """Return the settings as one document."""
        named = {"counts": self.counts.dict(), "weights": self.weights.dict()}
        return {**self.params, **named, "seed": self.seed, "time_limit_s": self.time_limit_s}

    def wanted(self) -> Wanted:
        """Return what is to be kept, locked, joined and parted."""
        return Wanted(
            keep=self.keep,
            base=self.base,
            locked=tuple(self.locked),
            together=tuple(self.together),
            apart=tuple(self.apart),
        )


class ClassFiguresBody(Schema):
    """Figures of the grids of one class."""

    count: int
    limit_m: float
    max_diameter_m: float
    over_limit: int
    mean_minutes: float
    max_over_mean: float


class PlanFiguresBody(Schema):
    """The figures by which plans compare."""

    count: int
    by_class: dict[str, ClassFiguresBody]
    max_diameter_m: float
    over_limit: int
    minutes: float = Field(description="Work of a day in all grids.")
    max_over_mean: float = Field(description="Most work of a grid over the mean of its class; the worst class.")
    compactness: float = Field(description="Mean of 4π·area/outline²; a circle has 1.")
    inner_border_km: float
    border_on_lines: float = Field(description="Share of the border between grids along roads, water and railways.")
    road_cuts: int = Field(description="How often a road leads from one grid into another.")
    changed_share: float | None = Field(description="Share of the land that leaves its grid of today.")


class BoundBody(Schema):
    """The least number of grids of a class in any plan, and why."""

    least: int
    why: str
    evenest: float | None = Field(
        None, description="No plan with the pieces of the class as they are has less max/mean."
    )
    deadhead: float | None = Field(None, description="Way walked without patrolling over patrolled way, as designed.")


class DesignBody(Schema):
    """A design; `figures` is null until it is done."""

    id: int
    name: str
    seed: int
    params: dict[str, Any]
    wishes: dict[str, Any] = Field(description="What is kept, locked, joined and parted, and the communities.")
    state: DesignState
    progress: int = Field(description="Percent.")
    step: str
    failure: str
    figures: PlanFiguresBody | None
    bounds: dict[str, BoundBody]
    today: PlanFiguresBody | None = Field(description="Figures of the plan in force when the design was made.")
    revision: int
    made_by: str
    made_at: datetime
    published_from: date | None


class ShapeProperties(Schema):
    """What is known of a grid or a block."""

    code: str
    grid_class: GridClass
    patrol_mode: Literal["foot", "vehicle"]
    area_m2: float
    diameter_m: float
    limit_m: float
    load_minutes: float
    load_share: float = Field(description="Of the mean of its class.")
    compactness: float = Field(description="4π·area/outline²; a circle has 1.")
    border_on_lines: float = Field(description="Share of its border to other grids along roads, water and railways.")
    road_cuts: int = Field(description="How many roads lead from it into other grids.")
    changed_share: float | None = Field(description="Share of its land that lies in a grid of another code today.")


class GridFeature(Schema):
    """A grid on the map."""

    type: Literal["Feature"] = "Feature"
    properties: ShapeProperties
    geometry: dict[str, Any]


class GridCollection(Schema):
    """The grids of a design."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[GridFeature]


class BlockProperties(Schema):
    """What is known of a block."""

    code: str = Field(description="The grid in which it lies.")
    allowed: str = Field(description="Classes that its zone lets it join.")
    load_minutes: float
    area_m2: float
    beside: list[int] = Field(description="Its neighbours.")


class BlockFeature(Schema):
    """A block on the map."""

    type: Literal["Feature"] = "Feature"
    id: int
    properties: BlockProperties
    geometry: dict[str, Any]


class BlockCollection(Schema):
    """The blocks of a design."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[BlockFeature]


class EditBody(InputBody):
    """An edit; with `revision` it is refused when somebody else changed the design meanwhile."""

    revision: int | None = Field(None, ge=0, le=2**31 - 1)


class MoveBody(EditBody):
    """Blocks that go to a neighbouring grid."""

    blocks: list[BlockNumber] = Field(min_length=1, max_length=20_000)
    to: Code


class SplitBody(EditBody):
    """A grid to be split."""

    code: Code


class MergeBody(EditBody):
    """A grid to be joined to its neighbour, whose code stays."""

    code: Code
    into: Code


class FlawBody(Schema):
    """A rule that the plan breaks, in a sentence; `grave` ones stand against publication."""

    kind: FlawKind
    code: str
    value: float
    limit: float
    grave: bool
    text: str


class EditedBody(Schema):
    """The plan after an edit, or as it would be: `blocks` are those that change, with their new grid."""

    revision: int
    figures: PlanFiguresBody
    flaws: list[FlawBody]
    blocks: dict[int, str]
    can_undo: bool


class PublicationBody(InputBody):
    """From which day the plan holds; today when left out."""

    from_day: Day | None = None


class PublishedBody(Schema):
    """How many grids were added, changed, closed, or stayed."""

    added: int
    changed: int
    closed: int
    unchanged: int
