"""Inner loops in machine code, kept on disk between runs where a directory for it can be found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., object])

#: A division by zero gives infinity, as in numpy: a check before every division costs a sixth of a search.
_AS_NUMPY = {"error_model": "numpy"}
#: Without an entrance for Python, which takes half the time to compile, and without the counting of arrays.
_WITHIN = {**_AS_NUMPY, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False, "forceinline": True}


def _with(function: F, options: dict[str, Any]) -> F:
    try:
        return cast("F", numba.njit(**options, cache=True)(function))
    except RuntimeError:  # no directory to keep the code in: a read-only installation without a home
        return cast("F", numba.njit(**options)(function))


def compiled(function: F) -> F:
    """Compile ``function`` at its first call; without a writable cache it is compiled in every process."""
    return _with(function, _AS_NUMPY)


def inner(function: F) -> F:
    """Compile a function that only compiled code calls and that makes no arrays; one in it, and compiling is refused.

    Arrays it is given are not counted: that is done one by one at every call, and took up to half of a search.
    """
    return _with(function, _WITHIN)


@inner
def random(seed: NDArray[np.uint64]) -> float:
    """Return the next number in 0..1 of the generator whose state is ``seed``, ``u8[1]`` (xorshift64*)."""
    word = seed[0]
    word ^= word >> np.uint64(12)
    word ^= word << np.uint64(25)
    word ^= word >> np.uint64(27)
    seed[0] = word
    return float((word * np.uint64(2685821657736338717)) >> np.uint64(11)) * 1.1102230246251565e-16
