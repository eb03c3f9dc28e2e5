"""Refuse a request by its announced size, before any of it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from gridwarden.platform.api.limits import Limit
from gridwarden.platform.attachments.imaging.photo import check_size

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from gridwarden.platform.attachments.imaging import Limits

#: Photos that one account may send; more than anybody can take by hand.
ALLOWANCE = Limit(name="photos", uses=settings.PHOTOS_PER_HOUR, per_s=3600)


class RequestSizeHandler(FileUploadHandler):
    """The first upload handler: it keeps nothing and only looks at the length of the request."""

    def handle_raw_input(self, *request: Any, **_more: Any) -> None:
        """Refuse what is longer than all allowed photos of one request together."""
        _input, _meta, content_length, *_rest = request
        if content_length > settings.UPLOAD_MAX_REQUEST_BYTES:
            raise RequestDataTooBig(f"At most {settings.UPLOAD_MAX_REQUEST_BYTES} bytes are read.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - the handler's signature
        """Pass the data on to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the other handlers."""


def read(upload: UploadedFile[Any], limits: Limits) -> bytes:
    """Return the bytes of an uploaded file, once its size is known to be allowed."""
    check_size(upload.size or 0, limits)
    data: bytes = upload.read()
    return data
