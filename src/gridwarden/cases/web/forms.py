"""Forms of cases: they check shapes; what is allowed is decided by the actions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.domain.moves import TEXTS, Need
from gridwarden.cases.labels import FLAGS, LEVELS, LIGHTS, NEEDS, SOURCES, STATES, TODOS, TURNED
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.platform.ui.widgets import LongSelect
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrPromise

    from gridwarden.cases.queries.moves import Asked, MoveOption
    from gridwarden.cases.queries.suggestions import Choice
    from gridwarden.menu.queries.rows import MenuRow

#: Which photos a need is met by.
PHOTOS = {
    Need.PHOTO_BEFORE: EvidenceKind.BEFORE,
    Need.PHOTO_AFTER: EvidenceKind.AFTER,
    Need.PHOTO_CHECK: EvidenceKind.CHECK,
    Need.PHOTO_PAPER: EvidenceKind.PAPER,
}


def _choices(labels: Mapping[Any, object]) -> list[tuple[str, object]]:
    return [("", _("All")), *((str(getattr(word, "value", word)), label) for word, label in labels.items())]


class FilterForm(forms.Form):
    """The filters of the desk's list as inputs; ``queries.filters.read`` reads what they send."""

    text = forms.CharField(required=False, label=_("Search"), max_length=100)
    light = forms.ChoiceField(required=False, label=_("Light"), choices=_choices(LIGHTS))
    states = forms.ChoiceField(required=False, label=_("State"), choices=_choices(STATES))
    levels = forms.ChoiceField(required=False, label=_("Level"), choices=_choices(LEVELS))
    item = forms.ChoiceField(required=False, label=_("Item"))
    sources = forms.ChoiceField(required=False, label=_("Source"), choices=_choices(SOURCES))
    grid_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    unit_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    todo = forms.ChoiceField(required=False, label=_("To do"), choices=_choices(TODOS))
    flag = forms.ChoiceField(required=False, label=_("Flag"), choices=_choices(FLAGS))
    turned = forms.ChoiceField(required=False, label=_("Hard turns"), choices=_choices(TURNED))
    remarked = forms.BooleanField(required=False, label=_("Photos to look at"))
    parent_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    merged_into_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mine = forms.BooleanField(required=False, widget=forms.HiddenInput)
    open_only = forms.BooleanField(required=False, widget=forms.HiddenInput)
    opened_from = forms.DateField(required=False, label=_("Opened from"), widget=forms.DateInput({"type": "date"}))
    opened_to = forms.DateField(required=False, label=_("to"), widget=forms.DateInput({"type": "date"}))
    closed_from = forms.DateField(required=False, widget=forms.HiddenInput)
    closed_to = forms.DateField(required=False, widget=forms.HiddenInput)
    rule_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, menu: MenuRow | None = None) -> None:
        super().__init__(data)
        items = [(item.number, f"{item.number} {item.name}") for item in menu.items] if menu else []
        self.fields["item"].choices = [("", _("All")), *items]  # type: ignore[attr-defined] # a choice field


class SeveralFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos, as they were sent; judging them is the attachments' business."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return every file that was sent."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(one, initial) for one in files if one]


class MoveForm(forms.Form):
    """What one move asks for, made from what the workflow says it needs."""

    def __init__(self, option: MoveOption, *args: Any, menu: MenuRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photos: dict[str, EvidenceKind] = {}
        for asked in option.asks:
            self._ask(asked, menu)
        if "text" not in self.fields:
            self.fields["text"] = _text(_("Note"), required=False)

    def _ask(self, asked: Asked, menu: MenuRow | None) -> None:
        label, required = NEEDS[asked.need], asked.at_least > 0
        if asked.need in TEXTS:
            self.fields["text"] = _text(label, required=required)
        elif asked.need in PHOTOS:
            self.photos[asked.need.value] = PHOTOS[asked.need]
            self.fields[asked.need.value] = PhotosField(label=label, required=required)
        elif asked.need is Need.CASE:
            self._ask_case(label, asked)
        elif asked.need in {Need.UNITS, Need.PARTS}:
            self.fields["unit_ids"] = forms.TypedMultipleChoiceField(
                label=label,
                required=required,
                coerce=int,
                choices=[(choice.id, choice.label) for choice in asked.choices],
                widget=forms.CheckboxSelectMultiple,
            )
        elif asked.need is Need.CONDITION:
            self.fields["condition_id"] = _one(label, _conditions(menu), required=required)
        else:
            name = "person_id" if asked.need is Need.PERSON else "unit_id"
            is_plain = sum(choice.is_near for choice in asked.choices) == 1
            self.fields[name] = _one(label, _grouped(asked.choices), required=required, is_plain=is_plain)

    def _ask_case(self, label: str | _StrPromise, asked: Asked) -> None:
        """Offer the likely ones, a twin chosen beforehand, and take the number of any other."""
        choices = [(choice.id, f"{choice.label} · {choice.hint}") for choice in asked.choices]
        if choices:
            self.fields["case_id"] = _one(label, choices, required=False)
            self.fields["case_id"].initial = next((one.id for one in asked.choices if one.is_twin), None)
        self.fields["case_number"] = forms.CharField(
            label=_("Number of another case") if choices else label,
            required=not choices,
            max_length=14,
            help_text=_("The number of the case, such as 20260302-00017."),
        )

    def clean(self) -> dict[str, Any]:
        """Take the case whose number was written, whichever was chosen beforehand."""
        given = dict(self.cleaned_data)
        if given.get("case_number"):
            given["case_id"] = None
        return given


def _text(label: str | _StrPromise, *, required: bool) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=2000, widget=forms.Textarea({"rows": 3}))


def _one(
    label: str | _StrPromise, choices: list[Any], *, required: bool, is_plain: bool = False
) -> forms.TypedChoiceField:
    """Return a field to choose one; only where it ``is_plain`` which, that one is chosen beforehand."""
    offered = choices if required and is_plain else [("", _("Choose") if required else "—"), *choices]
    return forms.TypedChoiceField(
        label=label, required=required, coerce=int, empty_value=None, choices=offered, widget=LongSelect
    )


def _grouped(choices: Iterable[Choice]) -> list[tuple[object, list[tuple[int, str]]]]:
    """Return choices with the likeliest in a group of their own."""
    groups: dict[object, list[tuple[int, str]]] = defaultdict(list)
    for choice in choices:
        groups[_("Suggested") if choice.is_near else _("Others")].append((choice.id, _named(choice)))
    return list(groups.items())


def _named(choice: Choice) -> str:
    """Return what tells a choice from its namesakes: units say their own name, people also that of their unit."""
    if choice.rule is not None:
        return str(_("{unit} (rule {number})")).format(unit=choice.label, number=choice.rule)
    return f"{choice.label} · {choice.hint}" if choice.hint and choice.hint not in set(UnitKind) else choice.label


def _conditions(menu: MenuRow | None) -> list[tuple[str, list[tuple[int, str]]]]:
    if menu is None:
        return []
    return [
        (f"{item.number} {item.name}", [(condition.id, condition.text) for condition in item.conditions])
        for item in menu.items
    ]
