"""Tables of the simulation."""

from gridwarden.simulation.models.life import Life, Phase

__all__ = ["Life", "Phase"]
