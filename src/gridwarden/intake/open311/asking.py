"""Read what a program asks for or sends; say every fault at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gridwarden.intake.domain.plain import plain_words
from gridwarden.intake.open311.faults import Fault

if TYPE_CHECKING:
    from django.http import QueryDict

#: The standard's own limits.
LONGEST_SPAN = timedelta(days=90)
MOST_REQUESTS = 1000
LONGEST_DESCRIPTION = 4000
#: Ours: what the columns hold.
LONGEST = {"address_string": 200, "phone": 20, "media_url": 500, "first_name": 30, "last_name": 30, "email": 254}
_DEEPEST_PAGE = 1000
_STATUSES = frozenset({"open", "closed"})
_ATTRIBUTE = re.compile(r"attribute\[([^\]]{1,40})\](?:\[\])?")
#: Signs that no address holds, or that hide how it goes on: controls, marks of direction, signs without width.
_MISLEADS = re.compile(r"[\s<>\"'\\\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]")
_CJK = re.compile("[㐀-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests a program wants to read."""

    numbers: tuple[str, ...]
    service_codes: tuple[str, ...]
    statuses: frozenset[str]
    start: datetime
    end: datetime
    size: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a program reports, in degrees of WGS-84."""

    service_code: str
    #: Both empty where only ``address`` tells the place.
    lon: float | None
    lat: float | None
    address: str
    description: str
    name: str
    phone: str
    email: str
    media_url: str
    attributes: dict[str, str]


def wanted(query: QueryDict, now: datetime) -> Wanted:
    """Read the arguments of ``GET requests``."""
    start, end = _span(query, now)
    numbers = _listed(query, "service_request_id")
    if len(numbers) > MOST_REQUESTS:
        raise Fault(f"service_request_id names more than {MOST_REQUESTS} requests.")
    statuses = frozenset(_listed(query, "status"))
    if statuses - _STATUSES:
        raise Fault("status is open or closed.")
    return Wanted(
        numbers=numbers,
        service_codes=_listed(query, "service_code"),
        statuses=statuses,
        start=start,
        end=end,
        size=_count(query, "page_size", MOST_REQUESTS, MOST_REQUESTS),
        page=_count(query, "page", 1, _DEEPEST_PAGE),
    )


def sent(post: QueryDict) -> Sent:
    """Read the body of ``POST requests``."""
    faults = _length_faults(post)
    if not post.get("service_code", "").strip():
        faults.append("service_code was not provided.")
    lon, lat = _place(post, faults)
    description = plain_words(post.get("description", ""))
    media_url, email = post.get("media_url", "").strip(), post.get("email", "").strip()
    if not description and not media_url:
        faults.append("description was not provided.")
    if media_url and not _is_web_address(media_url):
        faults.append("media_url is no http or https address.")
    if email and not _is_email(email):
        faults.append("email is no address.")
    if faults:
        raise Fault(*faults)
    return Sent(
        service_code=post.get("service_code", "").strip(),
        lon=lon,
        lat=lat,
        address=post.get("address_string", "").strip(),
        description=description,
        name=_name(post.get("first_name", "").strip(), post.get("last_name", "").strip()),
        phone=post.get("phone", "").strip(),
        email=email,
        media_url=media_url,
        attributes={found[1]: post.get(key, "").strip() for key in post if (found := _ATTRIBUTE.fullmatch(key))},
    )


def _length_faults(post: QueryDict) -> list[str]:
    limits = {"description": LONGEST_DESCRIPTION, **LONGEST}
    return [
        f"{name} has more than {most} characters." for name, most in limits.items() if len(post.get(name, "")) > most
    ]


def _place(post: QueryDict, faults: list[str]) -> tuple[float | None, float | None]:
    """Read both coordinates; ``address_string`` stands for them where both are left out."""
    is_in_words = post.get("address_string", "").strip() and not (post.get("long") or post.get("lat"))
    if is_in_words:
        return None, None
    return _degrees(post, "long", 180, faults), _degrees(post, "lat", 90, faults)


def _degrees(post: QueryDict, name: str, most: float, faults: list[str]) -> float:
    """Read one coordinate."""
    typed = post.get(name, "").strip()
    if not typed:
        faults.append(f"{name} was not provided, nor an address_string in place of both; address_id is not read.")
        return 0.0
    try:
        value = float(typed)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        faults.append(f"{name} is no number of degrees.")
    return value


def _span(query: QueryDict, now: datetime) -> tuple[datetime, datetime]:
    start, end = _moment(query, "start_date"), _moment(query, "end_date")
    if end is None:
        end = now if start is None else min(now, start + LONGEST_SPAN)
    if start is None:
        start = end - LONGEST_SPAN
    if end - start > LONGEST_SPAN:
        raise Fault("start_date and end_date may not span more than 90 days.")
    return start, end


def _moment(query: QueryDict, name: str) -> datetime | None:
    typed = query.get(name, "").strip()
    if not typed:
        return None
    try:
        # A plus sign that nobody encoded arrives as a space.
        moment = datetime.fromisoformat(typed.replace(" ", "+"))
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - refused below, like every moment without a zone
    if moment.tzinfo is None or not 1900 < moment.year < 9000:  # noqa: PLR2004 - far from the calendar's ends
        raise Fault(f"{name} must look like 2010-01-01T00:00:00Z.")
    return moment.astimezone(UTC)


def _listed(query: QueryDict, name: str) -> tuple[str, ...]:
    words = (word.strip() for said in query.getlist(name) for word in said.split(","))
    return tuple(dict.fromkeys(filter(None, words)))


def _count(query: QueryDict, name: str, otherwise: int, most: int) -> int:
    typed = query.get(name, "").strip()
    if not typed:
        return otherwise
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= most):
        raise Fault(f"{name} is a number from 1 to {most}.")
    return int(typed)


def _name(first: str, last: str) -> str:
    """Join the two names; Chinese names begin with the family's and have no space."""
    return f"{last}{first}" if _CJK.search(first + last) else f"{first} {last}".strip()


def _is_web_address(text: str) -> bool:
    """Tell whether a link leads where it seems to lead: no name before the host, nothing invisible, a port there is."""
    try:
        parts = urlsplit(text)
        is_plain = parts.port != 0 and parts.username is None
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and is_plain and not _MISLEADS.search(text)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
