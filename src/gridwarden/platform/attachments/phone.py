"""What a phone notes beside a photo: a browser that makes a photo smaller may lose what the camera wrote into it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from gridwarden.platform.api.fields import Moment
from gridwarden.platform.attachments.imaging.exif import CameraNotes, plausible
from gridwarden.platform.attachments.refusals import PhotoNotesBroken


def _plain(said: object) -> object:
    """A form says "true" or "false"; what else could be meant is not guessed."""
    if said not in (None, True, False, "true", "false") or isinstance(said, int) is not isinstance(said, bool):
        raise ValueError("true or false")
    return said


class PhoneNotes(BaseModel):
    """When and where (WGS-84, degrees) the phone says a photo was taken, and what it says of itself.

    ``sent_at`` is the phone's own clock as it sends; ``mocked`` whether its system says that the place is made up.
    """

    taken_at: Moment | None = None
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    sent_at: Moment | None = None
    mocked: Annotated[bool | None, BeforeValidator(_plain)] = None

    @model_validator(mode="after")
    def _place_is_whole(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            raise ValueError("lon and lat come together")
        return self

    def as_notes(self) -> CameraNotes:
        """Return the notes as the store takes them."""
        return CameraNotes(
            taken_at=plausible(self.taken_at),
            lon=self.lon,
            lat=self.lat,
            clock=plausible(self.sent_at),
            is_mocked=self.mocked,
        )


def read_notes(text: str, photos: int, sent_at: str = "") -> list[CameraNotes | None]:
    """Return the notes of ``photos`` photos from the hidden inputs of a form: a JSON list in their order.

    ``sent_at`` is the phone's clock (ISO 8601) as the form left it, the same for every photo. An empty ``text``
    (a browser without scripts) gives no notes; anything else must fit, or is refused.
    """
    if not text:
        return [None] * photos
    try:
        notes = _LIST.validate_json(text)
        clock = _CLOCK.validate_python(sent_at) if sent_at else None
    except ValidationError as error:
        raise PhotoNotesBroken("The notes beside the photos cannot be read.") from error
    if len(notes) != photos:
        raise PhotoNotesBroken("The notes beside the photos do not fit them.")
    return [one.model_copy(update={"sent_at": clock}).as_notes() for one in notes]


_LIST = TypeAdapter(list[PhoneNotes])
_CLOCK = TypeAdapter(Moment)
