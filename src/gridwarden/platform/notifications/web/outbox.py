"""What went out of the house and what did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.notifications.actions.tidying import retry
from gridwarden.platform.notifications.labels import CHANNEL_ICONS, CHANNELS, STATES
from gridwarden.platform.notifications.models import TROUBLED
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries import outbox

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.MESSAGES_MANAGE)
def deliveries(request: ActingRequest) -> HttpResponse:
    """Show the district's messages; ``?troubled=1`` those that did not arrive, ``?channel=`` those of one channel."""
    only_troubled = request.GET.get("troubled") == "1"
    asked = request.GET.get("channel", "")
    channel = Channel(asked) if asked in set(Channel) else None
    found = outbox.deliveries(
        request.actor, only_troubled=only_troubled, channel=channel, cursor=request.GET.get("cursor")
    )
    numbers = outbox.counts(request.actor)
    values = {
        "page": found,
        "rows": [(row, CHANNELS[row.channel], CHANNEL_ICONS[row.channel], *STATES[row.state]) for row in found.rows],
        "only_troubled": only_troubled,
        "channel": channel or "",
        "channels": CHANNELS.items(),
        "troubled": sum(number for state, number in numbers.items() if state in TROUBLED),
    }
    return render(request, "notifications/deliveries.html", values)


@require_POST
@needs(Permission.MESSAGES_MANAGE)
def send_again(request: ActingRequest, delivery_id: int) -> HttpResponse:
    """Try a failed message again."""
    retry(by=request.actor, at=timezone.now(), delivery_id=delivery_id)
    messages.success(request, _("The message waits to be sent again."))
    return redirect("notifications:deliveries")
