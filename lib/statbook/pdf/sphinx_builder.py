"""The Sphinx builder that makes the PDFs of the book and of its chapters from a staging folder.

Beside the documents it reads the manifest of the staging and its copy of the data. A job file says which PDFs are
wanted; it is beside the output folder of the builder, and has the name of the builder. Each PDF gets a folder with
everything it is made of; the compiler sees nothing else. A PDF whose documents, data and tools are those of a kept one
is not written again.
"""

import hashlib
import json
import pickle
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.docutils import LoggingReporter

from statbook.pdf.appendix import entries_in, keep_printed_facts
from statbook.pdf.compile import compile_cached, compilers, find_pdf, keep_pdf, result_of
from statbook.pdf.document import WITHOUT, PdfContext, PdfDocument
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.shown_parts import shown_in
from statbook.pdf.writer import TypstWriter
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.kept_results import keep_for, keep_result
from statbook.project.paths import BOOK, MANIFEST, PDF_BUILDER
from statbook.store import Store

SECONDS = 0.01


@cache
def read_job(outdir: str, builder: str) -> dict[str, Any]:
    """The job of a *builder* that writes to *outdir*: `documents`, `fonts`, `pdf_cache`, `read`."""
    job: dict[str, Any] = json.loads((Path(outdir).parent / f"{builder}.json").read_text(encoding="utf-8"))
    return job


def wait_for_documents(app: Any, config: Any) -> None:
    """Let the builder of PDFs wait for the one that reads, if the job says so; it reads meanwhile what else it needs."""
    if Path(app.outdir).name != PDF_BUILDER:
        return
    job = read_job(str(app.outdir), PDF_BUILDER)
    if after := job.get("after"):
        read_data(str(app.srcdir), job["fonts"])
        while not Path(after).exists():
            time.sleep(SECONDS)


@cache
def read_data(source: str, fonts: str) -> tuple[Store, Glyphs]:
    """The data of the staging in *source*, and the characters of the *fonts*, both read."""
    store, glyphs = Store.load(Path(source, "_data")), Glyphs(Path(fonts))
    _ = store.observations, glyphs.characters
    return store, glyphs


