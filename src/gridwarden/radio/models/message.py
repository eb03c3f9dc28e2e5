"""What was said."""

from __future__ import annotations

from django.db import models

from gridwarden.radio.models.group import TalkGroup


class Message(models.Model):
    """A message: words, photos (attachments of it), a recording. Nothing that was said is changed."""

    group = models.ForeignKey(TalkGroup, on_delete=models.PROTECT, related_name="messages", db_index=False)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    #: As they were called when they said it.
    author_name = models.CharField(max_length=60)
    author_unit = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    photo_count = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["group", "-id"], name="radio_message_latest")]

    def __str__(self) -> str:
        return self.text[:40]


class Voice(models.Model):
    """The recording of a message, kept in the database: it commits, and is backed up, with its message."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="voice")
    media_type = models.CharField(max_length=20)
    seconds = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.seconds} s"
