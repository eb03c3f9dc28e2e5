"""A timetable that names a function which is not there is found at the start, not at night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Iterable


@register("jobs")
def check_timetable(**_: Any) -> Iterable[Error]:
    """Report every line of the timetable whose function cannot be imported."""
    for name, entry in settings.TIMETABLE.items():
        try:
            import_string(entry.function)
        except ImportError as error:
            yield Error(f"The recurring job '{name}' cannot be imported: {error}.", id="jobs.E001")
