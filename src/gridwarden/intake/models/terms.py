"""What a district lets the public do and see."""

from __future__ import annotations

from django.db import models

from gridwarden.intake.domain.openness import Openness

_STANDARD = Openness()


class PublicTerms(models.Model):
    """A district's terms; without a row the standard ones of ``domain.openness`` hold."""

    district = models.OneToOneField("grids.District", on_delete=models.CASCADE, primary_key=True, related_name="+")
    takes_reports = models.BooleanField(default=_STANDARD.takes_reports)
    shows_cases = models.BooleanField(default=_STANDARD.shows_cases)
    #: A case is shown this long after it was opened, its end this long after it was closed.
    delay_h = models.PositiveIntegerField(default=_STANDARD.delay_h)
    #: Places are shown as the middle of squares of this side.
    coarse_m = models.PositiveIntegerField(default=_STANDARD.coarse_m)
    #: A reporter who is not satisfied may have the case taken up again within so many days, so many times.
    reopen_days = models.PositiveSmallIntegerField(default=_STANDARD.reopen_days)
    reopen_times = models.PositiveSmallIntegerField(default=_STANDARD.reopen_times)
    #: Reports that one network address may send in an hour.
    reports_per_hour = models.PositiveSmallIntegerField(default=_STANDARD.reports_per_hour)
    #: What stands above the form, for example the telephone of the desk.
    greeting = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(delay_h__lte=24 * 90), name="intake_terms_delay"),
            models.CheckConstraint(
                condition=models.Q(coarse_m__gte=20, coarse_m__lte=2000), name="intake_terms_coarse"
            ),
            models.CheckConstraint(condition=models.Q(reopen_days__lte=365), name="intake_terms_days"),
            models.CheckConstraint(condition=models.Q(reports_per_hour__gte=1), name="intake_terms_pace"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
