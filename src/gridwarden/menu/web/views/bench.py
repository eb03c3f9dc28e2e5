"""The bench on which a draft is edited, piece by piece.

Every piece answers with the part of the page that it changes, and with the draft's state beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.menu.actions import conditions, drafts, items, seeding
from gridwarden.menu.domain.compare import compare
from gridwarden.menu.domain.rules import findings
from gridwarden.menu.domain.words import ItemClass
from gridwarden.menu.queries import menus
from gridwarden.menu.web.forms import ConditionForm, ItemForm
from gridwarden.menu.web.views.reading import by_class
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from gridwarden.menu.queries.rows import ConditionRow, ItemRow, MenuRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest


class NoDraft(NotFound):
    """The district has no draft; the words people read say what may have become of it."""

    code = "no_draft"


@require_POST
@needs(Permission.MENU_EDIT)
def seed(request: ActingRequest) -> HttpResponse:
    """Take the supplied menu over, in force from today."""
    now = timezone.now()
    district = request.actor.district_id or 0
    seeding.seed(by=request.actor, at=now, district_id=district, valid_from=timezone.localdate(now))
    messages.success(request, _("The supplied menu is in force."))
    return HttpResponseRedirect(reverse("menu:current"))


@require_POST
@needs(Permission.MENU_EDIT)
def begin(request: ActingRequest) -> HttpResponse:
    """Begin a draft."""
    drafts.begin(by=request.actor, at=timezone.now(), district_id=request.actor.district_id or 0)
    return HttpResponseRedirect(reverse("menu:draft"))


@require_POST
@needs(Permission.MENU_EDIT)
def discard(request: ActingRequest) -> HttpResponse:
    """Throw the draft away."""
    drafts.discard(by=request.actor, at=timezone.now(), menu_id=draft_of(request.actor).id)
    messages.success(request, _("The draft is gone."))
    return HttpResponseRedirect(reverse("menu:current"))


@require_safe
@needs(Permission.MENU_EDIT)
def draft(request: ActingRequest) -> HttpResponse:
    """Show the draft with everything that can be changed."""
    return render(request, "menu/draft.html", bench_values(request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
def new_item(request: ActingRequest) -> HttpResponse:
    """Add a line."""
    menu = draft_of(request.actor)
    form = ItemForm(request.POST or None, initial={"item_class": ItemClass.CITYSCAPE.value}, auto_id="new-line-%s")
    if _acts(form, lambda: items.add(by=request.actor, at=timezone.now(), menu_id=menu.id, content=form.content())):
        return _bench(request)
    return _form(request, form, reverse("menu:new-item"), whole=True)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
def edit_item(request: ActingRequest, item_id: int) -> HttpResponse:
    """Have a line say something else."""
    item = _item(draft_of(request.actor), item_id)
    content = item.content
    initial = {
        "name": content.name,
        "name_en": content.name_en,
        "item_class": content.item_class.value,
        "slip": content.slip.value,
    }
    form = ItemForm(request.POST or None, initial=initial, auto_id=f"line-{item_id}-%s")
    if _acts(form, lambda: items.revise(by=request.actor, at=timezone.now(), item_id=item_id, content=form.content())):
        return _bench(request)
    return _form(request, form, reverse("menu:edit-item", args=[item_id]), whole=True)


@require_POST
@needs(Permission.MENU_EDIT)
def move_item(request: ActingRequest, item_id: int) -> HttpResponse:
    """Give a line another number."""
    items.move(by=request.actor, at=timezone.now(), item_id=item_id, to=_place(request))
    return _bench(request)


@require_POST
@needs(Permission.MENU_EDIT)
def remove_item(request: ActingRequest, item_id: int) -> HttpResponse:
    """Strike a line."""
    items.remove(by=request.actor, at=timezone.now(), item_id=item_id)
    return _bench(request)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
def new_condition(request: ActingRequest, item_id: int) -> HttpResponse:
    """Add a condition to a line."""
    item = _item(draft_of(request.actor), item_id)
    # Several forms may stand open on the bench, so each gives its fields names of their own.
    form = ConditionForm(request.POST or None, initial={"slip": item.slip.value}, auto_id=f"new-{item_id}-%s")
    at = timezone.now()
    if _acts(form, lambda: conditions.add(by=request.actor, at=at, item_id=item_id, content=form.content())):
        return _one_item(request, item_id)
    return _form(request, form, reverse("menu:new-condition", args=[item_id]), item_id=item_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MENU_EDIT)
def edit_condition(request: ActingRequest, condition_id: int) -> HttpResponse:
    """Have a condition say something else."""
    row = _condition(draft_of(request.actor), condition_id)
    content = row.content
    initial = {name: getattr(content, name) for name in ConditionForm.base_fields}
    initial["limit_value"] = f"{content.limit_value.normalize():f}"
    form = ConditionForm(request.POST or None, initial=initial, auto_id=f"condition-{condition_id}-%s")
    at = timezone.now()
    if _acts(
        form, lambda: conditions.revise(by=request.actor, at=at, condition_id=condition_id, content=form.content())
    ):
        return _one_item(request, row.item_id)
    return _form(request, form, reverse("menu:edit-condition", args=[condition_id]), item_id=row.item_id)


@require_POST
@needs(Permission.MENU_EDIT)
def move_condition(request: ActingRequest, condition_id: int) -> HttpResponse:
    """Give a condition another place in its line."""
    row = _condition(draft_of(request.actor), condition_id)
    conditions.move(by=request.actor, at=timezone.now(), condition_id=condition_id, to=_place(request))
    return _one_item(request, row.item_id)


@require_POST
@needs(Permission.MENU_EDIT)
def remove_condition(request: ActingRequest, condition_id: int) -> HttpResponse:
    """Strike a condition."""
    row = _condition(draft_of(request.actor), condition_id)
    conditions.remove(by=request.actor, at=timezone.now(), condition_id=condition_id)
    return _one_item(request, row.item_id)


@require_safe
@needs(Permission.MENU_EDIT)
def show_item(request: ActingRequest, item_id: int) -> HttpResponse:
    """Show one line of the draft again, as when an edit is given up."""
    return _one_item(request, item_id)


def draft_of(actor: Actor) -> MenuRow:
    """Return the draft of the actor's district, or refuse as if there were none."""
    menu = menus.draft(actor)
    if menu is None:
        raise NoDraft("There is no draft.")
    return menu


