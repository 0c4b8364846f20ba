"""The book's font for pages: slices, of which a browser loads those with characters that the page shows.

A page loads the Latin slices with its style sheet and is shown when they are there. Where that takes too long, or no
script runs, a font of the reader's takes their place, made as wide and as high, so that few lines move.
A slice goes by where the book's characters come from, not by what pages say, so that it changes rarely. A page in Chinese
needs nearly all of them, so it has slices of its own as well.
"""

import base64
import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml

from statbook.charts import fonts
from statbook.charts.theme import FONT
from statbook.project.kept_results import keep_result
from statbook.project.paths import LIBRARY, Book

CHINESE = "\N{CJK RADICAL REPEAT}"
"""The first sign that is not Latin, a number, a mark or an arrow."""
_SAMPLE = "The value of contracts rose by a tenth over the year, and more than half of it came from three provinces."
_STAND_INS: dict[str, tuple[dict[int, float], tuple[str, ...]]] = {
    "Arial": ({400: 46.022, 700: 49.459}, ("Arial", "Liberation Sans", "Helvetica")),
    "DejaVu Sans": ({400: 52.882, 700: 59.551}, ("DejaVu Sans",)),
}
"""Fonts that readers have: how wide the sample is in each weight, in parts of its size, and all that are as wide."""


def slices(book: Book) -> dict[str, dict[str, str]]:
    """The characters of each slice, by the name of the weight; a character is in the first that could hold it.

    latin     letters, digits, marks, and what the templates of pages say
    chapters  what chapters say, and numbers as printed
    titles    of articles
    entries   names and notes in the evidence
    data      what codebook and traps show besides
    names     of indicators, which head the entries of the codebook
    rest      all others: texts for an edition in Chinese
    """
    every = fonts.characters(book)
    templates, rules = [*(LIBRARY / "evidence" / "templates").iterdir()], LIBRARY / "rules" / "rules.toml"
    latin = {*fonts.characters_in(templates), *(char for char in every if char < CHINESE)}
    chapters = fonts.characters_in(fonts.chapter_files(book)) + str(yaml.safe_load(book.config.read_text("utf-8")))
    tables = [path for path in book.data.glob("*.csv") if path.stem != "statements"]
    wanted = {
        "Regular": {
            "chapters": {*chapters, *_column(book, "*.csv", "printed"), *"年月日"},
            "titles": _column(book, "sources.csv", "title"),
            "entries": _column(book, "*.csv", "name_zh") | _column(book, "*.csv", "note"),
            "data": {*fonts.characters_in([*tables, *book.data.glob("traps.yaml"), rules])},
        },
        "Bold": {"names": _column(book, "indicators.csv", "name_zh")},
    }
    found: dict[str, dict[str, str]] = {weight: {} for weight in wanted}
    for weight, groups in wanted.items():
        left = set(every)
        for name, group in {"latin": latin, **groups, "rest": left}.items():
            if part := "".join(sorted(group & left)):
                found[weight][name] = part
            left = left - group
    return found


def _column(book: Book, files: str, name: str) -> set[str]:
    found: set[str] = set()
    for path in book.data.glob(files):
        with path.open(encoding="utf-8", newline="") as table:
            found.update(*(row.get(name) or "" for row in csv.DictReader(table)))
    return found


def write_page_fonts(book: Book, target: Path) -> None:
    """Write the slices to the folder *target*, with the style sheet fonts.css, and font.js, which holds all slices.

    That script is for pictures, which see no file beside them. Slices are cut only if their characters changed.
    """
    drawn, wanted = fonts.folder(book), slices(book)

    made = fonts.make_once(drawn / "page", json.dumps(wanted), lambda work: _cut_all(drawn, wanted, work))
    shutil.copytree(made, target, dirs_exist_ok=True)

    def data_address(name: str) -> str:
        return "data:font/woff2;base64," + base64.b64encode((made / name).read_bytes()).decode("ascii")

    stand_ins = keep_result(book.kept, ["stand-ins", drawn.name], lambda: _stand_ins(book))
    rules = [*stand_ins, *_rules(wanted, "swap", str)]
    (target / "fonts.css").write_text("\n".join([*rules, ""]), encoding="utf-8")
    script = f"window.statbookFont = {json.dumps(''.join(_rules(wanted, 'block', data_address)))};\n"
    (target / "font.js").write_text(script, encoding="utf-8")


