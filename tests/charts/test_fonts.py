"""The book's font: the simplified Chinese face of its package, with the signs that are wanted and no others."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTCollection, TTFont

from statbook.charts import font_sources, fonts
from statbook.charts.theme import FONT
from statbook.errors import BuildError
from statbook.pdf.compile import compile_pdf
from statbook.project.paths import LIBRARY, Book


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    fonts._make("Ab骨", folder)
    return folder


@pytest.mark.parametrize(("name", "weight"), fonts.WEIGHTS.items())
def test_a_font_is_the_simplified_chinese_face_in_its_weight(made: Path, name: str, weight: int) -> None:
    font = TTFont(made / "drawing" / f"StatbookSC-{name}.ttf")

    assert "Statbook SC" == font["name"].getDebugName(1)
    assert weight == font["OS/2"].usWeightClass
    assert {ord(sign) for sign in "Ab骨"} == set(font.getBestCmap())


def test_bold_letters_are_wider_than_regular_ones_and_chinese_signs_as_wide(made: Path) -> None:
    regular, bold = (
        {sign: font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in "b骨"}
        for font in (TTFont(made / f"drawing/StatbookSC-{name}.ttf") for name in fonts.WEIGHTS)
    )

    assert regular["b"] < bold["b"] < regular["骨"] == bold["骨"]


@pytest.mark.parametrize(("weight", "wider"), [(400, False), (700, True)])
def test_text_is_as_wide_as_its_characters_in_its_weight(book: Book, weight: int, wider: bool) -> None:
    one, two = (fonts.text_width(text, 10, book, weight) for text in ("i", "ii"))

    assert two == pytest.approx(2 * one)
    assert fonts.text_width("W", 10, book, weight) > one
    assert 10 == fonts.text_width("骨", 10, book, weight) == fonts.text_width("\N{SNOWMAN}", 10, book, weight)
    assert wider == (fonts.text_width("Trade", 10, book, weight) > fonts.text_width("Trade", 10, book))


def test_a_line_reaches_as_far_as_the_font_says(book: Book) -> None:
    above, below, gap = fonts.line_metrics(book, 400)

    assert (1.16, 0.288, 0.0) == pytest.approx((above, below, gap))


def test_fonts_are_made_once_and_none_is_left_where_they_could_not_be(tmp_path: Path) -> None:
    def make(work: Path) -> None:
        (work / "a").touch()

    def fail(work: Path) -> None:
        (work / "a").touch()
        raise OSError("full")

    made = fonts.make_once(tmp_path, "one", make)

    assert [made / "a"] == [*made.iterdir()]
    assert made == fonts.make_once(tmp_path, "one", fail)
    with pytest.raises(OSError, match="full"):
        fonts.make_once(tmp_path, "two", fail)
    assert [made] == [*tmp_path.iterdir()]


def test_a_copy_with_fonts_has_these_whatever_it_says(book: Book, made: Path, tmp_path: Path) -> None:
    copy = Book(tmp_path)
    copy.build.mkdir()
    copy.fonts.symlink_to(made, target_is_directory=True)

    assert made.resolve() == fonts.folder(copy)


def test_words_of_the_library_are_in_the_font(book: Book) -> None:
    # They stand in YAML, not in code.
    assert set("余项未印出舍入区间") <= set(fonts.characters(book))


def test_words_of_every_kind_of_file_are_in_the_font(book: Book) -> None:
    wanted = set(fonts.characters(book))
    for path in (LIBRARY / "rules" / "rules.toml", LIBRARY / "charts" / "words.yaml", LIBRARY / "pdf" / "book.typ"):
        letters = {char for char in path.read_text(encoding="utf-8") if char.isalpha()}
        assert letters <= wanted, path


SIGNS = "骨直门"
"""Signs that are drawn in one way in simplified Chinese and in another in Japanese, the first in a third in traditional."""


def face_of(language: str, folder: Path) -> Path:
    """A folder with the face of the package for a *language*, cut to SIGNS."""
    collection = str(next(Path(str(files("manimgx_fonts_cjk"))).glob("*.ttc")))
    names = [face["name"].getDebugName(1) for face in TTCollection(collection, lazy=True).fonts]
    font = TTFont(collection, fontNumber=names.index(f"Noto Sans CJK {language}"), recalcBBoxes=False)
    folder.mkdir()
    fonts._instance(fonts._cut(font, SIGNS), 400, language).save(folder / "face.ttf")
    return folder


def drawn(sign: str, name: str, folder: Path, more: str = "") -> np.ndarray:
    """A *sign* as the PDF shows it that is typeset with the font *name* of *folder*, in grey."""
    source = folder / "source"
    source.mkdir(exist_ok=True)
    main = source / "main.typ"
    page = "#set page(width: 60pt, height: 60pt, margin: 5pt)\n#set document(title: [x])\n"
    words = f'#set text(font: "{name}", size: 40pt{more})\n{sign}'
    main.write_text(page + words, encoding="utf-8")
    bitmap = pypdfium2.PdfDocument(compile_pdf(main, folder, date(2026, 1, 1)))[0].render(scale=2)
    return np.asarray(bitmap.to_pil().convert("L"), dtype=float) / 255


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    home = tmp_path_factory.mktemp("faces")
    return {language: face_of(language, home / language) for language in ("SC", "JP", "TC")}


@pytest.mark.parametrize("source", font_sources.SOURCES)
def test_signs_of_each_source_are_drawn_as_in_simplified_chinese(
    tmp_path: Path, faces: dict[str, Path], source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_sources, "SOURCES", {source: font_sources.SOURCES[source]})
    try:
        font_sources.installed_source()
    except BuildError:
        pytest.skip(f"{source} is not installed")
    fonts._make(SIGNS, tmp_path)
    for sign in SIGNS:
        shown = drawn(sign, FONT, tmp_path, ', lang: "zh", region: "cn"')
        apart = {name: float(np.abs(shown - drawn(sign, name, face)).mean()) for name, face in faces.items()}

        # Another edition of the typeface is drawn a little otherwise, but nearest to the face of the mainland.
        assert 0 < 1 - shown.mean() and apart["SC"] < (0.001 if source == "manimgx-fonts-cjk" else 0.7 * apart["JP"])
        assert apart["JP"] > 0.01
        assert sign != "骨" or apart["TC"] > 0.01


def test_all_that_is_read_to_measure_a_label_lies_before_the_outlines(fonts_of_the_book: Path) -> None:
    for file in (fonts_of_the_book / "drawing").iterdir():
        with TTFont(file) as font:
            places = {name: entry.offset for name, entry in font.reader.tables.items()}
        assert "glyf" == max(places, key=lambda name: places[name])
        assert places["glyf"] < 64 * 1024
