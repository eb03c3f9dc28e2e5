"""Who has what while parts trade: roads and land as lists of numbers, and how a road changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gridwarden.algorithms.partition.compiled import inner

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: A part may walk a road of which at least this share lies in it; a road along its border lies in it by half.
LEAST = 0.25


class Streets(NamedTuple):
    """Roads: their ends and work, the units beside each (``unit[ptr[r]:ptr[r + 1]]``, with a share), and back."""

    ends: Ints
    minutes: Floats
    ptr: Ints
    unit: Ints
    share: Floats
    at_ptr: Ints
    at: Ints
    away: NDArray[np.float32]


class Land(NamedTuple):
    """Units: neighbours with the price of a border to each, roads beside, work, outline; ``fixed`` ones stay."""

    pairs: Ints
    ptr: Ints
    near: Ints
    price: Floats
    road_ptr: Ints
    road: Ints
    minutes: Floats
    hull: Floats
    hull_ptr: Ints
    fixed: Bools


class Hands(NamedTuple):
    """Who has what: the part of each unit and road, the roads, load and loop of each part, and their limits.

    The units of a part are a chain: its ``first``, then what comes ``after`` and ``before`` each, -1 at both ends.

    A part should have no more work than ``even`` times that of all parts of its ``kind``, and never more than ``most``;
    ``paid`` is the price of all that is more, and far higher beyond ``worst`` times.
    """

    part: Ints
    owner: Ints
    roads: Ints
    held: Ints
    place: Ints
    load: Floats
    loop_m: Floats
    paid: Floats
    of_kind: Floats
    even: Floats
    worst: Floats
    most: Floats
    kind: Ints
    cap_m: Floats
    first: Ints
    after: Ints
    before: Ints


class Deal(NamedTuple):
    """Room for one trade: roads that change, whose they were, whom it touches, new loops and price; units seen."""

    road: Ints
    was: Ints
    size: Ints
    touched: Ints
    loop_m: Floats
    paid: Floats
    seen: Ints
    queue: Ints


class Best(NamedTuple):
    """The best that was seen: its parts and owners; ``price`` holds today's change of the price, and the best's."""

    part: Ints
    owner: Ints
    price: Floats


@inner
def share_of(streets: Streets, part: Ints, road: int, one: int) -> float:
    """Return how much of a road lies in a part, 0..1."""
    share = 0.0
    for k in range(streets.ptr[road], streets.ptr[road + 1]):
        if part[streets.unit[k]] == one:
            share += streets.share[k]
    return share


@inner
def may(streets: Streets, hands: Hands, road: int, one: int) -> bool:
    """Tell whether a part may walk a road."""
    return share_of(streets, hands.part, road, one) >= LEAST


@inner
def main(streets: Streets, hands: Hands, road: int) -> int:
    """Return the part in which most of a road lies."""
    best, most = -1, -1.0
    for k in range(streets.ptr[road], streets.ptr[road + 1]):
        one = hands.part[streets.unit[k]]
        share = share_of(streets, hands.part, road, one)
        if share > most:
            best, most = one, share
    return best


@inner
def give(hands: Hands, minutes: Floats, road: int, to: int) -> None:
    """Hand a road over: the last road of the giver takes its place in the list."""
    here, place = hands.owner[road], hands.place[road]
    hands.held[here] -= 1
    last = hands.roads[here, hands.held[here]]
    hands.roads[here, place] = last
    hands.place[last] = place
    hands.load[here] -= minutes[road]
    hands.of_kind[hands.kind[here]] -= minutes[road]
    hands.roads[to, hands.held[to]] = road
    hands.place[road] = hands.held[to]
    hands.held[to] += 1
    hands.load[to] += minutes[road]
    hands.of_kind[hands.kind[to]] += minutes[road]
    hands.owner[road] = to


@inner
def settle(hands: Hands, unit: int, to: int) -> None:
    """Take a unit out of the chain of its part and put it first into that of another."""
    before, after = hands.before[unit], hands.after[unit]
    if before >= 0:
        hands.after[before] = after
    else:
        hands.first[hands.part[unit]] = after
    if after >= 0:
        hands.before[after] = before
    head = hands.first[to]
    if head >= 0:
        hands.before[head] = unit
    hands.first[to], hands.after[unit], hands.before[unit] = unit, head, -1
    hands.part[unit] = to


@inner
def note(deal: Deal, hands: Hands, minutes: Floats, road: int, to: int) -> None:
    """Hand a road over and write down whose it was."""
    deal.road[deal.size[0]] = road
    deal.was[deal.size[0]] = hands.owner[road]
    deal.size[0] += 1
    touch(deal, hands.owner[road])
    touch(deal, to)
    give(hands, minutes, road, to)


@inner
def touch(deal: Deal, one: int) -> None:
    """Write down that a trade touches a part."""
    for k in range(deal.size[1]):
        if deal.touched[k] == one:
            return
    deal.touched[deal.size[1]] = one
    deal.size[1] += 1
