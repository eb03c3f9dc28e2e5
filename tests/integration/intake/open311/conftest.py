from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories.api import ApiClientFactory
from tests.integration.intake.open311.contract import Program

if TYPE_CHECKING:
    from gridwarden.platform.api.models import ApiClient
    from tests.factories.cases import Stage


@pytest.fixture
def app(stage: Stage) -> ApiClient:
    """A program that acts for the desk's operator."""
    return ApiClientFactory.create(user=stage.people["operator"].user)


@pytest.fixture
def key(app: ApiClient) -> str:
    """Its key."""
    return f"gw_{app.prefix}_secret"


@pytest.fixture
def client(stage: Stage) -> Program:
    """Somebody who asks about the stage's district; beside it there is another."""
    program = Program()
    program.jurisdiction = stage.cast.territory.district.code6
    return program
