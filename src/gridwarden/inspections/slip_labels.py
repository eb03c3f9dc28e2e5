"""What people read for the words of contact slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SLIP = _("Contact slip")
TILES: dict[str, _StrPromise] = {
    "desk": _("At the desk"),
    "work": _("With the contractor"),
    "check": _("To be checked"),
    "closed": _("Closed"),
}
ACTIONS: dict[str, _StrPromise] = {
    "slip.issued": _("wrote a contact slip"),
    "slip.sent": _("sent a contact slip"),
    "slip.crew_sent": _("sent a crew"),
    "crew.kept": _("kept a crew"),
}
REFUSALS: dict[str, _StrPromise] = {
    "no_such_slip": _("There is no such slip."),
    "no_such_crew": _("There is no such crew."),
    "not_for_slip": _("This item goes by notice to a party."),
    "slip_needs_photo": _("Take a photo of what is to be done."),
    "slip_not_covered": _("No contract covers place, item and day. Choose the unit."),
    "crew_name_taken": _("There is a crew of this name already."),
    "crew_cannot_go": _("A crew goes out while the contractor has the slip in hand."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (_("goes by notice to a party"), _("missing"), _("taken"))
