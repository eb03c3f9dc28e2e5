"""How each kind of notice is worded, in the language of the one who reads it.

Higher contexts register their kinds (in ``AppConfig.ready``); what is stored is the kind and values,
so a notice written at night by a job is read in the reader's language the next morning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told: the input of a wording."""

    kind: str
    at: datetime
    subject_type: str
    subject_id: int | None
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the reader sees; ``url`` leads to the subject, ``detail`` is a second, quieter line."""

    text: str
    url: str = ""
    detail: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = "bell"


class UnknownKindError(LookupError):
    """No context has registered a wording for this kind of notice."""


_renders: dict[str, Callable[[Told], Wording]] = {}


def register(kind: str, render: Callable[[Told], Wording]) -> None:
    """Have ``render`` word the notices of ``kind``; registering a kind again replaces its wording."""
    _renders[kind] = render


def check_known(kind: str) -> None:
    """Raise ``UnknownKindError`` unless notices of ``kind`` can be worded."""
    if kind not in _renders:
        raise UnknownKindError(kind)


def worded(told: Told) -> Wording:
    """Return the words for what was told; a kind that is no longer registered keeps a plain line."""
    render = _renders.get(told.kind)
    if render is None:
        return Wording(text=gettext("Notice of a kind that is no longer in use: %(kind)s") % {"kind": told.kind})
    return render(told)
