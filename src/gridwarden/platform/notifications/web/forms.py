"""Forms about messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.notifications.labels import CHANNELS, REACHES
from gridwarden.platform.notifications.models import Reach
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries.texts import HAS_SUBJECT, Text

if TYPE_CHECKING:
    from collections.abc import Collection

_TIME = {"type": "time"}
_ENTERED = (Channel.EMAIL, Channel.SMS, Channel.WECHAT)


class PreferenceForm(forms.Form):
    """Language, quiet hours, and where one is reached."""

    language = forms.ChoiceField(label=_("Language of messages"), choices=settings.LANGUAGES)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(format="%H:%M", attrs=_TIME)
    )
    quiet_to = forms.TimeField(label=_("Quiet to"), required=False, widget=forms.TimeInput(format="%H:%M", attrs=_TIME))

    def __init__(self, *args: Any, channels: Collection[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = [channel for channel in _ENTERED if channel in channels]
        for channel in self.channels:
            self.fields[channel.value] = forms.CharField(
                label=_ADDRESS_LABELS[channel], required=False, max_length=120, help_text=_ADDRESS_HELP.get(channel, "")
            )


_ADDRESS_LABELS = {
    Channel.EMAIL: _("E-mail address"),
    Channel.SMS: _("Mobile number"),
    Channel.WECHAT: _("Name in WeChat Work"),
}
_ADDRESS_HELP = {
    Channel.EMAIL: _("Empty: the one in your account."),
    Channel.SMS: _("Empty: the one in your account."),
}


class TextForm(forms.Form):
    """The text of a message."""

    subject = forms.CharField(label=_("Title"), max_length=120)
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), strip=False)

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if channel not in HAS_SUBJECT:
            del self.fields["subject"]

    def text(self) -> Text:
        """Return what was written."""
        return Text(self.cleaned_data.get("subject", ""), self.cleaned_data["body"], is_own=True)


class RuleForm(forms.Form):
    """What goes out over a channel."""

    channel = forms.ChoiceField(label=_("Message channel"), choices=list(CHANNELS.items()))
    is_open = forms.BooleanField(label=_("open"), required=False)
    reach = forms.ChoiceField(label=_("Goes out over it"), choices=list(REACHES.items()))
    per_minute = forms.IntegerField(label=_("Messages a minute at most"), min_value=1, max_value=100_000)

    def reach_given(self) -> Reach:
        """Return what goes out unasked."""
        return Reach(self.cleaned_data["reach"])
