"""What people read when a photo is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "photo_too_large": _("The photo has too many bytes. Choose a smaller one."),
    "photo_empty": _("The file is empty. Take the photo again."),
    "photo_kind_unknown": _("This is no photo. JPEG, PNG, HEIC and WebP are taken."),
    "photo_misnamed": _("The name of the file does not fit its content. Send the original photo."),
    "photo_too_many_pixels": _("The picture is too large. Choose a lower resolution."),
    "photo_animated": _("Moving pictures are not taken. Send a single photo."),
    "photo_hides_content": _("The file holds something beside a photo and is not taken."),
    "photo_broken": _("The photo is damaged or incomplete. Take it again or send it again."),
    "photo_notes_broken": _("Time and place of the photos could not be read. Take the photos again."),
    "photo_unknown": _("This photo does not exist."),
    "photo_taken": _("This photo already belongs to something else."),
}
