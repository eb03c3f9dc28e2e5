"""A small design of sixteen blocks over the four squares: a grid for each square, drafted without a solver.

12 13 14 15
 8  9 10 11     C01  B01
 4  5  6  7     A01  A02
 0  1  2  3
"""

from __future__ import annotations

from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from gridwarden.grids.actions.design_store import store_blocks, store_figures, store_grids
from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.redrawing import Blocks, Draft, Header
from gridwarden.grids.models import PlanDesign
from tests.factories.grids import PLANE, SIDE, SOUTH, WEST

if TYPE_CHECKING:
    from gridwarden.grids.models import District

SIZE = 4
STEP = SIDE / 2
MADE_AT = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
CODES = ("A01", "A02", "C01", "B01")
#: What the zone of each square lets its blocks join.
ALLOWED = {"A01": "AB", "A02": "AB", "B01": "AB", "C01": "C"}


def cell(column: int, row: int) -> Any:
    """Return a quarter of a square."""
    west, south = WEST + column * STEP, SOUTH + row * STEP
    return shapely.box(west, south, west + STEP, south + STEP)


def code_of(number: int) -> str:
    """Return the grid in which a block is drafted."""
    row, column = divmod(number, SIZE)
    return CODES[row // 2 * 2 + column // 2]


def small_draft(minutes: float = 10.0) -> Draft:
    """Return the plan as plain values; every block is as much work as every other."""
    places = [(column, row) for row, column in product(range(SIZE), repeat=2)]
    shapes = np.array([cell(column, row) for column, row in places], dtype=object)
    beside = [(n, n + 1) for n in range(SIZE * SIZE) if n % SIZE < SIZE - 1]
    above = [(n, n + SIZE) for n in range(SIZE * (SIZE - 1))]
    pairs = np.array(sorted(beside + above), dtype=np.int64)
    codes = [code_of(number) for number in range(SIZE * SIZE)]
    blocks = Blocks(
        plane=PLANE,
        shapes=shapes,
        area_m2=np.array([PLANE.area_m2(shape) for shape in shapes]),
        minutes=np.full(len(shapes), minutes),
        allowed=tuple(ALLOWED[code] for code in codes),
        pairs=pairs,
        border_m=np.full(len(pairs), 500.0),
        drawn_m=np.full(len(pairs), 400.0),
        crossings=np.ones(len(pairs)),
        pair_minutes=np.zeros(len(pairs)),
    )
    headers = tuple(Header(code, GridClass(code[0]), PatrolMode.FOOT) for code in sorted(CODES))
    number = {header.code: position for position, header in enumerate(headers)}
    return Draft(blocks, np.array([number[code] for code in codes]), headers)


def drafted(district: District, **values: Any) -> PlanDesign:
    """Return a finished design of the small plan in the database."""
    design = PlanDesign.objects.create(
        **{
            "district": district,
            "name": "四格方案",
            "seed": 0,
            "state": DesignState.DONE.value,
            "progress": 100,
            "made_at": MADE_AT,
            "finished_at": MADE_AT,
            **values,
        }
    )
    draft = small_draft()
    store_grids(design, draft, set(range(len(draft.grids))))
    store_blocks(design, draft)
    store_figures(design, draft, MADE_AT)
    return design
