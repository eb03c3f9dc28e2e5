"""How each kind of notice is worded, in the language of the one who reads it.

Higher contexts register their kinds (in ``AppConfig.ready``); what is stored is the kind and values,
so a notice written at night by a job is read in the reader's language the next morning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


_SAMPLE_DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class UnknownKindError(LookupError):
    """No context has registered a wording for this kind of notice."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: ``sample`` shows the values that may leave the house, and what they look like."""

    name: str
    render: Callable[[Told], Wording]
    sample: Mapping[str, Any]
    is_urgent: bool


_kinds: dict[str, Kind] = {}


def register(
    kind: str, render: Callable[[Told], Wording], *, sample: Mapping[str, Any] | None = None, is_urgent: bool = False
) -> None:
    """Have ``render`` word the notices of ``kind``; registering a kind again replaces its wording.

    Only the values that ``sample`` names may stand in texts for e-mail, SMS and messengers: leave out whatever
    may point to a reporter. ``render`` must get along without any value. Urgent kinds break quiet hours.
    """
    _kinds[kind] = Kind(kind, render, sample or {}, is_urgent)


def kinds() -> list[Kind]:
    """Return every kind of notice by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def kind_of(name: str) -> Kind | None:
    """Return the kind called ``name``, if a context has registered it."""
    return _kinds.get(name)


def sample_of(kind: Kind) -> Wording:
    """Return how a notice of ``kind`` reads with the values of its sample."""
    return worded(Told(kind=kind.name, at=_SAMPLE_DAY, subject_type="", subject_id=0, params=kind.sample))


def check_known(kind: str) -> None:
    """Raise ``UnknownKindError`` unless notices of ``kind`` can be worded."""
    if kind not in _kinds:
        raise UnknownKindError(kind)


def worded(told: Told) -> Wording:
    """Return the words for what was told; a kind that is no longer registered keeps a plain line."""
    kind = _kinds.get(told.kind)
    if kind is None:
        return Wording(text=gettext("Notice of a kind that is no longer in use: %(kind)s") % {"kind": told.kind})
    return kind.render(told)
