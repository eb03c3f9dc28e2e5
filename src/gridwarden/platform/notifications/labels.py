"""What people read about messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.notifications.models import Reach, State
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.ui.parts import Tone

CHANNELS = {
    Channel.EMAIL: _("E-mail"),
    Channel.PUSH: _("On this and other devices"),
    Channel.SMS: _("SMS"),
    Channel.WECHAT: _("WeChat Work"),
}
CHANNEL_ICONS = {
    Channel.EMAIL: "mail",
    Channel.PUSH: "device-mobile",
    Channel.SMS: "message",
    Channel.WECHAT: "brand-wechat",
}
STATES = {
    State.WAITING: (_("waits to be sent"), Tone.NEUTRAL),
    State.SENDING: (_("being sent"), Tone.INFO),
    State.SENT: (_("sent"), Tone.GOOD),
    State.FAILED: (_("failed"), Tone.BAD),
    State.UNSURE: (_("unclear whether it arrived"), Tone.WARN),
}
REACHES = {
    Reach.ALL: _("everything, unless the person declines"),
    Reach.URGENT: _("what is urgent, unless the person declines"),
    Reach.NONE: _("only what the person asks for"),
}
REFUSALS = {
    "message_text_broken": _("Braces come in pairs, with one plain name between them."),
    "message_value_unknown": _("The text asks for a value that this kind of notice does not have."),
    "message_text_empty": _("The message says nothing."),
    "message_text_too_long": _("The text is too long for this channel."),
    "message_address_unfit": _("This is no address for this channel."),
    "quiet_hours_broken": _("Quiet hours have a beginning and another end."),
    "push_unfit": _("This browser cannot be reached."),
    "no_such_delivery": _("There is no such message."),
    "delivery_not_failed": _("Only what has failed is sent again."),
    "no_such_notice": _("You have no such message."),
    "no_such_notice_kind": _("There is no such kind of notice."),
}
ACTIONS = {
    "message.retried": _("sent a failed message again"),
    "message.text_written": _("changed the text of a message"),
    "message.text_restored": _("returned to the usual text of a message"),
    "message.rule_set": _("changed what goes out over a channel"),
}
