"""Asking the rules: why a case goes where it goes, what a rule would have done, where rules contend or lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gridwarden.cases.presenting.panels import Panel, register
from gridwarden.cases.queries import routing, routing_rules, routing_trials, visibility
from gridwarden.cases.web import rule_words
from gridwarden.cases.web.routing import items_of, sees
from gridwarden.grids.models import Grid
from gridwarden.platform.access import Permission
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.cases.domain.routing import Verdict
    from gridwarden.cases.queries.routing import Explained
    from gridwarden.platform.accounts.requests import ActingRequest

#: Rules that lost, and pairs that contend, are told in full only this far; the rest is counted.
TOLD = 100


@require_safe
@sees
def explain(request: ActingRequest, case_id: int) -> HttpResponse:
    """Show which rule sends a case now, why each other does not, and which one sent it."""
    now = timezone.now()
    case = visibility.get(request.actor, case_id)
    found = routing.explained(case, now)
    items = items_of(request.actor, now)
    verdicts = found.routing.verdicts[:TOLD] if found else ()
    names = units.refs([one.rule.unit_id for one in verdicts])
    values = {
        "case": case,
        "found": found,
        "lines": [_line(one, items, names[one.rule.unit_id].name) for one in verdicts],
        "left_out": len(found.routing.verdicts) - len(verdicts) if found else 0,
    }
    return render(request, "cases/rule_explained.html", values)


def _line(one: Verdict, items: dict[int, str], unit_name: str) -> dict[str, object]:
    return {
        "rule": one.rule,
        "fits": one.fits,
        "reason": rule_words.REASONS[one.reason],
        "is_winner": one.reason == "won",
        "about": rule_words.subject(one.rule, items),
        "place": rule_words.place(one.rule),
        "time": rule_words.time(one.rule),
        "unit": unit_name,
    }


@require_safe
@sees
def trial(request: ActingRequest, rule_id: int) -> HttpResponse:
    """Show what a rule would have done with the last month's cases."""
    row = routing_rules.one(request.actor, rule_id)
    found = routing_trials.trial(request.actor, row.rule, timezone.now())
    values = {"row": row, "trial": found, "listed": routing_trials.LISTED}
    return render(request, "cases/rule_trial.html", values)


@require_safe
@sees
def findings(request: ActingRequest) -> HttpResponse:
    """Show rules that contend, and what no rule covers."""
    now = timezone.now()
    items = items_of(request.actor, now)
    contending = routing_trials.contending(request.actor, now)
    # Those that nobody has decided first.
    pairs = sorted(contending, key=lambda pair: pair.is_meant)[:TOLD]
    names = units.refs([rule.unit_id for pair in pairs for rule in (pair.first, pair.second)])
    overlaps = [
        {
            "pair": pair,
            "about": rule_words.subject(pair.first, items),
            "place": rule_words.place(pair.first),
            "first": names[pair.first.unit_id].name,
            "second": names[pair.second.unit_id].name,
        }
        for pair in pairs
    ]
    kept = Grid.objects.on(timezone.localdate()).filter(district=request.actor.district_id).count()
    holes = [
        {
            "hole": hole,
            "item": f"{hole.item} {items.get(hole.item, '')}",
            "never": rule_words.grids(hole.never, kept),
            "sometimes": rule_words.grids(hole.sometimes, kept),
            "hours": "、".join(rule_words.stretch(hours) for hours in hole.hours),
        }
        for hole in routing_trials.uncovered(request.actor, now)
    ]
    values = {"overlaps": overlaps, "left_out": len(contending) - len(overlaps), "holes": holes}
    return render(request, "cases/rule_findings.html", values)


def _panel(request: ActingRequest, case_id: int) -> str:
    """Tell on the case's page which rule sent it, with the way to the explanation."""
    if not request.actor.may(Permission.CASE_SEE_DISTRICT):
        return ""
    found: Explained | None = routing.explained(visibility.get(request.actor, case_id), timezone.now())
    if found is None or not found.routing.verdicts:
        return ""
    values = {"found": found, "case_id": case_id}
    return render_to_string("cases/_routing.html", values, request)


register(Panel(key="routing", label=_("Routing"), render=_panel, order=60))
