"""A text loses its reporter and keeps the matter."""

from __future__ import annotations

import pytest

from gridwarden.intake.domain.retention import Person, without_person
from gridwarden.platform.contacts import without_contacts

WANG = Person(name="王建国", phone="138 0000 5678", email="wang@mail.cn")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("王建国说路灯不亮", "〔已隐去〕说路灯不亮"),
        ("王先生来电，路灯不亮", "〔已隐去〕先生来电，路灯不亮"),
        ("请找李晓梅女士", "请找〔已隐去〕女士"),
        ("我叫陈小红，住在这里", "我叫〔已隐去〕，住在这里"),
        ("联系人：赵刚，电话138-0000-5678", "联系人〔已隐去〕，电话〔已隐去〕"),
        ("１３８００００５６７８", "〔已隐去〕"),
        ("身份证340122198001011234", "身份证〔已隐去〕"),
        ("WANG@mail.cn", "〔已隐去〕"),
        ("0551-65123456", "〔已隐去〕"),
    ],
)
def test_what_names_a_person_goes(text: str, left: str) -> None:
    assert without_person(text, WANG) == left


@pytest.mark.parametrize("text", ["人民路12号门口垃圾满溢", "路灯坏了3天，编号20260302-00001", "请尽快处理，谢谢", ""])
def test_what_names_nobody_stays(text: str) -> None:
    assert without_person(text, WANG) == text


def test_a_short_number_of_the_reporter_hides_no_house_number() -> None:
    assert without_person("人民路120号", Person(phone="120")) == "人民路120号"


def test_a_stranger_loses_contacts_only() -> None:
    assert without_contacts("王建国 13800005678") == "王建国 〔已隐去〕"
