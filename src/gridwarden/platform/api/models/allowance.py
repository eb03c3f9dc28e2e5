"""How much of an allowance has been used."""

from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """Uses of one allowance by one caller since ``since``; the table is unlogged, a crash empties it."""

    key = models.CharField(max_length=160, primary_key=True)
    since = models.DateTimeField()
    used = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["since"], name="api_allowance_age")]

    def __str__(self) -> str:
        return f"{self.key} {self.used}"
