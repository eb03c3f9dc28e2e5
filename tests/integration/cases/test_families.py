"""Divided cases, wrong dispatches that come back, and closing by order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.actions import closure, dispatching, families, handling
from gridwarden.cases.domain.errors import InputMissing, MainCaseEnded, PartOfACase, PartsOpen
from gridwarden.cases.models import Case, Clock, DispatchReturn, Evidence, Feedback, Step
from gridwarden.cases.queries import board, turns
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.lists import matching
from gridwarden.cases.queries.turned import Turned
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.notifications.models import Notice
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from tests.factories.cases import Stage


def finish_part(play: Play, case_id: int, post: str) -> None:
    """Bring a part to its end."""
    part = Play(play.stage, at=play.at)
    part.case_id = case_id
    handling.accept(by=play.stage.by(post), at=part.tick(), case_id=case_id)
    part.finish(post).send_to_check().pass_check()
    closure.close(by=play.stage.by("supervisor"), at=part.tick(), case_id=case_id, reply="本段已清")
    play.at = part.at


def close_whole(play: Play) -> None:
    closure.close(by=play.stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reply="全线已清")


def test_each_unit_has_a_part_with_its_own_number_owner_and_clock(stage: Stage) -> None:
    play = Play(stage).parted()
    whole = stage.case(play.case_id)
    parts = list(Case.objects.filter(parent=whole).order_by("pk"))
    assert (whole.state, whole.open_parts) == ("parted", 2)
    assert [part.state for part in parts] == ["dispatched", "dispatched"]
    assert {part.owner_unit_id for part in parts} == {stage.cast.contractor.pk, stage.cast.east_team.pk}
    assert len({part.number for part in parts} | {whole.number}) == 3
    for part in parts:
        assert Clock.objects.filter(case=part, stage="handle", stopped_at=None, due_at__isnull=False).exists()
        assert Step.objects.get(case=part, move="dispatch").note == "各清各段"
    assert {clock.stage for clock in Clock.objects.filter(case=whole, stopped_at=None)} == {"total"}
    shown = turns.of_case(stage.by("dispatcher"), play.case_id, play.at)
    assert [row.number for row in shown.parts] == [part.number for part in parts]
    above = turns.of_case(stage.by("foreman"), parts[0].pk, play.at).whole
    assert above is not None
    assert (above.number, above.is_visible) == (whole.number, False)


def test_the_whole_closes_after_every_part_and_not_before(stage: Stage) -> None:
    play = Play(stage).parted()
    contractors, teams = play.others
    with pytest.raises(PartsOpen):
        close_whole(play)
    finish_part(play, contractors, "foreman")
    with pytest.raises(PartsOpen):
        close_whole(play)
    with pytest.raises(PartsOpen):
        closure.cancel(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="误报")
    finish_part(play, teams, "officer")
    assert Notice.objects.filter(kind="case.parts_done", user=stage.user_id("supervisor")).count() == 1
    todo = {tile.key: tile.count for tile in board.tiles(stage.by("supervisor"), play.at)}
    assert todo["close"] == 1
    close_whole(play)
    whole = stage.case(play.case_id)
    assert (whole.state, whole.closed_how, whole.closed_parts, whole.checker_id) == ("closed", "parts", 2, None)
    assert Feedback.objects.filter(case=whole, to_reporter=True, step__move="close").exists()


def test_parts_that_were_all_cancelled_close_nothing(stage: Stage) -> None:
    play = Play(stage).parted()
    for part in play.others:
        closure.cancel(by=stage.by("supervisor"), at=play.tick(), case_id=part, reason="不需要")
    with pytest.raises(PartsOpen):
        close_whole(play)
    unit_ids = [stage.division.pk]
    by = stage.by("dispatcher")
    families.split(by=by, at=play.tick(), case_id=play.case_id, unit_ids=unit_ids, instruction="由市政科办")
    assert stage.case(play.case_id).open_parts == 1


def test_a_part_is_not_divided_again_nor_a_case_into_one_part(stage: Stage) -> None:
    play = Play(stage).parted()
    part = play.others[0]
    by = stage.by("dispatcher")
    dispatching.recall(by=by, at=play.tick(), case_id=part, reason="改派")
    units = [stage.cast.contractor.pk, stage.division.pk]
    with pytest.raises(PartOfACase):
        families.split(by=by, at=play.tick(), case_id=part, unit_ids=units, instruction="再分")
    single = Play(stage, at=play.at).registered()
    with pytest.raises(InputMissing):
        families.split(by=by, at=single.tick(), case_id=single.case_id, unit_ids=units[:1], instruction="分")


def test_a_part_comes_back_only_while_the_whole_is_open(stage: Stage) -> None:
    play = Play(stage).parted()
    for part, post in zip(play.others, ("foreman", "officer"), strict=True):
        finish_part(play, part, post)
    by = stage.by("supervisor")
    closure.reopen(by=by, at=play.tick(), case_id=play.others[0], reason="复发")
    assert (stage.case(play.case_id).open_parts, stage.case(play.case_id).closed_parts) == (1, 1)
    closure.cancel(by=by, at=play.tick(), case_id=play.others[0], reason="并入他案")
    close_whole(play)
    with pytest.raises(MainCaseEnded):
        closure.reopen(by=by, at=play.tick(), case_id=play.others[1], reason="复发")


def test_a_return_names_the_right_unit_is_counted_and_listed(stage: Stage) -> None:
    play = Play(stage).dispatched()
    back = {"by": stage.by("foreman"), "case_id": play.case_id, "reason": "非我司标段"}
    dispatching.return_dispatch(**back, at=play.tick(), proposed_unit_id=stage.division.pk)  # type: ignore[arg-type]
    case = stage.case(play.case_id)
    assert (case.state, case.return_count) == ("registered", 1)
    (row,) = turns.returns(stage.by("dispatcher")).rows
    assert (row.number, row.unit_name, row.proposed_name, row.reason) == (
        case.number,
        "清洁公司",
        "市政科",
        "非我司标段",
    )
    assert turns.returns(stage.by("neighbour")).rows == ()
    found = matching(stage.by("dispatcher"), CaseFilter(turned=Turned.RETURNED), play.at)
    assert [one.pk for one in found] == [case.pk]


def test_the_third_return_goes_up_to_the_brigade_by_itself(stage: Stage) -> None:
    play = Play(stage).registered()
    desk, contractor = stage.by("dispatcher"), stage.cast.contractor.pk
    for _ in range(3):
        assert stage.case(play.case_id).owner_unit_id == stage.cast.desk.pk
        dispatching.dispatch(by=desk, at=play.tick(), case_id=play.case_id, unit_id=contractor)
        dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="非我司")
    case = stage.case(play.case_id)
    assert (case.state, case.level, case.owner_unit_id) == ("dispatched", 5, stage.cast.brigade.pk)
    last = Step.objects.filter(case=case).latest("seq")
    assert (last.move, last.by) == ("hand_up", None)
    assert DispatchReturn.objects.filter(case=case).count() == 3
    assert Notice.objects.filter(kind="case.hand_up", user=stage.user_id("leader")).exists()


def test_the_brigade_closes_by_order_with_reason_and_paper(stage: Stage) -> None:
    play = Play(stage).checking()
    paper = stage.photo("leader")
    order = {"by": stage.by("leader"), "case_id": play.case_id, "reason": "纳入整体改造"}
    with pytest.raises(InputMissing):
        closure.force_close(**order, at=play.tick(), photos_paper=[])  # type: ignore[arg-type]
    closure.force_close(**order, at=play.tick(), photos_paper=[paper])  # type: ignore[arg-type]
    case = stage.case(play.case_id)
    assert (case.state, case.closed_how, case.checker_id, case.checked_at) == ("closed", "forced", None, None)
    assert Evidence.objects.get(attachment=paper).kind == "paper"
    assert EventRow.objects.get(name="case.closed").payload["how"] == "forced"
    assert Feedback.objects.filter(case=case, to_reporter=True, text="纳入整体改造").exists()
    assert [one.pk for one in matching(stage.by("leader"), CaseFilter(turned=Turned.FORCED), play.at)] == [case.pk]


@pytest.mark.parametrize("post", ["supervisor", "dispatcher", "squad_leader"])
def test_nobody_else_closes_by_order(stage: Stage, post: str) -> None:
    play = Play(stage).found()
    paper = [stage.photo(post)]
    with pytest.raises(PermissionDenied):
        closure.force_close(by=stage.by(post), at=play.tick(), case_id=play.case_id, reason="完", photos_paper=paper)


def test_a_case_closed_by_order_is_reopened_like_any_other(stage: Stage) -> None:
    play = Play(stage).found()
    paper = [stage.photo("leader")]
    by = stage.by("leader")
    closure.force_close(by=by, at=play.tick(), case_id=play.case_id, reason="完", photos_paper=paper)
    closure.reopen(by=stage.by("supervisor"), at=play.tick(), case_id=play.case_id, reason="复发")
    case = stage.case(play.case_id)
    assert (case.state, case.closed_how) == ("registered", "")
