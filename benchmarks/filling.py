"""Fill the database with cases by one statement each table: 100 000 in seconds."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from django.db import connection
from tests.factories.cases import MONDAY
from tests.factories.grids import middle_of

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.models import Case
from gridwarden.menu.models import Condition
from gridwarden.platform.search.bigrams import lexemes

if TYPE_CHECKING:
    from tests.factories.cases import Stage

PROBLEMS = ("占道经营", "暴露垃圾", "井盖松动", "违章搭建", "道路积水", "乱贴小广告", "渣土洒落", "路灯不亮")
ROADS = ("人民路", "解放西路", "中山路", "建设路", "工运桥", "学前街", "清扬路", "五爱路", "梁溪路", "健康路")
#: Cases opened in the product's own way; all others are copies of them.
TEMPLATES = 12

_WORDS = "CREATE TEMPORARY TABLE bench_words (pick int PRIMARY KEY, problem text, road text, found_by text[])"
_TEMPLATES = """
CREATE TEMPORARY TABLE bench_templates AS
SELECT t.*, row_number() OVER (ORDER BY t.id) - 1 AS pick,
       (SELECT condition_id FROM cases_case WHERE condition_id IS NOT NULL ORDER BY id LIMIT 1) AS any_condition
FROM cases_case t WHERE t.id = ANY(%(templates)s)
"""
#: Of ten copies nine are closed and one is as its template, opened during the year before; numbers go on by days.
_CASES = """
INSERT INTO cases_case (
    district_id, number, day, version, source, condition_id, grid_id, place, place_crs, address, description, flags,
    opened_by_id, opened_by_name, state, level, owner_unit_id, handler_id, handlers, checker_id, photos_before,
    opened_at, registered_at, dispatched_at, handled_at, checked_at, closed_at, moved_at, warn_at, due_at,
    rework_count, reopen_count, return_count, suspend_count, followers, open_parts, closed_parts, closed_how, search)
SELECT
    t.district_id, numbered.number, at::date, 1, t.source, coalesce(t.condition_id, t.any_condition), t.grid_id,
    t.place, t.place_crs, w.road || g %% 900 || '号', w.problem, t.flags, t.opened_by_id, t.opened_by_name,
    CASE WHEN closed THEN 'closed' ELSE t.state END, t.level, t.owner_unit_id,
    CASE WHEN closed THEN %(handler)s END, CASE WHEN closed THEN ARRAY[%(handler)s] ELSE '{}' END,
    CASE WHEN closed THEN %(checker)s END, t.photos_before, at,
    CASE WHEN closed THEN at + '10 min' ELSE t.registered_at END,
    CASE WHEN closed THEN at + '20 min' ELSE t.dispatched_at END,
    CASE WHEN closed THEN at + '2 h' END, CASE WHEN closed THEN at + '3 h' END, CASE WHEN closed THEN at + '4 h' END,
    at, CASE WHEN NOT closed THEN at + '30 d' END, CASE WHEN NOT closed THEN at + '40 d' END, 0, 0, 0, 0, 0, 0, 0,
    CASE WHEN closed THEN 'checked' ELSE '' END,
    array_to_tsvector(w.found_by || ARRAY[(g %% 900)::text, to_char(at, 'YYYYMMDD'), serial])
FROM generate_series(1, %(cases)s) g
CROSS JOIN LATERAL (SELECT g %% 10 > 0 AS closed, lpad(((g + %(present)s) %% 100000)::text, 5, '0') AS serial,
                           %(until)s - (%(cases)s - g + 1) * (interval '360 days' / %(cases)s) AS at) moment
CROSS JOIN LATERAL (SELECT to_char(at, 'YYYYMMDD') || '-' || serial AS number) numbered
JOIN bench_templates t ON t.pick = g / 10 %% %(kinds)s
JOIN bench_words w ON w.pick = g %% %(words)s
"""
_STEPS = """
INSERT INTO cases_step (case_id, seq, move, from_state, to_state, to_level, by_id, by_name, by_unit_id, at, note,
                        changes)
SELECT c.id, 1, 'open', '', s.to_state, s.to_level, s.by_id, s.by_name, s.by_unit_id, c.opened_at, c.description,
       s.changes
FROM cases_case c, (SELECT * FROM cases_step ORDER BY id LIMIT 1) s WHERE c.id > %(last)s
"""
_CLOCKS = """
INSERT INTO cases_clock (case_id, stage, limit_value, limit_unit, started_at, stopped_at, warn_at, due_at,
                         calendar_version, is_provisional, spent_s, revision, extensions, exempt_reason)
SELECT c.id, k.stage, k.limit_value, k.limit_unit, c.opened_at, c.closed_at, c.opened_at + '30 d',
       c.opened_at + '40 d', k.calendar_version, false, CASE WHEN c.closed_at IS NOT NULL THEN 60 END, 1, 0, ''
FROM cases_case c, (SELECT * FROM cases_clock WHERE due_at IS NOT NULL ORDER BY id LIMIT 1) k WHERE c.id > %(last)s
"""
_REPORTS = """
INSERT INTO intake_report (district_id, case_id, channel, text, reporter_name, reporter_phone, phone_index, code,
                           received_at, attributes, language, media_url, origin, reporter_email, service_code)
SELECT district_id, id, source, description, '', '', '', 'b' || id, opened_at, '{}', '', '', '', '', ''
FROM cases_case WHERE id > %(last)s
"""
FILLED = ("cases_case", "cases_step", "cases_clock", "intake_report")


def open_templates(stage: Stage) -> list[int]:
    """Open the cases that are copied: from all kinds of sources, in three grids, under three conditions and none."""
    limits = (LimitUnit.URGENT_HOUR, LimitUnit.WORKING_HOUR, LimitUnit.WORKING_DAY)
    of_district = Condition.objects.filter(item__menu__district=stage.district_id).order_by("id")
    conditions = [None, *(of_district.filter(limit_unit=unit.value)[0] for unit in limits)]
    sources = (Source.HOTLINE, Source.PATROL, Source.CITIZEN, Source.VIDEO)
    kinds = list(product(((0, 0), (1, 0), (1, 1)), range(4)))
    opened = []
    for square, kind in kinds:
        lon, lat = middle_of(*square)
        opened.append(stage.opened(sources[kind], conditions[kind], by="operator", lon=lon, lat=lat).case_id)
    return opened


def fill(stage: Stage, templates: list[int], cases: int) -> None:
    """Bring the number of cases up to ``cases``; what is there already stays."""
    present = Case.objects.count()
    given = {
        "templates": templates,
        "kinds": len(templates),
        "words": len(PROBLEMS) * len(ROADS),
        "last": Case.objects.order_by("-id").values_list("id", flat=True)[0],
        "present": present,
        "cases": max(0, cases - present),
        "until": MONDAY,
        "handler": stage.user_id("officer"),
        "checker": stage.user_id("checker"),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a request's limit; no request fills a database
        cursor.execute("DROP TABLE IF EXISTS bench_words, bench_templates")
        cursor.execute(_WORDS)
        cursor.executemany("INSERT INTO bench_words VALUES (%s, %s, %s, %s)", _words())
        for statement in (_TEMPLATES, _CASES, _STEPS, _CLOCKS, _REPORTS):
            cursor.execute(statement, given)
        for table in FILLED:
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("RESET statement_timeout")


def _words() -> list[tuple[int, str, str, list[str]]]:
    pairs = product(PROBLEMS, ROADS)
    return [(pick, problem, road, lexemes(f"{road}1号\n{problem}")) for pick, (problem, road) in enumerate(pairs)]
