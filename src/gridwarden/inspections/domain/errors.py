"""What is refused about papers to parties."""

from __future__ import annotations

from gridwarden.platform.refusals import Conflict, Invalid, NotFound


class NoSuchPaper(NotFound):
    """There is no such paper, or the case it belongs to is none of the actor's business."""

    code = "no_such_paper"


class NoSuchRecheck(NotFound):
    """There is no such recheck for the actor."""

    code = "no_such_recheck"


class NoSuchParty(NotFound):
    """The district knows no such party."""

    code = "no_such_party"


class NoSuchArticle(NotFound):
    """The district has no such article."""

    code = "no_such_article"


class NotForNotice(Invalid):
    """The condition belongs to a contact slip: nobody is there to be served a notice."""

    code = "not_for_notice"


class NotInHand(Conflict):
    """No unit has the case in hand, so no paper goes out for it."""

    code = "not_in_hand"


class TwoOfficers(Invalid):
    """Two different officers in service must stand on the paper."""

    code = "two_officers"


class SignatureMissing(Invalid):
    """Neither a signature nor the name of a witness to the refusal."""

    code = "signature_missing"


class ArticleNotInForce(Invalid):
    """An article is cited that was not in force on the day."""

    code = "article_not_in_force"


class PartyUnnamed(Invalid):
    """A paper needs to name whom it is for."""

    code = "party_unnamed"


class PaperClosed(Conflict):
    """The paper is settled or withdrawn; nothing more is done with it."""

    code = "paper_closed"


class RecheckDoneAlready(Conflict):
    """Somebody has rechecked already."""

    code = "recheck_done"


class TooEarly(Conflict):
    """Before the deadline nobody can say that the party has not done its part."""

    code = "recheck_too_early"


class ReasonMissing(Invalid):
    """A reason is asked for."""

    code = "paper_reason_missing"


class PhotoMissing(Invalid):
    """A photo is asked for."""

    code = "photo_missing"


class NoNoticeBefore(Conflict):
    """An order follows a notice that was not obeyed; there is none."""

    code = "no_notice_before"


class NoticeAfterOrder(Conflict):
    """An order was not obeyed; asking once more would be less than what was ordered."""

    code = "notice_after_order"


class NotAnOrder(Conflict):
    """Only an order is served with a receipt."""

    code = "not_an_order"


class WitnessMissing(Invalid):
    """An order was left behind, and nobody is named who saw it."""

    code = "service_witness_missing"


class ServedOutOfTime(Invalid):
    """An order is served after it was issued, and not later than it is written down."""

    code = "served_out_of_time"


class ServedAlready(Conflict):
    """The order was served already."""

    code = "served_already"


class TooManyPhotos(Conflict):
    """The party has sent as many photos as are taken."""

    code = "too_many_correction_photos"


class RecheckFirst(Conflict):
    """The case has a paper whose time is not up or whose recheck nobody has done."""

    code = "recheck_first"


class FollowUpMissing(Invalid):
    """Nothing was put right, and nobody has said what follows."""

    code = "follow_up_missing"


class FollowUpNotWanted(Invalid):
    """The party has put it right, and something is to follow all the same."""

    code = "follow_up_not_wanted"


class ArticlesMissing(Invalid):
    """A paper cites what was broken; an order also what gives the power to order."""

    code = "articles_missing"
