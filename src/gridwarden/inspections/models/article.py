"""The articles that papers cite."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from gridwarden.cases.models.columns import one_of
from gridwarden.grids.models.columns import DatedQuerySet
from gridwarden.inspections.domain.words import ArticleUse


class Article(models.Model):
    """One article of a law or by-law as worded in one span of days.

    A changed wording is a row of its own: a paper goes on to cite what was in force on its day.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    law = models.CharField(max_length=120)
    #: 第十四条, 第五十条第一款.
    article = models.CharField(max_length=40)
    text = models.TextField()
    #: What it threatens, in words; empty where it threatens nothing.
    penalty = models.CharField(max_length=300, blank=True)
    use = models.CharField(max_length=10)
    #: Numbers of the menu's lines for which it is proposed; empty proposes it for every line.
    items = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    valid_from = models.DateField()
    #: First day on which this wording no longer holds.
    valid_to = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["Article"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "law", "article", "valid_from"], name="inspections_article_once"
            ),
            models.UniqueConstraint(
                fields=["district", "law", "article"],
                condition=Q(valid_to=None),
                name="inspections_article_one_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(law="") & ~Q(article="") & ~Q(text=""), name="inspections_article_said"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="inspections_article_dates"
            ),
            one_of("use", ArticleUse, name="inspections_article_use"),
        ]

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"
