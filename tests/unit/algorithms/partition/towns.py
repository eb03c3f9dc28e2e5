"""Random towns for the properties: squares with holes, a river, uneven work, districts, roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.factories.squares import squares, without

if TYPE_CHECKING:
    from gridwarden.algorithms.partition import Problem


@dataclass(frozen=True)
class Wish:
    """What a random town is asked for."""

    columns: int
    rows: int
    kinds: int
    holes: float
    river: bool
    cap_m: float
    seed: int


def town(wish: Wish) -> Problem:
    """Return a town: kinds in vertical bands, some squares missing, a column of water, work like a gamma variate."""
    rng = np.random.default_rng(wish.seed)
    n = wish.columns * wish.rows
    column = np.arange(n) % wish.columns
    plain = squares(wish.columns, wish.rows)
    whole = squares(
        wish.columns,
        wish.rows,
        cap_m=[wish.cap_m * (1 + kind) for kind in range(wish.kinds)],
        kind=column * wish.kinds // wish.columns,
        load=rng.gamma(0.7, size=n),
        drawn_m=np.where(rng.random(len(plain.edges)) < 0.3, 100.0, 0.0),
        cut_m=rng.random(len(plain.edges)) * 50,
    )
    gone = rng.random(n) < wish.holes
    gone |= wish.river & (column == wish.columns // 2)
    gone[0] = False
    return without(whole, gone)
