"""A photo in the form is compared with those of open cases before anything is stored."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from gridwarden.platform.attachments.actions import store
from gridwarden.platform.attachments.models import Attachment
from tests import photos
from tests.integration.intake.desk import LAT, LON, taken
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cases import Stage

pytestmark = pytest.mark.django_db
PRINTS = "/intake/prints/"
NUMBER = re.compile(r'name="print" value="(-?\d+)"')


def stripes() -> bytes:
    image = Image.new("RGB", (640, 480), "white")
    for left in range(0, 640, 160):
        ImageDraw.Draw(image).rectangle((left, 0, left + 80, 480), fill="black")
    return photos.encoded(image)


def a_case_with_a_photo(stage: Stage) -> int:
    """Return an open case whose words say nothing of what is told next."""
    by, at = stage.by("operator"), timezone.now() - timedelta(hours=1)
    photo = store(by=by, at=at, data=photos.jpeg(), filename="a.jpg", district_id=stage.district_id)
    return taken(stage, at=at, text="请来看看", photo_ids=(photo.pk,)).case_id


def looked_at(client: Client, *files: bytes) -> list[str]:
    sent = [SimpleUploadedFile(f"{at}.jpg", data, "image/jpeg") for at, data in enumerate(files)]
    answer = client.post(PRINTS, {"photos": sent})
    assert answer.status_code == 200
    assert answer["HX-Trigger-After-Swap"] == "prints-known"
    return NUMBER.findall(answer.content.decode())


def panel(client: Client, prints: list[str]) -> str:
    return client.post("/intake/nearby/", {"lon": LON, "lat": LAT, "print": prints}).content.decode()


def test_a_photo_of_the_same_scene_shows_the_case_with_photo_and_distance(client: Client, stage: Stage) -> None:
    a_case_with_a_photo(stage)
    login(client, stage.people["operator"].user)
    before = Attachment.objects.count()
    smaller_again = photos.encoded(photos.picture().resize((400, 300)), "JPEG", quality=60)
    shown = panel(client, looked_at(client, smaller_again))
    assert "/media/photos/" in shown
    assert re.search(r"of 64 bits differ|64 位中 \d+ 位不同", shown)
    assert re.search(r"\d+ m away|\d+ (米|m)", shown)
    assert Attachment.objects.count() == before


def test_a_photo_of_something_else_shows_no_twin(client: Client, stage: Stage) -> None:
    a_case_with_a_photo(stage)
    login(client, stage.people["operator"].user)
    assert "64" not in re.sub(r"<img[^>]*>", "", panel(client, looked_at(client, stripes())))


def test_what_is_no_photo_is_left_to_the_form_to_refuse(client: Client, stage: Stage) -> None:
    login(client, stage.people["operator"].user)
    assert looked_at(client, b"no photo", b"") == []
    assert len(looked_at(client, *[photos.jpeg(64, 48)] * 9)) == 12


@pytest.mark.parametrize("word", ["x", "9" * 400, str(2**63), "1.5", "<b>"])
def test_words_that_are_no_digest_are_nothing(client: Client, stage: Stage, word: str) -> None:
    a_case_with_a_photo(stage)
    login(client, stage.people["operator"].user)
    answer = client.post("/intake/nearby/", {"lon": LON, "lat": LAT, "print": word})
    assert answer.status_code == 200
    assert "bits differ" not in answer.content.decode()


def test_others_cannot_ask(client: Client, stage: Stage) -> None:
    assert client.post(PRINTS).status_code in {302, 403}
    login(client, stage.people["officer"].user)
    assert client.post(PRINTS).status_code == 403
