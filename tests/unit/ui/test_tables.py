from __future__ import annotations

from dataclasses import dataclass

from django.template import Context, Template

from gridwarden.platform.ui.paging import Page
from gridwarden.platform.ui.tables import Column, Kind, Table


@dataclass(frozen=True)
class Row:
    number: str
    light: str = ""
    hours: float | None = None


COLUMNS = (
    Column[Row](
        label="Number",
        value=lambda row: row.number,
        kind=Kind.CODE,
        href=lambda row: f"/cases/{row.number}/",
        sort="number",
    ),
    Column[Row](label="Light", value=lambda row: row.light, kind=Kind.LIGHT),
    Column[Row](label="Hours", value=lambda row: row.hours, kind=Kind.NUMBER, narrow=False),
    Column[Row](label="Only in the file", value=lambda row: row.number, on_page=False),
)


def table(*rows: Row, **changes: object) -> Table[Row]:
    return Table(**{"columns": COLUMNS, "rows": rows, "caption": "Cases", **changes})  # type: ignore[arg-type]


def drawn(content: Table[Row]) -> str:
    return Template("{% load ui %}{% table table %}").render(Context({"table": content}))


def test_the_page_shows_the_columns_meant_for_it() -> None:
    assert [str(head.label) for head in table().heads()] == ["Number", "Light", "Hours"]


def test_sorting_turns_round_at_the_second_click() -> None:
    heads = {sort: next(iter(table(params={"sort": sort}).heads())) for sort in ("", "number", "-number")}

    assert {sort: (head.href, head.sorted) for sort, head in heads.items()} == {
        "": ("?sort=number", ""),
        "number": ("?sort=-number", "ascending"),
        "-number": ("?sort=number", "descending"),
    }


def test_an_address_keeps_the_filters_and_starts_paging_anew() -> None:
    params = {"state": ["handling", "checking"], "cursor": "old", "export": "csv"}

    assert table(params=params).address(sort="number") == "?state=handling&state=checking&sort=number"


def test_the_pager_leads_to_both_neighbours_and_keeps_the_filters() -> None:
    content = table(Row("1"), params={"q": "路"}, page=Page((), next="n", previous="p"))

    assert (content.next_address(), content.previous_address()) == ("?q=%E8%B7%AF&cursor=n", "?q=%E8%B7%AF&cursor=p")


def test_a_list_of_one_page_has_no_pager() -> None:
    assert "gw-pager" not in drawn(table(Row("1"), page=Page(())))


def test_a_row_is_drawn_with_its_link_and_a_dash_for_nothing() -> None:
    html = drawn(table(Row("20260302-00017")))

    assert 'href="/cases/20260302-00017/"' in html
    assert "—" in html


def test_what_people_wrote_is_never_markup() -> None:
    assert "<script>" not in drawn(table(Row("<script>alert(1)</script>")))


def test_boxes_appear_only_where_rows_have_a_key() -> None:
    assert "data-select-all" not in drawn(table(Row("1")))
    assert 'value="1"' in drawn(table(Row("1"), key=lambda row: row.number))


def test_an_empty_list_says_so() -> None:
    assert "gw-empty" in drawn(table())
