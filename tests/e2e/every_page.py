"""Every page of the product: how to get there, and who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from gridwarden.cases.domain.sources import Source
from gridwarden.exchange.actions import peers
from gridwarden.exchange.actions.peers import PeerData
from gridwarden.exchange.domain.messages import Role as PeerRole
from gridwarden.grids.actions import staging
from gridwarden.grids.actions.imports import ImportKind, Order
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.intake.actions import answers, desk
from gridwarden.intake.actions.desk import Filed
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.models import Report
from gridwarden.menu.actions import drafts
from gridwarden.patrols.actions import coverage
from gridwarden.patrols.models import Alarm, CoverageDay
from gridwarden.platform.access import SYSTEM, Role, system_for
from gridwarden.workforce.actions import duties, rosters, solving
from gridwarden.workforce.models import Duty, Posting, UnitGrid
from gridwarden.workforce.queries.actors import actor_for
from tests.e2e.slip_ground import SlipGround
from tests.factories import designs
from tests.factories.grids import PointOfInterestFactory, RoadFactory, middle_of, square
from tests.factories.patrols import DeviceFactory, on_duty
from tests.factories.video import SourceFactory
from tests.factories.workforce import AdministratorFactory, LeaveFactory
from tests.integration.grids import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from gridwarden.platform.accounts.models import User
    from tests.factories.cases import Stage


@dataclass(frozen=True)
class Look:
    """Who looks at a page, with what in the address, whether a telephone must show it as well, and has it a map."""

    post: str = "keeper"
    with_: Callable[[Ground], list[Any]] = lambda _ground: []
    phone: bool = False
    maps: bool = False


class Ground:
    """The standing stage with something on every page."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        now, district = timezone.now(), stage.cast.territory.district
        auditor = AdministratorFactory(
            district=district, user__display_name="审计员", roles=[Role.AUDIT_ADMINISTRATOR.value]
        )
        self.people = {**stage.people, "security": stage.cast.security, "auditor": auditor}
        self.point_id = PointOfInterestFactory(district=district).pk
        self.a01_id = stage.cast.territory.grids["A01"].pk
        self.road_id = RoadFactory(district=district).pk
        self.found_id = stage.opened(Source.PATROL, stage.spot, by="informant", at=now).case_id
        lon, lat = middle_of(0, 0)
        said = NewReport(
            district_id=district.pk,
            channel=Source.HOTLINE,
            condition_id=None,
            lon=lon,
            lat=lat,
            text="路灯不亮",
            reporter_phone="13800000000",
        )
        filed = Filed(report=said, medium=Medium.HOTLINE, sender="12345", external_number="A1", external_due_at=now)
        self.report = desk.take(by=actor_for(self.user("operator"), now), at=now, filed=filed)
        self.report_id = Report.objects.get(code=self.report.code).pk
        answers.draft(by=actor_for(self.user("operator"), now), at=now, case_id=self.report.case_id, text="已安排")
        city = PeerData(
            code="city",
            name="市级平台",
            role=PeerRole.ABOVE,
            agent_id=self.user("supervisor").pk,
            address="https://city.example/in/",
        )
        self.peer_id = peers.put(by=system_for(district.pk), at=now, data=city).pk
        duties.seed(by=SYSTEM, at=now, district_id=district.pk)
        self.leave_id = LeaveFactory(staff=stage.people["west_officer"]).pk
        self.roster_id, self.draft_id = self._rosters(now)
        drafts.begin(by=SYSTEM, at=now, district_id=district.pk)
        plan = samples.geojson((to_shapely(square(0, 0, columns=2, rows=2)), {"code": "X01", "class": "C"}))
        order = Order(ImportKind.GRIDS, district.pk, plan, "cgcs2000", timezone.localdate(now))
        self.design_id = designs.drafted(district).pk
        self.slips = SlipGround(stage)
        self.staged_id = staging.stage(by=actor_for(self.user("keeper"), now), at=now, order=order)

    def _rosters(self, now: datetime) -> list[int]:
        """A published roster and a draft."""
        unit, day = self.stage.cast.east, timezone.localdate(now)
        by = system_for(unit.district_id)
        plans = []
        for first in (day, day + timedelta(days=28)):
            plan = rosters.draft(by=by, at=now, new=rosters.NewRoster(unit_id=unit.pk, first_day=first))
            solving.make(at=now, plan_id=plan.pk)
            plans.append(plan.pk)
        rosters.publish(by=by, at=now, plan_id=plans[0])
        return plans

    def user(self, post: str) -> User:
        return self.people[post].user


