"""Which cases the simulation plays."""

from __future__ import annotations

from django.db import models

from gridwarden.cases.models import Case


class LivedCase(models.Model):
    """A case that simulated people opened: they go on with it. Whatever somebody else opens, they leave alone."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
