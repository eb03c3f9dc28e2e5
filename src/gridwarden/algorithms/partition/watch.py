"""How long a search may go on, and telling how far it has come."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gridwarden.algorithms.partition.result import Progress

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Watch:
    """Counts processor seconds and moves; asks whether to go on; tells progress.

    Parameters
    ----------
    time_limit_s
        Processor seconds after which ``is_over`` says so.
    tell
        Called with each progress.
    stop
        Asked now and then; the search ends when it answers true.
    """

    time_limit_s: float
    tell: Callable[[Progress], None] | None = None
    stop: Callable[[], bool] | None = None
    moves: int = 0
    trace: list[Progress] = field(default_factory=list)
    is_cut_short: bool = False
    began_s: float = field(default_factory=time.process_time)

    @property
    def cpu_s(self) -> float:
        """Processor seconds since the search began."""
        return time.process_time() - self.began_s

    def is_over(self) -> bool:
        """Tell whether the search must end now; once told, it stays so."""
        if not self.is_cut_short:
            self.is_cut_short = self.cpu_s >= self.time_limit_s or (self.stop is not None and self.stop())
        return self.is_cut_short

    def report(self, phase: str, done: float, parts: int, too_wide: int, max_over_mean: float) -> None:
        """Note the progress and tell it."""
        progress = Progress(phase, min(1.0, done), parts, too_wide, max_over_mean, self.cpu_s)
        self.trace.append(progress)
        if self.tell is not None:
            self.tell(progress)
