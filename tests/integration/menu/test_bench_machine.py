"""Whatever an editor does in whatever order: the draft is what a list of lists would be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gridwarden.menu.actions import conditions, drafts, items
from gridwarden.menu.domain.words import ItemClass
from gridwarden.menu.models import Condition, MenuItem
from gridwarden.menu.queries import menus
from gridwarden.platform.access import SYSTEM
from tests.conftest import SHANGHAI
from tests.factories.grids import DistrictFactory
from tests.factories.words import condition_content, item_content

AT = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
PLACES = st.integers(-1, 8)
CLASSES = st.sampled_from(list(ItemClass))


class Bench(RuleBasedStateMachine):
    """The model: a list of [class, name, [condition, …]] in order; the product: a draft."""

    def __init__(self) -> None:
        super().__init__()
        self.model: list[list[Any]] = []
        self.made = 0

    @initialize()
    def begin(self) -> None:
        self.menu = drafts.begin(by=SYSTEM, at=AT, district_id=DistrictFactory().pk)

    def item(self, place: int) -> int:
        return MenuItem.objects.get(menu=self.menu, number=place + 1).pk

    def condition(self, place: int, inner: int) -> int:
        return Condition.objects.get(item=self.item(place), number=inner + 1).pk

    @rule(kind=CLASSES)
    def add_line(self, kind: ItemClass) -> None:
        self.made += 1
        name = f"第{self.made}项"
        items.add(by=SYSTEM, at=AT, menu_id=self.menu.pk, content=item_content(name=name, item_class=kind))
        same = [place for place, line in enumerate(self.model) if line[0] is kind]
        self.model.insert(same[-1] + 1 if same else len(self.model), [kind, name, []])

    @precondition(lambda self: self.model)
    @rule(data=st.data(), to=PLACES)
    def move_line(self, data: st.DataObject, to: int) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        items.move(by=SYSTEM, at=AT, item_id=self.item(place), to=to)
        line = self.model.pop(place)
        self.model.insert(max(1, min(to, len(self.model) + 1)) - 1, line)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def strike_line(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        items.remove(by=SYSTEM, at=AT, item_id=self.item(place))
        self.model.pop(place)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def add_condition(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        self.made += 1
        text = f"条件{self.made}"
        conditions.add(by=SYSTEM, at=AT, item_id=self.item(place), content=condition_content(text=text))
        self.model[place][2].append(text)

    @precondition(lambda self: any(line[2] for line in self.model))
    @rule(data=st.data(), to=PLACES)
    def move_condition(self, data: st.DataObject, to: int) -> None:
        place, inner = self.some_condition(data)
        conditions.move(by=SYSTEM, at=AT, condition_id=self.condition(place, inner), to=to)
        texts = self.model[place][2]
        text = texts.pop(inner)
        texts.insert(max(1, min(to, len(texts) + 1)) - 1, text)

    @precondition(lambda self: any(line[2] for line in self.model))
    @rule(data=st.data())
    def strike_condition(self, data: st.DataObject) -> None:
        place, inner = self.some_condition(data)
        conditions.remove(by=SYSTEM, at=AT, condition_id=self.condition(place, inner))
        self.model[place][2].pop(inner)

    def some_condition(self, data: st.DataObject) -> tuple[int, int]:
        filled = [place for place, line in enumerate(self.model) if line[2]]
        place = data.draw(st.sampled_from(filled))
        return place, data.draw(st.integers(0, len(self.model[place][2]) - 1))

    @invariant()
    def the_draft_is_the_list(self) -> None:
        if not hasattr(self, "menu"):
            return
        lines = menus.stored(self.menu).lines
        assert [line.number for line in lines] == list(range(1, len(self.model) + 1))
        said = [[line.item.item_class, line.item.name, [one.text for one in line.conditions]] for line in lines]
        assert said == self.model
        for item in MenuItem.objects.filter(menu=self.menu):
            numbers = sorted(Condition.objects.filter(item=item).values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))


class TestBench(TestCase):
    def test_the_bench_keeps_lines_and_conditions_in_order(self) -> None:
        run_state_machine_as_test(
            Bench,
            settings=settings(
                max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
