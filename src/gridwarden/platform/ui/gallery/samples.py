"""Made-up content for the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.maps.config import MapConfig, MapMode, Pin
from gridwarden.platform.ui.charts import Chart, ChartKind, Series
from gridwarden.platform.ui.paging import Page
from gridwarden.platform.ui.parts import Moment, Photo, Rung, RungState, Stat, Tab, Tone
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from datetime import datetime

BOUNDS = (120.33, 31.51, 120.42, 31.58)
_PLACES = (
    (120.352, 31.532),
    (120.361, 31.54),
    (120.374, 31.546),
    (120.386, 31.553),
    (120.395, 31.561),
    (120.37, 31.528),
)
_LIGHTS = ("red", "yellow", "green", "green", "", "green")
_CLASSES = ("cityscape", "municipal", "order", "cityscape", "municipal", "order")


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A row of the sample table."""

    number: str
    text: str
    grid: str
    state: str
    tone: str
    light: str
    due_at: datetime
    handled_h: float | None


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(label=_("Place"), help_text=_("Road and house number, or what stands nearby."))
    item = forms.ChoiceField(
        label=_("Item"), choices=[("1", _("Vendors outside shops")), ("2", _("Road surface broken"))]
    )
    text = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    weight = forms.ChoiceField(
        label=_("How grave"),
        choices=[("a", _("Slight")), ("b", _("Ordinary")), ("c", _("Grave"))],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label=_("Tell the reporter"), required=False)


def wrong_form() -> SampleForm:
    """Return a form that was sent incomplete."""
    return SampleForm({"place": "", "text": _("Boxes block the pavement."), "weight": "b", "item": "1"})


def stats() -> list[Stat]:
    """Return figures of a day."""
    return [
        Stat(
            label=_("Open cases"),
            value=148,
            href="?state=open",
            icon="folder",
            tone=Tone.INFO,
            trend=(9, 12, 7, 14, 11, 16, 13),
        ),
        Stat(
            label=_("Overdue"),
            value=3,
            href="?light=red",
            icon="alert-octagon",
            tone=Tone.BAD,
            hint=_("2 of them with contractors"),
        ),
        Stat(label=_("Due soon"), value=11, href="?light=yellow", icon="alert-triangle", tone=Tone.WARN),
        Stat(
            label=_("Closed in time"), value="98.6", unit="%", icon="circle-check", tone=Tone.GOOD, hint=_("this month")
        ),
    ]


def rungs() -> list[Rung]:
    """Return the five levels with a matter at the desk."""
    return [
        Rung(level=1, label=_("Information officer"), state=RungState.PASSED, note=_("reported")),
        Rung(level=2, label=_("Grid team"), state=RungState.PASSED, unit="A07"),
        Rung(level=3, label=_("Squad"), state=RungState.PASSED, note=_("asked for support")),
        Rung(level=4, label=_("Complaint desk"), state=RungState.HERE),
        Rung(level=5, label=_("Brigade or division")),
    ]


def photo(which: str) -> Photo:
    """Return the picture ``before`` or ``after``."""
    words = {"before": _("Boxes and stalls on the pavement"), "after": _("The pavement is clear")}
    address = static(f"ui/gallery/{which}.svg")
    return Photo(url=address, thumb=address, alt=words[which], caption=words[which])


def moments(now: datetime) -> list[Moment]:
    """Return a short history, oldest first."""
    return [
        Moment(
            at=now - timedelta(hours=5),
            title=_("Reported"),
            who="周晓岚",
            unit="A07",
            icon="flag",
            tone=Tone.INFO,
            quote=str(_("Boxes block the pavement.")),
            photos=[photo("before")],
        ),
        Moment(
            at=now - timedelta(hours=4, minutes=40),
            title=_("Registered"),
            who="钱立新",
            icon="clipboard-check",
            clock=_("Clock of handling started: 4 working hours"),
        ),
        Moment(
            at=now - timedelta(hours=1),
            title=_("Four fifths of the time have passed"),
            icon="clock-exclamation",
            tone=Tone.WARN,
        ),
        Moment(
            at=now - timedelta(minutes=12),
            title=_("Handled"),
            who="陈国强",
            unit="A07",
            icon="circle-check",
            tone=Tone.GOOD,
            photos=[photo("after"), photo("before")],
        ),
    ]


