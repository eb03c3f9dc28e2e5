"""What a district sets for its papers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class NoticeRule(models.Model):
    """The words before the numbers, the bounds of deadlines and how early a recheck is announced."""

    district = models.OneToOneField("grids.District", on_delete=models.PROTECT, related_name="+")
    notice_word = models.CharField(max_length=12, default="整改通")
    order_word = models.CharField(max_length=12, default="责改通")
    #: Shares of the condition's limit.
    proposed_percent = models.PositiveSmallIntegerField(default=75)
    longest_percent = models.PositiveSmallIntegerField(default=200)
    shortest_minutes = models.PositiveSmallIntegerField(default=10)
    remind_minutes = models.PositiveSmallIntegerField(default=30)
    #: Who stands at the head of every paper; empty takes the district's name.
    authority = models.CharField(max_length=60, blank=True)
    #: What the party may call, printed on every paper.
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_percent__gte=1) & Q(longest_percent__gte=F("proposed_percent")),
                name="inspections_rule_percents",
            ),
            models.CheckConstraint(condition=~Q(notice_word="") & ~Q(order_word=""), name="inspections_rule_words"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id}: {self.notice_word}"
