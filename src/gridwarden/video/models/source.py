"""A camera that pages may play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.gis.db import models
from django.db.models import Q

from gridwarden.platform.access import Permission
from gridwarden.video.domain.sources import VideoKind

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

#: Place of sealed addresses, see ``platform.sealing``: the address of a stream may carry its password.
URL_PLACE = "video.url"


class VideoSourceQuerySet(models.QuerySet["VideoSource"]):
    """Sources of a district."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the sources that ``actor`` may see."""
        here = self.filter(district=actor.district_id)
        return here if actor.may(Permission.VIDEO_SEE) else here.none()


class VideoSource(models.Model):
    """A camera on a mast, with its place, or a channel of a vehicle, which is where its vehicle is."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    place = models.PointField(srid=4490, null=True, blank=True)
    #: The vehicle that carries it.
    vehicle = models.ForeignKey("patrols.Device", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    device = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    url_sealed = models.BinaryField(blank=True)
    #: Keyed digest of what makes it the same camera.
    key_index = models.BinaryField(max_length=32)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = VideoSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, VideoKind))), name="video_source_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="video_source_named"),
            models.CheckConstraint(
                condition=Q(place__isnull=False) ^ Q(vehicle__isnull=False), name="video_source_somewhere"
            ),
            models.UniqueConstraint(
                fields=["district", "kind", "key_index"], condition=Q(retired_at=None), name="video_source_once"
            ),
        ]
        indexes = [models.Index(fields=["district", "kind", "id"], name="video_source_by_kind")]

    def __str__(self) -> str:
        return self.name
