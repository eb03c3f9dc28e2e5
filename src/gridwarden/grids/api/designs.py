"""Designs through the API: have them made, change them, publish them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import shapely
from django.utils import timezone
from ninja import Router, Status

from gridwarden.grids.actions import designs as actions
from gridwarden.grids.actions import redrawing
from gridwarden.grids.actions.designs import NewDesign
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.actions.redrawing import Edited
from gridwarden.grids.api.design_schemas import (
    BlockCollection,
    DesignBody,
    EditedBody,
    GridCollection,
    MergeBody,
    MoveBody,
    NewDesignBody,
    PublicationBody,
    PublishedBody,
    SplitBody,
)
from gridwarden.grids.domain.limits import max_patrol_diameter_m
from gridwarden.grids.queries import designs, districts
from gridwarden.grids.queries.designs import DesignGridRow, DesignRow
from gridwarden.grids.wording import flaw_text
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.permissions import requires

router = Router()
#: A tenth of a metre is enough for a screen.
_DECIMALS = 6


@router.get("", response=list[DesignBody], operation_id="list_designs", summary="Designs")
@requires(Permission.TERRITORY_EDIT)
def list_designs(request: ActingRequest) -> list[dict[str, Any]]:
    """The newest designs of the caller's district, the newest first."""
    return [_body(row) for row in designs.rows(request.actor)]


@router.post("", response={201: DesignBody}, operation_id="start_design", summary="Have a plan designed")
@requires(Permission.TERRITORY_EDIT)
def start_design(request: ActingRequest, body: NewDesignBody) -> Status[dict[str, Any]]:
    """It is made in the background; ask for the design again to see how far it is."""
    district = districts.own(request.actor)
    new = NewDesign(district_id=district.id, name=body.name, params=body.document(), wanted=body.wanted())
    design = actions.start(by=request.actor, at=timezone.now(), new=new)
    return Status(201, _body(designs.one(request.actor, design.pk)))


@router.get("/{design_id}", response=DesignBody, operation_id="get_design", summary="One design")
@requires(Permission.TERRITORY_EDIT)
def get_design(request: ActingRequest, design_id: int) -> dict[str, Any]:
    """How far it is, its figures, and those of today's plan."""
    return _body(designs.one(request.actor, design_id))


@router.delete("/{design_id}", response={204: None}, operation_id="discard_design", summary="Throw a design away")
@requires(Permission.TERRITORY_EDIT)
def discard_design(request: ActingRequest, design_id: int) -> Status[None]:
    """One that is being made stops; a published one stays."""
    actions.discard(by=request.actor, at=timezone.now(), design_id=design_id)
    return Status(204, None)


@router.get("/{design_id}/grids", response=GridCollection, operation_id="get_design_grids", summary="Its grids")
@requires(Permission.TERRITORY_EDIT)
def get_design_grids(request: ActingRequest, design_id: int) -> dict[str, Any]:
    """The grids as GeoJSON in CGCS2000 degrees."""
    rows = designs.grids_of(request.actor, design_id)
    means, shares = _means(rows), designs.shares(request.actor, design_id, timezone.now())
    features = [
        {
            "properties": {**_grid(row, means[row.grid_class]), **asdict(shares[row.code])},
            "geometry": _geojson(row.geometry),
        }
        for row in rows
    ]
    return {"features": features}


@router.get("/{design_id}/blocks", response=BlockCollection, operation_id="get_design_blocks", summary="Its blocks")
@requires(Permission.TERRITORY_EDIT)
def get_design_blocks(request: ActingRequest, design_id: int) -> dict[str, Any]:
    """The blocks as GeoJSON in CGCS2000 degrees, each with its grid and its neighbours."""
    draft = designs.visible_draft(request.actor, design_id)
    blocks = draft.blocks
    features = [
        {
            "id": number,
            "properties": {
                "code": draft.grids[draft.part[number]].code,
                "allowed": blocks.allowed[number],
                "load_minutes": round(float(blocks.minutes[number]), 1),
                "area_m2": round(float(blocks.area_m2[number])),
                "beside": blocks.beside[number],
            },
            "geometry": _geojson(blocks.shapes[number]),
        }
        for number in range(blocks.size)
    ]
    return {"features": features}


@router.post("/{design_id}/stop", response=DesignBody, operation_id="stop_design", summary="Stop the search")
@requires(Permission.TERRITORY_EDIT)
def stop_design(request: ActingRequest, design_id: int) -> dict[str, Any]:
    """The best plan so far is kept; a design that waits is thrown away."""
    design = actions.stop(by=request.actor, at=timezone.now(), design_id=design_id)
    return _body(designs.row_of(design))


