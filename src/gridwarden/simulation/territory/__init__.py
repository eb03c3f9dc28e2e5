"""The invented district: land, roads, houses and its thirty-one grids, the same on every run."""
