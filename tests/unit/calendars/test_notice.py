"""The State Council's yearly notice."""

from __future__ import annotations

from datetime import date

import pytest

from gridwarden.algorithms.worktime import DayKind
from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.domain.notice import MAX_CHARACTERS, BadNotice, paragraphs, parse_notice

#: The days of 2026 in the words of the notice.
NOTICE_2026 = """
各省、自治区、直辖市人民政府：
现将2026年部分节假日安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班工作。
"""


def off_days(text: str, year: int = 2026) -> list[date]:
    return [on for on, rule in parse_notice(text, year).items() if rule.kind is DayKind.HOLIDAY]


def test_the_notice_of_2026_says_what_the_library_knows() -> None:
    found = {on: rule.kind for on, rule in parse_notice(NOTICE_2026, 2026).items()}

    assert found == {on: rule.kind for on, rule in official.published(2026).items()}


def test_each_day_bears_the_name_of_its_holiday() -> None:
    found = parse_notice(NOTICE_2026, 2026)

    assert found[date(2026, 1, 4)].name == "元旦"
    assert found[date(2026, 2, 28)].name == "春节"
    assert [part.name for part in paragraphs(NOTICE_2026, 2026)][-1] == "国庆节"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("一、元旦：1月1日放假1天，不调休。", [date(2026, 1, 1)]),
        ("一、元旦：1月1日放假，与周末连休。", [date(2026, 1, 1)]),
        (
            "一、元旦：2025年12月31日至2026年1月2日放假，共3天。",
            [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)],
        ),
        ("四、劳动节：4月30日至5月1日放假。", [date(2026, 4, 30), date(2026, 5, 1)]),
        ("七、国庆节、中秋节：10月1日(周四)到 2日放假调休,共2天。", [date(2026, 10, 1), date(2026, 10, 2)]),
    ],
)
def test_every_wording_of_the_past_years_is_read(text: str, days: list[date]) -> None:
    assert off_days(text) == days


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "holds no holiday"),
        ("今年放假安排另行通知。", "holds no holiday"),
        ("一、元旦：1月1日（周四）至3日放假调休，共4天。", "cannot be read completely"),
        ("一、元旦：放假安排另行通知。", "cannot be read completely"),
        ("一、元旦：1月3日至1日放假。", "cannot be read completely"),
        ("一、元旦：1月1日至12月31日放假。", "cannot be read completely"),
        ("一、元旦：2月30日放假。", "names a day that does not exist"),
        ("一、元旦：1月1日放假。13月4日上班。", "names a day that does not exist"),
        ("一" * (MAX_CHARACTERS + 1), "is longer than any notice"),
    ],
)
def test_what_cannot_be_read_completely_is_refused(text: str, rule: str) -> None:
    with pytest.raises(BadNotice) as refusal:
        parse_notice(text, 2026)

    assert refusal.value.fields == {"notice": rule}
