"""Write a paper: everything that notices and orders have in common, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point
from django.utils.timezone import localdate

from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.grids.models import District
from gridwarden.grids.queries import roads
from gridwarden.inspections.actions import _records, planning
from gridwarden.inspections.actions._parties import settle
from gridwarden.inspections.domain.codes import new_code
from gridwarden.inspections.domain.errors import ArticlesMissing, NoticeAfterOrder, RecheckFirst, SignatureMissing
from gridwarden.inspections.domain.numbers import PaperNumber
from gridwarden.inspections.domain.words import NoticeState, PaperKind, PictureKind, SignedHow
from gridwarden.inspections.events import NoticeIssued
from gridwarden.inspections.models import Citation, Notice, Picture
from gridwarden.inspections.queries import articles, officers, rules
from gridwarden.menu.queries import menus
from gridwarden.platform.attachments.actions import attach
from gridwarden.platform.calendars.queries.work import calendar_for
from gridwarden.platform.numbering.actions import take
from gridwarden.platform.sealing import seal, unseal
from gridwarden.platform.search.expressions import vector

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.models import Case
    from gridwarden.inspections.actions._parties import GivenParty
    from gridwarden.inspections.domain.deadlines import Bounds
    from gridwarden.inspections.models import Party
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What stands on a paper; empty words and an empty deadline take what the condition says."""

    party: GivenParty
    second_officer_id: int | None
    article_ids: tuple[int, ...]
    fact: str = ""
    requirement: str = ""
    due_at: datetime | None = None
    #: The picture of the signature, or the witness to its refusal.
    signature_id: UUID | None = None
    witness: str = ""
    #: Photos of the paper's own; those of the case are printed anyhow.
    photo_ids: tuple[UUID, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A paper that was handed over."""

    notice_id: int
    number: str
    short_number: str
    case_id: int
    case_number: str
    due_at: datetime
    code: str


def write(kind: PaperKind, case: Case, contents: Contents, *, by: Actor, at: datetime) -> Issued:
    """Write the paper of a case that is in hand; the caller has checked who may."""
    previous = _previous(case)
    if kind is PaperKind.NOTICE and previous is not None and previous.is_disobeyed_order:
        raise NoticeAfterOrder("No notice follows an order that was not obeyed.")
    notice = _drafted(kind, case, contents, by=by, at=at)
    cited = articles.cited(case.district_id, contents.article_ids, localdate(at))
    if not cited:
        raise ArticlesMissing("A paper cites at least one article.", article_ids="none is cited")
    notice.previous = previous
    notice.sequence = Notice.objects.filter(case=case, kind=kind.value).count() + 1
    number = _number(notice, kind)
    notice.search = vector(notice.number, notice.party_name, notice.address, notice.fact)
    notice.save(force_insert=True)
    Citation.objects.bulk_create(
        Citation(notice=notice, article_id=one.id, position=position) for position, one in enumerate(cited)
    )
    _keep_pictures(notice, contents, by=by, at=at)
    planning.plan(notice, case, at=at)
    facts = {"sequence": notice.sequence, "due_at": notice.due_at.isoformat(), "signed_how": notice.signed_how}
    _records.tell(NoticeIssued, notice, at=at, **facts)
    _records.audit(notice, f"{kind.value}.issued", by=by, at=at, party_id=notice.party_id, **facts)
    return Issued(
        notice_id=notice.pk,
        number=notice.number,
        short_number=number.short,
        case_id=case.pk,
        case_number=case.number,
        due_at=notice.due_at,
        code=notice.code,
    )


def _previous(case: Case) -> Notice | None:
    """Return the paper to which a new one refers; while its recheck is still to come, no other goes out."""
    latest = Notice.objects.latest_of(case.pk)
    if latest is not None and latest.state == NoticeState.ISSUED:
        raise RecheckFirst("The case has a paper that was not rechecked yet.")
    return latest


def _drafted(kind: PaperKind, case: Case, contents: Contents, *, by: Actor, at: datetime) -> Notice:
    assert case.condition is not None  # noqa: S101 - the caller has refused cases without one
    lon, lat = case.place.x, case.place.y
    two = officers.on_paper(by, contents.second_officer_id, at)
    party = settle(contents.party, by=by, at=at, district_id=case.district_id, lon=lon, lat=lat)
    signed_how = _signed(contents)
    rule = rules.of_district(case.district_id)
    notice = Notice(
        district_id=case.district_id,
        kind=kind.value,
        code=new_code(),
        case=case,
        condition_id=case.condition.pk,
        grid_id=case.grid_id,
        party=party,
        party_name=party.name,
        legal_representative=party.legal_representative,
        party_address=party.address,
        authority=rule.authority_of(_district_name(case)),
        authority_phone=rule.phone,
        place=Point(lon, lat, srid=STORED_SRID),
        address=case.address or roads.beside(case.district_id, lon, lat),
        fact=contents.fact.strip() or case.condition.text,
        requirement=contents.requirement.strip() or case.condition.closing_condition,
        found_at=case.opened_at,
        issued_at=at,
        due_at=_deadline(case, contents, at, rule.bounds),
        issued_by_id=by.user_id,
        officers=[{"name": one.name, "number": one.number} for one in two],
        signed_how=signed_how.value,
        witness=contents.witness.strip(),
    )
    _seal(notice, party)
    return notice


def _seal(notice: Notice, party: Party) -> None:
    """Copy what is sealed; each place has a seal of its own."""
    notice.party_phone = seal(unseal(bytes(party.phone), place="party.phone"), place="notice.phone")
    notice.party_code = seal(unseal(bytes(party.code), place="party.code"), place="notice.code")


def _signed(contents: Contents) -> SignedHow:
    if contents.signature_id is not None:
        return SignedHow.SIGNED
    if contents.witness.strip():
        return SignedHow.REFUSED
    raise SignatureMissing("The party signs, or somebody witnesses the refusal.", witness="is missing")


def _district_name(case: Case) -> str:
    return District.objects.values_list("name", flat=True).get(pk=case.district_id)


def _deadline(case: Case, contents: Contents, at: datetime, bounds: Bounds) -> datetime:
    assert case.condition_id is not None  # noqa: S101 - see above
    limit = menus.condition(case.condition_id).limit
    return bounds.settled(contents.due_at, calendar_for(case.district_id, at), at, limit)


def _number(notice: Notice, kind: PaperKind) -> PaperNumber:
    """Take the number, the last thing before the row: from here on everybody else of this series waits."""
    year = localdate(notice.issued_at).year
    word = rules.of_district(notice.district_id).word(kind)
    serial = take(district_id=notice.district_id, series=f"paper.{kind.value}", period=str(year))
    number = PaperNumber(word, year, serial)
    notice.year, notice.serial, notice.number = year, serial, str(number)
    return number


def _keep_pictures(notice: Notice, contents: Contents, *, by: Actor, at: datetime) -> None:
    kinds = dict.fromkeys(contents.photo_ids, PictureKind.FOUND)
    if contents.signature_id is not None:
        kinds[contents.signature_id] = PictureKind.SIGNATURE
    attach(list(kinds), owner_type=_records.SUBJECT, owner_id=notice.pk, by=by)
    Picture.objects.bulk_create(
        Picture(notice=notice, attachment_id=photo_id, kind=kind.value, at=at) for photo_id, kind in kinds.items()
    )
