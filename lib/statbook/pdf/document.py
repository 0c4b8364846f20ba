"""One PDF as a folder for the compiler: its Typst source, its pictures, book.typ, and the data that it carries.

The module is long because all parts of a PDF depend on what the others contain.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes

from statbook.evidence.codebook import definition_cards
from statbook.messages import say, spoken
from statbook.pdf.appendix import Appendix, page_runs, targets_in
from statbook.pdf.attachments import articles_csv, charts_csv, numbers_csv, observations_csv
from statbook.pdf.buffered_writer import WriterContext
from statbook.pdf.front_matter import WORDS, colophon, cover, furniture
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.record_node import RecordNode
from statbook.pdf.records import RecordWriter
from statbook.pdf.typst_source import Source, call, content, literal
from statbook.pdf.writer import TypstWriter
from statbook.project.kept_results import Keep, make_anew
from statbook.project.paths import BOOK
from statbook.prose import sources_in_words
from statbook.store import Store

WITHOUT = "-without-evidence"
"""The end of the name of a PDF for readers, which leaves out the entries of its numbers."""
RELATIONSHIPS = {"figures.csv": "source", "numbers.csv": "data", "drawings.csv": "data", "articles.csv": "source"}
"""What the files that a PDF carries are to it."""
TEMPLATE = Path(__file__).with_name("book.typ")


@dataclass(frozen=True)
class PdfContext:
    """What all PDFs of a staging share: its manifest, data and documents, and the font.

    The pages of the evidence have only the facts that print keeps.
    """

    manifest: dict[str, Any]
    store: Store
    trees: dict[str, nodes.document]
    glyphs: Glyphs
    config: Any
    builder: Any
    keep: Keep = make_anew
    made_from: Mapping[str, Any] = field(default_factory=dict)
    """What documents are made from; of one that is not here *keep* keeps nothing."""

    @cached_property
    def entries(self) -> dict[str, str]:
        """The target of the entry of each number, by anchor."""
        return {anchor: f"{document}#{anchor}" for anchor, document in self.manifest["entries"].items()}

    @cached_property
    def observations(self) -> dict[str, str]:
        """The target of the entry of each observation that has one, by key."""
        entries = self.entries
        return {row.obs: entries[row.anchor] for row in self.store.observations if row.anchor in entries}

    @cached_property
    def evidence(self) -> dict[str, nodes.document]:
        """The pages with the entries, in their order."""
        return {name: self.trees[name] for name in self.manifest["evidence"] if name in self.trees}

    @cached_property
    def appendix(self) -> Appendix:
        """The entries of the evidence and of the list of articles."""
        articles = self.manifest["articles"]
        return Appendix(self.evidence | {name: self.trees[name] for name in (articles,) if name in self.trees})

    @cached_property
    def inputs(self) -> dict[str, list[str]]:
        """The keys of the observations behind each entry, by its target."""
        derived: dict[str, list[str]] = self.manifest["derived"]
        return {target: [obs] for obs, target in self.observations.items()} | derived

    def sources(self, targets: Iterable[str]) -> str:
        """The source line for numbers with these targets; empty if none of them is an entry."""
        inputs, derived = self.inputs, self.manifest["derived"]
        known = [target for target in targets if target in inputs]
        articles = dict.fromkeys(self.store.by_obs[key].source for target in known for key in inputs[target])
        computed = any(target in derived for target in known)
        return sources_in_words(self.store, articles, spoken(), derived=computed) if articles else ""


class PdfDocument:
    """The PDF *name*: the book, or one chapter, with the entries of its numbers unless the name ends with WITHOUT."""

    def __init__(self, context: PdfContext, name: str) -> None:
        self.context = context
        self.name, self.has_entries = name.removesuffix(WITHOUT), not name.endswith(WITHOUT)
        known: dict[str, dict[str, Any]] = context.manifest["chapters"]
        self.chapters = known if self.name == BOOK else {self.name: known[self.name]}
        self.documents = [chapter["document"] for chapter in self.chapters.values()]
        self.cited = [target for document in self.documents for target in self._links(document)]
        # The book contains the entries of all observations, a chapter those that it links to.
        start = [*self.cited, *(context.observations.values() if self.name == BOOK else ())]
        found = context.appendix.reachable(start)
        self.reachable = {entry for entry in found if entry.split("#")[0] not in self.documents}
        self.appendix = context.appendix.reduce_to(self.reachable if self.has_entries else set())
        self.records = RecordWriter(context.entries.__getitem__, self.holds, context.sources)

    @cached_property
    def targets(self) -> set[str]:
        """Every target in this PDF."""
        trees = {document: self.context.trees[document] for document in self.documents} | self.appendix
        named = {
            f"{document}#{identifier}"
            for document, tree in trees.items()
            for node in tree.findall(nodes.Element)
            for identifier in node.get("ids", [])
        }
        return named | {f"{document}#" for document in trees} | self.terms.keys()

    @cached_property
    def terms(self) -> dict[str, list[str]]:
        """The terms that the chapters lead to, by their targets: name and what the codebook says of each, by name."""
        cited = {target for document in self.documents for target in targets_in(self.context.trees[document], document)}
        cards = definition_cards(self.context.store).items()
        found = {f"{card['page']}#{anchor}": card for anchor, card in cards if f"{card['page']}#{anchor}" in cited}
        told = {
            target: [card["title"], *(words for _, ((words, _),) in card["facts"])] for target, card in found.items()
        }
        return dict(sorted(told.items(), key=lambda item: item[1][0].lower()))

    def holds(self, target: str) -> bool:
        """Whether this PDF contains *target*."""
        return target in self.targets

    @cached_property
    def observations(self) -> list[str]:
        """The keys of the printed numbers behind this PDF."""
        return [obs for obs, target in self.context.observations.items() if target in self.reachable]

    @cached_property
    def uses(self) -> dict[str, list[str]]:
        """What it depends on of evidence and data: pages that its links lead to, and files of themes with nothing for it."""
        context, links = self.context, self.context.appendix.links
        targets = {*self.cited, *self.reachable}.union(*(links.get(target, ()) for target in self.reachable))
        themes = {context.store.by_obs[key].theme for target in targets for key in context.inputs.get(target, ())}
        return {
            "evidence": sorted({target.split("#")[0] for target in targets} & context.appendix.documents.keys()),
            "unused": [f"{theme}.csv" for theme in context.store.themes if theme not in themes],
        }

    def write(self, folder: Path) -> Path:
        """Make and fill *folder*; gives the main file of the source."""
        folder.mkdir()
        context = self.context
        body = []
        for chapter in self.chapters.values():
            document, number = chapter["document"], str(chapter["number"]) if chapter["number"] else None
            title = "" if number else say(WORDS["front"])
            body.append(self._source(document, context.trees[document], number=number, title=title))
        if self.terms:
            terms = [[name, content(word), content(" ".join(meaning))] for name, (word, *meaning) in self.terms.items()]
            body.append(call("glossary", content(say(WORDS["glossary"])), *terms, apart=self.name == BOOK))
        if self.appendix:
            held = Counter(entry.split("#")[0] for entry in self.reachable)
            runs = [
                Source("[\n" + "\n".join(map(self._source_of_evidence, names)) + "\n]")
                for names in page_runs({name: held[name] for name in self.appendix})
            ]
            introduction = Source("[" + "".join(f"#par{content(say(line))}" for line in WORDS["introduction"]) + "]")
            body.append(call("appendix", content(say(WORDS["appendix"])), introduction, *runs))
        attached = self._attach(folder)
        digests = self._digests(folder, attached)
        facts = (context.manifest, context.store)
        body.append(colophon(*facts, self.chapters, self.observations, attached, digests))
        edition = "" if self.has_entries else say(str(WORDS["reader"]))
        front = cover(context.config, *facts, self.name, self.chapters, attached, edition)
        context.glyphs.check(front, "cover")
        for file, picture in self.records.files.items():
            (folder / file).write_text(picture, encoding="utf-8")
        shutil.copy(TEMPLATE, folder / TEMPLATE.name)
        (folder / "words.json").write_text(json.dumps(furniture(), ensure_ascii=False), encoding="utf-8")
        main = folder / "main.typ"
        head = f'#import "{TEMPLATE.name}": *\n#show: report.with({literal(front)})\n\n'
        main.write_text(head + "\n".join(body), encoding="utf-8")
        return main

    def _source_of_evidence(self, name: str) -> str:
        """The source of a page of the appendix; it depends on the entries that it has here, and on what this PDF holds."""
        entries = sorted(entry for entry in self.reachable if entry.startswith(f"{name}#"))
        keep = self.context.keep if name in self.context.made_from else make_anew
        made_from = ["evidence in print", name, self.context.made_from.get(name), entries, self._digest_of_targets]
        source: str = keep(made_from, lambda: self._source(name, self.appendix[name], levels_below=1))
        return source

    @cached_property
    def _digest_of_targets(self) -> str:
        return hashlib.sha256("\n".join(sorted(self.targets)).encode()).hexdigest()

    def _source(self, document: str, tree: nodes.document, *, number: str | None = None, **further: Any) -> str:
        context = WriterContext(document, number, self.holds, self.records, self.context.glyphs, **further)
        writer = TypstWriter(tree, self.context.builder, context)
        tree.walkabout(writer)
        return writer.source()

    def _links(self, document: str) -> Iterator[str]:
        """The targets of the references, charts, tables and cards of a document."""
        yield from targets_in(self.context.trees[document], document)
        for record in self._records_of(document):
            cards = record.get("cards", [])
            anchors = [*record.get("obs", []), *(card["anchor"] for card in cards)]
            anchors += [anchor for card in cards for _, anchor in card["links"]]
            anchors += [anchor for *_, anchor in record.get("links", [])]
            yield from (self.context.entries[anchor] for anchor in anchors)

    def _records_of(self, document: str) -> list[dict[str, Any]]:
        return [node["record"] for node in self.context.trees[document].findall(RecordNode)]

    def _digests(self, folder: Path, attached: list[dict[str, str]]) -> dict[str, str]:
        """The SHA-256 of what this PDF is made from; of a chapter only what it depends on, so that nothing else changes it."""
        digests: dict[str, str] = self.context.manifest["hashes"]
        if self.name == BOOK:
            return digests
        files = hashlib.sha256(b"".join((folder / file["name"]).read_bytes() for file in attached)).hexdigest()
        chapters = {f"{one['document']}.ipynb": one["sha256"] for one in self.chapters.values()}
        tools = {name: digest for name, digest in digests.items() if name not in ("data/", "chapters/")}
        return {WORDS["made_from"]["attached"]: files} | chapters | tools

    def _attach(self, folder: Path) -> list[dict[str, str]]:
        """Write the data that the PDF carries; gives name, relationship and description of each file."""
        store = self.context.store
        records = [record for document in self.documents for record in self._records_of(document)]
        articles = {store.by_obs[obs].source for obs in self.observations}
        lists_all = self.context.manifest["articles"] in self.documents
        cited = {name: chapter["cited"] for name, chapter in self.chapters.items()}
        texts = {
            "figures.csv": observations_csv(store, self.observations),
            "numbers.csv": numbers_csv(cited),
            "drawings.csv": charts_csv(records),
            "articles.csv": articles_csv(store, None if lists_all else articles),
        }
        written = [name for name, text in texts.items() if text]
        for name in written:
            (folder / name).write_bytes(texts[name].encode("utf-8"))
        return [
            {"name": name, "relationship": RELATIONSHIPS[name], "description": say(WORDS["attached"][name])}
            for name in written
        ]
