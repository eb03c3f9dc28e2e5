"""What people read for the words of the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gridwarden.exchange.domain.messages import Kind, Role
from gridwarden.exchange.queries.reconciling import Point

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ROLES: dict[Role, _StrPromise] = {
    Role.ABOVE: _("Above us: it passes cases down"),
    Role.BELOW: _("Below us: it gets cases from us"),
}
KINDS: dict[Kind, _StrPromise] = {
    Kind.CASE: _("Case passed down"),
    Kind.REWORK: _("To be done again"),
    Kind.WITHDRAWN: pgettext_lazy("exchange", "Withdrawn"),
    Kind.EVALUATED: _("Judged by the platform above"),
    Kind.ACCEPTED: _("Accepted"),
    Kind.PROGRESS: _("Progress"),
    Kind.RESULT: _("Result passed up"),
    Kind.RETURNED: _("Returned"),
    Kind.JUDGED: _("Judged by the reporter"),
    Kind.NOTHING: pgettext_lazy("exchange", "Left out"),
}
POINTS: dict[Point, _StrPromise] = {
    Point.RUNNING: _("Running"),
    Point.WAITING: _("Messages waiting"),
    Point.REFUSED: _("Messages refused"),
    Point.NOTED: _("Case could not follow"),
    Point.NO_RESULT: _("Deadline over, no result"),
    Point.ENDED: _("Returned or withdrawn"),
}
ACTIONS: dict[str, _StrPromise] = {
    "exchange.peer_set": _("entered or changed a platform"),
    "exchange.key_renewed": _("renewed the key for a platform"),
    "exchange.words_set": _("set a mapping table"),
    "exchange.skipped": _("left a message out"),
    "exchange.retried": _("sent a message again"),
}
REFUSALS: dict[str, _StrPromise] = {
    "no_peer": _("There is no such platform."),
    "peer_known": _("Code, name or unit belong to another platform already."),
    "bad_address": _("A platform is reached by an address that begins with https://."),
    "peer_unfit": _("A platform below us needs a unit, one above us none; and it speaks only with its key."),
    "bad_words": _("Write each line as: their word = our word, each word once."),
    "bad_key": _("A public key is 32 bytes in base64."),
    "bad_signature": _("The signature does not fit, is too old, or was used before."),
    "bad_message": _("This is no message of the exchange."),
    "agent_missing": _("Nobody acts for this platform here: choose an account for it."),
    "out_of_order": _("An earlier message of this case is missing."),
    "no_message": _("There is no such message."),
    "not_waiting": _("The message has been taken or left out."),
    "no_agent": _("There is no account of this name in the district."),
}
