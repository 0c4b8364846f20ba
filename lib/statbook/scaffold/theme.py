"""The files of a new theme: its table, its entry in the schema, a chapter, the words on its chart, a line of contents."""

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from statbook.errors import DataError, Fault
from statbook.project.paths import Book
from statbook.project.toc import add_documents, documents
from statbook.scaffold.chapter import CHART, chapter_text
from statbook.store import Package, Store, change_folder, replace_files
from statbook.store.package import REGION
from statbook.store.periods import is_period

_IDENTIFIER = re.compile("[a-z][a-z0-9_]*")
_CAPTIONS = """# The words on charts. title: the finding, used if its words are there; plain: a description that always holds.
{chart}:
  plain: {{en: {title}, zh: {title_zh}}}
  subtitle: {{en: "{{region}}, {{period}}", zh: "{{region}},{{period}}"}}
  caption: {{en: As printed., zh: 按原文。}}
"""


@dataclass(frozen=True)
class NewTheme:
    """What is asked for.

    name        of the theme, its table and its chapter
    dimensions  by which its numbers are broken down
    like        a theme whose dimensions it has; instead of dimensions
    title       of the chapter; empty for the name
    title_zh    the same in Chinese; empty for the title
    indicator   the code of the indicator that the chapter is about; empty for the name
    period      the period that the chapter shows if none is asked for; empty for the last year that is over
    """

    name: str
    dimensions: tuple[str, ...] = ()
    like: str = ""
    title: str = ""
    title_zh: str = ""
    indicator: str = ""
    period: str = ""


def new_theme(book: Book, asked: NewTheme) -> list[str]:
    """Write the files of a theme into *book*, all or none; what comes out says what is left to do, line by line.

    Raises DataError if a name is taken or no identifier, StatbookError if another process is writing.
    """
    with change_folder(book.data):
        store = Store.load(book.data)
        if faults := [*_faults(book, store, asked)]:
            raise DataError(faults)
        dimensions = tuple(store.package.themes[asked.like]) if asked.like else asked.dimensions
        name, indicator = asked.name, asked.indicator or asked.name
        title = asked.title or name.replace("_", " ").capitalize()
        period = asked.period or str(date.today().year - 1)
        captions = _CAPTIONS.format(
            chart=CHART,
            title=json.dumps(title, ensure_ascii=False),
            title_zh=json.dumps(asked.title_zh or title, ensure_ascii=False),
        )
        descriptor = _extend(store.package, name, title, dimensions, asked.like)
        (resource,) = (each for each in descriptor["resources"] if each["name"] == name)
        header = ",".join(field["name"] for field in resource["schema"]["fields"])
        texts = {
            f"{name}.csv": f"{header}\n",
            "datapackage.json": json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n",
            f"captions/{name}.yaml": captions,
            f"../chapters/{name}.ipynb": chapter_text(name, title, indicator, dimensions, store.country, period),
            "../_toc.yml": _extend_contents(book, store, name),
        }
        for folder in (book.data / "captions", book.root / "chapters"):
            folder.mkdir(exist_ok=True)
        replace_files(book.data, {path: text.encode("utf-8") for path, text in texts.items()})
    return [*_what_is_left(store, name, indicator, dimensions, period)]


