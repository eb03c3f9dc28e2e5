"""Tables of the simulation."""

from gridwarden.simulation.models.life import Life, Phase
from gridwarden.simulation.models.lived_case import LivedCase

__all__ = ["Life", "LivedCase", "Phase"]