def _staff(ground: Ground) -> list[Any]:
    return [ground.people["west_officer"].pk]


def _unit(ground: Ground) -> list[Any]:
    return [ground.stage.cast.east_team.pk]


def _roster(ground: Ground) -> list[Any]:
    return [ground.roster_id]


def _draft(ground: Ground) -> list[Any]:
    return [ground.draft_id]


def _day(_ground: Ground) -> list[Any]:
    return ["office", "2026-10-01"]


def _office(_ground: Ground) -> list[Any]:
    return ["office"]


def _device(ground: Ground) -> list[Any]:
    return [DeviceFactory.create(district=ground.stage.cast.territory.district).pk]


def _alarm(ground: Ground) -> list[Any]:
    device, now = DeviceFactory.create(district=ground.stage.cast.territory.district), timezone.now()
    alarm = Alarm.objects.create(
        district=device.district, kind="fast", device=device, began_at=now, raised_at=now, inputs={"fixes": 4}
    )
    return [alarm.pk]


def _covered(ground: Ground) -> date:
    cast, now = ground.stage.cast, timezone.now()
    noon = timezone.localtime(now).replace(hour=12, minute=0) - timedelta(days=1)  # over, whatever the clock says
    day = noon.date()
    if not CoverageDay.objects.filter(district=cast.territory.district, day=day).exists():
        on_duty(cast.west_officer, [cast.territory.grids["B01"]], noon, noon + timedelta(hours=1))
        coverage.compute(at=now, district_id=cast.territory.district.pk, day=day)
    return day


def _covered_grid(ground: Ground) -> list[Any]:
    return [_covered(ground), ground.stage.cast.territory.grids["B01"].pk]


def _covered_person(ground: Ground) -> list[Any]:
    return [_covered(ground), ground.stage.cast.west_officer.pk]


def _camera(ground: Ground) -> list[Any]:
    return [SourceFactory.create(district=ground.stage.cast.territory.district).pk]


def _group(ground: Ground) -> list[Any]:
    return ["grid", ground.stage.cast.territory.grids["A01"].pk]


def _code6(ground: Ground) -> list[Any]:
    return [ground.stage.cast.territory.district.code6]