def bench_values(actor: Actor) -> dict[str, Any]:
    """Return the draft with its state: what keeps it from being published, what it changes."""
    menu = draft_of(actor)
    return {"menu": menu, "classes": by_class(menu), **state_of(actor, menu)}


def state_of(actor: Actor, menu: MenuRow) -> dict[str, Any]:
    """Return what keeps the draft from being published and what it changes against the version before."""
    before = menus.version(actor, menu.version - 1) if menu.version > 1 else None
    changes = compare(before.lines, menu.lines) if before else ()
    return {"findings": findings(menu.lines), "changes": changes, "before": before}


def _acts(form: ItemForm | ConditionForm, act: Any) -> bool:
    """Act once the form is sent and well shaped; what is refused goes beside the inputs at fault."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except Invalid as refusal:
        onto_form(form, refusal)
        return False
    return True


def _bench(request: ActingRequest) -> HttpResponse:
    answer = render(request, "menu/_bench.html", {**bench_values(request.actor), "beside": True})
    return _instead_of(answer, "#bench")


def _one_item(request: ActingRequest, item_id: int) -> HttpResponse:
    menu = draft_of(request.actor)
    values = {"item": _item(menu, item_id), "menu": menu, "beside": True, "open": True}
    answer = render(request, "menu/_bench_item.html", {**values, **state_of(request.actor, menu)})
    return _instead_of(answer, f"#item-{item_id}")


def _instead_of(answer: HttpResponse, target: str) -> HttpResponse:
    """Have the answer take the place of ``target``; a refused form, without this, stays where it is."""
    answer["HX-Retarget"] = target
    answer["HX-Reswap"] = "outerHTML"
    return answer


def _form(
    request: ActingRequest, form: ItemForm | ConditionForm, address: str, *, whole: bool = False, item_id: int = 0
) -> HttpResponse:
    """Return the form as a part of the page; a refused one with status 422, which the frame swaps in too."""
    values = {"form": form, "address": address, "whole": whole, "item_id": item_id}
    return render(request, "menu/_form.html", values, status=422 if form.is_bound else 200)


def _item(menu: MenuRow, item_id: int) -> ItemRow:
    found = next((item for item in menu.items if item.id == item_id), None)
    if found is None:
        raise NotFound("There is no such line in the draft.")
    return found


def _condition(menu: MenuRow, condition_id: int) -> ConditionRow:
    rows = (row for item in menu.items for row in item.conditions)
    found = next((row for row in rows if row.id == condition_id), None)
    if found is None:
        raise NotFound("There is no such condition in the draft.")
    return found


def _place(request: ActingRequest) -> int:
    return key_of(request.POST.get("to")) or 1
