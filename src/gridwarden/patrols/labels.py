"""What people read for the words of patrols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTIONS: dict[str, _StrPromise] = {
    "device.enrolled": _("enrolled a device"),
    "device.retired": _("retired a device"),
    "device.renewed": _("renewed the key of a device"),
    "device.told": _("told a device something"),
}
REFUSALS: dict[str, _StrPromise] = {
    "device_wrong": _("What was written of the device contradicts itself or names something that there is not."),
    "device_taken": _("Another device has this terminal number."),
    "no_such_device": _("There is no such device."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("missing"), _("unknown"), _("digits"), _("only letters that GBK can write, and not too many"))
