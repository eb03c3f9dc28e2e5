"""Forms of the hard turns; what is allowed is decided by the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.domain.requests import Turn
from gridwarden.cases.labels import URGENCIES
from gridwarden.cases.web.forms import PhotosField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _words(label: _StrPromise, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=2000, widget=forms.Textarea({"rows": 3}))


def _moment(label: _StrPromise) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


class AskForm(forms.Form):
    """Ask for an extension, a suspension or an appeal."""

    reason = _words(_("Reason"))
    until = _moment(_("Suspended until"))
    proofs = PhotosField(label=_("Proof"), required=False)

    def __init__(self, *args: object, turn: Turn, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed through
        if turn is not Turn.SUSPENSION:
            del self.fields["until"]
        self.fields["proofs"].required = turn is Turn.EXTENSION

    @property
    def photos(self) -> tuple[str, ...]:
        """Names of the fields that take photos."""
        return ("proofs",)


class RuleForm(forms.Form):
    """Grant or refuse."""

    grants = forms.ChoiceField(
        label=_("Ruling"), choices=[("1", _("Grant")), ("0", _("Not granted"))], widget=forms.RadioSelect
    )
    note = _words(_("Note"), required=False)
    note.help_text = _("Needed when it is not granted.")


class WithdrawForm(forms.Form):
    """Take an own request back: nothing to fill in."""


class IssueForm(forms.Form):
    """Issue an order."""

    urgency = forms.ChoiceField(label=_("Urgency"), choices=list(URGENCIES.items()))
    text = _words(_("What is demanded"))
    reply_by = _moment(_("Answer by"))


class AgainForm(forms.Form):
    """Demand another answer."""

    text = _words(_("What is wanting"))
    reply_by = _moment(_("Answer by"))


class ReplyForm(forms.Form):
    """Answer an order."""

    text = _words(_("Answer"))


class SignOffForm(forms.Form):
    """Sign an order off."""

    note = _words(_("Note"), required=False)
