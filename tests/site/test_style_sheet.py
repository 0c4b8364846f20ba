"""Style sheets are joined, and lose what nothing on a page can match."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from statbook.site.style_sheet import Vocabulary, prune, read_sheet


@pytest.fixture
def vocabulary() -> Vocabulary:
    made = Vocabulary()
    made.add_page(html.document_fromstring('<p class="a b" id="c" style="color: var(--d)"><em>x</em></p>'))
    made.add_script('element.classList.add("is-open"); data = {title: 1};')
    return made


@pytest.mark.parametrize(
    "selector",
    [
        "p",
        ".a.b > em",
        "#c::before",
        "p:not(.missing, :has(.gone)):hover",
        "p:is(.x, .y)",
        '[data-mode="{.x}"] .a',
        ".is-open .a",
        "*",
        ":root",
        r".w\/2",
    ],
)
def test_a_rule_that_may_match_stays(vocabulary: Vocabulary, selector: str) -> None:
    assert f"{selector}{{color:red}}\n" == prune(f"{selector}{{color:red}}", vocabulary)


@pytest.mark.parametrize("selector", ["h1", ".c", "#a", ".a .missing", ".a:hover > table", "is-opened"])
def test_a_rule_that_cannot_match_goes(vocabulary: Vocabulary, selector: str) -> None:
    assert "" == prune(f"{selector}{{color:red}}", vocabulary)


def test_of_several_selectors_those_stay_that_may_match(vocabulary: Vocabulary) -> None:
    assert "p:is(.x, .y),.b{top:0}\n" == prune("h1, p:is(.x, .y), .missing, .b {top:0}", vocabulary)


def test_a_group_stays_with_what_is_left_of_it_and_goes_with_its_last_rule(vocabulary: Vocabulary) -> None:
    text = "@media print{h1{top:0}p{top:1px}}@media screen{h1{top:0}}@supports (top:0){@media print{.a{top:0}}}"

    assert "@media print{p{top:1px}}@supports (top:0){@media print{.a{top:0}}}" == prune(text, vocabulary).replace(
        "\n", ""
    )


def test_braces_and_semicolons_in_strings_and_addresses_end_nothing(vocabulary: Vocabulary) -> None:
    text = """p{content:"};{";background:url(data:x;y,{})}.a{content:'\\'}'}"""

    assert text == prune(text, vocabulary).replace("\n", "")


def test_variables_that_nothing_names_go_with_those_that_only_they_name(vocabulary: Vocabulary) -> None:
    text = 'p{--one:var(--two);--two:"a;b";--three:url(x;y);color:var(--three);--d:1px;--title:2px}'

    assert "p{--three:url(x;y);color:var(--three);--d:1px;--title:2px}\n" == prune(text, vocabulary)


def test_a_motion_stays_if_a_rule_names_it(vocabulary: Vocabulary) -> None:
    text = "@keyframes turn{to{top:0}}@keyframes fade{to{top:0}}p{animation:1s turn}h1{animation:1s fade}"

    assert "@keyframes turn{to{top:0}}\np{animation:1s turn}\n" == prune(text, vocabulary)


def test_the_font_of_icons_and_what_is_written_in_it_go_and_other_fonts_stay(vocabulary: Vocabulary) -> None:
    icons = r"@font-face{font-family:Font Awesome\ 6 Free;src:url(fa.woff2)}.a{font-family:Font Awesome\ 6 Free}"
    font = '@font-face{font-family:"Pear";src:url(pear.woff2)}\n'

    assert font == prune(icons + font, vocabulary)


def test_a_sheet_is_read_with_its_imports_and_without_comments_and_addresses_are_moved(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "basic.css").write_text('p { background: url(file.png); content: "/* x  y */" }', encoding="utf-8")
    (tmp_path / "styles" / "theme.css").write_text(
        """/* first */ @import "../basic.css";\n.a { src: url("../font.woff2"), url(data:x), url('b.ttf#c') }""",
        encoding="utf-8",
    )
    text = read_sheet(tmp_path / "styles" / "theme.css", tmp_path)

    assert text.startswith('p { background: url("file.png"); content: "/* x  y */" }')
    assert text.endswith('.a { src: url("font.woff2"), url(data:x), url("styles/b.ttf#c") }')
    assert "first" not in text


def test_imports_and_character_sets_are_not_left_in_the_middle(vocabulary: Vocabulary) -> None:
    assert "p{top:0}\n" == prune('@charset "UTF-8";@import "x.css";p{top:0}', vocabulary)
