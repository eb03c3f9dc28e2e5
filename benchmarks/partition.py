"""How well and how fast a plane is divided: the fewest parts under a cap, balance, growth, beside other packages.

    python -m benchmarks.partition [--seed 1] [--sizes 4000:31,100000:150] [--fewest-s 60] [--baseline-s 30]

Prints one JSON object. Squares of 44 km2 in cells of 105 m for the fewest parts; squares with uneven work for
balance and growth. Times are CPU seconds of this process; compiling, which happens once in an installation, is told
apart. pymetis and spopt are measured on the first size when installed; a package that has not finished after
``--baseline-s`` CPU seconds is stopped.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from typing import Any

import numpy as np
from benchmarks.baselines import baselines, measures
from tests.factories.squares import squares

from gridwarden.algorithms.partition import Params, Problem, solve

SQUARE_M = 6_633.25
CELLS = 63
CAPS_M = (1_500.0, 3_000.0)
SIDE_M = 50.0
#: Of a part in the measurements of growth: room enough for balance, too little for a part out of shape.
SLACK = 1.6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", default="4000:31,100000:150")
    parser.add_argument("--fewest-s", type=float, default=60.0)
    parser.add_argument("--baseline-s", type=float, default=30.0)
    given = parser.parse_args()
    sizes = [tuple(map(int, one.split(":"))) for one in given.sizes.split(",") if one]
    print(json.dumps(measure(sizes, given.seed, given.fewest_s, given.baseline_s), indent=2))


def measure(sizes: list[tuple[int, ...]], seed: int, fewest_s: float, baseline_s: float) -> dict[str, Any]:
    """Return all figures; ``fewest_s`` 0 leaves out the search for the fewest parts."""
    began = time.process_time()
    solve(squares(6, 6, cap_m=300.0), Params(time_limit_s=60))
    compile_s = time.process_time() - began
    first = uneven(*sizes[0], seed) if sizes else None
    return {
        "benchmark": "partition",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "seed": seed,
        "compile_s": round(compile_s, 1),
        "fewest": [fewest(cap_m, seed, fewest_s) for cap_m in CAPS_M] if fewest_s else [],
        "given": [divided(units, parts, seed) for units, parts in sizes],
        "baselines": baselines(first, sizes[0][1], baseline_s) if first is not None else {},
    }


def fewest(cap_m: float, seed: int, limit_s: float) -> dict[str, Any]:
    """Return the fewest parts of the square of 44 km2, with the bound found and that of area alone."""
    problem = squares(CELLS, CELLS, side_m=SQUARE_M / CELLS, cap_m=cap_m)
    result = solve(problem, Params(seed=seed, time_limit_s=limit_s))
    disc = np.pi / 4 * cap_m**2
    return {
        "cap_km": cap_m / 1e3,
        "lower_bound": result.lower_bound[0],
        "area_bound": int(np.ceil(problem.area_m2.sum() / disc)),
        "cpu_s": round(result.cpu_s, 1),
        "is_cut_short": result.is_cut_short,
        "why": result.explanation[0],
    } | measures(problem, result.part)


def uneven(units: int, parts: int, seed: int) -> Problem:
    """Return a square of about so many cells with uneven work and a cap that a part of usual area keeps easily."""
    side = round(units**0.5)
    load = np.random.default_rng(seed).gamma(0.5, size=side * side)
    cap_m = SLACK * SIDE_M * side / parts**0.5
    return squares(side, side, side_m=SIDE_M, cap_m=cap_m, load=load)


def divided(units: int, parts: int, seed: int) -> dict[str, Any]:
    """Return how a given number of parts comes out."""
    problem = uneven(units, parts, seed)
    result = solve(problem, Params(seed=seed, time_limit_s=600, counts=(parts,)))
    return {
        "units": problem.size,
        "cap_km": round(float(problem.cap_m[0]) / 1e3, 2),
        "cpu_s": round(result.cpu_s, 1),
        "us_per_unit": round(result.cpu_s / problem.size * 1e6, 1),
        "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    } | measures(problem, result.part)


if __name__ == "__main__":
    main()
