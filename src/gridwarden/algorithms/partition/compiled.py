"""Inner loops in machine code, kept on disk between runs where a directory for it can be found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile ``function`` at its first call; without a writable cache it is compiled in every process."""
    try:
        return cast("F", numba.njit(cache=True)(function))
    except RuntimeError:  # no directory to keep the code in: a read-only installation without a home
        return cast("F", numba.njit(function))


@compiled
def random(seed: NDArray[np.uint64]) -> float:
    """Return the next number in 0..1 of the generator whose state is ``seed``, ``u8[1]`` (xorshift64*)."""
    word = seed[0]
    word ^= word >> np.uint64(12)
    word ^= word << np.uint64(25)
    word ^= word >> np.uint64(27)
    seed[0] = word
    return float((word * np.uint64(2685821657736338717)) >> np.uint64(11)) * 1.1102230246251565e-16
