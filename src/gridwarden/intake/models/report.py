"""What somebody told us, by whatever channel."""

from __future__ import annotations

from django.db import models

from gridwarden.cases.domain.sources import Source


class Report(models.Model):
    """One report or complaint and the case that it opened.

    The reporter's name and number are sealed (``platform.sealing``); ``phone_index`` finds repeat callers
    without opening anything. ``code`` lets the reporter follow the case without an account.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="reports")
    channel = models.CharField(max_length=20, choices=[(source, source) for source in Source])
    text = models.TextField(blank=True)
    reporter_name = models.BinaryField(default=b"")
    reporter_phone = models.BinaryField(default=b"")
    phone_index = models.BinaryField(default=b"", max_length=32)
    code = models.CharField(max_length=12, unique=True)
    #: Sealed; and where a report came from over the network, sealed too, so that abuse can be traced.
    reporter_email = models.BinaryField(default=b"")
    origin = models.BinaryField(default=b"")
    #: Language in which the reporter reads.
    language = models.CharField(max_length=8, blank=True)
    #: The program that brought it through Open311, and what it said there.
    client = models.ForeignKey("api.ApiClient", on_delete=models.PROTECT, null=True, related_name="+")
    service_code = models.CharField(max_length=20, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    media_url = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty for software."
    )

    #: When name, number and address were taken out for good, because their time was over.
    anonymised_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["district", "-received_at", "-id"], name="intake_report_latest"),
            models.Index(fields=["client", "-id"], name="intake_report_client", condition=~models.Q(client=None)),
            models.Index(
                fields=["district", "phone_index"], name="intake_report_caller", condition=~models.Q(phone_index=b"")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=[source.value for source in Source]), name="intake_report_channel"
            ),
        ]

    def __str__(self) -> str:
        return self.code
