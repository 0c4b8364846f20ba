"""What is kept of each document once it is read: its records for the search, and what its page takes from elsewhere.

Sphinx writes the page of a document that changed. A page also shows cards of the evidence, titles of other documents
and the places to which its references lead; `outdated_pages` names the documents for which any of these is different
from when their pages were written last.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from sphinx import addnodes

from statbook.pdf.sphinx_builder import read_job
from statbook.project.paths import CARDS, DATA, EXTRA, HTML, MANIFEST, PICTURES
from statbook.site.croissant import FILE
from statbook.site.search_index import SearchRecord, document_records

ANCHOR = re.compile(r"(?:obs|num|source|ind)-[\w-]+")
"""Anchors of what has a card (`cards.json`), wherever they stand in the text of a document."""


@dataclass(frozen=True)
class Note:
    """What is kept of a document: the *names* that it gives, of targets and of numbers, and its *records*."""

    names: tuple[str, ...]
    records: tuple[SearchRecord, ...]


def notes_of(env: Any) -> dict[str, Note]:
    """The notes in a Sphinx environment by document. They are stored with it."""
    if not hasattr(env, "statbook_notes"):
        env.statbook_notes = {}
    notes: dict[str, Note] = env.statbook_notes
    return notes


def note_document(app: Any, document: Any) -> None:
    """Keep what *document*, which was read just now, needs of others, and what the search finds in it."""
    env = app.env
    targets = {str(node["reftarget"]) for node in document.findall(addnodes.pending_xref)}
    anchors = ANCHOR.findall(Path(env.doc2path(env.docname)).read_text(encoding="utf-8"))
    records = document_records(document, "", env.titles[env.docname].astext())
    notes_of(env)[env.docname] = Note(tuple(sorted(targets.union(anchors))), tuple(records))


def forget_document(app: Any, env: Any, name: str) -> None:
    """Forget a document that is gone or is to be read again."""
    notes_of(env).pop(name, None)


def outdated_pages(app: Any, env: Any) -> list[str]:
    """The documents whose pages show what is different now; if there is none, the front page: Sphinx would stop early.

    The builder of PDFs is only told what each document takes from others; it shares what the one of pages has found.
    """
    if app.builder.name != HTML:
        shared = read_job(app.outdir, app.builder.name).get("after")
        app.builder.taken = env.statbook_pages if shared else _taken(app, env)
        return []
    taken = _taken(app, env)
    before, env.statbook_pages = getattr(env, "statbook_pages", {}), taken
    return [name for name, digest in taken.items() if before.get(name) != digest] or [app.config.root_doc]


def _taken(app: Any, env: Any) -> dict[str, str]:
    """By document, a digest of what it takes from others."""
    source = Path(app.srcdir)
    manifest, package = read_json(source / MANIFEST), read_json(source / "_data" / "datapackage.json")
    chapters = manifest["chapters"]
    shared = [
        {name: title.astext() for name, title in env.titles.items()},
        {name: [chapter["document"], chapter["title"]] for name, chapter in chapters.items()},
        read_job(app.outdir, app.builder.name)["documents"],
        [
            manifest["as_of"],
            manifest.get("languages"),
            *(package.get(name) for name in ("homepage", "version", "contributors")),
        ],
    ]
    places = env.get_domain("std")
    tables = (places.labels, places.anonlabels, read_json(source / CARDS))
    return {
        name: _digest([shared, _beside(source / EXTRA, name), _meanings(note.names, tables)])
        for name, note in notes_of(env).items()
    }


def _beside(extra: Path, name: str) -> list[Any]:
    """What the page *name* tells of the files that come into the site as they are (page_head.py)."""
    described = extra / DATA / FILE if name == DATA else None
    return [
        (extra / PICTURES / f"{name}.png").is_file(),
        described and hashlib.sha256(described.read_bytes()).hexdigest(),
    ]


def book_records(env: Any, uri: Callable[[str], str]) -> list[SearchRecord]:
    """The records of all documents of a Sphinx environment: first those of the contents in order, then others by name."""
    notes, listed = notes_of(env), [*env.collect_relations()]
    others = sorted(env.found_docs - set(listed))
    return [
        replace(record, url=f"{uri(name)}{record.url}") for name in [*listed, *others] for record in notes[name].records
    ]


def _meanings(names: tuple[str, ...], tables: tuple[dict[str, Any], ...]) -> list[Any]:
    """What the *tables* hold for *names*."""
    return [[name, *(table.get(name, table.get(name.lower())) for table in tables)] for name in names]


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


@cache
def read_json(path: Path) -> dict[str, Any]:
    """What the JSON file *path* of a staging holds; it is read once in a process."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
