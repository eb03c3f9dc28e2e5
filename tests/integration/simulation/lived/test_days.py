"""Two days lived through the real actions keep every promise of the product."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db.models import Count, F, Max

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED, OPEN
from gridwarden.cases.models import Case, Clock, Evidence, EvidenceKind, Feedback, Proof, Step
from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.inspections.models import Notice as Paper
from gridwarden.inspections.models import Picture, Recheck
from gridwarden.intake.models import Report
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.notifications.models import Notice
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.models import Hold, Timer
from gridwarden.simulation.life.fates import COMPLAINTS
from gridwarden.simulation.models import Life, LivedCase, Phase
from tests.integration.simulation.conftest import NOW

if TYPE_CHECKING:
    from tests.integration.simulation.lived.conftest import Lived

pytestmark = pytest.mark.usefixtures("lived")


def test_people_did_what_they_meant_to_do(lived: Lived) -> None:
    assert lived.living.counts["refused"] == 0
    assert lived.living.counts["opened"] == Case.objects.count() == LivedCase.objects.count()


def test_the_days_had_as_much_as_their_kind_wants() -> None:
    days = Counter(Case.objects.values_list("day", flat=True))
    sunday, monday = (days[day] for day in sorted(days))
    assert 30 <= sunday <= 55
    assert 15 <= monday <= 55


def test_numbers_have_no_gaps_on_any_day() -> None:
    for day in Case.objects.values_list("day", flat=True).distinct():
        numbers = sorted(Case.objects.filter(day=day).values_list("number", flat=True))
        assert numbers == [f"{day:%Y%m%d}-{serial:05d}" for serial in range(1, len(numbers) + 1)]


def test_numbers_rise_with_time() -> None:
    opened = list(Case.objects.order_by("number").values_list("opened_at", flat=True))
    assert opened == sorted(opened)


def test_every_open_case_has_an_owner_a_level_and_a_deadline() -> None:
    for case in Case.objects.filter(state__in=[state.value for state in OPEN]).select_related("owner_unit"):
        assert case.owner_unit is not None
        assert 2 <= case.level <= 5
        assert case.due_at is not None, case.number


def test_every_step_of_every_case_is_there_once_and_in_order() -> None:
    found = Step.objects.values("case").annotate(count=Count("id"), last=Max("seq"), version=F("case__version"))
    assert all(row["count"] == row["last"] == row["version"] for row in found)
    for case in Case.objects.all()[:40]:
        moments = list(case.steps.order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_things_happened_in_the_past_they_belong_to(lived: Lived) -> None:
    moments = Step.objects.values_list("at", flat=True)
    assert min(moments) >= lived.loaded.life.began_at
    assert max(moments) <= NOW


def test_cases_lie_in_the_grid_that_was_located() -> None:
    shapes = {grid.pk: to_shapely(grid.geom) for grid in Grid.objects.all()}
    for case in Case.objects.all():
        assert shapes[case.grid_id].contains(to_shapely(case.place)), case.number
        assert case.flags == []


def test_most_cases_are_settled_within_their_day() -> None:
    sunday = Case.objects.filter(day=NOW.date() - timedelta(days=1))
    settled = sunday.filter(state__in=[state.value for state in ENDED])
    assert settled.count() / sunday.count() > 0.5


def test_complaints_of_the_day_before_are_all_closed() -> None:
    complaints = Case.objects.filter(source__in=[source.value for source in COMPLAINTS])
    earlier = complaints.filter(opened_at__lt=NOW - timedelta(days=1))
    assert earlier.exists()
    assert not earlier.exclude(state="closed").exists()


def test_who_handled_a_case_never_checked_it() -> None:
    for case in Case.objects.filter(checker__isnull=False):
        assert case.checker_id not in case.handlers


def test_callers_are_kept_and_answered() -> None:
    complaints = Case.objects.filter(source__in=[source.value for source in {*COMPLAINTS, Source.TRANSFER}])
    assert Report.objects.count() == complaints.count() > 0
    closed = complaints.filter(state="closed")
    answered = Feedback.objects.filter(case__in=closed, to_reporter=True).values("case").distinct()
    assert answered.count() == closed.count()


def test_closed_cases_show_before_and_after() -> None:
    closed = Case.objects.filter(state="closed", source=Source.PATROL.value, condition__photos_after__gt=0)
    for case in closed:
        kinds = set(case.evidence.values_list("kind", flat=True))
        assert {EvidenceKind.BEFORE, EvidenceKind.AFTER, EvidenceKind.CHECK} <= kinds, case.number


def test_photos_were_taken_at_the_place_and_the_moment_of_their_case() -> None:
    for evidence in Evidence.objects.select_related("attachment", "case", "step")[:200]:
        photo, case = evidence.attachment, evidence.case
        assert photo.taken_at == evidence.step.at.replace(microsecond=0)
        assert abs(photo.taken_lon - case.place.x) < 2e-4
        assert abs(photo.taken_lat - case.place.y) < 2e-4


def test_no_photo_is_left_over() -> None:
    signatures = Picture.objects.exclude(attachment__in=Evidence.objects.values("attachment"))
    assert Attachment.objects.count() == Evidence.objects.count() + signatures.count() + Proof.objects.count()


def test_officers_hand_out_notices_and_look_again() -> None:
    serials = sorted(Paper.objects.filter(kind="notice").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    assert serials
    rechecked = Recheck.objects.filter(state="done")
    assert rechecked.exists()
    assert all(one.done_at >= one.notice.issued_at for one in rechecked.select_related("notice"))


def test_the_trail_tells_every_step() -> None:
    told = AuditEntry.objects.filter(subject_type="case", action__in=["case.opened", *(f"case.{m}" for m in MoveName)])
    assert told.count() == Step.objects.count()


def test_all_kinds_of_units_had_work() -> None:
    owners = set(Case.objects.values_list("owner_unit__kind", flat=True))
    assert {"grid_team", "contractor"} <= owners


def test_somebody_handed_a_case_up_and_somebody_down() -> None:
    moves = set(Step.objects.values_list("move", flat=True))
    assert {"hand_up", "hand_down", "handle_on_the_spot", "accept", "finish", "pass_check", "close"} <= moves


def test_limits_were_broken_and_the_software_called() -> None:
    assert Clock.objects.filter(breached_at__isnull=False).exists()
    assert Step.objects.filter(by=None, move="hand_up").exists() or Clock.objects.filter(stage="handle").exists()


def test_the_district_follows_the_common_clock_again_and_nothing_is_overdue(lived: Lived) -> None:
    assert not Hold.objects.exists()
    first = clockwork.next_due(lived.world.district_id)
    assert first is None or first > NOW
    assert Timer.objects.filter(attempts__gt=0).count() == 0


def test_people_have_read_the_notices_of_the_day_before() -> None:
    midnight = NOW.replace(hour=0)
    assert Notice.objects.filter(at__lt=midnight).exists()
    assert not Notice.objects.filter(at__lt=midnight, read_at=None).exists()
    assert Notice.objects.filter(at__gte=midnight, read_at=None).exists()


def test_the_life_tells_how_far_it_has_come(lived: Lived) -> None:
    life = Life.objects.get()
    assert life.phase == Phase.LIVING
    assert (life.lived_until, life.progress) == (NOW, 1.0)


def test_what_lies_ahead_is_known_for_every_open_case(lived: Lived) -> None:
    assert len(lived.living.agenda) >= Case.objects.filter(state__in=[state.value for state in OPEN]).count()
