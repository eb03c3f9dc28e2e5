"""Clusters to back up and to restore into."""

from __future__ import annotations

from tests.integration.cluster.conftest import home, seed, seeded

__all__ = ["home", "seed", "seeded"]