@router.post("/{design_id}/trials", response=EditedBody, operation_id="try_move", summary="Try to move blocks")
@requires(Permission.TERRITORY_EDIT)
def try_move(request: ActingRequest, design_id: int, body: MoveBody) -> dict[str, Any]:
    """What would come of it; nothing changes."""
    return _edited(
        redrawing.move(by=request.actor, at=timezone.now(), design_id=design_id, is_trial=True, **body.dict())
    )


@router.post("/{design_id}/moves", response=EditedBody, operation_id="move_blocks", summary="Move blocks")
@requires(Permission.TERRITORY_EDIT)
def move_blocks(request: ActingRequest, design_id: int, body: MoveBody) -> dict[str, Any]:
    """Into a grid that they touch; a border is redrawn by moving all blocks on one side of it."""
    return _edited(redrawing.move(by=request.actor, at=timezone.now(), design_id=design_id, **body.dict()))


@router.post("/{design_id}/splits", response=EditedBody, operation_id="split_grid", summary="Split a grid")
@requires(Permission.TERRITORY_EDIT)
def split_grid(request: ActingRequest, design_id: int, body: SplitBody) -> dict[str, Any]:
    """In two halves of about the same work; one half gets a new code."""
    return _edited(redrawing.split(by=request.actor, at=timezone.now(), design_id=design_id, **body.dict()))


@router.post("/{design_id}/merges", response=EditedBody, operation_id="merge_grids", summary="Join two grids")
@requires(Permission.TERRITORY_EDIT)
def merge_grids(request: ActingRequest, design_id: int, body: MergeBody) -> dict[str, Any]:
    """A grid becomes part of its neighbour."""
    return _edited(redrawing.merge(by=request.actor, at=timezone.now(), design_id=design_id, **body.dict()))


@router.post("/{design_id}/undo", response=EditedBody, operation_id="undo_edit", summary="Take the last edit back")
@requires(Permission.TERRITORY_EDIT)
def undo_edit(request: ActingRequest, design_id: int) -> dict[str, Any]:
    """One edit at a time, the last one first."""
    return _edited(redrawing.undo(by=request.actor, at=timezone.now(), design_id=design_id))


@router.get("/{design_id}/check", response=EditedBody, operation_id="check_design", summary="What is wrong with it")
@requires(Permission.TERRITORY_EDIT)
def check_design(request: ActingRequest, design_id: int) -> dict[str, Any]:
    """The figures and flaws of the design as it is."""
    return _edited(redrawing.judged(by=request.actor, at=timezone.now(), design_id=design_id))


@router.post("/{design_id}/publish", response=PublishedBody, operation_id="publish_design", summary="Publish a design")
@requires(Permission.TERRITORY_EDIT)
def publish_design(request: ActingRequest, design_id: int, body: PublicationBody) -> Outcome:
    """The plan of the district from a day on; what happened before keeps the plan before."""
    return actions.publish(by=request.actor, at=timezone.now(), design_id=design_id, from_day=body.from_day)


def _body(row: DesignRow) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in DesignRow.__slots__}
    return {**fields, "figures": row.figures or None, "today": row.today or None}


def _edited(edited: Edited) -> dict[str, Any]:
    flaws = [
        {
            "kind": flaw.kind,
            "code": flaw.code,
            "value": round(flaw.value, 3),
            "limit": flaw.limit,
            "grave": flaw.is_grave,
            "text": flaw_text(flaw),
        }
        for flaw in edited.flaws
    ]
    return {
        "revision": edited.revision,
        "figures": edited.figures.as_dict(),
        "flaws": flaws,
        "blocks": edited.blocks,
        "can_undo": edited.can_undo,
    }


def _grid(row: DesignGridRow, mean: float) -> dict[str, Any]:
    return {
        "code": row.code,
        "grid_class": row.grid_class,
        "patrol_mode": row.patrol_mode,
        "area_m2": round(row.area_m2),
        "diameter_m": round(row.diameter_m, 1),
        "limit_m": max_patrol_diameter_m(row.grid_class, row.patrol_mode),
        "load_minutes": round(row.load_minutes, 1),
        "load_share": round(row.load_minutes / mean, 3) if mean else 1.0,
    }


def _means(rows: list[DesignGridRow]) -> dict[str, float]:
    loads: dict[str, list[float]] = {}
    for row in rows:
        loads.setdefault(row.grid_class, []).append(row.load_minutes)
    return {word: sum(values) / len(values) for word, values in loads.items()}


def _geojson(shape: Any) -> dict[str, Any]:
    rounded = shapely.transform(shape, lambda points: points.round(_DECIMALS))
    written: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return written