#: Every page under its name.
PAGES: dict[str, Look] = {
    "accounts:create": Look(),
    "accounts:detail": Look("security", lambda ground: [ground.user("officer").pk]),
    "accounts:index": Look("security"),
    "accounts:login": Look("", phone=True),
    "accounts:password": Look("officer", phone=True),
    "accounts:profile": Look("officer", phone=True),
    "accounts:recovery_codes": Look(),
    "accounts:second_factor": Look("officer", phone=True),
    "api_clients:create": Look("security"),
    "api_clients:index": Look("security"),
    "audit:index": Look("auditor"),
    "calendars:day": Look(with_=_day),
    "calendars:hours": Look(with_=_office),
    "calendars:import": Look(with_=_office),
    "calendars:year": Look("officer", phone=True),
    "cases:limits": Look(),
    "cases:list": Look("dispatcher", phone=True),
    "cases:turns_asked": Look("dispatcher"),
    "cases:turns_orders": Look("leader"),
    "cases:turns_returned": Look("dispatcher"),
    "cases:turns_waiting": Look("dispatcher", phone=True),
    "cases:page": Look("officer", lambda ground: [ground.found_id], phone=True, maps=True),
    "cases:edit_rule": Look("supervisor", lambda ground: [ground.slips.rule_id]),
    "cases:explain_routing": Look("dispatcher", lambda ground: [ground.slips.case_id], phone=True),
    "cases:new_rule": Look("supervisor"),
    "cases:routing_rule": Look("supervisor", lambda ground: [ground.slips.rule_id], phone=True),
    "cases:rule_findings": Look("supervisor", phone=True),
    "cases:rule_trial": Look("supervisor", lambda ground: [ground.slips.rule_id], phone=True),
    "cases:rules": Look("supervisor", phone=True),
    "console:duty-matrix": Look("officer", phone=True),
    "console:duty-matrix-grid": Look(
        "officer", lambda ground: [ground.stage.cast.territory.grids["A01"].pk], phone=True
    ),
    "console:home": Look("supervisor", phone=True),
    "console:map": Look("leader", phone=True, maps=True),
    "console:wall": Look("dispatcher", phone=True, maps=True),
    "contracts:edit": Look("leader", lambda ground: [ground.slips.contract_id]),
    "contracts:list": Look("foreman", phone=True),
    "contracts:new": Look("leader"),
    "contracts:page": Look("leader", lambda ground: [ground.slips.contract_id], phone=True),
    "field:home": Look("officer", phone=True),
    "field:report": Look("informant", phone=True, maps=True),
    "grids:amend": Look(with_=lambda ground: [ground.stage.cast.territory.grids["A01"].pk]),
    "grids:check": Look(maps=True),
    "grids:design": Look(with_=lambda ground: [ground.design_id], phone=True, maps=True),
    "grids:detail": Look(
        "officer", lambda ground: [ground.stage.cast.territory.grids["A01"].pk], phone=True, maps=True
    ),
    "grids:grade": Look(with_=lambda ground: [ground.road_id]),
    "grids:import": Look(),
    "grids:list": Look("officer", phone=True, maps=True),
    "grids:new_point": Look(),
    "grids:points": Look("officer", phone=True),
    "grids:preview": Look(with_=lambda ground: [ground.staged_id], maps=True),
    "grids:roads": Look("officer", phone=True, maps=True),
    "grids:withdraw_point": Look(with_=lambda ground: [ground.point_id]),
    "grids:studio": Look(phone=True, maps=True),
    "inspections:crew": Look("foreman", lambda ground: [ground.slips.crew_id], phone=True),
    "inspections:crews": Look("foreman", phone=True),
    "inspections:new_crew": Look("foreman", phone=True),
    "inspections:new_slip": Look("officer", phone=True, maps=True),
    "inspections:slip": Look("foreman", lambda ground: [ground.slips.slip_id], phone=True),
    "inspections:slip_results": Look("dispatcher", phone=True),
    "inspections:slips": Look("foreman", phone=True),
    "exchange:new": Look(),
    "exchange:peers": Look("supervisor", phone=True),
    "exchange:peer": Look(with_=lambda ground: [ground.peer_id]),
    "exchange:edit": Look(with_=lambda ground: [ground.peer_id]),
    "exchange:words": Look(with_=lambda ground: [ground.peer_id, "item"]),
    "intake:answers": Look("supervisor", phone=True),
    "intake:archive": Look("operator", phone=True),
    "intake:ask-release": Look("operator"),
    "intake:call": Look("operator", lambda ground: [ground.report_id], phone=True),
    "intake:callbacks": Look("operator", phone=True),
    "intake:draft": Look("operator", lambda ground: [ground.report.case_id]),
    "intake:file": Look("operator", lambda ground: [ground.report_id], phone=True),
    "intake:import": Look("operator"),
    "intake:releases": Look("supervisor"),
    "intake:retention": Look("leader"),
    "intake:return": Look("supervisor", lambda ground: [ground.report_id]),
    "intake:transfers": Look("operator", phone=True),
    "intake:understanding": Look("keeper", phone=True),
    "intake:ask": Look("", phone=True),
    "intake:list": Look("operator", phone=True),
    "intake:new": Look("operator", phone=True, maps=True),
    "intake:track": Look("", lambda ground: [ground.report.code], phone=True),
    "menu:comparison": Look(),
    "menu:current": Look("officer", phone=True),
    "menu:draft": Look(),
    "menu:history": Look("officer", phone=True),
    "menu:publish": Look(),
    "menu:version": Look("officer", lambda _ground: [1], phone=True),
    "notifications:channels": Look(),
    "notifications:deliveries": Look(),
    "notifications:list": Look("officer", phone=True),
    "notifications:preferences": Look("officer", phone=True),
    "notifications:text": Look(with_=lambda _ground: ["case.dispatch", "email", "zh-hans"]),
    "notifications:texts": Look(),
    "open311:root": Look("", phone=True),
    "patrols:alarm": Look("dispatcher", _alarm, phone=True),
    "patrols:alarms": Look("dispatcher", phone=True),
    "patrols:coverage": Look("dispatcher", phone=True),
    "patrols:coverage_grid": Look("dispatcher", _covered_grid, phone=True),
    "patrols:coverage_mine": Look("officer", phone=True),
    "patrols:coverage_person": Look("dispatcher", _covered_person, phone=True),
    "patrols:coverage_plan": Look("leader"),
    "patrols:device": Look("dispatcher", _device, phone=True, maps=True),
    "patrols:devices": Look("dispatcher", phone=True),
    "patrols:new": Look(),
    "patrols:overview": Look("dispatcher", phone=True),
    "patrols:rules": Look(),
    "public:announcements": Look("supervisor", phone=True),
    "public:blocked": Look("supervisor", phone=True),
    "public:map": Look("", _code6, phone=True, maps=True),
    "public:map_start": Look("", phone=True),
    "public:notices": Look("", _code6, phone=True),
    "public:report": Look("", _code6, phone=True, maps=True),
    "public:results": Look("supervisor", phone=True),
    "public:sent": Look("", lambda ground: [ground.report.code], phone=True),
    "public:start": Look("", phone=True),
    "public:terms": Look("supervisor", phone=True),
    "ui:gallery": Look("officer", phone=True, maps=True),
    "radio:groups": Look("dispatcher", phone=True),
    "radio:log": Look("dispatcher", phone=True),
    "radio:new-entry": Look("dispatcher", phone=True),
    "radio:talk": Look("dispatcher", _group, phone=True),
    "radio:vehicles": Look("dispatcher", phone=True),
    "video:new": Look(maps=True),
    "video:source": Look("dispatcher", _camera, phone=True, maps=True),
    "video:sources": Look("dispatcher", phone=True),
    "workforce:dissolve-unit": Look(with_=_unit),
    "workforce:duties": Look("officer", phone=True),
    "workforce:edit-duty": Look(with_=lambda _ground: [Duty.objects.order_by("pk")[0].pk]),
    "workforce:edit-person": Look(with_=_staff),
    "workforce:edit-posting": Look(with_=lambda _ground: [Posting.objects.order_by("pk")[0].pk]),
    "workforce:edit-unit": Look(with_=_unit),
    "workforce:call-in-sick": Look("officer", lambda ground: [ground.people["officer"].pk], phone=True),
    "workforce:discharge-person": Look(with_=_staff),
    "workforce:end-leave": Look(with_=lambda ground: [*_staff(ground), ground.leave_id]),
    "workforce:grant": Look("security", _staff),
    "workforce:grids": Look("officer", phone=True),
    "workforce:keep-grid": Look(with_=_unit),
    "workforce:move-person": Look(with_=_staff),
    "workforce:my-shifts": Look("officer", phone=True),
    "workforce:new-roster": Look(),
    "workforce:publish-roster": Look(with_=_draft),
    "workforce:roster": Look("officer", _roster, phone=True),
    "workforce:rosters": Look("officer", phone=True),
    "workforce:withdraw-roster": Look(with_=_draft),
    "workforce:new-duty": Look(with_=lambda _ground: [Role.ENFORCEMENT_OFFICER.value]),
    "workforce:new-leave": Look(with_=_staff),
    "workforce:new-person": Look(),
    "workforce:new-posting": Look(with_=_staff),
    "workforce:new-unit": Look(),
    "workforce:organisation": Look("officer", phone=True),
    "workforce:person": Look("squad_leader", lambda ground: [ground.people["officer"].pk], phone=True),
    "workforce:release-grid": Look(
        with_=lambda ground: [*_unit(ground), UnitGrid.objects.filter(unit=_unit(ground)[0]).order_by("pk")[0].pk]
    ),
    "workforce:staff": Look("officer", phone=True),
    "workforce:unit": Look("officer", _unit, phone=True),
}
#: Addresses that answer GET with something else than a page of their own.
NO_PAGES: dict[str, str] = {
    "patrols:phone": "where apps tell places",
    "accounts:code": "the second half of the login; looked at on its way",
    "attachments:photo": "a photo",
    "cases:after": "leads on",
    "cases:by_number": "leads on",
    "cases:deadline": "a dialog of the case",
    "cases:move": "a dialog of the case",
    "cases:ask": "a dialog of the case",
    "cases:issue": "a dialog of the case",
    "cases:order": "a dialog of the case",
    "cases:rule": "a dialog of the case",
    "cases:withdraw": "a dialog of the case",
    "inspections:slip_paper": "a PDF",
    "grids:base_grids": "shapes for the map of a new design",
    "grids:grid_roads": "a part of the studio",
    "grids:new_design": "looked at on its way by the studio's own test",
    "inspections:map": "a drawing",
    "inspections:pdf": "a PDF",
    "inspections:public-map": "a drawing",
    "inspections:add-article": "looked at on its way by the test of notices",
    "inspections:articles": "looked at on its way by the test of notices",
    "inspections:issue": "looked at on its way by the test of notices",
    "inspections:notice": "looked at on its way by the test of notices",
    "inspections:notices": "looked at on its way by the test of notices",
    "inspections:order": "looked at on its way by the test of notices",
    "inspections:parties": "looked at on its way by the test of notices",
    "inspections:public": "looked at on its way by the test of notices",
    "inspections:recheck": "looked at on its way by the test of notices",
    "inspections:rechecks": "looked at on its way by the test of notices",
    "inspections:repeal-article": "looked at on its way by the test of notices",
    "inspections:revise-article": "looked at on its way by the test of notices",
    "inspections:rule": "looked at on its way by the test of notices",
    "inspections:serve": "looked at on its way by the test of notices",
    "console:map_alarms": "a part of the map's page",
    "console:map_around": "a part of the map's page",
    "console:map_cameras": "points of the map",
    "console:map_cases": "points of the map",
    "console:map_colours": "figures for the map",
    "console:map_grid": "a part of the map's page",
    "console:map_mover": "a part of the map's page",
    "console:wall_figures": "figures for the wall",
    "grids:figures": "a part of the studio",
    "grids:plans": "a part of the studio",
    "grids:tile": "a piece of the map",
    "health": "an answer to a machine",
    "exchange:matter": "looked at with messages by the exchange's own test",
    "intake:file-pdf": "a PDF",
    "menu:edit-condition": "a part of the bench",
    "menu:edit-item": "a part of the bench",
    "menu:item": "a part of the bench",
    "menu:new-condition": "a part of the bench",
    "menu:new-item": "a part of the bench",
    "notifications:bell": "a part of the frame",
    "notifications:worker": "a script",
    "open311:definition": "an answer to a machine",
    "open311:discovery": "an answer to a machine",
    "open311:discovery_v2": "an answer to a machine",
    "open311:request": "an answer to a machine",
    "open311:requests": "an answer to a machine",
    "open311:services": "an answer to a machine",
    "open311:token": "an answer to a machine",
    "patrols:replay": "places for the replay",
    "public:csv": "a file",
    "public:geojson": "a file",
    "public:places": "places for the form",
    "public:points": "points of the map",
    "public:qr": "a drawing",
    "public:tile": "a piece of the map",
    "radio:messages": "a part of the talk",
    "radio:voice": "a recording",
    "simulation:progress": "a part of the frame",
    "ui:language": "leads on",
    "workforce:roster-progress": "a part of the roster",
}


def names_that_answer_get() -> set[str]:
    """Return the names of all addresses outside the API that answer GET."""
    return {name for name, view in _views(get_resolver()) if "GET" in _methods(view)}


def _views(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join((*spaces, pattern.name or str(pattern.pattern))), pattern.callback
        elif pattern.namespace != "api":
            yield from _views(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)


def _methods(view: Callable[..., Any] | None) -> list[str]:
    """Return what ``require_http_methods`` lets through; without it everything is."""
    while view is not None:
        code = getattr(view, "__code__", None)
        free = code.co_freevars if code else ()
        if "request_method_list" in free:
            found: list[str] = view.__closure__[free.index("request_method_list")].cell_contents  # type: ignore[attr-defined]
            return found
        view = getattr(view, "__wrapped__", None)
    return ["GET", "POST"]
