"""What pages show of other documents is known, so that a page is written again when any of it changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser
from sphinx import addnodes

from statbook.pdf.sphinx_builder import read_job
from statbook.project.paths import CARDS, MANIFEST
from statbook.site.croissant import FILE
from statbook.site.document_notes import (
    book_records,
    forget_document,
    note_document,
    notes_of,
    outdated_pages,
    read_json,
)

TEXTS = {
    "index": "# Front\n\nA number: obs-apples.\n",
    "fruit": "# Fruit\n",
    "trees": "# Trees\n\nnum-2 and ind-wood\n",
}


@pytest.fixture
def app(tmp_path: Path) -> Any:
    """A Sphinx that has read three documents: the front page names obs-apples and refers to `here`, in fruit."""
    (tmp_path / "out").mkdir()
    env = SimpleNamespace(
        docname="",
        found_docs={*TEXTS},
        titles={name: nodes.title("", text.split("\n")[0][2:]) for name, text in TEXTS.items()},
        doc2path=lambda name: str(tmp_path / f"{name}.md"),
        collect_relations=lambda: {"index": [None, None, "trees"], "trees": ["index", "index", None]},
    )
    places = SimpleNamespace(labels={"here": ("fruit", "here", "Here")}, anonlabels={})
    env.get_domain = lambda name: places
    made = SimpleNamespace(
        env=env,
        places=places,
        srcdir=str(tmp_path),
        outdir=str(tmp_path / "out" / "html"),
        builder=SimpleNamespace(name="html"),
        config=SimpleNamespace(root_doc="index"),
    )
    stage(made)
    for name in TEXTS:
        note(made, name)
    return made


def stage(
    app: Any,
    card: str = "Apples: 3",
    title: str = "Fruit",
    documents: tuple[str, ...] = ("book",),
    homepage: str = "",
    day: str = "2026-03-25",
) -> None:
    """Another state of what is staged beside the documents."""
    Path(app.srcdir, "_data").mkdir(exist_ok=True)
    Path(app.srcdir, "_data", "datapackage.json").write_text(json.dumps({"homepage": homepage}), encoding="utf-8")
    chapters = {"fruit": {"document": "fruit", "title": title}}
    Path(app.srcdir, MANIFEST).write_text(json.dumps({"as_of": day, "chapters": chapters}), encoding="utf-8")
    Path(app.srcdir, CARDS).write_text(json.dumps({"obs-apples": card}), encoding="utf-8")
    Path(app.srcdir, "out", "html.json").write_text(json.dumps({"documents": documents}), encoding="utf-8")
    read_json.cache_clear()
    read_job.cache_clear()


def note(app: Any, name: str) -> None:
    Path(app.srcdir, f"{name}.md").write_text(TEXTS[name], encoding="utf-8")
    document = publish_doctree(TEXTS[name], parser=Parser(), settings_overrides={"doctitle_xform": False})
    if name == "index":
        document += nodes.paragraph("", "", addnodes.pending_xref("", reftarget="here"))
    app.env.docname = name
    note_document(app, document)


def change_target(app: Any) -> None:
    app.places.labels["here"] = ("trees", "here", "Here")


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (lambda app: None, {"index"}),
        (lambda app: app.env.titles.update(index=app.env.titles.pop("index")), {"index"}),  # as if read again
        (lambda app: stage(app, card="Apples: 4"), {"index"}),
        (change_target, {"index"}),
        (lambda app: app.places.anonlabels.update({"num-2": ("fruit", "num-2")}), {"trees"}),
        (lambda app: app.places.labels.update({"ind-wood": ("fruit", "ind-wood", "")}), {"trees"}),
        (lambda app: app.places.labels.update({"there": ("fruit", "there", "There")}), {"index"}),
        (lambda app: app.env.titles.update(trees=nodes.title("", "Woods")), {*TEXTS}),
        (lambda app: stage(app, title="Berries"), {*TEXTS}),
        (lambda app: stage(app, documents=("book", "fruit")), {*TEXTS}),
        (lambda app: stage(app, homepage="https://example.org"), {*TEXTS}),
        (lambda app: stage(app, day="2026-03-26"), {*TEXTS}),
    ],
)
def test_a_page_is_written_again_if_what_it_shows_of_others_changed(
    app: Any, change: Callable[[Any], None], pages: set[str]
) -> None:
    assert {*TEXTS} == set(outdated_pages(app, app.env))
    change(app)

    assert pages == set(outdated_pages(app, app.env))
    assert ["index"] == outdated_pages(app, app.env)


def test_a_page_is_written_again_if_it_gets_a_picture_and_that_of_the_data_if_their_description_changed(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEXTS, "data", "# Data\n")
    app.env.titles["data"] = nodes.title("", "Data")
    extra = Path(app.srcdir, "_extra")
    for folder in ("pictures", "data"):
        (extra / folder).mkdir(parents=True)
    (extra / "data" / FILE).write_text("{}", encoding="utf-8")
    note(app, "data")
    outdated_pages(app, app.env)
    (extra / "pictures" / "trees.png").touch()
    assert ["trees"] == outdated_pages(app, app.env)
    (extra / "data" / FILE).write_text("[]", encoding="utf-8")

    assert ["data"] == outdated_pages(app, app.env)


def test_what_the_front_page_names_counts_by_its_card_and_its_place(app: Any) -> None:
    digests = []
    for change in (lambda app: None, lambda app: stage(app, card="Apples: 4"), change_target):
        change(app)
        outdated_pages(app, app.env)
        digests.append(app.env.statbook_pages)

    assert 3 == len({each["index"] for each in digests})
    assert 1 == len({each["fruit"] for each in digests})


def test_the_builder_of_pdfs_is_told_what_documents_take_and_forgets_no_page(app: Any) -> None:
    outdated_pages(app, app.env)
    app.builder = SimpleNamespace(name="paper", taken={})
    app.outdir = str(Path(app.outdir).with_name("paper"))
    Path(app.srcdir, "out", "paper.json").write_text(json.dumps({"documents": ["book"]}), encoding="utf-8")
    stage(app, card="Apples: 4")
    before = app.env.statbook_pages

    assert [] == outdated_pages(app, app.env)
    assert before == app.env.statbook_pages
    assert {*TEXTS} == {*app.builder.taken}
    assert before["index"] != app.builder.taken["index"]


def test_a_document_that_is_gone_leaves_no_note(app: Any) -> None:
    forget_document(app, app.env, "trees")
    forget_document(app, app.env, "never-read")

    assert {"index", "fruit"} == {*notes_of(app.env)}


def test_records_of_the_contents_come_in_their_order_and_others_by_name(app: Any) -> None:
    found = book_records(app.env, "{}.html".format)

    assert ["Front", "Trees", "Fruit"] == [record.page for record in found]
    assert "trees.html#trees" == found[1].url
