"""A book of a front page and one chapter, made from pieces of the real one, for tests that build again and again."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

import nbformat
from babel.messages.pofile import read_po, write_po

from few_numbers import keep_few_numbers
from statbook.build.targets import build_book
from statbook.charts.fonts import characters
from statbook.messages import CATALOGUES
from statbook.project.paths import MANIFEST, Book
from statbook.site.sphinx_build import SphinxWorkdir
from statbook.translation.catalogue import path_of, refresh

ROOT = Path(__file__).resolve().parents[1]
CITED = "money_m2@China@2025-01"
"""The number on the front page of a minimal book."""


def copy_book(root: Path, fonts: Path | None) -> Book:
    """Copy the whole book into *root*; with the folder *fonts*, its fonts and the Vega script are not made again."""
    for name in ("data", "chapters"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("_config.yml", "_toc.yml", "index.ipynb"):
        shutil.copy(ROOT / name, root / name)
    if fonts is not None:
        copy_assets(Book(root), fonts)
    return Book(root)


def copy_assets(book: Book, fonts: Path) -> None:
    """Copy what takes long to make and is the same in every book: the folder *fonts*, and the Vega script beside it."""
    shutil.copytree(fonts, book.build / "fonts" / fonts.name)
    book.cache.mkdir()
    for script in (fonts.parents[1] / "cache").glob("vega-*.js"):
        shutil.copy(script, book.cache)


def minimal_book(root: Path, fonts: Path) -> Book:
    """A small book of few numbers in *root*, which is made, with the fonts and the Vega script of the real one."""
    root.mkdir(parents=True)
    shutil.copytree(ROOT / "data", root / "data")
    keep_few_numbers(root / "data", CITED)
    shutil.copy(ROOT / "_config.yml", root / "_config.yml")
    copy_assets(Book(root), fonts)
    (root / "chapters").mkdir()
    shutil.copy(ROOT / "chapters" / "sources.ipynb", root / "chapters" / "sources.ipynb")
    chapter_of(root / "index.ipynb", "index", f"# A book\n\nMoney: {{num}}`{CITED}`.")
    book = Book(root)
    contents(book, "sources")
    keep_characters(book)
    return book


def keep_characters(book: Book) -> None:
    """Let *book* hold all characters of the real one, in a comment of its settings: with fewer it needs other fonts."""
    settings = book.config.read_text(encoding="utf-8")
    book.config.write_text(f"{settings}# {characters(Book(ROOT))}\n", encoding="utf-8")


def contents(book: Book, *names: str) -> None:
    """Make *names* the chapters of *book*."""
    listed = "".join(f"  - file: chapters/{name}\n" for name in names)
    book.toc.write_text(f"format: jb-book\nroot: index\nchapters:\n{listed}", encoding="utf-8")


def chapter_of(path: Path, name: str, words: str, code: str = "") -> None:
    """Write a chapter that says *words* and does *code*."""
    start = f'from statbook import Chapter\n\nhere = Chapter("{name}", lang=lang)\nhere.numbers()'
    tagged = {"tags": ["parameters"]}
    cells = [
        nbformat.v4.new_markdown_cell(words, id="words"),
        nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata=tagged, id="parameters"),
        nbformat.v4.new_code_cell(start, id="numbers"),
        *([nbformat.v4.new_code_cell(code, id="code")] if code else []),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    root = path.parent if name == "index" else path.parent.parent
    (root / "data" / "captions" / f"{name}.yaml").write_text("{}\n", encoding="utf-8")  # it shows nothing


def fill(book: Book) -> None:
    """Translate every block of *book* into itself between brackets, which no English text has; words stay in English."""
    for name in refresh(book, "zh"):
        path = path_of(book, "zh", name)
        if name in CATALOGUES:
            path.unlink()
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, "zh")
        for message in catalogue:
            if message.id and (message.fuzzy or not message.string):
                message.flags.discard("fuzzy")
                text = str(message.id)
                message.string = f"|《{text.strip('|')}》|" if text.startswith("|") else f"《{text}》"
        with path.open("wb") as file:
            write_po(file, catalogue)


def few_chapters(book: Book, *names: str) -> None:
    """A book of a few chapters, so that a test is quick."""
    lines = "".join(f"  - file: chapters/{name}\n" for name in names)
    book.toc.write_text(f"format: jb-book\nroot: index\nchapters:\n{lines}", encoding="utf-8")
    index = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# A book"),
            nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell('from statbook import Chapter\n\nChapter("index", lang=lang).numbers()'),
        ]
    )
    nbformat.write(index, book.root / "index.ipynb")
    (book.data / "captions" / "index.yaml").write_text("{}\n", encoding="utf-8")  # it has no cards


def add_cell(book: Book, name: str, source: str) -> None:
    """A code cell at the end of the chapter *name*."""
    path = book.root / "chapters" / f"{name}.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].append(
        {"cell_type": "code", "id": "added", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
    )
    path.write_text(json.dumps(content), encoding="utf-8")


def state(folder: Path) -> str:
    """One hash over all files of a folder; empty if it is not there."""
    if not folder.is_dir():
        return ""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    told = [(path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def bring(book: Book, digit: int) -> None:
    """Another state of the data: the last digit of a number that the front page cites."""
    path = book.data / "credit.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith("china.2025-01.money_m2,"))
    lines[place] = re.sub(r"3185\d0000000000", f"3185{digit}0000000000", lines[place])
    lines[place] = re.sub(r"318\.5\d万", f"318.5{digit}万", lines[place])
    beside = path.with_suffix(".new")
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(path)


def prebuilt_results(results: Path) -> mock._patch[object]:
    """Let a build copy *results* where it would run Jupyter Book; the front page says for which numbers it was made."""

    def build(workdir: SphinxWorkdir, staging: Path, documents: list[str], *rest: object, **more: object) -> None:
        for folder, made in ((workdir.site, "html"), (workdir.pdfs, "paper")):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(results / made, folder)
        numbers = json.loads((staging / MANIFEST).read_text(encoding="utf-8"))["chapters"]["index"]["numbers"]
        front = workdir.site / "index.html"
        told = f"<p>{html.escape(json.dumps(numbers))}</p></html>"
        front.write_text(front.read_text(encoding="utf-8").replace("</html>", told), encoding="utf-8")

    return mock.patch.object(SphinxWorkdir, "build", build)


def quiet(words: str) -> None:
    """No progress in tests."""


def build(root: Path, results: Path | None = None) -> None:
    """Build the book *root*; with *results*, pages and PDFs are copied from there instead of made by Jupyter Book."""
    with prebuilt_results(results) if results else nullcontext():
        build_book(Book(root), quiet)
