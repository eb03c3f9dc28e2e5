"""A small API of its own, on which the shared parts are tried."""

from __future__ import annotations

import threading

from django.db import transaction
from django.urls import path
from ninja import Field, File, Router, Schema, Status, UploadedFile

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.models import User
from gridwarden.platform.accounts.requests import ActingRequest
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.api.limits import Limit
from gridwarden.platform.api.permissions import limited, requires
from gridwarden.platform.api.service import DistrictApi
from gridwarden.platform.refusals import Conflict, NotFound

from django.http import HttpResponse, HttpResponseRedirect  # isort: skip

router = Router()
#: Set by a test that wants a write to take its time.
gate: threading.Event | None = None


class NameBody(Schema):
    name: str = Field(min_length=1, max_length=60)


class MadeBody(Schema):
    id: int
    name: str


class Taken(Conflict):
    code = "name_taken"


@router.post("/people", response={201: MadeBody})
@requires(Permission.CASE_REPORT)
def make(request: ActingRequest, body: NameBody) -> Status:
    with transaction.atomic():
        if User.objects.filter(display_name=body.name).exists():
            raise Taken("Somebody has this name.", name="taken")
        made = User.objects.create(username=f"u{User.objects.count()}-{body.name}", display_name=body.name)
        if gate is not None:
            gate.wait(10)
        return Status(201, {"id": made.pk, "name": made.display_name})


@router.post("/halfway", response={201: MadeBody, 409: None})
@requires()
def halfway(request: ActingRequest) -> Status:
    User.objects.create(username="halfway", display_name="halfway")
    return Status(409, None)


@router.post("/crash", response=MadeBody)
@requires()
def crash(request: ActingRequest) -> None:
    User.objects.create(username="crash", display_name="crash")
    raise RuntimeError("boom")


@router.post("/photo", response={200: dict[str, int]})
@requires()
def photo(request: ActingRequest, photo: File[UploadedFile]) -> dict[str, int]:
    return {"size": len(photo.read()), "count": User.objects.count()}


@router.get("/people/{person_id}", response=MadeBody)
@requires(Permission.PEOPLE_SEE)
def show(request: ActingRequest, person_id: int) -> dict[str, object]:
    found = User.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound("No such person.")
    return {"id": found.pk, "name": found.display_name}


@router.post("/often", response={200: dict[str, int]})
@requires(Permission.CASE_REPORT)
@limited(Limit(name="often", uses=2, per_s=3600))
def often(request: ActingRequest) -> dict[str, int]:
    if User.objects.filter(display_name="nobody").exists():
        raise Taken("Never.")
    return {"count": User.objects.count()}


@submitted_once
def form(request: ActingRequest) -> HttpResponse:
    if request.POST["name"] == "":
        return HttpResponse("a name, please", status=422)
    User.objects.create(username=request.POST["name"], display_name=request.POST["name"])
    return HttpResponseRedirect("/done/")


api = DistrictApi(title="Trial", version="1", urls_namespace="trial")
api.add_router("", router)
urlpatterns = [path("api/v1/", api.urls), path("form/", form)]
