from __future__ import annotations

import pytest
from django.template import Context, Template

from gridwarden.platform.ui.charts import Chart, ChartKind, Series


def chart(**changes: object) -> Chart:
    given = {
        "name": "by-grid",
        "title": "By grid",
        "kind": ChartKind.BAR,
        "categories": ["A01", "A02"],
        "series": [Series(name="Open", values=[3, None])],
    }
    return Chart(**{**given, **changes})  # type: ignore[arg-type]


def test_the_table_says_the_same_as_the_drawing() -> None:
    content = chart(links=["/cases/?grid=A01", ""])

    assert list(content.rows()) == [("A01", "/cases/?grid=A01", [3]), ("A02", "", [None])]
    assert content.for_client()["series"][0]["values"] == [3, None]


@pytest.mark.parametrize("wrong", [{"series": [Series(name="Open", values=[1])]}, {"links": ["/one/"]}])
def test_figures_that_do_not_fit_the_categories_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="differ in number"):
        chart(**wrong)


def test_a_text_cannot_leave_its_json() -> None:
    html = Template("{% load ui %}{% chart chart %}").render(Context({"chart": chart(title="</script><b>")}))

    assert "</script><b>" not in html
    assert 'data-source="by-grid-figures"' in html
