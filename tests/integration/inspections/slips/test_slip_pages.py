"""Pages of slips, crews and contracts: what each person sees, and that nobody reaches a stranger's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case
from gridwarden.contracts.models import Contract
from gridwarden.inspections.actions import slips
from gridwarden.inspections.models import ContactSlip, Crew
from gridwarden.platform.access import Role
from tests.factories.contracts import crew, for_slips, issued, signed
from tests.factories.grids import middle_of
from tests.factories.workforce import ContractorFactory, StaffFactory
from tests.integration.inspections.slips.test_slips import checked, closed, finished, sent
from tests.logins import login
from tests.photos import jpeg

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from gridwarden.workforce.models import Staff
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
Login = "Callable[[str], Client]"


@pytest.fixture
def as_(client: Client, stage: Stage) -> Callable[[str], Client]:
    """Log the holder of a post in."""
    return lambda post: login(client, stage.people[post].user)


@pytest.fixture
def rival(stage: Stage) -> Staff:
    """The officer of another contractor."""
    unit = ContractorFactory.create(district=stage.cast.territory.district, name="别家公司")
    return StaffFactory.create(unit=unit, roles=[Role.CONTRACTOR_OFFICER.value])


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", jpeg(), "image/jpeg")


def with_contractor(stage: Stage) -> ContactSlip:
    """Return a slip that has been sent."""
    now = timezone.now()
    slip = issued(stage)
    slips.receive(by=stage.by("supervisor"), at=now, slip_id=slip.pk)
    slips.send(by=stage.by("dispatcher"), at=now, slip_id=slip.pk)
    return slip


def test_an_officer_writes_a_slip_on_the_phone(as_: Callable[[str], Client], stage: Stage) -> None:
    lon, lat = middle_of(0, 0)
    sent = {"lon": lon, "lat": lat, "condition": for_slips(stage).pk, "address": "人民路", "photos": photo()}
    page = as_("officer").post("/field/slips/new/", sent, follow=True)
    assert page.status_code == 200
    assert ContactSlip.objects.get().case.state == CaseState.VERIFIED


def test_a_slip_without_place_or_photo_is_refused(as_: Callable[[str], Client], stage: Stage) -> None:
    lon, lat = middle_of(0, 0)
    client = as_("officer")
    no_place = {"condition": for_slips(stage).pk, "photos": photo()}
    no_photo = {"condition": for_slips(stage).pk, "lon": lon, "lat": lat}
    assert client.post("/field/slips/new/", no_place).status_code == 422
    assert client.post("/field/slips/new/", no_photo).status_code == 422
    assert not ContactSlip.objects.exists()


def test_the_desk_reads_which_rule_names_the_contractor(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    slip = issued(stage)
    as_("supervisor").post(f"/inspections/slips/{slip.pk}/receive/")
    page = as_("dispatcher").get(f"/inspections/slips/{slip.pk}/").content.decode()
    assert "HT-2026-01" in page
    as_("dispatcher").post(f"/inspections/slips/{slip.pk}/send/", {"unit": stage.cast.contractor.pk})
    assert Case.objects.get(pk=slip.case_id).owner_unit_id == stage.cast.contractor.pk


def test_the_contractor_works_the_slip_from_its_page(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    slip, own = with_contractor(stage), crew(stage)
    client, here = as_("foreman"), f"/inspections/slips/{slip.pk}/"
    assert client.get(here).status_code == 200
    client.post(f"{here}accept/")
    client.post(f"{here}crew/", {"crew": own.pk})
    client.post(f"{here}finish/", {"before": photo(), "after": SimpleUploadedFile("b.jpg", jpeg(2), "image/jpeg")})
    assert Case.objects.get(pk=slip.case_id).state == CaseState.HANDLED
    assert own.name in client.get(here).content.decode()


@pytest.mark.parametrize("word", ["", "x", "0", "9" * 19, "9" * 5000])
def test_a_crew_that_there_is_not_is_not_sent(as_: Callable[[str], Client], stage: Stage, word: str) -> None:
    signed(stage)
    slip = with_contractor(stage)
    slips.accept(by=stage.by("foreman"), at=timezone.now(), slip_id=slip.pk)
    assert as_("foreman").post(f"/inspections/slips/{slip.pk}/crew/", {"crew": word}).status_code == 404


def test_a_refusal_without_a_reason_changes_nothing(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    slip = with_contractor(stage)
    answer = as_("foreman").post(f"/inspections/slips/{slip.pk}/refuse/", {"reason": ""})
    assert answer.status_code == 422
    assert Case.objects.get(pk=slip.case_id).state == CaseState.DISPATCHED


def _addresses(stage: Stage, slip: ContactSlip, own: Crew) -> list[tuple[str, str]]:
    contract = Contract.objects.get()
    here = f"/inspections/slips/{slip.pk}"
    return [
        ("get", f"{here}/"), ("get", f"{here}/paper.pdf"), ("post", f"{here}/accept/"), ("post", f"{here}/refuse/"),
        ("post", f"{here}/finish/"), ("post", f"{here}/crew/"), ("get", f"/inspections/crews/{own.pk}/"),
        ("get", f"/contracts/{contract.pk}/"), ("get", f"/cases/{slip.case_id}/"),
    ]  # fmt: skip


def test_another_contractor_reaches_nothing_of_it(client: Client, stage: Stage, rival: Staff) -> None:
    signed(stage)
    slip, own = with_contractor(stage), crew(stage)
    stranger = login(client, rival.user)
    answers = {
        address: getattr(stranger, verb)(address, {"reason": "x", "crew": own.pk}).status_code
        for verb, address in _addresses(stage, slip, own)
    }
    assert set(answers.values()) == {404}, answers
    for page in ("/inspections/slips/", "/inspections/crews/", "/contracts/", "/inspections/slips/results/"):
        assert "000001" not in stranger.get(page).content.decode()


def test_the_own_contractor_opens_them_all(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    slip, own = with_contractor(stage), crew(stage)
    client = as_("foreman")
    opened = {
        address: client.get(address).status_code
        for verb, address in _addresses(stage, slip, own)
        if verb == "get" and not address.endswith(".pdf")
    }
    assert set(opened.values()) == {200}, opened


@pytest.mark.parametrize("path", ["/inspections/slips/", "/inspections/slips/results/", "/inspections/crews/"])
def test_lists_open_for_desk_and_contractor(as_: Callable[[str], Client], stage: Stage, path: str) -> None:
    signed(stage)
    with_contractor(stage)
    crew(stage)
    for post in ("dispatcher", "foreman"):
        assert as_(post).get(path).status_code == 200


def test_the_paper_has_a_copy_for_each_of_three(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    lon, lat = middle_of(0, 0)
    sent = {"lon": lon, "lat": lat, "condition": for_slips(stage).pk, "photos": photo()}
    as_("officer").post("/field/slips/new/", sent)
    slip = ContactSlip.objects.get()
    answer = as_("dispatcher").get(f"/inspections/slips/{slip.pk}/paper.pdf")
    pdf = pypdfium2.PdfDocument(answer.content)
    copies = [re.search("网格联|受理平台联|作业单位联", page.get_textpage().get_text_range()) for page in pdf]
    assert [copy.group() for copy in copies if copy] == ["网格联", "受理平台联", "作业单位联"]


def test_contracts_are_drafted_and_signed_on_their_pages(as_: Callable[[str], Client], stage: Stage) -> None:
    given: dict[str, Any] = {
        "number": "HT-9", "name": "保洁", "unit": stage.cast.contractor.pk, "starts_on": "2026-01-01",
        "ends_on": "2026-12-31", "covers": [str(for_slips(stage).item.number)], "limit_value": "4",
        "limit_unit": "working_hour",
    }  # fmt: skip
    client = as_("leader")
    assert client.post("/contracts/new/", given, follow=True).status_code == 200
    contract = Contract.objects.get()
    client.post(f"/contracts/{contract.pk}/sign/")
    assert client.get(f"/contracts/{contract.pk}/").status_code == 200
    assert client.get(f"/contracts/{contract.pk}/edit/").status_code == 200
    client.post(f"/contracts/{contract.pk}/end/", {"reason": "到期"})
    assert Contract.objects.get().state == "ended"
    assert client.get("/contracts/").status_code == 200


@pytest.mark.parametrize(
    "change", [{"ends_on": "2025-01-01"}, {"ends_on": "9999-12-31"}, {"covers": []}, {"limit_unit": ""}]
)
def test_a_contract_in_bad_shape_comes_back_with_words(
    as_: Callable[[str], Client], stage: Stage, change: dict[str, Any]
) -> None:
    given = {
        "number": "HT-9", "name": "保洁", "unit": stage.cast.contractor.pk, "starts_on": "2026-01-01",
        "ends_on": "2026-12-31", "covers": ["1"], "limit_value": "4", "limit_unit": "working_hour",
    }  # fmt: skip
    assert as_("leader").post("/contracts/new/", given | change).status_code == 422
    assert not Contract.objects.exists()


def test_the_contractor_reads_first_why_the_work_is_to_be_done_over(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    slip = sent(stage)
    page = f"/inspections/slips/{slip.pk}/"
    assert "data-rework" not in as_("foreman").get(page).text
    finished(stage, slip, 20)
    checked(stage, slip, 40, passes=False)
    read = as_("foreman").get(page).text
    note = slip.case.steps.get(move="fail_check").note
    assert note in read.partition("data-rework")[2].partition("</div>")[0]


def test_late_and_reworked_results_are_found_apart(as_: Callable[[str], Client], stage: Stage) -> None:
    signed(stage)
    slip = closed(stage)
    client, path = as_("dispatcher"), "/inspections/slips/results/"

    def lists(**wanted: str) -> bool:
        return slip.number in client.get(path, wanted).content.decode()

    assert [lists(blame=blame) for blame in ("", "reworked", "late", "other")] == [True, True, False, True]
