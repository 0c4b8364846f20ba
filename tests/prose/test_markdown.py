"""A text as its readers see it: every place where words may stand, and the lines they stand on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from statbook.prose.markdown import EXTENSIONS, read_markdown
from statbook.prose.typed_numbers import find_typed_numbers

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A\n\n## Rose 69", 3),
        ("a\nb `69%` c", 2),
        ("a\n\n```\nx\n69\n```", 5),
        ("a\n\n    69", 3),
        ("| a |\n|---|\n| b |\n| 69 |", 4),
        ("a\n- b\n- 69", 3),
        ("[rose 69](#x)", 1),
        ("![rose 69](x.png)", 1),
        ('[a](x.png "69")', 1),
        ("a\n\n<p>69</p>", 3),
        ('<img alt="69">', 1),
        ("a\n\n<p>\n69</p>", 4),
        ("<p>\na\n<b\ntitle='69'>", 3),
        ("a\nb <b>69</b>", 2),
        ('a\nb\n![x](x.png "69")', 3),
        ("a\\\n69", 2),
        ("a\n\n```69\nx\n```", 3),
        ("---\na: 69\n---\n", 2),
        ("$$\n69\n$$", 2),
        ("a\n\n    b\n    69", 4),
        (":::{note}\n:::{tip}\n69\n:::\n:::", 3),
        ("a\n\n::: 69\nb\n:::", 3),
        ("a <b>69</b>", 1),
        ("**6**9", 1),
        ("&#54;9", 1),
        (":::{note}\na\n69\n:::", 3),
        ("a\n\n:::{table} Of 69\n| a |\n|---|\n| b |\n:::", 3),
        ("::::{note}\n:::{tip}\n69\n:::\n::::", 3),
        ("term\n: 69", 2),
        ("> 69", 1),
        ("69. firms", 1),
        ("a[^1]\n\n[^1]: 69", 3),
        ("[a]{title='69'}", 1),
        ("{unknown}`x` 69", 1),
    ],
)
def test_a_number_is_seen_wherever_a_reader_sees_it(text: str, line: int) -> None:
    assert [line] == [
        piece.at(place) for piece in read_markdown(text).pieces for place, _ in find_typed_numbers(piece.text)
    ]


def test_roles_keep_their_keys_to_themselves() -> None:
    seen = read_markdown("It {rose}`a.b@2025-01`.\n\n:::{note}\n{nmu}`x`\n:::")

    assert [(1, "rose", "a.b@2025-01"), (4, "nmu", "x")] == seen.roles
    assert [(3, "note")] == seen.directives
    assert not any("2025" in piece.text for piece in seen.pieces)


def test_a_role_in_the_words_of_an_image_is_a_role() -> None:
    seen = read_markdown("a\n![It {rose}`b@2025-01`](x.png)")

    assert [(2, "rose", "b@2025-01")] == seen.roles
    assert not any("2025" in piece.text for piece in seen.pieces)


def test_the_number_of_a_list_is_seen_only_where_it_does_not_begin_at_one() -> None:
    seen = {start: [piece.text for piece in read_markdown(f"{start}. a\n").pieces if piece.text] for start in (0, 1, 7)}

    assert {0: ["0.", "a"], 1: ["a"], 7: ["7.", "a"]} == seen


def test_comments_targets_and_addresses_are_not_seen() -> None:
    text = "(a-69)=\n# A\n\n% 69\n\n[a](#x-69){#y-69}\n\n<!-- 69 -->"

    assert [] == [word for piece in read_markdown(text).pieces for word in find_typed_numbers(piece.text)]


def test_constants_stand_in_formulas_of_words_alone() -> None:
    seen = {
        text: any(find_typed_numbers(piece.text) for piece in read_markdown(f"`{text}`").pieces)
        for text in ("level / (1 + growth / 100)", "part / whole × 100", "100", "1 + 69", "growth 100", "a × 1000")
    }

    assert {"100", "1 + 69", "growth 100", "a × 1000"} == {text for text, red in seen.items() if red}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a <b>b</b> c", ["a b c"]), ('a <b title="t" class="c">b</b>', ["a b", "t"]), ("<p class='c' title='t'>a</p>", ["t", "a"]), ("<p title=''>a</p>", ["a"]), ("<p title>a</p>", ["a"]),
        ("<input placeholder=p value=v aria-label=l name=n>", ["p", "v", "l"]), ("![a *b*](x.png)", ["a b"]), ("a `b` c", ["a b c"]), ("a\nb", ["a\nb"]), ("**a** *b*", ["a b"]),
        ("[a](x 'y')", ["y", "a"]), ("```python\nx\ny\n```", ["x", "y", "python"]), ("1. a\n2. b", ["a", "b"]), ("3. a", ["3.", "a"]), ("- a", ["a"]),
    ],
)  # fmt: skip
def test_the_words_of_a_text_are_those_that_a_reader_sees(text: str, words: list[str]) -> None:
    assert words == [piece.text for piece in read_markdown(text).pieces if piece.text.strip()]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a / 100", False), ("a × 1", False), ("1 + a", False), ("100 * a", False), ("1 − a", False), ("a - 100", False), ("a / 100.5", True), ("a / 1000", True), ("a / 2", True), ("2.1 + a", True),
        ("1 + 2", True), ("a 100", True), ("a + b", False),
    ],
)  # fmt: skip
def test_only_one_and_a_hundred_stand_as_constants_beside_a_sign_of_a_formula(text: str, number: bool) -> None:
    seen = read_markdown(f"`{text}`").pieces

    assert number == any(find_typed_numbers(piece.text) for piece in seen)


def test_roles_and_directives_are_told_with_their_lines() -> None:
    seen = read_markdown("a\n{num}`x`\n{rose}`y`\n\n:::{note} {num}`t`\n\n{num}`z`\n:::\n\n```{tip}\nb\n```")

    assert [(2, "num", "x"), (3, "rose", "y"), (5, "num", "t"), (7, "num", "z")] == seen.roles
    assert [(5, "note"), (10, "tip")] == seen.directives


def test_the_parser_is_the_book_tool_s() -> None:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]

    assert set(EXTENSIONS) == set(config["myst_enable_extensions"])
