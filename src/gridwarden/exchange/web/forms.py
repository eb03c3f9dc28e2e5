"""Shapes of what is entered about platforms; the rules are the actions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.exchange.actions.peers import PeerData
from gridwarden.exchange.domain.messages import Role
from gridwarden.exchange.labels import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable


class PeerForm(forms.Form):
    """A platform."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("Stands as the sender of its cases."))
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Last part of the address under which it posts to us.")
    )
    role = forms.TypedChoiceField(
        label=_("Where it stands"), choices=[(role.value, label) for role, label in ROLES.items()], coerce=Role
    )
    unit_id = forms.TypedChoiceField(
        label=_("Unit that stands for it"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Below us: dispatching a case to this unit passes it down."),
    )
    agent = forms.CharField(
        label=_("Account that acts for it"), max_length=150, help_text=_("Its rights bound what the platform can do.")
    )
    address = forms.CharField(label=_("Its address"), max_length=300, widget=forms.URLInput)
    their_key = forms.CharField(label=_("Its public key"), required=False, max_length=60)
    is_active = forms.BooleanField(label=_("Exchange is on"), required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [("", "—"), *units]  # type: ignore[attr-defined] # a choice field

    def data_for(self, agent_id: int) -> PeerData:
        """Return what the action takes."""
        given = dict(self.cleaned_data)
        given.pop("agent")
        return PeerData(agent_id=agent_id, **given)


class WordsForm(forms.Form):
    """A mapping table as lines."""

    lines = forms.CharField(
        label=_("Lines: their word = our word"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 16, "class": "gw-code"}),
    )
