"""Measure one thing many times: seconds on the clock, CPU of this process and of the server's, statements."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

#: How often each thing is done before it is measured: caches fill, plans are made.
WARM_UP = 3
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass
class Statements:
    """Counts the statements that go to the database; an ``execute_wrapper``."""

    count: int = field(default=0)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        """Count one and pass it on."""
        self.count += 1
        return execute(sql, params, many, context)


def measured(work: Callable[[], Any], *, repeat: int) -> dict[str, Any]:
    """Return what ``work`` costs, done ``repeat`` times."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        for _ in range(WARM_UP):
            work()
        statements.count = 0
        gc.collect()
        server_s, process_s = server_cpu_s(), time.process_time()
        walls_ms = [_wall_ms(work) for _ in range(repeat)]
        process_s, server_s = time.process_time() - process_s, server_cpu_s() - server_s
    return {
        "wall_ms": {"p50": round(quantile(walls_ms, 0.5), 3), "p95": round(quantile(walls_ms, 0.95), 3)},
        "cpu_ms": {"process": round(process_s / repeat * 1000, 3), "server": round(server_s / repeat * 1000, 3)},
        "statements": round(statements.count / repeat, 2),
    }


def compared(product: dict[str, Any], baseline: dict[str, Any]) -> dict[str, Any]:
    """Return both with how many times the baseline the product costs."""
    return {
        "product": product,
        "baseline": baseline,
        "ratio": {
            "wall_p50": ratio(product["wall_ms"]["p50"], baseline["wall_ms"]["p50"]),
            "cpu": ratio(sum(product["cpu_ms"].values()), sum(baseline["cpu_ms"].values())),
        },
    }


def ratio(product: float, baseline: float) -> float | None:
    """Return the quotient; none where the baseline is too short for the clock."""
    return round(product / baseline, 2) if baseline else None


def quantile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of ``values`` lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def server_cpu_s() -> float:
    """Return the CPU seconds of the server's process that answers this connection; whole ticks of 10 ms."""
    pid = connection.connection.info.backend_pid
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / _TICKS_PER_S


def machine() -> dict[str, Any]:
    """Return what the figures were taken on; a load above the number of processors spoils times on the clock."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    load = os.getloadavg()[0]
    return {"python": platform.python_version(), "postgresql": server, "cpus": os.cpu_count(), "load": round(load, 1)}


def _wall_ms(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
