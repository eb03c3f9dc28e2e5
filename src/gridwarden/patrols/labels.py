"""What people read for the words of patrols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.patrols.domain.alarms import AlarmKind, Cleared, State
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.models.command import CommandState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: dict[DeviceKind, _StrPromise] = {DeviceKind.VEHICLE: _("Vehicle"), DeviceKind.PHONE: _("Mobile phone")}
PROFILE_WORDS: dict[str, _StrPromise] = {
    "standard": _("As the standard says"),
    "flagged_2013": _("2013 with the flag of 2019"),
    "lenient": _("Lengths that cannot be trusted, a maker's own positions"),
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
STATES: dict[State, _StrPromise] = {
    State.ON_POST: _("In the grid"),
    State.OUTSIDE: _("Outside the grid"),
    State.SILENT: _("No signal"),
    State.STOPPED: _("Stays long"),
    State.FAST: _("Too fast"),
    State.DRIVING: _("Driving on foot patrol"),
    State.MOCKED: _("Made-up place"),
    State.PARKED: _("Parked"),
    State.ERRAND: _("At a case elsewhere"),
    State.AWAITED: _("Not heard yet"),
    State.OFF_DUTY: _("Off duty"),
}
STATE_TONES = {
    State.ON_POST: "good",
    State.OUTSIDE: "bad",
    State.SILENT: "warn",
    State.STOPPED: "warn",
    State.FAST: "bad",
    State.DRIVING: "bad",
    State.MOCKED: "bad",
    State.ERRAND: "info",
    State.PARKED: "",
    State.AWAITED: "",
    State.OFF_DUTY: "",
}
ALARM_KINDS: dict[AlarmKind, _StrPromise] = {
    AlarmKind.OUTSIDE: _("Left the grid"),
    AlarmKind.SILENT: _("No signal"),
    AlarmKind.STOPPED: _("Stays long"),
    AlarmKind.FAST: _("Too fast"),
    AlarmKind.DRIVING: _("Driving on foot patrol"),
    AlarmKind.MOCKED: _("Made-up place"),
}
CLEARED: dict[Cleared, _StrPromise] = {
    Cleared.CALM: _("Back in order"),
    Cleared.HEARD: _("Heard again"),
    Cleared.ERRAND: _("Sent to a case elsewhere"),
    Cleared.DUTY_OVER: _("Duty over"),
}
#: The figures that an alarm was judged by, in the order in which they are read.
INPUT_WORDS: dict[str, _StrPromise] = {
    "fixes": _("Fixes"),
    "seconds": _("Lasted (s)"),
    "silent_s": _("Nothing heard for (s)"),
    "stayed_s": _("Stayed (s)"),
    "speed_kmh": _("Speed (km/h)"),
    "margin_m": _("Margin (m)"),
    "radius_m": _("Radius (m)"),
    "limit_kmh": _("Limit (km/h)"),
    "limit_s": _("Limit (s)"),
}
#: What each figure means, with the least and the greatest that makes sense.
RULE_WORDS: dict[str, tuple[_StrPromise, float, float]] = {
    "margin_m": (_("Beside the grid still counts as inside up to (m)"), 0, 500),
    "outside_s": (_("Outside for (s)"), 30, 3600),
    "outside_fixes": (_("Outside in so many fixes"), 1, 100),
    "inside_s": (_("An alarm ends after (s) in order"), 0, 3600),
    "limit_kmh": (_("Speed limit of vehicles (km/h)"), 5, 140),
    "over_share": (_("Over the limit by the share of"), 0, 1),
    "over_s": (_("Too fast for (s)"), 0, 600),
    "walk_kmh": (_("On foot: median above (km/h) is driving"), 5, 60),
    "walk_s": (_("On foot: median over (s)"), 30, 1800),
    "stay_foot_m": (_("On foot: a stay is within (m)"), 10, 500),
    "stay_vehicle_m": (_("Vehicles: a stay is within (m)"), 10, 1000),
    "stay_s": (_("A stay lasts (s)"), 300, 14400),
    "silent_s": (_("No signal after (s)"), 60, 3600),
    "accuracy_m": (_("Places vaguer than (m) do not count"), 10, 500),
}
ACTIONS: dict[str, _StrPromise] = {
    "device.enrolled": _("enrolled a device"),
    "device.retired": _("retired a device"),
    "device.renewed": _("renewed the key of a device"),
    "device.told": _("told a device something"),
    "device.handed_over": _("handed a device over"),
    "alarm.acknowledged": _("acknowledged an alarm"),
    "alarm.followed": _("opened a case for an alarm"),
    "patrol.rules_set": _("set the figures by which patrols are judged"),
}
REFUSALS: dict[str, _StrPromise] = {
    "device_wrong": _("What was written of the device contradicts itself or names something that there is not."),
    "device_taken": _("Another device has this terminal number."),
    "phone_report_unreadable": _("What the phone sent cannot be read."),
    "nothing_to_drive_on": _("There is no such district, or it has no roads."),
    "no_such_device": _("There is no such device."),
    "no_such_alarm": _("There is no such alarm."),
    "alarm_done": _("Somebody has done this already; look at the alarm again."),
    "rules_wrong": _("These figures cannot be used."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("missing"), _("unknown"), _("digits"), _("only letters that GBK can write, and not too many"))
