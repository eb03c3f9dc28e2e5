"""Living is repeatable, can be interrupted, goes on in the present, and leaves other people's cases alone."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from django.utils import timezone

from gridwarden.cases.actions import registration
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case, Step
from gridwarden.menu.queries import menus
from gridwarden.platform.accounts.models import User
from gridwarden.platform.timers.models import Hold
from gridwarden.simulation import cli, progress
from gridwarden.simulation.life import past, present
from gridwarden.simulation.life.living import Living
from gridwarden.simulation.life.world import find_world
from gridwarden.simulation.models import Life, LivedCase, Phase
from gridwarden.workforce.queries.actors import actor_for
from tests.integration.simulation.conftest import NOW, live_until, taken_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.test import Client

    from gridwarden.simulation.life.world import World
    from gridwarden.simulation.loading.load import Loaded

#: Late on the first morning.
MORNING = NOW - timedelta(hours=26)


@pytest.fixture(scope="module")
def world(loaded: Loaded) -> World:
    return find_world(loaded.life)


@pytest.fixture(autouse=True)
def _undone(loaded: Loaded) -> Iterator[None]:
    """Whatever a test lets happen is taken back."""
    with taken_back():
        yield
    loaded.life.refresh_from_db()


def story() -> list[tuple[object, ...]]:
    """Return what happened, without the ids that differ from run to run."""
    return list(
        Step.objects.order_by("case__number", "seq").values_list("case__number", "move", "at", "by_name", "note")
    )


def after(calls: int) -> Callable[[], bool]:
    """Return a wish to stop that comes with the given call."""
    asked = Counter[str]()

    def is_stopping() -> bool:
        asked["calls"] += 1
        return asked["calls"] > calls

    return is_stopping


def never() -> bool:
    return False


def test_the_same_morning_is_lived_the_same_way_twice(loaded: Loaded, world: World) -> None:
    with taken_back():
        live_until(loaded, world, MORNING)
        first = story()
    loaded.life.refresh_from_db()
    assert Case.objects.count() == 0
    live_until(loaded, world, MORNING)
    assert len(first) > 40
    assert story() == first


def test_an_interrupted_past_goes_on_without_a_gap_or_a_repetition(loaded: Loaded, world: World) -> None:
    with taken_back():
        live_until(loaded, world, MORNING)
        whole = Counter(Case.objects.values_list("number", "opened_at"))
    loaded.life.refresh_from_db()
    past.catch_up(loaded.life, world, until=MORNING, is_stopping=after(25), tell=lambda _life: None)
    loaded.life.refresh_from_db()
    assert loaded.life.phase == Phase.CATCHING_UP
    assert 0 < Case.objects.count() < len(whole)
    assert Hold.objects.filter(pk=loaded.life.pk).exists()
    live_until(loaded, world, MORNING)
    assert Counter(Case.objects.values_list("number", "opened_at")) == whole
    assert not Hold.objects.exists()


def test_what_was_left_open_is_planned_again(loaded: Loaded, world: World) -> None:
    live_until(loaded, world, MORNING)
    again = Living(world, stamp=lambda moment: moment)
    again.remember(MORNING)
    open_cases = Case.objects.exclude(state__in=["closed", "cancelled", "refused"])
    assert len(again.agenda) == open_cases.count() > 0
    first = again.agenda.next_at()
    assert first is not None
    assert first >= MORNING


def test_cases_of_other_people_are_left_alone(loaded: Loaded, world: World) -> None:
    by = actor_for(User.objects.get(username="informer"), MORNING)
    place = world.setting.territory.places_in("A14", "road")[0]
    condition = menus.current(loaded.life.district_id, MORNING).items[11].conditions[0]
    new = registration.NewCase(
        district_id=loaded.life.district_id,
        source=Source.PATROL,
        lon=place.lon,
        lat=place.lat,
        condition_id=condition.id,
    )
    opened = registration.open(by=by, at=loaded.life.began_at, new=new)
    live_until(loaded, world, MORNING)
    case = Case.objects.get(pk=opened.case_id)
    assert not LivedCase.objects.filter(pk=case.pk).exists()
    assert set(case.steps.exclude(by=None).values_list("move", flat=True)) == {"open"}


def test_a_case_that_somebody_else_moves_is_looked_at_again(loaded: Loaded, world: World) -> None:
    live_until(loaded, world, MORNING)
    living = Living(world, stamp=lambda moment: moment)
    living.remember(MORNING)
    for case in Case.objects.exclude(state__in=["closed", "cancelled", "refused"]):
        Case.objects.filter(pk=case.pk).update(version=case.version + 1)
    planned = len(living.agenda)
    living.step()
    assert living.counts["refused"] == 0
    assert len(living.agenda) == planned


class _Clock:
    """A wall clock that a test winds."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    clock = _Clock(NOW - timedelta(hours=11))
    monkeypatch.setattr(present.timezone, "now", clock.now)
    monkeypatch.setattr(present.time, "sleep", clock.sleep)
    return clock


