"""What a chapter asks for and does not find is named; how it was called can be read again."""

from __future__ import annotations

import pytest

from statbook import charts
from statbook.chapter import ARGUMENTS, Chapter
from statbook.errors import ChapterError, KeyUnknown
from statbook.store import Store


def test_words_that_are_not_written_are_named_with_what_is_near() -> None:
    here = Chapter("trade", region="Xian", period="2026-01/2026-02")

    with pytest.raises(ChapterError, match=r"captions/trade.yaml: found no words on 'grwoth'.*Did you mean growth"):
        here.show("grwoth", None)
    with pytest.raises(ChapterError, match=r"captions/trade.yaml: growth: found no slider"):
        here.slider("growth")


def test_the_press_reads_the_chapter_again_as_it_was_called(store: Store) -> None:
    here = Chapter("trade", region="Gansu", period=2023, rounding="strict", minimum=1)
    left = here.numbers(more="words")._repr_mimebundle_()[ARGUMENTS]
    again = Chapter.restore(store, left["arguments"])

    assert ("Gansu", "2023", True) == (again.region, again.period, again.scope.strict)
    assert {"minimum": 1.0} == again.parameters
    assert ("Gansu", "words") == (left["say_words"]["region"], left["say_words"]["more"])
    numbers, _ = again.prose_numbers([(0, "{num}`trade`")])
    assert numbers["trade"]["value"] == here.get("trade").value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("region", "around"),
    [("Xian", "Shaanxi"), ("Gansu", "China"), ("China", "World"), ("World", "the region around it")],
)
def test_sentences_can_name_the_region_around_their_own(store: Store, region: str, around: str) -> None:
    arguments = {"region": region, "period": None, "lang": "en", "rounding": "rule", "parameters": {}}
    assert around == Chapter.restore(store, {"name": "trade", **arguments}).say_words.get("around")


def test_a_key_of_no_region_is_an_error_and_not_silence(store: Store) -> None:
    with pytest.raises(KeyUnknown, match=r"chapter trade, cell 7: .*no region is called 'Xain'"):
        Chapter.restore(
            store,
            {"name": "trade", "region": None, "period": None, "lang": "en", "rounding": "rule", "parameters": {}},
        ).prose_numbers([(7, "{num}`trade@Xain`")])


def test_each_state_of_a_chart_has_its_own_finding_and_where_captions_say_so_its_own_words() -> None:
    here = Chapter("credit", region="China", period="2025-01")
    names = {"new_loans": "Loans", "aggregate_financing": "Financing", "new_loans.household.mortgage": "Mortgages"}
    pairs = [charts.BeforeAfter.of(here.get, key, name) for key, name in names.items()]

    shown = here.show("year_apart", charts.before_after(here.labels, pairs))
    assert isinstance(shown, charts.Chart)
    states = shown.text.states
    assert states["change"].title == shown.text.title
    assert shown.text.title.startswith("Financing up 583.3 billion yuan, mortgages up ")
    assert states["level"].title == states["growth"].title != shown.text.title
    assert "China, January 2025 (filled, printed) against January 2024 (hollow, derived)" == states["level"].subtitle
    assert "Change from January 2024 to January 2025, percent; China" == states["growth"].subtitle
