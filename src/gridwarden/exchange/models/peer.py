"""Another platform, and how its words are ours."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.exchange.domain.messages import Role


class Peer(models.Model):
    """A platform with which a district exchanges cases.

    ``agent`` is the account in whose name its messages change our cases. Below us, dispatching a case to ``unit``
    passes it down. Our private key is sealed; the peer knows the public one.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Last part of the address under which the peer posts to us.
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=5)
    unit = models.OneToOneField("workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300)
    our_key = models.BinaryField()
    our_public_key = models.CharField(max_length=44)
    their_key = models.CharField(max_length=44, blank=True)
    is_active = models.BooleanField(default=False)
    heard_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="exchange_peer_name_once"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="exchange_peer_role"),
            models.CheckConstraint(
                condition=Q(role=Role.ABOVE.value, unit=None) | Q(role=Role.BELOW.value, unit__isnull=False),
                name="exchange_peer_unit_below",
            ),
            models.CheckConstraint(condition=Q(is_active=False) | ~Q(their_key=""), name="exchange_peer_keyed"),
        ]

    def __str__(self) -> str:
        return self.code


class Mapped(models.Model):
    """One line of a mapping table: a word of the peer and ours. Items are ours as ``item.condition`` numbers."""

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="words", db_index=False)
    table = models.CharField(max_length=10)
    theirs = models.CharField(max_length=80)
    ours = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "table", "theirs"], name="exchange_mapped_once"),
            models.CheckConstraint(condition=Q(table__in=["item", "state"]), name="exchange_mapped_table"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.theirs} = {self.ours}"
