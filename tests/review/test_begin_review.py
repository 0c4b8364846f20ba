"""Reading a text into a review: what is written, and where the text stands that was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from orchard_book import ROOT, bytes_of
from reviewing import WORDS
from statbook.errors import StatbookError
from statbook.review.begin_review import begin_review
from statbook.review.review_file import read_review

TEXT = "2025年7月，北方苹果7亿元，O8亿元。"


@pytest.fixture
def words(data: Path) -> dict[str, str]:
    """What is known of a text; data/ has the words that are read in it."""
    (data / "lexicon.yaml").write_text("indicators: [{words: [苹果], indicator: apples}]\n", encoding="utf-8")
    return dict(WORDS)


def write(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_a_review_has_the_numbers_of_the_text_and_says_what_text_it_was(data: Path, words: dict[str, str]) -> None:
    text, before = write(data.parent, "release.txt", TEXT.encode()), bytes_of(data)
    told = begin_review(data, text, data.parent / "r.csv", words)
    review = read_review(data.parent / "r.csv")

    assert [
        f"2 numbers in {data.parent / 'r.csv'}: 0 without a known indicator, 1 that cannot be read as printed"
    ] == told
    assert {
        "text_file": "release.txt",
        "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }.items() <= review.text.items()
    assert {f"text_{name}": said for name, said in WORDS.items()}.items() <= review.text.items()
    apples, noise = review.rows.to_dict("records")
    assert ("apples", "North", "2025-07", "level", "700000000", "7亿元", "12") == tuple(
        apples[name] for name in ("indicator", "region", "period", "measure", "value", "printed", "offset")
    )
    assert noise["fault"]
    assert before == bytes_of(data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("release.txt", TEXT.encode("gb18030")),
        ("release.txt", TEXT.encode("utf-8-sig")),
        ("release.html", f"<html><body><article><p>{TEXT}</p></article></body></html>".encode()),
    ],
)
def test_of_what_is_no_plain_text_in_utf_8_the_text_is_written_beside_it(
    name: str, content: bytes, data: Path, words: dict[str, str]
) -> None:
    text = write(data.parent, name, content)
    told = begin_review(data, text, data.parent / "r.csv", words)
    made = data.parent / "release.utf8.txt"
    review = read_review(data.parent / "r.csv")

    assert told[0] == f"Text: {made}, made of {name}: name this one in --text"
    assert ("release.utf8.txt", hashlib.sha256(made.read_bytes()).hexdigest()) == (
        review.text["text_file"],
        review.text["text_sha256"],
    )
    (offset,) = review.rows.loc[review.rows["printed"] == "7亿元", "offset"]
    assert made.read_bytes().decode("utf-8")[int(offset) :].startswith("7亿元")
    begin_review(data, text, data.parent / "again.csv", words)  # the same text may stand there already
    made.write_text("Mine.", encoding="utf-8")
    with pytest.raises(StatbookError, match="is there already"):
        begin_review(data, text, data.parent / "third.csv", words)
    assert "Mine." == made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wrong", "words_of_the_fault"),
    [
        ({"date": "31 January"}, "--date: found '31 January'; expected a day"),
        ({"title": "=1+1"}, "--title: found '=1+1'; expected plain words"),
        ({"publisher": "a\nb"}, "--publisher: found"),
    ],
)
def test_words_that_are_none_are_refused_and_nothing_is_written(
    wrong: dict[str, str], words_of_the_fault: str, data: Path, words: dict[str, str]
) -> None:
    text = write(data.parent, "release.txt", TEXT.encode("gb18030"))
    with pytest.raises(StatbookError, match=words_of_the_fault.replace("+", r"\+")):
        begin_review(data, text, data.parent / "r.csv", words | wrong)

    assert {"release.txt"} == {path.name for path in data.parent.glob("r*.*")}


def test_a_review_does_not_take_the_place_of_its_text(data: Path, words: dict[str, str]) -> None:
    text = write(data.parent, "release.html", TEXT.encode())
    with pytest.raises(StatbookError, match="this is the text; expected another name for its review"):
        begin_review(data, text, text, words, force=True)
    assert TEXT.encode() == text.read_bytes()


def test_what_is_not_known_of_the_text_is_told(data: Path, words: dict[str, str]) -> None:
    text = write(data.parent, "release.txt", TEXT.encode())
    told = begin_review(data, text, data.parent / "r.csv", words | {"date": "", "title": ""})

    assert "Write text_date, text_title into the review before you add it." == told[-1]


@pytest.mark.parametrize(("lang", "word"), [("", "保存"), ("zh", "保存"), ("en", "Save")])
def test_a_page_speaks_the_language_of_its_text_or_that_which_is_wanted(
    lang: str, word: str, data: Path, words: dict[str, str]
) -> None:
    text = write(data.parent, "release.txt", TEXT.encode())
    begin_review(data, text, data.parent / "r.html", words, lang=lang, locale=ROOT / "locale")

    assert f">{word}</button>" in (data.parent / "r.html").read_text(encoding="utf-8")
