"""Whether parts stay in one piece, and what a part holds of a block: searches along the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.partition.compiled import inner

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Ints
    from gridwarden.algorithms.partition.state import State

#: So many atoms are looked at for a way round; more would rarely be worth their time.
_LONGEST_WAY = 400


@inner
def stays_whole(core: Core, state: State, atom: int) -> bool:
    """Tell whether the part of ``atom`` stays in one piece, and not empty, without it."""
    here = state.part[atom]
    state.stamp[0] += 2
    wanted, found = state.stamp[0] - 1, state.stamp[0]
    missing, first = 0, -1
    for k in range(core.ptr[atom], core.ptr[atom + 1]):
        near = core.adj[k]
        if state.part[near] == here:
            state.seen[near] = wanted
            missing += 1
            first = near
    if missing <= 1:
        return missing == 1
    state.seen[atom] = found
    state.seen[first] = found
    state.queue[0] = first
    done, known = 0, 1
    missing -= 1
    while done < known and missing > 0 and done < _LONGEST_WAY:
        one = state.queue[done]
        done += 1
        for k in range(core.ptr[one], core.ptr[one + 1]):
            near = core.adj[k]
            if state.part[near] == here and state.seen[near] != found:
                missing -= state.seen[near] == wanted
                state.seen[near] = found
                state.queue[known] = near
                known += 1
    return missing == 0


@inner
def is_whole(core: Core, state: State, part: int) -> bool:
    """Tell whether a part lies in one piece."""
    state.stamp[0] += 2
    found = state.stamp[0]
    state.seen[state.head[part]] = found
    state.queue[0] = state.head[part]
    done, known = 0, 1
    while done < known:
        one = state.queue[done]
        done += 1
        for k in range(core.ptr[one], core.ptr[one + 1]):
            near = core.adj[k]
            if state.part[near] == part and state.seen[near] != found:
                state.seen[near] = found
                state.queue[known] = near
                known += 1
    return bool(known == state.size[part])


@inner
def gathered(core: Core, state: State, atom: int, group: Ints) -> int:
    """Write ``atom`` and what its part holds of its block around it into ``group``; return how many, 0 for too many."""
    here, block = state.part[atom], core.block[atom]
    state.stamp[0] += 2
    found = state.stamp[0]
    state.seen[atom] = found
    group[0] = atom
    done, known = 0, 1
    while done < known:
        one = group[done]
        done += 1
        for k in range(core.ptr[one], core.ptr[one + 1]):
            near = core.adj[k]
            if state.part[near] == here and core.block[near] == block and state.seen[near] != found:
                if known == len(group) or core.label[near] >= 0:
                    return 0
                state.seen[near] = found
                group[known] = near
                known += 1
    return known
