"""Which segments were passed: fixes in, passes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.coverage.cleaning import clean
from gridwarden.algorithms.coverage.near import CellMatcher
from gridwarden.algorithms.coverage.params import Method, Params
from gridwarden.algorithms.coverage.passing import joined, passes_of
from gridwarden.algorithms.coverage.way import WayMatcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.algorithms.coverage.cleaning import Clean
    from gridwarden.algorithms.coverage.problem import Track
    from gridwarden.algorithms.coverage.result import Passes
    from gridwarden.algorithms.coverage.streets import Streets


class Matcher:
    """Streets made ready for many tracks."""

    def __init__(self, streets: Streets, params: Params | None = None) -> None:
        self.streets = streets
        self.params = params or Params()
        kind = CellMatcher if self.params.method is Method.CELLS else WayMatcher
        self._matcher: CellMatcher | WayMatcher = kind(streets, self.params)

    def passes(self, fixes: Clean, track: int = 0) -> Passes:
        """Return the passes of one track whose fixes count."""
        visits, offsets = self._matcher.match(fixes)
        return passes_of(self.streets, visits, offsets, self.params, track)


def match(streets: Streets, tracks: Sequence[Track], params: Params | None = None) -> Passes:
    """Return the passes of all tracks; ``Passes.track`` is a track's place in ``tracks``."""
    matcher = Matcher(streets, params)
    found = [matcher.passes(clean(track, matcher.params), number) for number, track in enumerate(tracks)]
    return joined(found)
