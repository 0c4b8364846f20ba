"""The whole data to download: a Data Package in a zip, with what is needed to read and cite it, and the page for it.

The words are templates in texts/. In them `line` gives words on one line, `escape` and `code` words and code without
markup, `plain` words on a page without markup, `day` a date in words.
"""

import hashlib
import html
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined

from statbook.charts.citation import citation_cff, cite_book
from statbook.errors import DataError, Fault
from statbook.messages import say, spoken
from statbook.project.paths import DATA, EXTRA, WORKBOOK
from statbook.prose import period_in_words
from statbook.prose.markup import one_line, plain
from statbook.site.croissant import write_croissant
from statbook.store import Edition, Store
from statbook.store.package import read_table
from statbook.store.sheets import inert_file
from statbook.translation.blocks import say_blocks, say_lines

TEXTS = Path(__file__).parent / "texts"
ADDRESS = ":/?#@!$&'()*+,;=%~"
"""The characters of an address that are not escaped."""


@dataclass(frozen=True)
class ZippedPackage:
    """A zip: its name, its bytes, and the number of rows of each table in it, by the name of the table."""

    name: str
    content: bytes
    rows: dict[str, int]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def zip_package(store: Store) -> ZippedPackage:
    """The data of *store* as a zip; the same data give the same bytes. Raises DataError if a table is missing."""
    edition, citation = store.edition, cite_book(store.edition, spoken())
    data = _data_files(store)
    rows = {name: len(read_table(store.package, name)) for name in store.package.resources}
    others = sorted(name for name in data if name.endswith(".yaml"))
    words = {
        "README.md": fill_text(
            "data-package-readme.md", store, row=store.observations[0], rows=rows, others=others, citation=citation.text
        ),
        "LICENSE": fill_text("data-package-licence.txt", store),
        "CITATION.cff": citation_cff(edition),
        "citation.bib": citation.bibtex,
    }
    files = data | {name: text.encode("utf-8") for name, text in words.items()}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    content = _zip(files | {"SHA256SUMS": sums.encode("utf-8")}, edition)
    return ZippedPackage(f"{edition.file_name(edition.name)}.zip", content, rows)


def data_page(store: Store, package: ZippedPackage, workbook: int = 0) -> str:
    """The page in MyST Markdown that offers a package in the folder DATA of the site, and a workbook of so many bytes."""
    return fill_text(
        "data-page.md",
        store,
        file=package,
        path=html.escape(f"{DATA}/{package.name}"),
        size=f"{len(package.content) / 1000:,.0f} kB",
        workbook=WORKBOOK,
        workbook_size=f"{workbook / 1000:,.0f} kB" if workbook else "",
        licence_address=quote(store.edition.licence[2], safe=ADDRESS),
        citation=cite_book(store.edition, spoken()),
    )


def add_data_page(store: Store, staging: Path) -> None:
    """Write the package, its checksum, its description for loaders of data sets, and its page into *staging*."""
    package = zip_package(store)
    folder = staging / EXTRA / DATA
    folder.mkdir(parents=True, exist_ok=True)
    (folder / package.name).write_bytes(package.content)
    (folder / f"{package.name}.sha256").write_text(f"{package.sha256}  {package.name}\n", encoding="utf-8")
    write_croissant(store, folder / package.name)
    workbook = staging / EXTRA / WORKBOOK
    size = workbook.stat().st_size if workbook.is_file() else 0
    (staging / f"{DATA}.md").write_text(data_page(store, package, size), encoding="utf-8")


def fill_text(template: str, store: Store, **words: Any) -> str:
    """The text *template* with the data of *store* and *words* put in."""
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "line": one_line,
        # Escaped less than on pages, since people read the source.
        "escape": lambda text: re.sub(r"([\\`*<>\[\]|])", r"\\\1", one_line(text)),
        "code": lambda text: one_line(text).replace("`", "'"),
        "plain": plain,
        "day": lambda period: period_in_words(period, spoken()),
        "say": lambda words: say(str(words)),
    }
    environment.globals["say"] = say
    text = (TEXTS / template).read_text(encoding="utf-8")
    return environment.from_string(say_blocks(text) if template.endswith(".md") else say_lines(text)).render(
        edition=store.edition, package=store.package, tables=store.package.resources, themes=store.themes, **words
    )


def _data_files(store: Store) -> dict[str, bytes]:
    """The files of data/ that belong to the package, by their places in it."""
    folder = store.package.folder
    found = {"datapackage.json": (folder / "datapackage.json").read_bytes()}
    for resource in store.package.resources.values():
        path = Path(str(resource["path"]))
        if path.is_absolute() or ".." in path.parts:
            raise DataError([Fault("data/datapackage.json: path", repr(str(path)), "a file within data/")])
        found[path.as_posix()] = inert_file((folder / path).read_bytes())
    for path in folder.rglob("*.yaml"):
        found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _zip(files: dict[str, bytes], edition: Edition) -> bytes:
    """A zip with fixed order, times and permissions.

    Its files are not compressed: compressors differ from machine to machine, and so would the bytes.
    """
    year, month, day = (int(part) for part in edition.as_of.split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
