"""The words of papers to parties."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper to a party is."""

    #: 整改联: asks the party to put right what was found; no decision of an authority.
    NOTICE = "notice"
    #: 责令限期改正通知书: orders it, with the force of law.
    ORDER = "order"


class NoticeState(StrEnum):
    """What has become of a paper."""

    ISSUED = "issued"
    CORRECTED = "corrected"
    NOT_CORRECTED = "not_corrected"
    #: The case ended otherwise before anybody looked again.
    DROPPED = "dropped"
    #: Withdrawn; the number stays taken.
    VOID = "void"


class SignedHow(StrEnum):
    """What the party did with the pen."""

    SIGNED = "signed"
    REFUSED = "refused"


class PartyKind(StrEnum):
    """Who a party is."""

    PERSON = "person"
    SHOP = "shop"
    COMPANY = "company"


class RecheckState(StrEnum):
    """Whether somebody has looked again."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """What the recheck found."""

    CORRECTED = "corrected"
    NOT_CORRECTED = "not_corrected"


class FollowUp(StrEnum):
    """What follows when nothing was put right."""

    SECOND_NOTICE = "second_notice"
    HAND_UP = "hand_up"
    ORDER = "order"


class ServiceWay(StrEnum):
    """How an order reached the party (送达方式)."""

    DIRECT = "direct"
    LEFT = "left"
    POSTED = "posted"
    ELECTRONIC = "electronic"
    ENTRUSTED = "entrusted"
    PUBLIC = "public"


class ArticleUse(StrEnum):
    """What an article is cited for."""

    #: The rule that was broken.
    BROKEN = "broken"
    #: The rule that lets the officers demand correction.
    POWER = "power"


class PictureKind(StrEnum):
    """What a picture of a paper shows."""

    FOUND = "found"
    SIGNATURE = "signature"
    #: Sent by the party through the public page.
    CORRECTION = "correction"
    RECHECK = "recheck"


class Alike(StrEnum):
    """Why an earlier paper is taken for one to the same party."""

    SAME_PARTY = "same_party"
    SAME_CODE = "same_code"
    SAME_PHONE = "same_phone"
    SAME_NAME_NEAR = "same_name_near"
