"""Which neighbouring places are on duty together: as many pairs as possible, of near and evenly loaded places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: Costs are counted in whole thousandths, so that equal ones are equal.
_PARTS = 1000


class BadNeighbours(Invalid):
    """The neighbours do not fit the places."""

    code = "bad_neighbours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where its middle lies, in metres, and what there is to do."""

    x_m: float
    y_m: float
    load: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Groups of places by their numbers, each sorted; one of three where a place had no partner left."""

    groups: tuple[tuple[int, ...], ...]
    #: Places without any neighbour: they stand alone.
    alone: tuple[int, ...]
    #: Cost of the pairs, before places without a partner joined them.
    cost: int


def pair(places: Sequence[Place], neighbours: Collection[tuple[int, int]], *, load_weight: float = 1.0) -> Pairing:
    """Pair neighbouring places: first as many pairs as there can be, then the cheapest ones.

    A pair costs its distance over the mean distance of neighbours, plus ``load_weight`` times how far the load of
    the two together lies from that of a mean pair. A place that stays without partner joins the pair of the
    neighbour that costs least.

    Notes
    -----
    Exact: a maximum matching of minimum weight in a general graph (Edmonds' blossoms, as networkx has them), on
    whole numbers.
    """
    import networkx as nx  # noqa: PLC0415 - slow to load, and wanted only here

    costs = _costs(places, neighbours, load_weight)
    graph = nx.Graph()
    graph.add_nodes_from(range(len(places)))
    graph.add_weighted_edges_from((one, other, cost) for (one, other), cost in sorted(costs.items()))
    pairs = sorted(tuple(sorted(couple)) for couple in nx.min_weight_matching(graph))
    groups = {place: group for couple in pairs for group in [list(couple)] for place in couple}
    alone = [place for place in range(len(places)) if place not in groups and not _join(place, groups, costs)]
    whole = sorted({tuple(sorted(group)) for group in groups.values()})
    return Pairing(groups=tuple(whole), alone=tuple(alone), cost=sum(costs[one, other] for one, other in pairs))


def _costs(
    places: Sequence[Place], neighbours: Collection[tuple[int, int]], load_weight: float
) -> dict[tuple[int, int], int]:
    """Return what each pair of neighbours costs, under (lower number, higher number)."""
    couples = {(min(couple), max(couple)) for couple in neighbours}
    if any(one == other or one < 0 or other >= len(places) for one, other in couples):
        raise BadNeighbours("Neighbours are two different places.", neighbours="not two of the places")
    far = {couple: _distance_m(places[couple[0]], places[couple[1]]) for couple in couples}
    mean_m = sum(far.values()) / len(far) if any(far.values()) else 1.0
    mean = 2 * sum(place.load for place in places) / max(len(places), 1) or 1.0
    return {
        couple: round(
            _PARTS
            * (far[couple] / mean_m + load_weight * abs(places[couple[0]].load + places[couple[1]].load - mean) / mean)
        )
        for couple in couples
    }


def _distance_m(one: Place, other: Place) -> float:
    return float(((one.x_m - other.x_m) ** 2 + (one.y_m - other.y_m) ** 2) ** 0.5)


def _join(place: int, groups: dict[int, list[int]], costs: dict[tuple[int, int], int]) -> bool:
    """Put ``place`` into the pair of its cheapest neighbour; return whether there is one."""
    beside = [
        (cost, one + other - place)
        for (one, other), cost in costs.items()
        if place in (one, other) and one + other - place in groups
    ]
    if not beside:
        return False
    group = groups[min(beside)[1]]
    group.append(place)
    groups[place] = group
    return True
