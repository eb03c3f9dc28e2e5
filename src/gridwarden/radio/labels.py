"""What people read for the words of talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.radio.domain.talk import GroupKind, Way

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

GROUPS: dict[GroupKind, _StrPromise] = {
    GroupKind.UNIT: _("Squads"),
    GroupKind.GRID: _("Grids"),
    GroupKind.CASE: _("Cases"),
}
WAYS: dict[Way, _StrPromise] = {
    Way.RADIO: _("Radio"),
    Way.TELEPHONE: _("Telephone"),
    Way.VEHICLE: _("Vehicle"),
    Way.OTHER: _("Other way"),
}
ACTIONS: dict[str, _StrPromise] = {"radio.logged": _("wrote into the radio log")}
REFUSALS: dict[str, _StrPromise] = {
    "no_such_talk": _("There is no such group, or it is none of yours."),
    "talk_wrong": _("A message needs words, a photo or a recording: at most 1000 letters and six photos."),
    "voice_wrong": _("This is no recording, or it is longer than two minutes."),
    "log_entry_wrong": _("The entry lacks something, or names what there is not."),
    "log_entry_corrected": _("Another entry corrects this one already."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("missing"), _("unknown"), _("in_the_future"), _("too_long"), _("too_many"), _("unfit_character"))
