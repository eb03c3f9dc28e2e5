"""Pages of the routing rules: list, one rule with its versions, writing, switching, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.cases.actions import routing
from gridwarden.cases.models import RoutingRule
from gridwarden.cases.queries import routing_rules
from gridwarden.cases.queries.routing_rules import RuleFilter, RuleRow
from gridwarden.cases.web import rule_words
from gridwarden.cases.web.desk import menu_of
from gridwarden.cases.web.rule_forms import RuleForm, initial
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

sees = needs(Permission.CASE_SEE_DISTRICT, Permission.ROUTING_EDIT, Permission.CONTRACT_SEE)
_SWITCH = [("", gettext_lazy("All")), ("on", gettext_lazy("On")), ("off", gettext_lazy("Off"))]


class FilterForm(forms.Form):
    """Which rules are wanted."""

    text = forms.CharField(required=False, label=gettext_lazy("Name or contract"), max_length=60)
    item = forms.TypedChoiceField(required=False, label=gettext_lazy("Item"), coerce=int, empty_value=None)
    state = forms.ChoiceField(required=False, label=gettext_lazy("Switched on"), choices=_SWITCH)

    def __init__(self, data: Any, items: Mapping[int, str]) -> None:
        super().__init__(data)
        lines = [(number, f"{number} {name}") for number, name in items.items()]
        self.fields["item"].choices = [("", gettext_lazy("All")), *lines]  # type: ignore[attr-defined]

    def wanted(self, unit: str | None) -> RuleFilter:
        """Return the filter; what makes no sense does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return RuleFilter(
            text=data.get("text", ""),
            item=data.get("item"),
            unit_id=key_of(unit),
            is_on={"on": True, "off": False}.get(data.get("state", "")),
        )


def items_of(actor: Actor, now: datetime) -> dict[int, str]:
    """Return the lines of the menu in force by number."""
    menu = menu_of(actor, now)
    return {item.number: item.name for item in menu.items} if menu else {}


def columns(items: Mapping[int, str]) -> tuple[Column[RuleRow], ...]:
    """Return the columns of a list of rules."""
    return (
        Column(label=_("Rule no."), value=lambda row: row.number, kind=Kind.CODE, href=href),
        Column(label=_("Rule"), value=lambda row: row.name),
        Column(label=_("About"), value=lambda row: rule_words.subject(row.rule, items)),
        Column(label=_("Place"), value=lambda row: rule_words.place(row.rule)),
        Column(label=_("When it holds"), value=lambda row: rule_words.time(row.rule), narrow=False),
        Column(label=_("Goes to"), value=lambda row: row.unit_name),
        Column(label=_("Priority"), value=lambda row: row.rule.priority, kind=Kind.NUMBER, narrow=False),
        Column(label=_("Limit"), value=lambda row: rule_words.limit(row.rule), narrow=False),
        Column(label=_("Contract or order"), value=lambda row: row.rule.reference, narrow=False),
        Column(
            label=_("State"),
            value=lambda row: _("On") if row.rule.is_on else _("Off"),
            kind=Kind.BADGE,
            tone=lambda row: "good" if row.rule.is_on else "",
        ),
        Column(label=_("Cases sent"), value=lambda row: row.sent, kind=Kind.NUMBER, href=sent_href, narrow=False),
    )


def href(row: RuleRow) -> str:
    """Return the address of a rule."""
    return reverse("cases:routing_rule", args=[row.id])


def sent_href(row: RuleRow) -> str:
    """Return the list of the cases that a rule sent."""
    return f"{reverse('cases:list')}?rule_id={row.id}"


