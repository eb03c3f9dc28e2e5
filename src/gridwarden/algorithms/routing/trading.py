"""Parts trade roads and land with their neighbours while their loops get shorter: annealing in machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.compiled import compiled, inner, random
from gridwarden.algorithms.routing.estimate import Desk, deadhead_m
from gridwarden.algorithms.routing.hands import Best, Deal, Hands, Land, Streets, give, main, may, note, settle, touch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Land moves in so many of all trades.
_LAND = 0.4
_EAGER = 0.5
#: At most so many roads change hands in a trade, so many more than one where only roads do.
MOST_ROADS, _CHAIN = 64, 3
#: What is beyond all that may be is so many times as dear.
_FAR = 10.0


@inner
def _offer_roads(streets: Streets, hands: Hands, deal: Deal, seed: NDArray[np.uint64], road: int, to: int) -> bool:
    """Hand over a road and perhaps some that follow it, to a part that may walk them; tell whether any was."""
    here = hands.owner[road]
    if not may(streets, hands, road, to):
        return False
    note(deal, hands, streets.minutes, road, to)
    for _ in range(int(random(seed) * _CHAIN)):
        node = streets.ends[road, int(random(seed) * 2)]
        width = streets.at_ptr[node + 1] - streets.at_ptr[node]
        follower = streets.at[streets.at_ptr[node] + int(random(seed) * width)]
        if hands.owner[follower] == here and may(streets, hands, follower, to):
            road = follower
            note(deal, hands, streets.minutes, road, to)
    return True


@inner
def _stays_whole(land: Land, part: Ints, deal: Deal, unit: int) -> bool:
    """Tell whether the neighbours of a unit in its part hang together without it."""
    here, missing, first = part[unit], 0, -1
    found = deal.size[2] + 2
    deal.size[2] = found
    for k in range(land.ptr[unit], land.ptr[unit + 1]):
        if part[land.near[k]] == here:
            deal.seen[land.near[k]] = found - 1
            missing, first = missing + 1, land.near[k]
    if missing <= 1:
        return missing == 1
    deal.seen[unit] = deal.seen[first] = found
    deal.queue[0] = first
    done, known, missing = 0, 1, missing - 1
    while done < known and missing > 0:
        one = deal.queue[done]
        done += 1
        for k in range(land.ptr[one], land.ptr[one + 1]):
            near = land.near[k]
            if part[near] == here and deal.seen[near] != found:
                missing -= deal.seen[near] == found - 1
                deal.seen[near] = found
                deal.queue[known] = near
                known += 1
    return missing == 0


@inner
def _fits(land: Land, hands: Hands, unit: int, to: int) -> bool:
    """Tell whether a part stays below its limit with a unit more."""
    limit = hands.cap_m[to] ** 2
    other = hands.first[to]
    while other >= 0:
        for i in range(land.hull_ptr[unit], land.hull_ptr[unit + 1]):
            for j in range(land.hull_ptr[other], land.hull_ptr[other + 1]):
                east, north = land.hull[i, 0] - land.hull[j, 0], land.hull[i, 1] - land.hull[j, 1]
                if east * east + north * north > limit:
                    return False
        other = hands.after[other]
    return True


@inner
def _may_move(land: Land, hands: Hands, deal: Deal, unit: int, to: int) -> bool:
    """Tell whether a unit may change to a neighbouring part."""
    if hands.kind[to] != hands.kind[hands.part[unit]] or land.fixed[unit]:
        return False
    return _stays_whole(land, hands.part, deal, unit) and _fits(land, hands, unit, to)


@inner
def _move(land: Land, hands: Hands, unit: int, to: int) -> float:
    """Move a unit and return by how much the price of borders grows."""
    here, change = hands.part[unit], 0.0
    for k in range(land.ptr[unit], land.ptr[unit + 1]):
        if hands.part[land.near[k]] == here:
            change += land.price[k]
        elif hands.part[land.near[k]] == to:
            change -= land.price[k]
    settle(hands, unit, to)
    hands.load[here] -= land.minutes[unit]
    hands.load[to] += land.minutes[unit]
    return change


@inner
def _follow(land: Land, streets: Streets, hands: Hands, deal: Deal, unit: int, eager: int) -> bool:
    """Hand over the roads beside a moved unit that must follow it, those of ``eager`` that may; tell if all could."""
    for k in range(land.road_ptr[unit], land.road_ptr[unit + 1]):
        road, to = land.road[k], hands.owner[land.road[k]]
        if deal.size[0] == MOST_ROADS - 1:
            return False
        if not may(streets, hands, road, to):
            to = main(streets, hands, road)
        if hands.owner[road] == eager and may(streets, hands, road, hands.part[unit]):
            to = hands.part[unit]
        if to != hands.owner[road]:
            note(deal, hands, streets.minutes, road, to)
    return True


@inner
def _overload(hands: Hands, price: float) -> float:
    """Return the price of what parts have too much to do; a part with no road left costs as much as twice its work.

    All are asked: a road that leaves a kind makes the others of that kind too full.
    """
    over = 0.0
    for one in range(len(hands.load)):
        whole = hands.of_kind[hands.kind[one]]
        most = min(hands.most[one], hands.even[one] * whole)
        over += max(0.0, hands.load[one] / max(most, 1e-9) - 1.0) + (hands.held[one] == 0)
        over += _FAR * max(0.0, hands.load[one] / max(hands.worst[one] * whole, 1e-9) - 1.0)
    return over * price


@inner
def _change(streets: Streets, hands: Hands, deal: Deal, desk: Desk, price: float, bar: float) -> float:
    """Return by how much the overload and the loops of the touched parts grow; the new ones are written down.

    Infinite where it is above ``bar`` even if no loop were left, which spares most of the reckoning.
    """
    deal.paid[0] = _overload(hands, price)
    change: float = deal.paid[0] - hands.paid[0]
    least = change
    for k in range(deal.size[1]):
        least -= hands.loop_m[deal.touched[k]]
    if least > bar:
        return np.inf
    for k in range(deal.size[1]):
        one = deal.touched[k]
        deal.loop_m[k] = hands.loop_m[one]
        if deal.size[0] > 0:
            deal.loop_m[k] = deadhead_m(hands.roads[one], hands.held[one], streets.ends, streets.away, desk)
        change += deal.loop_m[k] - hands.loop_m[one]
    return change


@inner
def _undo(streets: Streets, hands: Hands, deal: Deal) -> None:
    for k in range(deal.size[0] - 1, -1, -1):
        give(hands, streets.minutes, deal.road[k], deal.was[k])


@inner
def _trade_roads(
    streets: Streets, hands: Hands, deal: Deal, desk: Desk, seed: NDArray[np.uint64], price: float, bar: float, at: int
) -> float:
    """Offer a road to a part beside it; return by how much the price changes, 0 where nothing changes hands."""
    road, to = at // len(hands.load), at % len(hands.load)
    if not _offer_roads(streets, hands, deal, seed, road, to):
        return 0.0
    change = _change(streets, hands, deal, desk, price, bar)
    if change > bar:
        _undo(streets, hands, deal)
        return 0.0
    _accept(hands, deal)
    return change


@inner
def _trade_land(
    streets: Streets,
    land: Land,
    hands: Hands,
    deal: Deal,
    desk: Desk,
    seed: NDArray[np.uint64],
    price: float,
    bar: float,
    at: int,
) -> float:
    """Offer a unit to a part beside it; return by how much the price changes, 0 where nothing changes hands."""
    unit, to = at // len(hands.load), at % len(hands.load)
    here = hands.part[unit]
    if not _may_move(land, hands, deal, unit, to):
        return 0.0
    change = _move(land, hands, unit, to)
    touch(deal, here)
    touch(deal, to)
    eager = here if random(seed) < _EAGER else -1
    if _follow(land, streets, hands, deal, unit, eager):
        change += _change(streets, hands, deal, desk, price, bar - change)
    else:
        change = np.inf
    if change > bar:
        _undo(streets, hands, deal)
        _move(land, hands, unit, here)
        return 0.0
    _accept(hands, deal)
    return change


@inner
def _accept(hands: Hands, deal: Deal) -> None:
    for k in range(deal.size[1]):
        hands.loop_m[deal.touched[k]] = deal.loop_m[k]
    hands.paid[0] = deal.paid[0]


@inner
def _offer(streets: Streets, land: Land, hands: Hands, seed: NDArray[np.uint64]) -> tuple[int, int]:
    """Return 0 and a unit, or 1 and a road, with the part beside it to which it is offered; -1 where it is there."""
    parts = len(hands.load)
    if random(seed) < _LAND:
        pair, side = int(random(seed) * len(land.pairs)), int(random(seed) * 2)
        unit, to = land.pairs[pair, side], hands.part[land.pairs[pair, 1 - side]]
        return (0, unit * parts + to) if to != hands.part[unit] else (0, -1)
    road = int(random(seed) * len(hands.owner))
    first = streets.ptr[road]
    to = hands.part[streets.unit[first + int(random(seed) * (streets.ptr[road + 1] - first))]]
    return (1, road * parts + to) if to != hands.owner[road] else (1, -1)


@compiled
def trade(
    streets: Streets,
    land: Land,
    hands: Hands,
    deal: Deal,
    desk: Desk,
    seed: NDArray[np.uint64],
    heat: tuple[float, float],
    over: float,
    span: tuple[int, int, int],
    best: Best,
) -> None:
    """Offer from one step to another of so many, ever more strictly, and note the best that was seen.

    ``heat`` is the metres for the worse that are readily taken at the beginning and at the end; ``over`` the price,
    in metres, of a load twice as great as it may be.
    """
    if span[0] == 0:
        for one in range(len(hands.load)):
            hands.loop_m[one] = deadhead_m(hands.roads[one], hands.held[one], streets.ends, streets.away, desk)
        hands.paid[0] = _overload(hands, over)
    price = best.price[0]
    for step in range(span[0], span[1]):
        what, at = _offer(streets, land, hands, seed)
        if at < 0:
            continue
        deal.size[0] = deal.size[1] = 0
        bar = -np.log(1.0 - random(seed)) * heat[0] * (heat[1] / heat[0]) ** (step / span[2])
        if what:
            price += _trade_roads(streets, hands, deal, desk, seed, over, bar, at)
        else:
            price += _trade_land(streets, land, hands, deal, desk, seed, over, bar, at)
        if price < best.price[1] - 1e-6:
            best.price[1] = price
            best.part[:] = hands.part
            best.owner[:] = hands.owner
    best.price[0] = price
