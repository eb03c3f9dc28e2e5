from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.notifications import wording
from gridwarden.platform.notifications.wording import Told, UnknownKindError, Wording, register, worded

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(wording, "_kinds", {})
    return


def told(kind: str = "case.overdue", **params: object) -> Told:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Told(kind=kind, at=at, subject_type="case", subject_id=7, params=params)


def test_a_kind_is_worded_by_the_context_that_registered_it() -> None:
    register("case.overdue", lambda one: Wording(text=f"Case {one.params['number']}", url=f"/cases/{one.subject_id}/"))
    assert worded(told(number="20260302-00001")) == Wording(text="Case 20260302-00001", url="/cases/7/")


def test_registering_a_kind_again_replaces_its_wording() -> None:
    register("case.overdue", lambda _one: Wording(text="first"))
    register("case.overdue", lambda _one: Wording(text="second"))
    assert worded(told()).text == "second"


def test_a_kind_no_longer_in_use_keeps_a_plain_line() -> None:
    found = worded(told("case.sung"))
    assert "case.sung" in found.text
    assert found.url == ""


def test_an_unknown_kind_is_refused_before_it_is_stored() -> None:
    with pytest.raises(UnknownKindError):
        wording.check_known("case.sung")
