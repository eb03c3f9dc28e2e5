"""A case that two platforms share, and the messages about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.exchange.domain.messages import Kind
from gridwarden.exchange.models.peer import Peer


class Matter(models.Model):
    """One case on both sides; the key is common, the numbers are each side's own."""

    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="matters", db_index=False)
    key = models.UUIDField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="matters", db_index=False)
    their_number = models.CharField(max_length=80, blank=True)
    their_state = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)
    result_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, blank=True)
    verdict_words = models.TextField(blank=True)
    #: When it was returned or withdrawn; passed down again, the case is another matter.
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)
    #: Last of our messages that was written, and last of theirs that was taken.
    sent_seq = models.PositiveIntegerField(default=0)
    taken_seq = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer", "key"], name="exchange_matter_once"),
            models.UniqueConstraint(
                fields=["case", "peer"], condition=Q(ended_at=None), name="exchange_matter_of_case"
            ),
        ]
        indexes = [models.Index(fields=["peer", "-began_at", "-id"], name="exchange_matter_latest")]

    def __str__(self) -> str:
        return str(self.key)


class Outgoing(models.Model):
    """A message of ours: written with what it tells of, sent in order, again and again until it is taken."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="outgoing", db_index=False)
    seq = models.PositiveIntegerField()
    message_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10)
    payload = models.JSONField()
    #: Photos of ours that travel along; their bytes are read when it is sent.
    photos = models.JSONField(default=list)
    at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)
    #: The peer does not want it as it is; it holds back what follows until somebody rules.
    is_refused = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)
    #: Never sent: the matter ended by somebody's word before the peer got the case.
    skipped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "seq"], name="exchange_outgoing_in_order"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="exchange_outgoing_kind"),
            models.CheckConstraint(
                condition=Q(is_refused=False) | Q(taken_at=None), name="exchange_outgoing_refused_or_taken"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at", "id"], condition=Q(taken_at=None, skipped_at=None), name="exchange_outgoing_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.seq} {self.kind}"


class Incoming(models.Model):
    """A message of a peer that was taken; the same one again changes nothing."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="incoming", db_index=False)
    seq = models.PositiveIntegerField()
    message_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    taken_at = models.DateTimeField()
    #: What became of it where our case could not follow.
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "seq"], name="exchange_incoming_once"),
        ]
        indexes = [models.Index(fields=["matter", "taken_at"], name="exchange_incoming_of")]

    def __str__(self) -> str:
        return f"{self.matter_id}/{self.seq} {self.kind}"


class Nonce(models.Model):
    """A signature's nonce, kept while the signature counts."""

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="+", db_index=False)
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["peer", "nonce"], name="exchange_nonce_once")]

    def __str__(self) -> str:
        return self.nonce