def test_in_the_present_things_happen_at_the_clocks_moments(world: World, clock: _Clock) -> None:
    start = clock.moment
    living = present.live(world, speed=3600, is_stopping=lambda: clock.moment > start + timedelta(seconds=3))
    assert living.counts["opened"] > 5
    moments = list(Step.objects.values_list("at", flat=True))
    assert start <= min(moments)
    assert max(moments) <= clock.moment


def test_the_present_goes_through_the_night_into_the_next_day(world: World, clock: _Clock) -> None:
    start = clock.moment = NOW.replace(hour=21)
    living = present.live(world, speed=3600, is_stopping=lambda: clock.moment > start + timedelta(seconds=2.5))
    assert living.counts["opened"] > 0


def test_the_present_takes_up_what_the_past_left(loaded: Loaded, world: World, clock: _Clock) -> None:
    live_until(loaded, world, MORNING)
    before = Step.objects.count()
    start = clock.moment
    present.live(world, speed=3600, is_stopping=lambda: clock.moment > start + timedelta(seconds=2))
    old = Case.objects.filter(opened_at__lt=MORNING)
    assert Step.objects.filter(case__in=old).count() > before


def test_the_command_tells_the_progress_and_takes_it_back(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(cli.timezone, "now", lambda: MORNING)
    monkeypatch.setattr(cli.progress, "tell", told.append)
    result = CliRunner().invoke(cli.demo, ["live", "--past-only"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "cases opened" in result.output
    assert told[0].percent == 0
    assert told[-1].percent > 0
    assert progress.told() is None


def test_a_past_that_is_complete_is_not_lived_again(loaded: Loaded, world: World) -> None:
    live_until(loaded, world, MORNING)
    count = Case.objects.count()
    result = CliRunner().invoke(cli.demo, ["live", "--past-only"], catch_exceptions=False)
    assert result.exit_code == 0
    assert Case.objects.count() == count


@pytest.mark.parametrize("speed", ["0", "-1", "fast"])
def test_a_speed_that_is_none_is_refused(speed: str) -> None:
    assert CliRunner().invoke(cli.demo, ["live", "--speed", speed]).exit_code == 2


def test_loading_again_prints_the_same_logins(loaded: Loaded) -> None:
    result = CliRunner().invoke(cli.demo, ["load"], catch_exceptions=False)
    assert "already there" in result.output
    assert loaded.logins in result.output
    assert CliRunner().invoke(cli.demo, ["logins"]).output.strip() == loaded.logins.strip()


def test_the_code_of_an_administrator_is_printed() -> None:
    output = CliRunner().invoke(cli.demo, ["code", "sysadmin"], catch_exceptions=False).output.strip()
    assert len(output) == 6
    assert output.isdigit()


def test_pages_show_the_progress_while_the_past_is_lived(client: Client) -> None:
    client.force_login(User.objects.get(username="officer"))
    progress.tell(progress.Progress("2026-03-02", 40))
    page = client.get("/demo/progress/").content.decode()
    assert 'id="demo-progress"' in page
    assert "40 %" in page
    progress.clear()
    assert client.get("/demo/progress/").content.decode().strip() == ""


def test_strangers_are_sent_to_the_login(client: Client) -> None:
    assert client.get("/demo/progress/").status_code == 302


def test_without_a_demo_the_command_says_how_to_get_one() -> None:
    with taken_back():
        Life.objects.all().delete()
        with pytest.raises(cli.NoDemo, match="demo load"):
            CliRunner().invoke(cli.demo, ["live"], catch_exceptions=False)
    assert timezone.is_aware(NOW)
