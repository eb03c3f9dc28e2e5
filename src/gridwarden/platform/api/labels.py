"""What people read about the API's clients."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.api.queries.clients import ClientState

STATES = {
    ClientState.ACTIVE: _("in force"),
    ClientState.EXPIRED: _("expired"),
    ClientState.REVOKED: _("revoked"),
}
REFUSALS = {
    "client_unknown": _("There is no such account or client."),
    "no_token_for_administrators": _("An administrator's account has no tokens: a token cannot show a second factor."),
    "expiry_past": _("The token would end before it begins."),
    "idempotency_key_in_use": _("This is being worked on already. Look again in a moment."),
    "idempotency_key_reused": _("This form was sent before with other content. Load the page again."),
    "too_many_requests": _("Too many attempts at once. Wait a moment."),
}
