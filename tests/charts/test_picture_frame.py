"""The frame of an exported picture: every word in it, wrap, inert, with the state of each control."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from statbook.charts import fonts
from statbook.charts.picture_frame import picture_frame
from statbook.messages import speaking
from statbook.project.paths import Book

SVG = "{http://www.w3.org/2000/svg}"
BOOK = Book(Path(__file__).resolve().parents[2])
WORDS = {
    "title": "Trade rose",
    "subtitle": "In percent; 2025",
    "source": "Source: a press page. As printed.",
    "book": "A book: of charts",
    "edition": "Data version 1.2. CC BY 4.0.",
    "description": "Trade rose. In percent.",
}
SELECT = {
    "name": "cut",
    "value": "mode",
    "bind": {"input": "select", "options": ["mode", "owner"], "labels": ["by mode", "by owner"], "name": "Cut "},
}
RANGE = {
    "name": "least",
    "value": 25.0,
    "bind": {"input": "range", "min": 0, "max": 99, "name": "Base at least, yuan "},
}
CHOICE = {
    "name": "chosen",
    "value": [{"key": "a"}],
    "select": {"type": "point", "fields": ["key"]},
    "bind": {"input": "select", "options": ["a", "b"], "name": "Read "},
}
EVIL = [
    "</svg><script>alert(1)</script>",
    '"><image href="http://example.org/x.png"/>',
    "<![CDATA[ x ]]> <!-- y -->",
    "&amp; &xxe; &#0;",
    "control \x00\x07\x0b\x1b\ufffe signs",
    "]]>",
    "turning \u202e signs",
    "{curly} %(percent)s",
    "'quoted' \"twice\"",
    "=1+1",
    "数说中国",
    "javascript:alert(1)",
]


def made(
    spec: dict[str, Any] | None = None,
    width: int = 700,
    lang: str = "en",
    states: dict[str, tuple[str, str]] | None = None,
    **words: str,
) -> ET.Element:
    return ET.fromstring(picture_frame(WORDS | words, states or {}, spec or {}, width, lang, BOOK))


def parts(root: ET.Element, name: str) -> list[ET.Element]:
    return [part for part in root.iter(f"{SVG}g") if part.get("data-part") == name]


def lines(part: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in part.iter(f"{SVG}text")]


def test_words_stand_above_and_below_the_place_of_the_drawing() -> None:
    root = made()
    order = [part.get("data-part") for part in root.iter(f"{SVG}g")]

    assert ["head", "drawing", "foot"] == order
    assert ["Trade rose", "In percent; 2025"] == lines(parts(root, "head")[0])
    assert ["Source: a press page. As printed.", "A book: of charts", "Data version 1.2. CC BY 4.0."] == lines(
        parts(root, "foot")[0]
    )
    assert "Trade rose" == root.findtext(f"{SVG}title")
    assert "Trade rose. In percent." == root.findtext(f"{SVG}desc")


@pytest.mark.parametrize(("width", "whole", "margin"), [(700, "748", "24"), (330, "362", "16")])
def test_a_frame_has_margins_by_its_width(width: int, whole: str, margin: str) -> None:
    root = made(width=width)
    (place,) = parts(root, "drawing")

    assert whole == root.get("width")
    assert (margin, str(width)) == (place.get("data-left"), place.get("data-width"))


@pytest.mark.parametrize("width", [700, 330])
@pytest.mark.parametrize(
    "text",
    [
        "WWWW MMMM " * 30,
        "W" * 300,
        "A plain sentence of plain words, as they come. " * 5,
        "数说中国创新经济" * 20,
        "%" * 200,
    ],
)
def test_long_words_are_wrapped_and_none_is_lost_or_cut(width: int, text: str) -> None:
    root = made(width=width, title=text, source=text)
    for name, weight in (("head", 700), ("foot", 400)):
        (part,) = parts(root, name)
        told = [(line, int(line.get("font-size", 0))) for line in part.iter(f"{SVG}text")]
        written = "".join("".join(line.itertext()) for line, _ in told).replace(" ", "")
        assert text.replace(" ", "") in written
        for line, size in told:
            assert fonts.text_width("".join(line.itertext()), size, BOOK, weight if size == 18 else 400) <= width
            assert int(line.get("y", 0)) < int(part.get("data-height", 0))


def test_lines_are_about_as_long_as_one_another() -> None:
    title = "China: 8% of low-carbon patent families, 41% to 70% of deployment"

    assert ["China: 8% of low-carbon patent families,", "41% to 70% of deployment"] == lines(
        parts(made(title=title, subtitle=""), "head")[0]
    )


def test_every_state_of_a_choice_is_told_in_the_words_of_its_control() -> None:
    told = {part.get("data-value"): lines(part) for part in parts(made({"params": [SELECT]}), "state")}

    assert {'"mode"': ["Cut: by mode"], '"owner"': ["Cut: by owner"]} == told
    assert {"cut"} == {part.get("data-control") for part in parts(made({"params": [SELECT]}), "state")}
    assert {'"mode"'} == {part.get("data-start") for part in parts(made({"params": [SELECT]}), "state")}


def test_a_slider_leaves_a_place_for_its_value() -> None:
    (part,) = parts(made({"params": [RANGE]}), "state")

    assert ["Base at least, yuan: "] == lines(part)
    assert "25" == part.get("data-start")
    assert part.find(f".//{SVG}tspan") is not None


def test_a_slider_with_long_words_keeps_room_for_its_value() -> None:
    long = RANGE | {"bind": RANGE["bind"] | {"name": "words that go on " * 8}}  # type: ignore[operator]
    (part,) = parts(made({"params": [long]}, 330), "state")
    told = lines(part)

    assert len(told) > 1
    assert all(fonts.text_width(line, 13, BOOK) <= 330 for line in [*told[:-1], told[-1] + "00000000"])
    assert int(part.get("data-height", 0)) == 4 + 19 * len(told)


def test_parameters_without_a_control_are_not_told() -> None:
    spec = {"params": [{"name": "hover", "select": "point"}, {"name": "legend", "bind": "legend", "value": 1}]}

    assert [] == parts(made(spec), "state")


def test_a_hatched_drawing_brings_its_pattern() -> None:
    hatched = made({"mark": {"fill": "url(#hatch)"}})

    assert "hatch" == hatched.find(f".//{SVG}pattern").get("id")  # type: ignore[union-attr]
    assert made().find(f".//{SVG}pattern") is None


def test_a_chinese_frame_is_chinese() -> None:
    with speaking("zh", BOOK.locale):
        root = made({"params": [SELECT]}, lang="zh")

    assert "zh-CN" == root.get("lang")
    assert ["Cut：by mode"] == lines(parts(root, "state")[0])


@pytest.mark.parametrize("text", EVIL)
def test_words_that_look_like_markup_are_words(text: str) -> None:
    evil = {"name": "made", "value": text, "bind": {"input": "select", "options": [text], "name": text}}
    root = made({"params": [evil]}, **dict.fromkeys(WORDS, text))
    plain = " ".join("".join(sign for sign in text if sign not in "\x00\x07\x0b\x1b\ufffe\u202e").split())

    assert {"svg", "title", "desc", "style", "rect", "g", "path", "text"} == {
        node.tag.removeprefix(SVG) for node in root.iter()
    }
    assert plain == root.findtext(f"{SVG}title")
    assert plain == " ".join(lines(parts(root, "head")[0])[:1])
    assert text == json.loads(parts(root, "state")[0].get("data-value", ""))


def test_a_chart_with_a_control_and_a_plain_title_has_a_head_for_each_of_its_states() -> None:
    heads = parts(made({"params": [SELECT]}, plain="Trade by groups"), "head")

    assert [("start", "Trade rose"), ("moved", "Trade by groups")] == [
        (head.get("data-when"), lines(head)[0]) for head in heads
    ]
    assert ["In percent; 2025"] * 2 == [lines(head)[1] for head in heads]


def test_a_state_with_words_of_its_own_has_a_head_of_its_own() -> None:
    heads = parts(made({"params": [SELECT]}, states={'"owner"': ("Firms rose", "In yuan")}, plain="Trade"), "head")

    found = {head.get("data-when"): lines(head) for head in heads}
    assert {"start": ["Trade rose", "In percent; 2025"], '"owner"': ["Firms rose", "In yuan"]}.items() <= found.items()
    assert ["Trade", "In percent; 2025"] == found["moved"]


@pytest.mark.parametrize(("params", "plain"), [([SELECT], ""), ([], "Trade by groups")])
def test_one_head_stands_in_every_state(params: list[Any], plain: str) -> None:
    (head,) = parts(made({"params": params}, plain=plain), "head")

    assert head.get("data-when") is None
