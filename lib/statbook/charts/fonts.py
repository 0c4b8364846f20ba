"""The book's font, cut from a pinned package to the characters that the book uses.

Noto Sans CJK SC holds Chinese and a humanist Latin (that of Source Sans) in one optical size. What is cut from it
has a name of its own, so that no font of the machine is taken in its place.
Its two weights are written once to _build/fonts/, as TTF for drawings and print; `page_fonts` slices them for pages.
The module is long because it chooses the characters, cuts the font to them, and measures it.
"""

import hashlib
import io
import math
import os
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from statbook.charts.font_sources import installed_source, open_face, source_with_version
from statbook.charts.theme import FONT
from statbook.messages import TERMINAL
from statbook.project.paths import LIBRARY, Book
from statbook.store import Package

WEIGHTS = {"Regular": 400, "Bold": 700}
_STYLES = {weight: style for style, weight in WEIGHTS.items()}
TEXT_FILES = {".csv", ".html", ".ipynb", ".json", ".md", ".py", ".po", ".toml", ".typ", ".yaml", ".yml"}
"""Files whose words a reader may see."""
_LATIN = range(0x20, 0x180)
_PUNCTUATION = "‐–—‘’“”…−×≈≥≤→←↑↓²³·•“”（），。；：、《》％"


def characters(book: Book) -> str:
    """Every character that may appear in the book: of its data, chapters, translations and library, with all of basic Latin."""
    data, large = book.data.rglob("*.*"), Package(book.data).large
    translated = (path for path in book.locale.rglob("*.po") if path.stem != TERMINAL)
    more = "".join(large.characters(theme) for theme in large.files)
    return characters_in(
        [*data, *chapter_files(book), *translated, book.config, *LIBRARY.rglob("*.*")],
        _PUNCTUATION + more,
    )


def chapter_files(book: Book) -> list[Path]:
    """The notebooks of the book."""
    return [*book.root.glob("chapters/*.ipynb"), *book.root.glob("*.ipynb")]


def characters_in(files: Iterable[Path], others: str = "") -> str:
    """Every character of the text *files*, and the *others*, in order; with all of basic Latin."""
    found = {chr(code) for code in _LATIN} | set(others)
    for path in files:
        if path.suffix in TEXT_FILES:
            # A notebook may hold its characters as escapes.
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".ipynb":
                text += text.encode().decode("unicode_escape", errors="ignore")
            found |= set(text)
    return "".join(sorted(char for char in found if char.isprintable()))


def folder(book: Book) -> Path:
    """The folder with the fonts, made if the book's characters changed; of a copy with fonts, these.

    drawing/StatbookSC-Regular.ttf and -Bold.ttf are for charts and print; they lie in a folder of their own because
    vl-convert takes WOFF2 files below it for fonts without glyphs.
    """
    if book.fonts.is_dir():
        return book.fonts.resolve()
    wanted = characters(book)
    return make_once(book.build / "fonts", wanted, lambda work: _make(wanted, work))


def make_once(home: Path, wanted: str, make: Callable[[Path], None]) -> Path:
    """The folder in *home* for the fonts of *wanted*; if there is none, *make* writes them into an empty one."""
    digest = hashlib.sha256(f"{source_with_version()}|{version('fonttools')}|8|{wanted}".encode()).hexdigest()[:16]
    target = home / digest
    if not target.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as made:
            work = Path(made) / "fonts"
            work.mkdir()
            make(work)
            try:
                work.rename(target)
            except OSError:
                # Another process was quicker; its fonts are the same.
                if not target.is_dir():
                    raise
    return target


def text_width(text: str, size: float, book: Book, weight: int = 400) -> float:
    """How many pixels *text* takes on one line in the font; a character that it has not counts as a Chinese one."""
    return math.fsum(map(_advances(book)[weight].__getitem__, map(ord, text))) * size


class _Advances(dict[int, float]):
    """The widths of characters, in parts of the size of the font."""

    def __missing__(self, code: int) -> float:
        return 1.0


@cache
def _advances(book: Book) -> dict[int, _Advances]:
    """The widths of the characters of the font at each weight."""
    made, advances = folder(book), {}
    for weight in _STYLES:
        with _open_font(made, weight) as font:
            unit, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
            found = font.getBestCmap().items()
            advances[weight] = _Advances({code: metrics[glyph][0] / unit for code, glyph in found})
    return advances


def line_metrics(book: Book, weight: int) -> tuple[float, float, float]:
    """How far a line reaches above and below its base, and the gap between lines, in parts of the font's size."""
    with _open_font(folder(book), weight) as font:
        line, unit = font["hhea"], font["head"].unitsPerEm
        return line.ascent / unit, -line.descent / unit, line.lineGap / unit


def _open_font(made: Path, weight: int) -> Any:
    # Imported here: few need it, and it takes a while.
    from fontTools.ttLib import TTFont

    return TTFont(made / "drawing" / f"StatbookSC-{_STYLES[weight]}.ttf", lazy=True)


def subset_options() -> Any:
    """What fontTools keeps of a font that is cut."""
    from fontTools import subset

    # fontTools stamps the time into the font; two builds must give the same bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "locl", "mark", "pwid"]
    options.notdef_outline = True
    options.name_IDs = ["*"]
    return options


def _make(wanted: str, work: Path) -> None:
    (work / "drawing").mkdir()
    cut: dict[str, bytes] = {}
    for name, weight in WEIGHTS.items():
        path, face = open_face(installed_source(), name)
        if path not in cut:
            cut[path] = _cut(face, wanted)
        _save(_instance(cut[path], weight, FONT), work / "drawing" / f"StatbookSC-{name}.ttf")


def _save(font: Any, path: Path) -> None:
    """Write *font* with its outlines behind all else: for each label the drawing engine maps the beginning of the file anew."""
    from fontTools.ttLib import TTFont, reorderFontTables

    file = io.BytesIO()
    font.save(file)
    order = [name for name in TTFont(file).reader.keys() if name != "glyf"]
    with path.open("wb") as written:
        reorderFontTables(file, written, [*order, "glyf"])


def _cut(font: Any, wanted: str) -> bytes:
    """The file of *font* with the *wanted* signs alone."""
    from fontTools import subset

    cutter = subset.Subsetter(subset_options())
    cutter.populate(text=wanted)
    cutter.subset(font)
    small = io.BytesIO()
    font.save(small)
    font.close()
    return small.getvalue()


def _instance(file: bytes, weight: int, family: str) -> Any:
    """The font in a *file* at one weight with the name *family*, its outlines as TrueType: not every drawing library reads CFF."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(file), recalcTimestamp=False)
    drawn = font.getGlyphSet(location={"wght": weight} if "fvar" in font else None)
    outlines = {}
    for glyph in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[glyph].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        outlines[glyph] = pen.glyph()
    for table in {"CFF ", "CFF2", "VORG"} & {*font.keys()}:
        del font[table]
    face = instancer.instantiateVariableFont(font, {"wght": weight}) if "fvar" in font else font
    builder = FontBuilder(font=face)
    builder.isTTF = True
    builder.setupGlyf(outlines)
    builder.setupMaxp()
    face["maxp"].maxZones = 1
    face.sfntVersion = "\000\001\000\000"
    # The variable font names its lightest weight, and so would a list of a PDF's fonts.
    style = _STYLES[weight]
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 4: f"{family} {style}", 6: postscript, 16: family, 17: style}
    for record in list(face["name"].names):
        record.string = names.get(record.nameID, record.string)
    face["head"].macStyle = 1 if style == "Bold" else 0
    return face
