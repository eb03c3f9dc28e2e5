"""Names of the parts: fixed labels stay, parts of today keep theirs where most of them lies, others get free ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from gridwarden.algorithms.partition.sums import summed

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Ints


def labels_of_today(core: Core, part: Ints, parts: int) -> Ints:
    """Return a different label for each part, ``i8[p]``: the fixed one, else of the plan of today, else -1.

    Labels of today go to the parts so that the most area keeps its label (assignment, Kuhn 1955).
    """
    labels = np.full(parts, -1, dtype=np.int64)
    held = core.label >= 0
    labels[part[held]] = core.label[held]
    known, column = np.unique(core.home, return_inverse=True)
    shared = np.zeros((parts, len(known)))
    np.add.at(shared, (part, column), core.area)
    shared[:, np.isin(known, labels[labels >= 0]) | (known < 0)] = 0
    shared[labels >= 0] = 0
    rows, columns = linear_sum_assignment(shared, maximize=True)
    kept = shared[rows, columns] > 0
    labels[rows[kept]] = known[columns[kept]]
    return labels


def named(core: Core, part: Ints, parts: int) -> Ints:
    """Return the label of each part: that of today, or the lowest free numbers by kind and from the south-west."""
    labels = labels_of_today(core, part, parts)
    kind = np.zeros(parts, dtype=np.int64)
    kind[part] = core.kind
    total = summed(part, core.area, parts)
    along = summed(part, core.area * (core.east + core.north), parts) / total
    taken = set(labels.tolist())
    free = (number for number in range(2 * parts + 1) if number not in taken)
    for p in np.lexsort((along, kind)).tolist():
        if labels[p] < 0:
            labels[p] = next(free)
    return labels
