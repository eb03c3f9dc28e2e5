"""What the audit trail and refusals call the work on suggestions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "suggestions.trained": _("Version of suggestions trained"),
    "suggestions.adopted": _("Version of suggestions put to work"),
    "duplicates.set": _("Rule for duplicates set"),
}
REFUSALS = {
    "nothing_new": _("No case was confirmed since the newest version was trained."),
    "no_shadow": _("No version waits in the shadow under this number."),
    "rule_out_of_bounds": _("Near, recent and alike have their bounds."),
}
