"""A photo, and by what it is known again."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from gridwarden.platform.attachments.imaging.exif import Noter


class Attachment(models.Model):
    """A photo as stored: a clean JPEG and a small one on disk, and here what is known of both.

    ``taken_*`` and ``device`` are what the camera or the phone claimed (``noted_by`` says which). They are evidence
    and are shown to those who judge it; the served files hold none of it. Ids are plain: the platform does not
    know districts and owners.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    district_id = models.BigIntegerField()
    #: Digests of the stored file, its small version, and the file as it was sent, in hex.
    sha256 = models.CharField(max_length=64)
    thumb_sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    original_bytes = models.PositiveIntegerField()
    taken_at = models.DateTimeField(null=True)
    taken_lon = models.FloatField(null=True)
    taken_lat = models.FloatField(null=True)
    device = models.CharField(max_length=80, blank=True)
    #: Who wrote the notes down: the camera into the file, or the phone beside it; empty where nobody did.
    noted_by = models.CharField(max_length=8, blank=True)
    #: By how much the phone's clock was ahead of ours when it sent the photo; ``None`` where it did not say.
    clock_ahead_s = models.FloatField(null=True)
    #: Whether the phone said that its place was made up; ``None`` where it did not say.
    is_mocked = models.BooleanField(null=True)
    #: ``None`` for people without an account.
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()
    #: What the photo belongs to, for example ``case`` 17; empty until then.
    owner_type = models.CharField(max_length=30, blank=True)
    owner_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_type="", owner_id=None) | (~Q(owner_type="") & Q(owner_id__isnull=False)),
                name="attachment_owner_whole",
            ),
            models.CheckConstraint(condition=Q(noted_by__in=("", *Noter)), name="attachment_noted_by"),
            models.CheckConstraint(
                condition=Q(taken_lon=None, taken_lat=None) | Q(taken_lon__isnull=False, taken_lat__isnull=False),
                name="attachment_place_whole",
            ),
            # The same photo sent again by the same person, before it belongs to anything, is the same photo.
            models.UniqueConstraint(
                fields=["district_id", "uploaded_by_id", "original_sha256"],
                condition=Q(owner_type=""),
                name="attachment_waiting_once",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_type", "owner_id", "uploaded_at"], name="attachment_of_owner"),
            models.Index(fields=["uploaded_at"], condition=Q(owner_type=""), name="attachment_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Fingerprint(models.Model):
    """One view of a photo as numbers: the whole, or its middle. See ``imaging.likeness``.

    The bands are the four parts of ``phash``; whatever is alike agrees nearly in one of them, and each has its index.
    """

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="fingerprints")
    district_id = models.BigIntegerField()
    is_middle = models.BooleanField()
    phash = models.BigIntegerField()
    dhash = models.BigIntegerField()
    band0 = models.SmallIntegerField()
    band1 = models.SmallIntegerField()
    band2 = models.SmallIntegerField()
    band3 = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attachment", "is_middle"], name="attachment_view_once"),
        ]
        indexes = [
            # With all that a look-up asks for: it never has to open the table.
            models.Index(
                fields=["district_id", f"band{number}"],
                include=["phash", "dhash", "attachment"],
                name=f"attachment_band{number}",
            )
            for number in range(4)
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.phash:x}"
