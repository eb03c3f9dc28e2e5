"""What people read for the words of papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from gridwarden.inspections.domain.words import (
    Alike,
    ArticleUse,
    FollowUp,
    NoticeState,
    Outcome,
    PaperKind,
    PartyKind,
    PictureKind,
    RecheckState,
    ServiceWay,
    SignedHow,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PAPER_KINDS: dict[PaperKind, _StrPromise] = {
    PaperKind.NOTICE: _("Rectification notice"),
    PaperKind.ORDER: _("Order to correct"),
}
PICTURES: dict[PictureKind, _StrPromise] = {
    PictureKind.FOUND: _("As found"),
    PictureKind.SIGNATURE: _("Signature"),
    PictureKind.CORRECTION: _("Sent by the party"),
    PictureKind.RECHECK: _("At the recheck"),
}
NOTICE_STATES: dict[NoticeState, _StrPromise] = {
    NoticeState.ISSUED: _("Waiting for correction"),
    NoticeState.CORRECTED: _("Corrected"),
    NoticeState.NOT_CORRECTED: _("Not corrected"),
    NoticeState.DROPPED: _("Ended with the case"),
    NoticeState.VOID: _("Withdrawn"),
}
NOTICE_TONES: dict[NoticeState, str] = {
    NoticeState.ISSUED: "info",
    NoticeState.CORRECTED: "good",
    NoticeState.NOT_CORRECTED: "bad",
    NoticeState.DROPPED: "neutral",
    NoticeState.VOID: "neutral",
}
SIGNED: dict[SignedHow, _StrPromise] = {
    SignedHow.SIGNED: _("Signed"),
    SignedHow.REFUSED: _("Signature refused"),
}
PARTY_KINDS: dict[PartyKind, _StrPromise] = {
    PartyKind.SHOP: _("Shop or stall"),
    PartyKind.PERSON: _("Person"),
    PartyKind.COMPANY: _("Company or institution"),
}
RECHECK_STATES: dict[RecheckState, _StrPromise] = {
    RecheckState.PLANNED: _("To be rechecked"),
    RecheckState.DONE: _("Rechecked"),
    RecheckState.DROPPED: _("No longer wanted"),
}
OUTCOMES: dict[Outcome, _StrPromise] = {
    Outcome.CORRECTED: _("Corrected"),
    Outcome.NOT_CORRECTED: _("Not corrected"),
}
FOLLOW_UPS: dict[FollowUp, _StrPromise] = {
    FollowUp.SECOND_NOTICE: _("Issue the next notice"),
    FollowUp.HAND_UP: _("Hand up to the squad"),
    FollowUp.ORDER: _("Issue an order to correct"),
}
SERVICE_WAYS: dict[ServiceWay, _StrPromise] = {
    ServiceWay.DIRECT: _("Handed over in person"),
    ServiceWay.LEFT: _("Left behind"),
    ServiceWay.POSTED: _("By post"),
    ServiceWay.ELECTRONIC: _("By electronic means"),
    ServiceWay.ENTRUSTED: _("Through another authority"),
    ServiceWay.PUBLIC: _("By public announcement"),
}
ARTICLE_USES: dict[ArticleUse, _StrPromise] = {
    ArticleUse.BROKEN: _("What was broken"),
    ArticleUse.POWER: _("What gives the power"),
}
ALIKE: dict[Alike, _StrPromise] = {
    Alike.SAME_PARTY: _("the same party"),
    Alike.SAME_CODE: _("the same credit code or identity number"),
    Alike.SAME_PHONE: _("the same telephone"),
    Alike.SAME_NAME_NEAR: _("the same name at the same place"),
}
TILES: dict[str, _StrPromise] = {
    "waiting": _("Waiting for correction"),
    "late": _("Recheck overdue"),
    "in_vain": _("Not corrected"),
    "corrected": _("Corrected"),
    "orders": _("Orders to correct"),
    "mine": _("My rechecks today"),
    "today": _("Rechecks today"),
    "failed": _("Found uncorrected"),
}
ACTIONS: dict[str, _StrPromise] = {
    "notice.issued": _("issued a rectification notice"),
    "order.issued": _("issued an order to correct"),
    "notice.rechecked": _("rechecked a paper"),
    "notice.voided": _("withdrew a paper"),
    "notice.dropped": _("let a paper go with its case"),
    "notice.correction_sent": _("sent photos of a correction"),
    "order.served": _("served an order"),
    "article.added": _("added an article"),
    "article.revised": _("revised an article"),
    "article.repealed": _("ended an article"),
    "article.seeded": _("took over the supplied articles"),
    "notice_rule.set": _("changed the settings of papers"),
}
REFUSALS: dict[str, _StrPromise] = {
    "no_such_paper": _("There is no such notice."),
    "no_such_recheck": _("There is no such recheck."),
    "no_such_party": _("There is no such party."),
    "no_such_article": _("There is no such article."),
    "not_for_notice": _("This item goes by contact slip; no notice is issued for it."),
    "not_in_hand": _("No unit has the case in hand, so no paper goes out for it."),
    "two_officers": _("Choose the second officer, a colleague who may issue papers."),
    "signature_missing": _("Let the party sign, or name a witness to the refusal."),
    "article_not_in_force": _("An article is cited that is not in force."),
    "articles_missing": _("Cite the article that was broken; an order also the one that gives the power."),
    "party_phone_wrong": _("That is no telephone number: write digits, and a - after an area code."),
    "party_code_wrong": _("The credit code or identity number is wrong: compare its 18 characters with the paper."),
    "party_unnamed": _("Name the person or shop."),
    "paper_closed": _("The paper is settled or withdrawn already."),
    "recheck_done": _("The recheck is done already."),
    "recheck_too_early": _("The party's time is not up; before that only a correction can be noted."),
    "paper_reason_missing": _("Give the reason."),
    "photo_missing": _("Take a photo."),
    "no_notice_before": _("An order follows a notice that was not obeyed."),
    "notice_after_order": _("After an order no notice follows; hand the case up, or order again."),
    "not_an_order": _("Only an order is served with a receipt."),
    "service_witness_missing": _("Name who saw the order being left behind."),
    "served_out_of_time": _("An order is served after it was issued, and not later than now."),
    "served_already": _("The order was served already."),
    "too_many_correction_photos": _("No more photos are taken for this notice."),
    "deadline_out_of_bounds": _("The deadline is too early or too late."),
    "recheck_first": _("An earlier paper of this case still waits for its recheck."),
    "follow_up_missing": _("Choose what follows."),
    "follow_up_not_wanted": _("What was put right is followed by nothing."),
    "article_there": _("The article is in the table already; revise it instead."),
    "article_not_later": _("The day must be after the one on which the present wording began."),
    "notice_rule_broken": _("The proposed share may not be more than the longest."),
}
#: What actions write beside a field, listed here so that it is translated.
FIELD_WORDS = (
    _("goes by contact slip"),
    _("is missing"),
    _("is more than the longest"),
    _("is not valid"),
    _("is not wanted"),
    _("is out of bounds"),
    _("is there already"),
    _("is too early"),
    _("lies before the order or in the future"),
    _("none is cited"),
    _("one is missing"),
)