@require_safe
@sees
def rule_list(request: ActingRequest) -> HttpResponse:
    """Show the standing rules."""
    items = items_of(request.actor, timezone.now())
    form = FilterForm(request.GET, items)
    wanted = form.wanted(request.GET.get("unit_id"))
    page = routing_rules.page(request.actor, wanted, cursor=request.GET.get("cursor"))
    table = Table(
        columns=columns(items), rows=page.rows, caption=_("Routing rules"), row_href=href,
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    values = {"table": table, "form": form, "may_edit": request.actor.may(Permission.ROUTING_EDIT)}
    return render(request, "cases/rules.html", values)


@require_safe
@sees
def rule_page(request: ActingRequest, rule_id: int) -> HttpResponse:
    """Show one version of a rule, with those before and after it."""
    row = routing_rules.one(request.actor, rule_id)
    items = items_of(request.actor, timezone.now())
    facts = [
        (_("About"), rule_words.subject(row.rule, items)),
        (_("Place"), rule_words.place(row.rule, in_full=True)),
        (_("When it holds"), rule_words.time(row.rule)),
        (_("In force"), rule_words.validity(row.rule)),
        (_("Goes to"), row.unit_name),
        (_("Priority"), row.rule.priority),
        (_("Limit"), rule_words.limit(row.rule)),
        (_("Contract or order"), row.rule.reference or "—"),
    ]
    values = {
        "row": row,
        "facts": facts,
        "sent_href": sent_href(row),
        "versions": routing_rules.versions(request.actor, row.number),
        "may_edit": request.actor.may(Permission.ROUTING_EDIT) and row.ended_at is None and not row.origin,
    }
    return render(request, "cases/rule.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ROUTING_EDIT)
@submitted_once
def new_rule(request: ActingRequest) -> HttpResponse:
    """Write a rule."""
    now = timezone.now()
    given = request.POST if request.method == "POST" else None
    first = {"valid_from": timezone.localdate(), "priority": 5}
    form = RuleForm(request.actor, now, menu_of(request.actor, now), given, initial=first)
    return _submission(request, form, None, now)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.ROUTING_EDIT)
@submitted_once
def edit_rule(request: ActingRequest, rule_id: int) -> HttpResponse:
    """Change a rule; one that has sent cases gets another version."""
    now = timezone.now()
    row = routing_rules.one(request.actor, rule_id)
    stored = RoutingRule.objects.select_related("unit").get(pk=row.id)
    given = request.POST if request.method == "POST" else None
    form = RuleForm(request.actor, now, menu_of(request.actor, now), given, initial=initial(routing.content_of(stored)))
    return _submission(request, form, row, now)


def _submission(request: ActingRequest, form: RuleForm, row: RuleRow | None, now: datetime) -> HttpResponse:
    if form.is_valid():
        try:
            made = _save(request.actor, form, row, now)
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The rule has been saved."))
            return HttpResponseRedirect(reverse("cases:routing_rule", args=[made.pk]))
    values = {"form": form, "row": row}
    return render(request, "cases/rule_form.html", values, status=422 if form.is_bound else 200)


def _save(actor: Actor, form: RuleForm, row: RuleRow | None, now: datetime) -> RoutingRule:
    if row is None:
        return routing.write(by=actor, at=now, new=form.rule())
    return routing.rewrite(by=actor, at=now, rule_id=row.id, new=form.rule())


@require_POST
@needs(Permission.ROUTING_EDIT)
@submitted_once
def switch_rule(request: ActingRequest, rule_id: int) -> HttpResponse:
    """Switch a rule on or off."""
    is_on = request.POST.get("is_on") == "1"
    row = routing.switch(by=request.actor, at=timezone.now(), rule_id=rule_id, is_on=is_on)
    messages.success(request, _("The rule is switched on.") if is_on else _("The rule is switched off."))
    return redirect("cases:routing_rule", row.pk)


@require_POST
@needs(Permission.ROUTING_EDIT)
@submitted_once
def end_rule(request: ActingRequest, rule_id: int) -> HttpResponse:
    """End a rule."""
    routing.end(by=request.actor, at=timezone.now(), rule_id=rule_id)
    messages.success(request, _("The rule has ended."))
    return redirect("cases:rules")
