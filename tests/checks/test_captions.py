"""Words on charts are held against the code that shows them and the data whose keys they name."""

from __future__ import annotations

import re

import pytest

from statbook.checks.whole_book import chapter_faults
from statbook.project.notebooks import chapter
from statbook.project.paths import Book
from statbook.store import Store


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "trade",
            "growth:\n",
            "grwoth:\n",
            r"trade.ipynb, cell 4, line 2: found here.show\('growth'\).*Did you mean grwoth",
        ),
        (
            "trade",
            "growth:\n",
            "grwoth:\n",
            r"captions/trade.yaml: grwoth: found words of a chart that the chapter does not show",
        ),
        ("trade", "  plain:", "  plian:", "trade.yaml: growth: found no plain"),
        ("base", "{first} made", "{frist} made", r"xiangyang, title, en: found \{frist\}.*Did you mean first"),
        ("base", "{first} made", "{leader} made", r"found \{leader\}; expected one of .*first_points, .*when, "),
        ("trade", "  plain:", "  plian:", "found 'plian'.*Did you mean plain"),
        (
            "trade",
            'plain: {en: "What made the change of trade", ',
            "plain: {",
            "growth: plain: found no 'en'; expected words in English",
        ),
        ("trade", 'zh: "贸易变动的构成"', "zh: ''", "growth: plain: zh: found ''; expected words in Chinese"),
        ("method", "- trade.base@", "- trade.bsae@", "rounding, keys: found the key 'trade.bsae"),
        (
            "trade",
            "trade_usd.export@China: {en",
            "trade_usd.exprot@China: {en",
            "series: found the key 'trade_usd.exprot@China'",
        ),
        ("trade", "unit: CNY", "unit: CYN", "slider: found the unit 'CYN'"),
        (
            "trade",
            "views: [growth]",
            "views: [grwoth]",
            "views, entry 1: found 'grwoth'; expected one of level, growth. Did you mean growth",
        ),
        (
            "credit",
            "    growth:\n      subtitle",
            "    grwoth:\n      subtitle",
            "year_apart, states: found 'grwoth'; expected a state of before_after: level, change, growth. Did you mean growth",
        ),
        (
            "credit",
            "{base} to {period}, percent; {region}",
            "{base} to {peroid}; {region}",
            r"states, growth, subtitle, en: found \{peroid\}",
        ),
        ("credit", "beside: {new_loans:", "beside: {new_laons:", "beside: found the key 'new_laons'"),
        (
            "audit",
            "national_growth@Xian@2026-01/2026-02:",
            "nationl_growth@Xian@2026-01/2026-02:",
            "national, words: found the key 'nationl",
        ),
        (
            "index",
            "key: standards@China@2030",
            "key: standrads@China@2030",
            "cards, 4: found the key 'standrads@China@2030'",
        ),
        ("index", "growth: tech_contracts.growth", "growth: tech_contracts.grwoth", "cards, 2: found the key"),
        (
            "index",
            "grew {growth} in a year",
            "grew {grwoth} in a year",
            r"cards, 2, sentence, en: found \{grwoth\}.*Did you mean growth",
        ),
        ("trade", "Base shares are computed", "Of 12 firms", "shares, caption, en: found the typed number '12'"),
        (
            "trade",
            "Shares a year apart",
            "Two thirds a year apart",
            "shares, plain, en: found the typed number 'Two thirds'",
        ),
        ("trade", "滑块可移动该界限", "滑块移动三成", "rates, screen, zh: found the typed number '三成'"),
        (
            "base",
            "vehicles: {en: Vehicle output",
            "vehicles: {en: 69 vehicles",
            "plan, words, vehicles, en: found the typed number '69'",
        ),
        ("index", "That many are wanted", "All 400 are wanted", "cards, 4, sentence, en: found the typed number '400'"),
        (
            "patents",
            "inventoried: {en:",
            "inventorid: {en:",
            r"patents.ipynb, cell 4, line 3: found the word 'inventoried' of 'pipeline'.*Did you mean inventorid",
        ),
        ("trade", "growth:\n", "growth: 7\nrest:\n", "trade.yaml: growth: found 7; expected a mapping of words"),
        ("trade", "views: [growth]", "views: 7", "views: found 7; expected a list"),
        ("trade", "slider: {words", "slider: [words]\n  knowingly: {words", "slider: found .*; expected a mapping"),
        ("index", "cards:\n", "cards: 7\nrest:\n", "cards: found 7; expected a list of cards"),
        ("audit", "kinds:\n  title", "kinds:\n  tilte", "kinds: found no title"),
    ],
)
def test_words_that_are_wrong_are_red_with_their_place(copy: Book, name: str, old: str, new: str, words: str) -> None:
    path = copy.data / "captions" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [str(fault) for fault in chapter_faults(chapter(copy, name), Store.load(copy.data))]

    assert any(re.search(words, fault) for fault in found), found


def test_a_chapter_without_a_file_of_words_is_red_and_raises_nothing(copy: Book) -> None:
    (copy.data / "captions" / "trade.yaml").unlink()
    found = [str(fault) for fault in chapter_faults(chapter(copy, "trade"), Store.load(copy.data))]

    assert any("data/captions/trade.yaml: found no file; expected words for growth, " in fault for fault in found)


def test_one_name_for_two_charts_is_red(copy: Book, store: Store) -> None:
    path = copy.root / "chapters" / "trade.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace('here.show(\\"shares\\"', 'here.show(\\"growth\\"'), encoding="utf-8"
    )
    found = [str(fault) for fault in chapter_faults(chapter(copy, "trade"), store)]

    assert any("trade.ipynb, cell 12, line 2: found here.show('growth') a second time" in fault for fault in found)