def table(now: datetime, params: dict[str, Any]) -> Table[SampleCase]:
    """Return a short list with every kind of column."""
    rows = [
        SampleCase("20260302-00017", "跨门营业，货物占用人行道", "A07", str(_("Handling")), "info", "red", now, 5.25),
        SampleCase("20260302-00016", "雨水箅子破损", "B03", str(_("Dispatched")), "warn", "yellow", now, None),
        SampleCase("20260302-00015", "绿化带内堆放装潢垃圾", "C02", str(_("Closed")), "good", "green", now, 2.5),
        SampleCase("20260301-00098", "店招灯箱不亮", "A12", str(_("Refused")), "bad", "", now, None),
    ]
    return Table(
        columns=COLUMNS,
        rows=rows,
        caption=_("Cases"),
        key=lambda row: row.number,
        params=params,
        page=Page(tuple(rows), next="sample", previous=None),
    )


COLUMNS: tuple[Column[SampleCase], ...] = (
    Column(
        label=_("Number"),
        value=lambda row: row.number,
        kind=Kind.CODE,
        href=lambda row: f"#{row.number}",
        sort="number",
    ),
    Column(label=_("What"), value=lambda row: row.text),
    Column(label=_("Grid"), value=lambda row: row.grid, kind=Kind.CODE, narrow=False),
    Column(label=_("State"), value=lambda row: row.state, kind=Kind.BADGE, tone=lambda row: row.tone),
    Column(label=_("Light"), value=lambda row: row.light, kind=Kind.LIGHT),
    Column(label=_("Due"), value=lambda row: row.due_at, kind=Kind.MOMENT, sort="due", narrow=False),
    Column(label=_("Hours"), value=lambda row: row.handled_h, kind=Kind.NUMBER, narrow=False),
)


def charts() -> list[Chart]:
    """Return one chart of each kind."""
    days = [f"3-{day}" for day in range(1, 11)]
    grids = ["A01", "A02", "A07", "B03", "C02"]
    links = [f"?grid={code}" for code in grids]
    return [
        Chart(
            name="chart-line",
            title=_("Cases per day"),
            kind=ChartKind.LINE,
            categories=days,
            unit=_("cases"),
            series=[
                Series(name=_("Reported"), values=[12, 15, 9, 18, 22, 17, 11, 14, 19, 16]),
                Series(name=_("Closed"), values=[10, 13, 12, 15, 20, 19, 12, 13, 16, 18]),
            ],
        ),
        Chart(
            name="chart-stacked",
            title=_("Open cases by grid"),
            kind=ChartKind.STACKED,
            categories=grids,
            links=links,
            series=[
                Series(name=_("In time"), values=[8, 6, 9, 4, 2], tone="green"),
                Series(name=_("Due soon"), values=[2, 1, 3, 0, 1], tone="yellow"),
                Series(name=_("Overdue"), values=[0, 1, 2, 0, 0], tone="red"),
            ],
        ),
        Chart(
            name="chart-bar",
            title=_("Hours to handle"),
            kind=ChartKind.BAR,
            categories=grids,
            horizontal=True,
            links=links,
            unit="h",
            series=[Series(name=_("Hours"), values=[2.4, 3.1, 5.2, 1.8, 2.2])],
        ),
        Chart(
            name="chart-donut",
            title=_("By class"),
            kind=ChartKind.DONUT,
            categories=[_("Cityscape"), _("Municipal facilities"), _("Environmental order")],
            series=[Series(name=_("Cases"), values=[63, 41, 44])],
        ),
    ]


def tabs() -> list[Tab]:
    """Return two panels of one page."""
    return [
        Tab(label=_("Timeline"), panel="panel-timeline", current=True, count=4),
        Tab(label=_("Before and after"), panel="panel-compare"),
    ]


def cases() -> dict[str, Any]:
    """Return a few cases for the map."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "geometry": {"type": "Point", "coordinates": place},
                "properties": {
                    "light": light,
                    "item_class": item_class,
                    "number": f"20260302-{number:05}",
                    "title": str(_("Boxes block the pavement.")),
                    "note": "",
                    "href": "/ui/gallery/",
                },
            }
            for number, (place, light, item_class) in enumerate(zip(_PLACES, _LIGHTS, _CLASSES, strict=True), start=1)
        ],
    }


def maps() -> dict[str, MapConfig]:
    """Return a map of each mode."""
    pin = Pin(lon=120.374, lat=31.546, label=str(_("Place")))
    return {
        "overview": MapConfig(bounds=BOUNDS, cases=cases()),
        "mini": MapConfig(mode=MapMode.MINI, pin=pin),
        "pick": MapConfig(mode=MapMode.PICK, pin=pin),
    }