def _faults(book: Book, store: Store, asked: NewTheme) -> Iterator[Fault]:
    """Names that are taken, or that no key, file or column may have."""
    form = "small letters, digits and _, a letter first"
    names = [
        ("NAME", asked.name),
        ("--indicator", asked.indicator),
        *(("--dimensions", name) for name in asked.dimensions),
    ]
    for where, name in names:
        if name and not _IDENTIFIER.fullmatch(name):
            yield Fault(where, repr(name), form)
    if asked.period and not is_period(asked.period):
        yield Fault("--period", repr(asked.period), "a period in EDTF, as 2025 or 2025-01/2025-10")
    for where, title in (("--title", asked.title), ("--title-zh", asked.title_zh)):
        if not title.isprintable() or {*title} & {*"{}`"}:
            yield Fault(where, repr(title), "words on one line, without braces and backticks")
    name = asked.name
    files = (f"data/{name}.csv", f"data/captions/{name}.yaml", f"chapters/{name}.ipynb")
    taken = [path for path in files if (book.root / path).exists()]
    taken += ["datapackage.json"] if name in store.package.resources else []
    taken += [document for document in documents(book.toc) if document.rpartition("/")[2] == name]
    if taken:
        yield Fault("NAME", repr(name), "a name that nothing has", f"It is there: {', '.join(taken)}.")
    if asked.like and asked.like not in store.themes:
        yield Fault("--like", repr(asked.like), f"one of {', '.join(store.themes)}")
    columns = {field["name"] for field in _model(store.package)["schema"]["fields"]} - {*_dimensions(store.package)}
    for dimension in dict.fromkeys(asked.dimensions):
        if dimension in columns or asked.dimensions.count(dimension) > 1:
            yield Fault("--dimensions", repr(dimension), "names of dimensions, each once, that no other column has")
    code = asked.indicator or name
    if code in store.indicators.index and store.indicators.at[code, "theme"] != name:
        fix = "Say --indicator CODE."
        yield Fault("--indicator", repr(code), f"an indicator of {name}, or one that data/ does not have yet", fix)


def _model(package: Package, like: str = "") -> dict[str, Any]:
    """The entry of the theme *like*, or of the first theme."""
    return package.resources[like or next(iter(package.themes))]


def _dimensions(package: Package) -> list[str]:
    return [name for names in package.themes.values() for name in names]


def _extend(package: Package, name: str, title: str, dimensions: tuple[str, ...], like: str) -> dict[str, Any]:
    """The descriptor with the theme *name*: its entry stands behind those of the other themes."""
    descriptor = copy.deepcopy(package.descriptor)
    resource = copy.deepcopy(_model(package, like)) | {"name": name, "title": title, "path": f"{name}.csv"}
    others = {*_dimensions(package)}
    fields = [field for field in resource["schema"]["fields"] if field["name"] not in others]
    at = [field["name"] for field in fields].index(REGION) + 1
    fields[at:at] = [
        {
            "name": dimension,
            "type": "string",
            "description": f"code of members.csv, dimension {dimension}; all: not broken down",
            "constraints": {"required": True},
        }
        for dimension in dimensions
    ]
    resource["schema"]["fields"] = fields
    names = [each["name"] for each in descriptor["resources"]]
    descriptor["resources"].insert(max(names.index(theme) for theme in package.themes) + 1, resource)
    descriptor["statbook"]["themes"][name] = list(dimensions)
    return descriptor


def _extend_contents(book: Book, store: Store, name: str) -> str:
    """The contents with the new chapter behind the last one of a theme; other lines stay as they are."""
    text = book.toc.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    entry = re.compile(r"(\s*- file: )chapters/(\w+)\s*")
    found = [(at, match) for at, line in enumerate(lines) if (match := entry.fullmatch(line))]
    places = [(at, match[1]) for at, match in found if match[2] in store.themes]
    if not places:
        return add_documents(text, [f"chapters/{name}"])
    at, before = places[-1]
    ended = lines[at] if lines[at].endswith("\n") else f"{lines[at]}\n"
    return "".join([*lines[:at], ended, f"{before}chapters/{name}\n", *lines[at + 1 :]])


def _what_is_left(store: Store, name: str, indicator: str, dimensions: tuple[str, ...], period: str) -> Iterator[str]:
    """What a person still does, in the order in which it is best done."""
    if indicator not in store.indicators.index:
        yield f"data/indicators.csv: what {indicator} means, in English and Chinese, its kind and its unit"
    for dimension in dimensions:
        known = (store.members["dimension"] == dimension).any()
        yield f"data/members.csv: members of the dimension {dimension}" + (", as far as they are new" if known else "")
    yield "data/sources.csv: the text that prints its numbers, by statbook new source TEXT"
    yield f"data/{name}.csv: its numbers, by statbook add FILE --text TEXT"
    yield "data/cuts.yaml: what adds up to what"
    yield f"chapters/{name}.ipynb: its sentences; it shows {store.country or 'no region'} and {period} at first"
    yield f"data/captions/{name}.yaml: the words on its chart, in English and Chinese"
