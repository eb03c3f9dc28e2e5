"""The kinds of arrays that this package works with."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Doubles, integers, truth values; geometries of shapely.
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Shapes = NDArray[Any]
