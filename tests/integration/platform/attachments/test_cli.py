"""``gridwarden photos``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.actions import store
from gridwarden.platform.attachments.cli import photos
from gridwarden.platform.attachments.files import Size
from tests.integration.platform.attachments.conftest import PATROL
from tests.photos import jpeg

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db


def test_sound_photos_end_well(monday_morning: datetime) -> None:
    store(by=PATROL, at=monday_morning, data=jpeg(), filename="", district_id=1)
    done = CliRunner().invoke(photos, ["verify"])
    assert (done.exit_code, done.output) == (0, "1 photos checked, 0 faults.\n")


def test_a_missing_file_ends_with_one_and_is_named(monday_morning: datetime) -> None:
    photo = store(by=PATROL, at=monday_morning, data=jpeg(), filename="", district_id=1)
    files.path_of(1, photo.pk, Size.THUMB).unlink()
    done = CliRunner().invoke(photos, ["verify", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.output)["faults"] == [{"photo": str(photo.pk), "size": "thumb", "what": "missing"}]
    assert f"{photo.pk} thumb: missing" in CliRunner().invoke(photos, ["verify"]).output


def test_collecting_says_what_went(monday_morning: datetime) -> None:
    store(by=PATROL, at=monday_morning, data=jpeg(), filename="", district_id=1)
    assert CliRunner().invoke(photos, ["collect"]).output == "1 photos and 0 stray files removed.\n"
