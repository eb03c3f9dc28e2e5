"""What stands on a printed paper: words as data for the template, and its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from gridwarden.cases.models import Evidence, EvidenceKind
from gridwarden.inspections.domain import drawing
from gridwarden.inspections.domain.numbers import short_number
from gridwarden.inspections.domain.words import ArticleUse, NoticeState, PaperKind, PictureKind, ServiceWay, SignedHow
from gridwarden.inspections.models import Article, Picture, Service
from gridwarden.inspections.queries.articles import row
from gridwarden.inspections.queries.surroundings import around
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.documents import pictures
from gridwarden.platform.documents.codes import qr_svg
from gridwarden.platform.documents.paper import Paper
from gridwarden.platform.sealing import mask, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from gridwarden.inspections.models import Notice

#: What each kind of paper is printed on.
PAPERS = {
    PaperKind.NOTICE: (Paper.A5, Paper.ROLL_80MM, Paper.ROLL_58MM),
    PaperKind.ORDER: (Paper.A4,),
}
#: Photos that find room on a sheet beside the map.
MOST_PHOTOS = 2
_TITLE = "城市管理整改通知单"
#: The words of the receipt of service; papers are Chinese whatever language the reader's pages have.
_WAYS = {
    ServiceWay.DIRECT: "直接送达",
    ServiceWay.LEFT: "留置送达",
    ServiceWay.POSTED: "邮寄送达",
    ServiceWay.ELECTRONIC: "电子送达",
    ServiceWay.ENTRUSTED: "委托送达",
    ServiceWay.PUBLIC: "公告送达",
}
_NOT_SERVED = {"way": "", "place": "", "at": "", "receiver": "", "relation": "", "witness": "", "by": "", "note": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A paper ready for the printer."""

    template: str
    data: Mapping[str, Any]
    images: Mapping[str, bytes]
    file_name: str


def printed(notice: Notice, *, address: str, reads: bool) -> Printed:
    """Return the paper as it was handed over; ``address`` is the public page that its QR code opens.

    Who does not issue papers ``reads`` neither telephone nor identity number whole. About eight SQL statements.
    """
    kind = PaperKind(notice.kind)
    paths = _pictures(notice)
    data = _common(notice, address, [name for name in paths if name != "signature"])
    data["party"] = _party(notice, reads=reads)
    data |= _of_order(notice) if kind is PaperKind.ORDER else {"map": drawing.svg(around(notice))}
    return Printed(
        template=f"inspections/{kind.value}",
        data=data,
        images=pictures.read(paths),
        file_name=f"{data['short_number']}.pdf",
    )


def _common(notice: Notice, address: str, photos: list[str]) -> dict[str, Any]:
    short = short_number(notice.year, notice.serial)
    cited = [row(one) for one in Article.objects.filter(citations__notice=notice).order_by("citations__position")]
    return {
        "title": _TITLE,
        "authority": notice.authority,
        "number": notice.number,
        "short_number": short,
        "check": short[-1],
        "void": notice.void_reason if notice.state == NoticeState.VOID else "",
        "address": notice.address or f"{notice.place.x:.5f}, {notice.place.y:.5f}",
        "grid": notice.grid.code if notice.grid else "",
        "item": notice.condition.item.name,
        "fact": notice.fact.rstrip("。"),
        "requirement": notice.requirement.rstrip("。"),
        "found_at": _moment(notice.found_at),
        "issued_at": _moment(notice.issued_at),
        "day": f"{localtime(notice.issued_at):%Y年%m月%d日}",
        "due_at": _moment(notice.due_at),
        "articles": [one.name for one in cited],
        "broken": [one.name for one in cited if one.use is ArticleUse.BROKEN],
        "power": [one.name for one in cited if one.use is ArticleUse.POWER],
        "officers": notice.officers,
        "signed": notice.signed_how == SignedHow.SIGNED,
        "witness": notice.witness,
        "earlier": _earlier(notice),
        "phone": notice.authority_phone,
        "case": notice.case.number,
        "photos": photos,
        "qr": qr_svg(address).decode(),
    }


def _party(notice: Notice, *, reads: bool) -> dict[str, str]:
    show = str if reads else mask
    return {
        "name": notice.party_name,
        "phone": show(unseal(bytes(notice.party_phone), place="notice.phone")),
        "code": show(unseal(bytes(notice.party_code), place="notice.code")),
        "legal": notice.legal_representative,
        "address": notice.party_address,
    }


def _earlier(notice: Notice) -> str:
    if notice.previous is None:
        return ""
    return f"此前已于{_moment(notice.previous.issued_at)}发出{notice.previous.number}，逾期未改正。"


def _of_order(notice: Notice) -> dict[str, Any]:
    return {
        "ways": [{"key": way.value, "label": label} for way, label in _WAYS.items()],
        "service": _service(Service.objects.filter(notice=notice).first()),
    }


def _service(service: Service | None) -> dict[str, str]:
    if service is None:
        return _NOT_SERVED
    return {
        "way": service.way,
        "place": service.place,
        "at": _moment(service.served_at),
        "receiver": service.receiver,
        "relation": service.relation,
        "witness": service.witness,
        "by": service.served_by_name,
        "note": service.note,
    }


def _pictures(notice: Notice) -> dict[str, Path]:
    """Return where the signature lies and the first photos of what was found, by the names that the template knows."""
    kinds = (PictureKind.FOUND.value, PictureKind.SIGNATURE.value)
    rows = Picture.objects.filter(notice=notice, kind__in=kinds).order_by("pk").values_list("kind", "attachment_id")
    found = [photo_id for kind, photo_id in rows if kind == PictureKind.FOUND] or _of_case(notice)
    paths = {f"photo{place}": _small(notice, photo_id) for place, photo_id in enumerate(found[:MOST_PHOTOS])}
    signed = next((photo_id for kind, photo_id in rows if kind == PictureKind.SIGNATURE), None)
    return paths if signed is None else paths | {"signature": _small(notice, signed)}


def _of_case(notice: Notice) -> list[UUID]:
    photos = Evidence.objects.filter(case=notice.case_id, kind=EvidenceKind.BEFORE.value).order_by("pk")
    return list(photos.values_list("attachment_id", flat=True)[:MOST_PHOTOS])


def _small(notice: Notice, photo_id: UUID) -> Path:
    return files.path_of(notice.district_id, photo_id, Size.THUMB)


def _moment(at: datetime) -> str:
    return f"{localtime(at):%Y年%m月%d日%H时%M分}"