class PdfBuilder(Builder):
    """Writes <name>.pdf for each PDF of the job into the output folder, and beside it <name>.json, which says what it shows."""

    name = PDF_BUILDER
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = TypstWriter
    taken: Mapping[str, str] = {}
    """By document, a digest of what it takes from others: titles, and the places of its references."""
    _read: PdfContext | None = None

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"doc:{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing to do: documents are read when a PDF needs them."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing to do: PDFs are made of several documents, in `write`."""

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: Iterable[str], method: str = "update"
    ) -> None:
        """Make every PDF of the job."""
        self._make_all()

    def _make_all(self) -> None:
        job = read_job(self.outdir, self.name)
        manifest = json.loads(Path(self.srcdir, MANIFEST).read_text(encoding="utf-8"))
        fonts, kept_pdfs, day = Path(job["fonts"]), Path(job["pdf_cache"]), date.fromisoformat(manifest["as_of"])
        compiled: dict[str, Future[bytes]] = {}
        made_from: dict[str, list[Any]] = {}
        # While one document is written, those before it are compiled in processes of their own.
        with compilers() as pool:
            common = self._common_inputs(manifest, job)
            for name in job["documents"]:
                source = cache(partial(self._write_source, manifest, fonts, name))
                if (pdf := find_pdf(kept_pdfs, self._inputs(manifest, common, name))) is not None:
                    Path(self.outdir, f"{name}.pdf").write_bytes(pdf)
                else:
                    compiled[name] = pool.submit(compile_cached, source(), fonts, day, kept_pdfs)
                made_from[name] = self._inputs(manifest, common, name)  # of what was written now, it is known anew
                shown = keep_result(Path(job["kept"]), ["shown", made_from[name]], partial(shown_in, source))
                Path(self.outdir, f"{name}.json").write_text(json.dumps(shown), encoding="utf-8")
            for name, result in compiled.items():
                pdf = result_of(result, name)
                Path(self.outdir, f"{name}.pdf").write_bytes(pdf)
                keep_pdf(kept_pdfs, made_from[name], pdf)

    def _write_source(self, manifest: dict[str, Any], fonts: Path, name: str) -> Path:
        document = PdfDocument(self._context(manifest, fonts), name)
        main = document.write(Path(self.outdir, name))
        if document.name != BOOK:
            self._uses_of(name).write_text(json.dumps(document.uses), encoding="utf-8")
        return main

    def _context(self, manifest: dict[str, Any], fonts: Path) -> PdfContext:
        """What all PDFs share, read when the first of them is written."""
        if self._read is None:
            chapters = [chapter["document"] for chapter in manifest["chapters"].values()]
            # Resolving a document takes most of the time, so those that no PDF contains are left out.
            names = sorted(self.env.found_docs & {manifest["articles"], *manifest["evidence"], *chapters})
            trees = {name: self._tree(name, name in manifest["evidence"]) for name in names}
            store, glyphs = read_data(str(self.srcdir), str(fonts))
            keep = keep_for(Path(read_job(self.outdir, self.name)["kept"]), fonts.parent.name)
            made_from = {name: self._source_of(name) for name in trees}
            self._read = PdfContext(manifest, store, trees, glyphs, self.config, self, keep, made_from)
        return self._read

    def _tree(self, document: str, has_entries: bool) -> nodes.document:
        """The resolved *document*, with facts that print keeps: as the last build left it if it is the same."""
        kept, made_from = Path(self.doctreedir, f"{document}.{self.name}"), self._source_of(document)
        found, tree = pickle.loads(kept.read_bytes()) if kept.is_file() else ([], None)
        if found != made_from:
            tree = self.env.get_and_resolve_doctree(document, self)
            if has_entries:
                keep_printed_facts(tree)
                entries_in(tree, document)
            tree.reporter = tree.transformer = tree.settings = None  # as Sphinx does before it stores a document
            kept.write_bytes(pickle.dumps([made_from, tree], pickle.HIGHEST_PROTOCOL))
        tree.reporter = LoggingReporter(self.env.doc2path(document))
        return tree

    def _uses_of(self, name: str) -> Path:
        """The file that says what the PDF *name* depended on when it was written last (`PdfDocument.uses`)."""
        return Path(self.doctreedir, f"{name}.{self.name}-uses")

    def _inputs(self, manifest: dict[str, Any], common: dict[str, Any], name: str) -> list[Any]:
        """What the PDF *name* depends on.

        If what it depended on last is the same, it depends on nothing else: links lead from there to what is new.
        """
        if (file := self._uses_of(name)).is_file():
            uses = json.loads(file.read_text(encoding="utf-8"))
            data = {name: digest for name, digest in common["data"].items() if name not in uses["unused"]}
            common = common | {
                "data": data,
                "evidence": {name: common["evidence"].get(name) for name in uses["evidence"]},
            }
        return [name, common, self._own_inputs(manifest, name)]

    def _common_inputs(self, manifest: dict[str, Any], job: dict[str, Any]) -> dict[str, Any]:
        """What any PDF may depend on: tools, settings, fonts, files of data and pages of evidence."""
        data = Path(self.srcdir, "_data")
        described = {name: found for name, found in manifest.items() if name not in ("chapters", "hashes")}
        evidence = {name: self._source_of(name) for name in [*manifest["evidence"], manifest["articles"]] if name}
        files = {path.relative_to(data).as_posix(): digest_of(data, [path]) for path in files_in(data)}
        tools = [job["digests"], manifest["hashes"]["settings"], Path(job["fonts"]).parent.name]
        return {"tools": tools, "data": files, "described": described, "evidence": evidence}

    def _own_inputs(self, manifest: dict[str, Any], name: str) -> list[Any]:
        """What the PDF *name* depends on alone: its chapters; the book also on the digests that it states."""
        name = name.removesuffix(WITHOUT)
        chapters = manifest["chapters"] if name == BOOK else {name: manifest["chapters"][name]}
        own = [[chapter, self._source_of(chapter["document"])] for chapter in chapters.values()]
        return [own, manifest["hashes"] if name == BOOK else {}]

    def _source_of(self, document: str) -> list[str]:
        """The digest of a document, and that of what it takes from others."""
        text = Path(self.env.doc2path(document)).read_bytes()
        return [hashlib.sha256(text).hexdigest(), self.taken[document]]
