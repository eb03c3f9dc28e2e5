"""What people read about findings and evidence packs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "no_such_finding": _("There is no such remark."),
    "finding_note_missing": _("Say what you saw."),
}
ACTIONS = {
    "case.finding_acknowledged": _("looked at a remark on a photo"),
    "case.photo_added": _("added a photo to a case"),
    "case.packed": _("took the evidence of a case"),
}
