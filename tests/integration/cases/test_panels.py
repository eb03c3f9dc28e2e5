"""Parts of a case's page that contexts above fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.cases.presenting import panels
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.platform.accounts.requests import ActingRequest
    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    def greeting(request: ActingRequest, case_id: int) -> str:
        return f"<p>papers of {case_id} for {request.actor.name}</p>"

    monkeypatch.setattr(panels, "_panels", {})
    panels.register(panels.Panel(key="test-papers", label="Test papers", render=greeting))
    panels.register(panels.Panel(key="test-silent", label="Never seen", render=lambda _request, _case_id: ""))


@pytest.mark.usefixtures("two_panels")
def test_a_panel_with_words_is_on_the_page_and_an_empty_one_is_not(client: Client, stage: Stage) -> None:
    opened = stage.opened(condition=stage.spot, at=timezone.now())
    html = login(client, stage.people["dispatcher"].user).get(f"/cases/{opened.case_id}/").content.decode()
    assert f"papers of {opened.case_id} for {stage.people['dispatcher'].user.display_name}" in html
    assert "Test papers" in html
    assert "Never seen" not in html
