"""The pages of a preview, made by a Sphinx that stays in memory: a changed document is one page.

Pages are those of a build, made safe in the same way, but for links to PDFs, which a preview does not make. The search
finds the book as it was when all pages were made last.
"""

import io
import json
import re
import shutil
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from statbook.build.publish import exchange
from statbook.project.fingerprint import files_in
from statbook.project.paths import CARDS, HTML, MANIFEST, Book
from statbook.site import sphinx_extension
from statbook.site.assembly import make_assets, write_licences
from statbook.site.content_security_policy import protect_page, protect_pages
from statbook.site.page_assets import PageAssets

_WARNING = re.compile(r"(?:WARNING|ERROR|CRITICAL|SEVERE):")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_TAKEN_OUT = ("_sources", "reports")
MADE = "_made"


class WarmSite:
    """The site in the folder `site` of *folder*, made from the staged documents in *source*; *fonts* are the book's."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        self._folder, self._fonts = folder, fonts
        self.source, self.site = folder / "tree" / "stage", folder / "site"
        self._out = folder / "tree" / "out" / "_build" / HTML
        self._new = folder / "site.new"
        self._app: Any = None
        self._namespace = ExitStack()
        self._scripts: list[Any] = []
        self._warnings = io.StringIO()
        self._assets = PageAssets(self._new)
        self.lacks_styles = False
        """Whether a page uses what no page had before, for which the joined style sheet has no rules yet."""

    def build(self, staging: Path, book: Book, cache: Path) -> list[str]:
        """Make all pages from *staging*, which is moved; gives the faults. *book* and *cache* provide the assets."""
        shutil.rmtree(self._folder / "tree", ignore_errors=True)
        self._out.mkdir(parents=True)
        staging.rename(self.source)
        make_assets(book, self.source / MADE, cache)
        job = {"documents": [], "read": str(self._folder / "read"), "fonts": str(self._fonts), "pdf_cache": ""}
        (self._out.parents[1] / f"{HTML}.json").write_text(json.dumps(job), encoding="utf-8")
        self._start_sphinx()
        sphinx_extension.read_json.cache_clear()
        self._app.build()
        if not (faults := self._faults()):
            self.assemble()
        return faults

    def close(self) -> None:
        """Give back what Sphinx holds of docutils."""
        self._namespace.close()

    def _start_sphinx(self) -> None:
        """As Jupyter Book starts it, without its commands."""
        config = import_module("jupyter_book.config")
        docutils = import_module("sphinx.util.docutils")
        self._namespace.close()
        self._namespace.enter_context(docutils.patch_docutils(None))
        self._namespace.enter_context(docutils.docutils_namespace())
        toc = str(self.source / "_toc.yml")
        settings, _ = config.get_final_config(
            user_yaml=self.source / "_config.yml",
            cli_config={"external_toc_path": toc, "latex_individualpages": False, "nitpicky": True},
            sourcedir=self.source,
            use_external_toc=True,
        )
        self._app = import_module("sphinx.application").Sphinx(
            srcdir=self.source,
            confdir=None,
            outdir=self._out,
            doctreedir=self._out.parent / ".doctrees",
            buildername=HTML,
            confoverrides=settings,
            status=None,
            warning=self._warnings,
        )
        self._scripts = [*self._app.registry.js_files]

    def _faults(self) -> list[str]:
        """What Sphinx has warned of since it was asked last."""
        lines = _COLOUR.sub("", self._warnings.getvalue()).replace(f"{self.source}/", "").splitlines()
        self._warnings.seek(0)
        self._warnings.truncate()
        return [line for line in dict.fromkeys(lines) if _WARNING.search(line)]

    def assemble(self) -> None:
        """Collect all pages with what they load, and put them in the place of the last ones."""
        shutil.rmtree(self._new, ignore_errors=True)
        shutil.copytree(self._out, self._new, ignore=shutil.ignore_patterns(*_TAKEN_OUT, ".buildinfo"))
        write_licences(self._new)
        self._assets = PageAssets(self._new)
        protect_pages(self._new, self._assets)
        exchange(self._new, self.site)
        shutil.rmtree(self._new, ignore_errors=True)
        self.lacks_styles = False

    def take(self, staging: Path) -> set[str] | None:
        """Take what differs in *staging*; gives the documents whose pages differ then, None if there are others."""
        new, old = _files(staging), {place for place in _files(self.source) if place.parts[0] != MADE}
        if new != old:
            return None
        cards, manifest = self._json(CARDS), self._json(MANIFEST)
        differ = {place for place in new if (staging / place).read_bytes() != (self.source / place).read_bytes()}
        for place in differ:
            shutil.copy(staging / place, self.source / place)
        documents = set(self._app.env.all_docs)
        if _titles(manifest) != _titles(self._json(MANIFEST)):
            return documents  # each page lists them
        now = self._json(CARDS)
        anchors = {anchor for anchor in {*cards, *now} if cards.get(anchor) != now.get(anchor)}
        return ({place.with_suffix("").as_posix() for place in differ} | self._citing(anchors)) & documents

    def _json(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.source / name).read_text(encoding="utf-8"))
        return found

    def _citing(self, anchors: set[str]) -> set[str]:
        """The documents whose pages cite one of *anchors*."""
        pages = {path: path.read_text(encoding="utf-8") for path in self._out.rglob("*.html")} if anchors else {}
        found = [path for path, text in pages.items() if anchors & {*sphinx_extension.CITED.findall(text)}]
        return {path.relative_to(self._out).with_suffix("").as_posix() for path in found}

    def read(self, document: str) -> list[str]:
        """Read one *document* again; gives the faults."""
        app, env = self._app, self._app.env
        phase = import_module("sphinx.util.build_phase").BuildPhase
        sphinx_extension.read_json.cache_clear()
        app.phase = phase.READING
        app.events.emit("env-purge-doc", env, document)
        env.clear_doc(document)
        app.events.emit("env-before-read-docs", env, [document])
        app.builder.read_doc(document)
        app.events.emit("env-updated", env)
        env.check_dependents(app, {document})
        return self._faults()

    def write(self, document: str) -> list[str]:
        """Write the page of a *document*; gives the faults. With a fault the page stays as it was."""
        app, env = self._app, self._app.env
        app.phase = import_module("sphinx.util.build_phase").BuildPhase.RESOLVING
        # Sphinx prepares once in a process; now it would take the scripts of any page for those of every page.
        app.registry.js_files[:] = self._scripts
        app.builder._js_files[:] = app.builder._orig_js_files
        app.builder.prepare_writing({document})
        tree = env.get_and_resolve_doctree(document, app.builder)
        app.builder.write_doc_serialized(document, tree)
        app.builder.write_doc(document, tree)
        if not (faults := self._faults()):
            self._finish(f"{document}.html", f"_static/charts/{document}.js")
        return faults

    def _finish(self, page: str, charts: str) -> None:
        """Make one *page* safe and put it with its *charts* into the site."""
        known = self._assets.styled_names()
        text = protect_page(self._new, self._new / page, (self._out / page).read_text(encoding="utf-8"), self._assets)
        self.lacks_styles |= self._assets.styled_names() != known
        if (self._out / charts).is_file():
            _replace(self.site / charts, (self._out / charts).read_text(encoding="utf-8"))
        _replace(self.site / page, self._assets.stamp(text))


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in files_in(folder)}


def _titles(manifest: dict[str, Any]) -> dict[str, str]:
    return {name: chapter["title"] for name, chapter in manifest["chapters"].items()}


def _replace(target: Path, text: str) -> None:
    """Write *text* to *target* by way of another file: a reader sees the old text or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f"{target.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(target)