def write_own_slices(drawn: Path, wanted: dict[str, str], target: Path) -> tuple[str, Callable[[str], str]]:
    """Write slices of the fonts in *drawn* with the *wanted* characters of each weight to the folder *target*.

    Gives their name, and what makes the rules for a page out of the address that *target* has there; where these come
    last, the slices are asked for before those of fonts.css.
    """
    name = hashlib.sha256(json.dumps(wanted).encode()).hexdigest()[:8]
    parts = {weight: {name: characters} for weight, characters in wanted.items()}
    made = fonts.make_once(drawn / "page", json.dumps(parts), lambda work: _cut_all(drawn, parts, work))
    shutil.copytree(made, target, dirs_exist_ok=True)
    return name, lambda folder: "\n".join(_rules(parts, "swap", lambda file: f"{folder}/{file}"))


def _cut_all(drawn: Path, wanted: dict[str, dict[str, str]], work: Path) -> None:
    for weight, parts in wanted.items():
        for name, characters in parts.items():
            _cut(drawn / "drawing" / f"StatbookSC-{weight}.ttf", characters, work / _file(weight, name))


def _file(weight: str, name: str) -> str:
    return f"StatbookSC-{weight}-{name}.woff2"


def _cut(font: Path, characters: str, target: Path) -> None:
    from fontTools import subset

    options = fonts.subset_options()
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, family, style, licence
    options.drop_tables += ["vhea", "vmtx", "VORG"]  # for lines from top to bottom
    options.flavor = "woff2"
    with subset.load_font(font, options) as face:
        cutter = subset.Subsetter(options)
        cutter.populate(text=characters)
        cutter.subset(face)
        subset.save_font(face, target, options)


def _rules(wanted: dict[str, dict[str, str]], display: str, address: Callable[[str], str]) -> list[str]:
    """A rule for each slice, its file at an *address*; of those with a character in their range the last one counts.

    Until a slice is there, text is shown in another font (*display* is "swap") or not at all ("block").
    """
    return [
        f'@font-face {{ font-family: "{FONT}"; font-weight: {fonts.WEIGHTS[weight]}; '
        f'font-display: {display}; src: url("{address(_file(weight, name))}") format("woff2"); unicode-range: {_range(name, characters)}; }}'
        for weight, parts in wanted.items()
        for name, characters in reversed(parts.items())
    ]


def _range(name: str, characters: str) -> str:
    first = ord(CHINESE)
    chinese = ", ".join(f"U+{ord(character):X}" for character in characters if character >= CHINESE)
    return {"latin": f"U+0-{first - 1:X}, {chinese}".rstrip(", "), "rest": f"U+{first:X}-10FFFF"}.get(name, chinese)


def _stand_ins(book: Book) -> list[str]:
    """The list of fonts for pages, and rules for those that readers have, as wide and as high as the book's."""
    names = {font: f"{font} for {FONT}" for font in _STAND_INS}
    rules = [f":root {{ --sb-font: {', '.join(map(json.dumps, (FONT, *names.values())))}, sans-serif; }}"]
    for font, (widths, alike) in _STAND_INS.items():
        for weight, width in widths.items():
            scale = fonts.text_width(_SAMPLE, 1, book, weight) / width
            above, below, gap = (f"{value / scale:.2%}" for value in fonts.line_metrics(book, weight))
            local = ", ".join(f'local("{name}{" Bold" * (weight > 400)}")' for name in alike)
            rules.append(
                f'@font-face {{ font-family: "{names[font]}"; font-weight: {weight}; src: {local}; '
                f"size-adjust: {scale:.2%}; ascent-override: {above}; descent-override: {below}; "
                f"line-gap-override: {gap}; }}"
            )
    return rules
