"""Who may open the pages of the workforce."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from gridwarden.platform.accounts.requests import ActingRequest

P = ParamSpec("P")


def opens(
    permission: Permission = Permission.PEOPLE_SEE,
) -> Callable[
    [Callable[Concatenate[ActingRequest, P], HttpResponseBase]],
    Callable[Concatenate[ActingRequest, P], HttpResponseBase],
]:
    """Let only those in who hold ``permission``.

    To somebody who may not see people at all, such as a contractor, the page does not exist; somebody
    who may see but not do this is told so.
    """

    def decorate(
        view: Callable[Concatenate[ActingRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[ActingRequest, P], HttpResponseBase]:
        @login_needed
        @wraps(view)
        def guarded(request: ActingRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.may(Permission.PEOPLE_SEE):
                raise NotFound("There is no such page.")
            request.actor.require(permission)
            return view(request, *args, **kwargs)

        marked: Any = guarded
        marked.needs = (permission,)  # read by the tests that list who may open what
        return cast("Callable[Concatenate[ActingRequest, P], HttpResponseBase]", marked)

    return decorate


def rights(request: ActingRequest) -> dict[str, bool]:
    """Return what the page may offer to the one who looks at it."""
    return {
        "may_edit": request.actor.may(Permission.PEOPLE_EDIT),
        "may_grant": request.actor.may(Permission.SECURITY_MANAGE),
    }
