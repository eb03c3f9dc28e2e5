"""Tags of the simulation's templates."""

from __future__ import annotations

from django import template

from gridwarden.simulation.progress import Progress, told

register = template.Library()


@register.simple_tag
def demo_progress() -> Progress | None:
    """Return how far the past of the demo has been lived through, while that is being done."""
    return told()
