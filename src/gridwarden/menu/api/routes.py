"""Ask for the menu."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router

from gridwarden.menu.api.schemas import MenuBody
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.permissions import requires

router = Router()


@router.get("", response=MenuBody, operation_id="get_menu", summary="The menu in force")
@requires(Permission.MENU_SEE)
def get_menu(request: ActingRequest) -> MenuBody:
    """The version in force in the caller's district."""
    return MenuBody.from_row(menus.current(request.actor.district_id or 0, timezone.now()))


@router.get("/versions/{version}", response=MenuBody, operation_id="get_menu_version", summary="One version")
@requires(Permission.MENU_SEE)
def get_menu_version(request: ActingRequest, version: int) -> MenuBody:
    """A published version of the caller's district, also one that is no longer in force."""
    return MenuBody.from_row(menus.version(request.actor, version))
