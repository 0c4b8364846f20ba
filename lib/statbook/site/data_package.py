"""The whole data as one file to download: a Data Package in a zip, with what is needed to read, check and cite it."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from statbook.charts.citation import citation_cff, cite_book
from statbook.errors import DataError, Fault
from statbook.prose import period_in_words
from statbook.prose.markup import one_line
from statbook.store import Edition, Store
from statbook.store.package import read_table
from statbook.store.sheets import inert_file

SUMS = "SHA256SUMS"
TEXTS = Path(__file__).parent / "texts"


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
    edition = store.edition
    data = _data_files(store)
    rows = {name: len(read_table(store.package, name)) for name in store.package.resources}
    files = data | {
        "README.md": _readme(store, data, rows).encode("utf-8"),
        "LICENSE": _licence(edition).encode("utf-8"),
        "CITATION.cff": citation_cff(edition).encode("utf-8"),
        "citation.bib": cite_book(edition, "en").bibtex.encode("utf-8"),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    content = _zip(files | {SUMS: sums.encode("utf-8")}, edition)
    return ZippedPackage(f"{edition.file_name(edition.name)}.zip", content, rows)


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


def _readme(store: Store, data: dict[str, bytes], rows: dict[str, int]) -> str:
    edition, package = store.edition, store.package
    first, row = store.themes[0], store.observations[0]
    words = {
        "title": edition.title,
        "about": edition.about,
        "version": edition.version,
        "unit": row.unit,
        "citation": cite_book(edition, "en").text,
        "licence": f"{edition.licence[1]} ({edition.licence_in_short})",
    }
    codes = {
        "obs": row.obs,
        "theme": row.theme,
        "article": row.source,
        "printed": row.printed,
        "indicator": row.indicator,
    }
    tables = [
        f"- `{_escape_code(resource['path'])}`: {_escape(resource['title'])} ({rows[name]:,} row{'s' * (rows[name] != 1)})"
        for name, resource in package.resources.items()
    ]
    columns = [f"- `{_escape_code(field['name'])}`: {_escape(field['description'])}" for field in package.fields(first)]
    return (
        (TEXTS / "data-package-readme.md")
        .read_text(encoding="utf-8")
        .format(
            **{name: _escape(text) for name, text in words.items()},
            **{name: _escape_code(code) for name, code in codes.items()},
            as_of=period_in_words(edition.as_of, "en"),
            tables="\n".join(tables),
            more=", ".join(f"`{name}`" for name in sorted(data) if name.endswith(".yaml")),
            themes=", ".join(f"`{_escape_code(package.resources[theme]['path'])}`" for theme in store.themes),
            columns="\n".join(columns),
            place=f"offset {row.offset}" if row.offset is not None else f"cell {row.cell}",
            value=row.value,
            bound=row.bound.replace("_", " "),
            period=period_in_words(row.period, "en"),
        )
    )


def _licence(edition: Edition) -> str:
    code, title, address = edition.licence
    words = {
        "title": edition.title,
        "version": edition.version,
        "authors": ", ".join(one_line(author.name) for author in edition.authors),
        "licence": title,
        "code": code,
        "address": address,
    }
    text = (TEXTS / "data-package-licence.txt").read_text(encoding="utf-8")
    return text.format_map({name: one_line(word) for name, word in words.items()})


def _escape(text: str) -> str:
    """Words from the data on one line without markup; escaped less than on pages, since people read the source."""
    return re.sub(r"([\\`*<>\[\]|])", r"\\\1", one_line(text))


def _escape_code(text: str) -> str:
    """The same between backticks, where only a backtick is markup."""
    return one_line(text).replace("`", "'")
