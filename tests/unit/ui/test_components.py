from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from gridwarden.platform.ui.parts import Moment, Rung, RungState, Stat, Tab


def drawn(source: str, **values: object) -> str:
    with override("en"):
        return Template("{% load ui %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("colour", "word"), [("green", "In time"), ("yellow", "Due soon"), ("red", "Overdue"), ("", "No deadline")]
)
def test_a_light_is_told_by_word_and_shape_not_by_colour_alone(colour: str, word: str) -> None:
    html = drawn("{% light colour %}", colour=colour)

    assert word in html
    assert "<svg" in html


def test_a_light_with_a_text_still_says_its_meaning_to_those_who_listen() -> None:
    html = drawn('{% light "red" "2 h" %}')

    assert "2 h" in html
    assert 'class="visually-hidden">Overdue' in html


def test_a_figure_leads_to_what_it_counts_or_is_no_link() -> None:
    assert 'href="?light=red"' in drawn("{% stat s %}", s=Stat(label="Overdue", value=3, href="?light=red"))
    assert "<a" not in drawn("{% stat s %}", s=Stat(label="Overdue", value=3))


def test_small_bars_are_scaled_to_the_highest_day() -> None:
    assert Stat(label="", value=0, trend=[0, 6, 12]).bars() == [(0, 1), (7, 12), (14, 24)]
    assert Stat(label="", value=0, trend=[0, 0]).bars() == [(0, 1), (7, 1)]


def test_the_ladder_marks_where_the_matter_stands() -> None:
    rungs = [Rung(level=1, label="one", state=RungState.PASSED), Rung(level=2, label="two", state=RungState.HERE)]

    assert re.findall(r'aria-current="step"', drawn("{% ladder rungs %}", rungs=rungs)) == ['aria-current="step"']


def test_a_timeline_shows_words_of_people_as_text() -> None:
    moment = Moment(at=datetime(2026, 3, 2, 1, tzinfo=UTC), title="Reported", quote="<img src=x onerror=alert(1)>")

    assert "<img" not in drawn("{% timeline moments %}", moments=[moment])


def test_tabs_are_links_between_pages_or_switches_on_one() -> None:
    pages = drawn("{% tabs tabs 'Views' %}", tabs=[Tab(label="Open", href="?open=1", current=True)])
    panels = drawn("{% tabs tabs 'Views' %}", tabs=[Tab(label="Timeline", panel="timeline", current=True)])

    assert 'aria-current="page"' in pages
    assert 'role="tab"' in panels
    assert 'aria-controls="timeline"' in panels


class ReportForm(forms.Form):
    place = forms.CharField(label="Place", help_text="Road and number.")
    grave = forms.ChoiceField(label="How grave", choices=[("a", "Slight")], widget=forms.RadioSelect)
    told = forms.BooleanField(label="Tell the reporter", required=False)


def test_a_field_ties_label_help_and_error_together() -> None:
    html = drawn("{% form form %}", form=ReportForm({}))

    assert '<label class="form-label" for="id_place">' in html
    assert 'id="id_place_helptext"' in html
    assert 'id="id_place_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_form_a_group_with_a_legend() -> None:
    assert "<legend" in drawn("{% field form.grave %}", form=ReportForm())


def test_errors_of_the_whole_form_stand_above_it() -> None:
    form = ReportForm({"place": "x", "grave": "a"})
    form.add_error(None, "Somebody was quicker.")

    assert 'role="alert"' in drawn("{% form form %}", form=form)


def test_block_components_keep_their_content_as_markup() -> None:
    source = '{% page_header "Cases" %}<a href="/new/">New</a>{% endpage_header %}'

    assert '<a href="/new/">New</a>' in drawn(source)


def test_an_icon_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "flag" %}')
    assert 'aria-label="Reported"' in drawn('{% icon "flag" label="Reported" %}')
