"""A paper handed to a party, what it cites and what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Q

from gridwarden.cases.models import Case
from gridwarden.cases.models.columns import STORED_SRID, implies, one_of, person
from gridwarden.inspections.domain.words import NoticeState, PaperKind, PictureKind, SignedHow
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Papers; everything that leaves the context goes through ``visible_to`` first."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the papers of cases that ``actor`` may know of; contractors have no part in them."""
        here = self.filter(district=actor.district_id)
        if actor.may(Permission.CASE_SEE_DISTRICT):
            return here
        if actor.is_contractor or actor.user_id is None:
            return here.none()
        return here.filter(case__in=Case.objects.visible_to(actor).values("pk"))

    def latest_of(self, case_id: int) -> Notice | None:
        """Return the last paper of a case that was not withdrawn: the one to which the next refers."""
        papers = self.filter(case=case_id).exclude(state=NoticeState.VOID.value).defer("search")
        return papers.order_by("-issued_at", "-pk").first()


class Notice(models.Model):
    """A rectification notice or an order to correct, as it was handed over: nothing of it changes afterwards.

    Names and words are copies, so that the paper can be printed again years later. What becomes of it
    – state, rechecks, receipt – is written beside it.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    #: Opens the public page; random, and never shown in lists.
    code = models.CharField(max_length=24, unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="papers")
    condition = models.ForeignKey("menu.Condition", on_delete=models.PROTECT, related_name="+", db_index=False)
    grid = models.ForeignKey(
        "grids.Grid", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    #: Which paper of its kind it is for the case, and which one it refers to.
    sequence = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="following", db_index=False
    )

    party = models.ForeignKey("inspections.Party", on_delete=models.PROTECT, related_name="papers", db_index=False)
    party_name = models.CharField(max_length=80)
    party_phone = models.BinaryField(default=b"")
    party_code = models.BinaryField(default=b"")
    legal_representative = models.CharField(max_length=40, blank=True)
    party_address = models.CharField(max_length=200, blank=True)

    #: Who stands at its head and what the party may call; both may be renamed later.
    authority = models.CharField(max_length=120)
    authority_phone = models.CharField(max_length=30, blank=True)
    place = models.PointField(srid=STORED_SRID)
    address = models.CharField(max_length=200, blank=True)
    fact = models.TextField()
    requirement = models.TextField()
    found_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    issued_by = person()
    #: The two officers as they stand on the paper: name and number of each.
    officers = models.JSONField(default=list)
    signed_how = models.CharField(max_length=10)
    witness = models.CharField(max_length=40, blank=True)

    state = models.CharField(max_length=16, default=NoticeState.ISSUED.value)
    settled_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)
    search = SearchVectorField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "kind", "year", "serial"], name="inspections_notice_number_once"
            ),
            one_of("kind", PaperKind, name="inspections_notice_kind"),
            one_of("state", NoticeState, name="inspections_notice_state"),
            one_of("signed_how", SignedHow, name="inspections_notice_signed_how"),
            models.CheckConstraint(condition=Q(due_at__gt=F("issued_at")), name="inspections_notice_due_later"),
            implies(
                Q(signed_how=SignedHow.REFUSED.value), ~Q(witness=""), name="inspections_notice_refusal_has_witness"
            ),
            implies(Q(state=NoticeState.VOID.value), ~Q(void_reason=""), name="inspections_notice_void_has_reason"),
            models.CheckConstraint(
                condition=Q(state=NoticeState.ISSUED.value, settled_at=None)
                | (~Q(state=NoticeState.ISSUED.value) & Q(settled_at__isnull=False)),
                name="inspections_notice_settled_at",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-issued_at", "-id"], name="inspections_notice_latest"),
            models.Index(fields=["district", "state", "due_at"], name="inspections_notice_due"),
            models.Index(fields=["party", "-issued_at"], name="inspections_notice_of_party"),
            GinIndex(fields=["search"], name="inspections_notice_search"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_disobeyed_order(self) -> bool:
        """Whether it is an order that the party has not obeyed."""
        return self.kind == PaperKind.ORDER and self.state == NoticeState.NOT_CORRECTED


class Citation(models.Model):
    """An article on a paper."""

    notice = models.ForeignKey("inspections.Notice", on_delete=models.CASCADE, related_name="citations")
    article = models.ForeignKey("inspections.Article", on_delete=models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "article"], name="inspections_citation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.article_id}"


class Picture(models.Model):
    """A photo of a paper, or the signature under it."""

    notice = models.ForeignKey("inspections.Notice", on_delete=models.CASCADE, related_name="pictures")
    attachment = models.ForeignKey("attachments.Attachment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    #: What the party wrote beside the photo.
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "attachment"], name="inspections_picture_once"),
            one_of("kind", PictureKind, name="inspections_picture_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.kind}"
