"""How long personal data is kept, and how text loses it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gridwarden.cases.domain.sources import Source
from gridwarden.platform.contacts import REMOVED, WIDE, without_contacts

#: Days after the end of a case for which a district has set nothing: five years of a register, less for the web.
STANDARD_DAYS: dict[Source, int] = {
    Source.HOTLINE: 1095,
    Source.CITIZEN: 1095,
    Source.WEB: 365,
    Source.MEDIA: 1825,
    Source.LEADER: 1825,
    Source.TRANSFER: 1825,
    Source.PATROL: 365,
    Source.VIDEO: 365,
    Source.INSPECTION: 365,
}
LEAST_DAYS, MOST_DAYS = 30, 36500
#: Fewer digits are a house number, not a telephone.
_SHORTEST_PHONE = 5

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范石廖贾韦付傅夏侯邹熊孟秦邱尹薛闫阎段雷龙史陶贺顾毛郝龚邵钱严覃戴莫孔汤倪温樊柯翟牛鲁葛殷章俞柳庄"
)
_TITLES = "先生|女士|小姐|师傅|阿姨|大爷|大妈|大叔|老师|同志|老板"
#: Names that somebody gives: with a title, or after words that announce one.
_NAME = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff某]{{0,2}}?(?={_TITLES})"
    rf"|(?<=我叫|名叫|叫做)[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    rf"|(?<=联系人|反映人|投诉人|来电人|诉求人)[:：是]?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
    rf"|(?<=姓名)[:：是]?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who reported, as far as that is known when it is taken out."""

    name: str = ""
    phone: str = ""
    email: str = ""
    #: The picture that was sent as a link; it may show or name the person.
    link: str = ""


def without_person(text: str, person: Person) -> str:
    """Return ``text`` without contacts, without this person's own name and number, and without names given in it.

    Names that nothing announces cannot be told from other words; the reporter's own is known and always goes.
    """
    left = text
    for own in filter(None, (person.link.strip(), person.email.strip(), person.name.strip())):
        left = re.sub(re.escape(own), REMOVED, left, flags=re.IGNORECASE)
    if len(digits := re.sub(r"\D", "", person.phone.translate(WIDE))) >= _SHORTEST_PHONE:
        left = re.sub(r"(?<!\d)" + r"[-\s]?".join(digits) + r"(?!\d)", REMOVED, left.translate(WIDE))
    return _NAME.sub(REMOVED, without_contacts(left))
