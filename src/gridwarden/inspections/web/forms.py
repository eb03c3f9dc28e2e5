"""Shapes of what is entered about papers; the rules are the actions' own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.inspections.domain.words import NoticeState, PaperKind, RecheckState
from gridwarden.inspections.labels import ARTICLE_USES, NOTICE_STATES, PAPER_KINDS, RECHECK_STATES, SERVICE_WAYS
from gridwarden.platform.ui.numbers import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


def _choices(labels: Mapping[Any, str | _StrPromise], blank: bool = False) -> list[tuple[str, str | _StrPromise]]:  # noqa: FBT001, FBT002
    start: list[tuple[str, str | _StrPromise]] = [("", "—")] if blank else []
    return start + [(word.value, label) for word, label in labels.items()]


def _day(label: str | _StrPromise, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class NoticeFilterForm(forms.Form):
    """Which papers."""

    kind = forms.TypedChoiceField(
        label=_("Kind"), required=False, choices=_choices(PAPER_KINDS, blank=True), coerce=PaperKind, empty_value=None
    )
    state = forms.TypedChoiceField(
        label=_("State"),
        required=False,
        choices=_choices(NOTICE_STATES, blank=True),
        coerce=NoticeState,
        empty_value=None,
    )
    issued_from = _day(_("Issued from"))
    issued_to = _day(_("Issued to"))
    text = forms.CharField(label=_("Search"), required=False, max_length=100)
    late = forms.BooleanField(label=_("Recheck overdue"), required=False)
    party_id = forms.CharField(required=False, widget=forms.HiddenInput)
    case_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_party_id(self) -> int | None:
        """Return the key, or nothing where none is written."""
        return key_of(self.cleaned_data["party_id"])

    def clean_case_id(self) -> int | None:
        """Return the key, or nothing where none is written."""
        return key_of(self.cleaned_data["case_id"])


class RecheckFilterForm(forms.Form):
    """Which rechecks."""

    state = forms.TypedChoiceField(
        label=_("State"),
        required=False,
        choices=_choices(RECHECK_STATES, blank=True),
        coerce=RecheckState,
        empty_value=None,
    )
    due_by = _day(_("Due up to"))
    mine = forms.BooleanField(label=_("Mine"), required=False)
    late = forms.BooleanField(label=_("Overdue"), required=False)
    outcome = forms.CharField(required=False, widget=forms.HiddenInput)


class VoidForm(forms.Form):
    """Why a paper is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class ServiceForm(forms.Form):
    """The receipt of an order."""

    way = forms.ChoiceField(label=_("Way of service"), choices=_choices(SERVICE_WAYS))
    served_at = forms.DateTimeField(
        label=_("Served at"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("Place of service"), max_length=200)
    receiver = forms.CharField(label=_("Taken by"), max_length=40, required=False)
    relation = forms.CharField(label=_("Relation to the party"), max_length=40, required=False)
    witness = forms.CharField(label=_("Witness"), max_length=40, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ArticleForm(forms.Form):
    """A wording of an article."""

    law = forms.CharField(label=_("Law or by-law"), max_length=120)
    article = forms.CharField(label=_("Article"), max_length=40)
    text = forms.CharField(label=_("Wording"), widget=forms.Textarea({"rows": 3}), max_length=2000)
    penalty = forms.CharField(label=_("Penalty"), max_length=300, required=False)
    use = forms.ChoiceField(label=_("Cited for"), choices=_choices(ARTICLE_USES))
    items = forms.CharField(
        label=_("Menu lines"), required=False, help_text=_("Numbers, separated by commas; empty for every line.")
    )
    valid_from = _day(_("In force from"), required=True)

    def clean_items(self) -> tuple[int, ...]:
        """Return the numbers of lines."""
        words = self.cleaned_data["items"].replace("，", ",").replace("、", ",").split(",")
        numbers = [key_of(word.strip()) for word in words if word.strip()]
        if any(number is None or number > 99 for number in numbers):  # noqa: PLR2004 - two digits
            raise forms.ValidationError(_("Write numbers of menu lines."))
        return tuple(number for number in numbers if number is not None)


class WordingForm(ArticleForm):
    """Another wording of an article that is there."""

    law = None  # type: ignore[assignment] # Django's way to leave a field out
    article = None  # type: ignore[assignment]


class RepealForm(forms.Form):
    """On what day an article ends."""

    on = _day(_("Ends on"), required=True)


class RuleForm(forms.Form):
    """What a district's papers follow."""

    authority = forms.CharField(label=_("Authority at the head of papers"), max_length=60, required=False)
    phone = forms.CharField(label=_("Telephone on papers"), max_length=30, required=False)
    notice_word = forms.CharField(label=_("Word before the numbers of notices"), max_length=12)
    order_word = forms.CharField(label=_("Word before the numbers of orders"), max_length=12)
    proposed_percent = forms.IntegerField(
        label=_("Proposed deadline, per cent of the limit"),
        min_value=1,
        max_value=1000,
        help_text=_("Less than 100 leaves time for the recheck before the case is overdue."),
    )
    longest_percent = forms.IntegerField(
        label=_("Longest deadline, per cent of the limit"), min_value=1, max_value=1000
    )
    shortest_minutes = forms.IntegerField(label=_("Shortest deadline, minutes"), min_value=1, max_value=1440)
    remind_minutes = forms.IntegerField(label=_("Announce rechecks, minutes before"), min_value=0, max_value=1440)
