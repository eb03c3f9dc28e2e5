"""Why a file is not taken as a photo."""

from __future__ import annotations

from http import HTTPStatus

from gridwarden.platform.refusals import Conflict, Invalid, NotFound


class PhotoRefused(Invalid):
    """The file is not taken."""

    code = "photo_refused"


class PhotoTooLarge(PhotoRefused):
    """The file has more bytes than allowed."""

    code = "photo_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class PhotoEmpty(PhotoRefused):
    """The file has no bytes."""

    code = "photo_empty"


class PhotoKindUnknown(PhotoRefused):
    """The file is not JPEG, PNG, HEIC or WebP, whatever its name says."""

    code = "photo_kind_unknown"


class PhotoMisnamed(PhotoRefused):
    """The file's name promises another kind than its content has."""

    code = "photo_misnamed"


class PhotoTooManyPixels(PhotoRefused):
    """The picture would need more memory than a photo may."""

    code = "photo_too_many_pixels"


class PhotoAnimated(PhotoRefused):
    """The file holds several pictures shown one after another."""

    code = "photo_animated"


class PhotoHidesContent(PhotoRefused):
    """The file is at the same time something else: a web page, a script, an archive."""

    code = "photo_hides_content"


class PhotoBroken(PhotoRefused):
    """The file ends too early or cannot be decoded."""

    code = "photo_broken"


class PhotoNotesBroken(PhotoRefused):
    """What the phone noted beside the photos cannot be read or does not fit them."""

    code = "photo_notes_broken"


class PhotoUnknown(NotFound):
    """There is no such photo, or the actor may not know of it."""

    code = "photo_unknown"


class PhotoTaken(Conflict):
    """The photo already belongs to something else."""

    code = "photo_taken"
