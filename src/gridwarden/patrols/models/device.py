"""A device that tells where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.jt808.profiles import PROFILES, STANDARD
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class DeviceQuerySet(models.QuerySet["Device"]):
    """Devices of a district."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the devices that ``actor`` may see."""
        here = self.filter(district=actor.district_id)
        return here if actor.may(Permission.DEVICE_SEE) else here.none()


class Device(models.Model):
    """A vehicle's terminal, known by its number, or a phone, known by its token; of both only digests are kept."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    #: Plate of the vehicle.
    plate = models.CharField(max_length=12, blank=True)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    #: The number in the head of every message, without leading zeros; empty for phones.
    terminal = models.CharField(max_length=20, blank=True)
    version = models.CharField(max_length=4, default=Version.V2013.value)
    profile = models.CharField(max_length=20, default=STANDARD.name)
    #: Digest of the key that the terminal got when it registered, or of the phone's token.
    key_digest = models.BinaryField(max_length=32, null=True, blank=True)
    enrolled_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(map(str, DeviceKind))), name="patrols_device_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(version__in=sorted(map(str, Version))), name="patrols_device_version_known"
            ),
            models.CheckConstraint(condition=Q(profile__in=sorted(PROFILES)), name="patrols_device_profile_known"),
            models.CheckConstraint(condition=~Q(name=""), name="patrols_device_named"),
            models.CheckConstraint(
                condition=(Q(kind="vehicle") & ~Q(terminal=""))
                | Q(kind="phone", terminal="", key_digest__isnull=False),
                name="patrols_device_known_by",
            ),
            # Terminals say no district, so a number stands once everywhere.
            models.UniqueConstraint(
                fields=["terminal"], condition=Q(retired_at=None) & ~Q(terminal=""), name="patrols_device_terminal_once"
            ),
            models.UniqueConstraint(fields=["key_digest"], condition=Q(kind="phone"), name="patrols_device_token_once"),
        ]
        indexes = [models.Index(fields=["district", "kind", "id"], name="patrols_device_by_kind")]

    def __str__(self) -> str:
        return self.name
