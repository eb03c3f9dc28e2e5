"""What people read for the words of patrols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.models.command import CommandState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: dict[DeviceKind, _StrPromise] = {DeviceKind.VEHICLE: _("Vehicle"), DeviceKind.PHONE: _("Phone")}
PROFILE_WORDS: dict[str, _StrPromise] = {
    "standard": _("As the standard says"),
    "flagged_2013": _("2013 with the flag of 2019"),
    "lenient": _("Lengths that cannot be trusted"),
}
COMMAND_STATES: dict[CommandState, _StrPromise] = {
    CommandState.WAITING: _("Waiting"),
    CommandState.SENT: _("Sent"),
    CommandState.DONE: _("Done"),
    CommandState.FAILED: _("Failed"),
}
COMMAND_TONES = {
    CommandState.WAITING: "",
    CommandState.SENT: "warn",
    CommandState.DONE: "good",
    CommandState.FAILED: "bad",
}
ACTIONS: dict[str, _StrPromise] = {
    "device.enrolled": _("enrolled a device"),
    "device.retired": _("retired a device"),
    "device.renewed": _("renewed the key of a device"),
    "device.told": _("told a device something"),
}
REFUSALS: dict[str, _StrPromise] = {
    "device_wrong": _("What was written of the device contradicts itself or names something that there is not."),
    "device_taken": _("Another device has this terminal number."),
    "phone_report_unreadable": _("What the phone sent cannot be read."),
    "nothing_to_drive_on": _("There is no such district, or it has no roads."),
    "no_such_device": _("There is no such device."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("missing"), _("unknown"), _("digits"), _("only letters that GBK can write, and not too many"))
