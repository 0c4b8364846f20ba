"""Assembles a site from a staging folder: pages, PDFs, licences, and the assets made from pinned packages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from importlib.metadata import files, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from statbook.charts.font_sources import installed_source
from statbook.charts.page_fonts import write_page_fonts
from statbook.errors import BuildError
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import WALL_SECONDS
from statbook.execution.sandbox import exit_with_parent
from statbook.messages import say
from statbook.project.fingerprint import tool_digests
from statbook.project.kept_results import keep_file, keep_result
from statbook.project.paths import HTML, LIBRARY, PDF, STAGING, Book
from statbook.site.sphinx_build import SphinxWorkdir
from statbook.translation.blocks import say_lines

if TYPE_CHECKING:
    from statbook.site.page_assets import PageAssets

ASSETS, NOTICES = LIBRARY / "site" / "assets", LIBRARY / "site" / "notices"
_TAKEN_OUT = ("_sources", "reports", ".buildinfo", "_static", "*.html")
"""What is not copied of what Sphinx wrote: the last two are written by themselves."""
LICENCES, LIST = "licences", "README.txt"
"""Within a site; the footer of each page links to the list."""
SEEN = "seen.json"
"""Within a staging folder: what pages load and show that are made elsewhere (PageAssets.seen)."""


def make_site(
    assets: Path,
    new: Path,
    workdir: SphinxWorkdir,
    documents: list[str],
    progress: Callable[[str], None],
    take_pages: Callable[[Path], object] | None = None,
) -> Path:
    """Build the pages of the staging in *new*, with the *assets*, and the PDFs *documents* into the folder html of *new*.

    Gives that folder. *take_pages* is given the folder of the pages as soon as they are there.
    """
    staging = new / STAGING
    shutil.copytree(assets, staging / "_made")
    progress(f"building pages and typesetting {', '.join(documents)}")
    workdir.build(staging, documents, tool_digests(), take_pages=take_pages)
    site = new / HTML
    workdir.site.rename(site)
    (site / PDF).mkdir()
    for name in documents:
        shutil.copy(workdir.pdfs / f"{name}.pdf", site / PDF / f"{name}.pdf")
    return site


def assemble_site(pages: Path, site: Path, staging: Path, kept: Path, beside: Executor | None = None) -> PageAssets:
    """Make the folder *site* of what Sphinx wrote of *staging* to *pages*; gives what its pages load.

    They are made safe, and get twins in Markdown, in another process if *beside* has one; both are taken from *kept* where
    a page did not change. Licences are added. Pages that are made elsewhere are in the file SEEN.
    """
    # Late: they rest on Sphinx, and the process that makes assets and starts the build has no use for it.
    from statbook.site.content_security_policy import protect_pages
    from statbook.site.markdown_twins import write_twins
    from statbook.site.page_assets import PageAssets

    shutil.copytree(pages, site, ignore=shutil.ignore_patterns(*_TAKEN_OUT))
    twins = (pages, site, staging, kept)
    written = beside.submit(write_twins, *twins) if beside else None
    if written is None:
        write_twins(*twins)
    write_licences(site, kept)
    assets = PageAssets(pages)
    if (staging / SEEN).is_file():
        assets.add_seen(json.loads((staging / SEEN).read_text(encoding="utf-8")))
    protect_pages(pages, site, assets, kept)
    if written:
        written.result()
    return assets


def make_assets(book: Book, folder: Path, cache: Path, server: ForkServer | None = None) -> Path:
    """Write the Vega bundle, the fonts, and the icon as PNG to *folder*, and give it; none of them is in the repository.

    The bundle, which takes a while, is kept in *cache*; a process that *server* forks makes it, if there is one.
    """
    folder.mkdir()
    keep_file(book.kept, ["icon"], _write_icon, folder / "icon.png")
    shutil.copy(vega_script(cache, folder.parent, server), folder / "vega.js")
    write_page_fonts(book, folder)
    return folder


def _write_icon(path: Path) -> None:
    from statbook.charts.render import png_of_svg

    path.write_bytes(png_of_svg((ASSETS / "icon.svg").read_text(encoding="utf-8"), scale=2))


def vega_script(cache: Path, work: Path, server: ForkServer | None = None) -> Path:
    """The Vega bundle in *cache*; if it is not there, it is made in the folder *work* and moved there whole.

    It is made in a process that *server* forks, if there is one: while this process made it, none of its threads would run.
    """
    bundle = cache / f"vega-{version('vl-convert-python')}.js"
    if not bundle.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        new = work / bundle.name
        if server:
            job = work / "vega.json"
            job.write_text(json.dumps({"module": __name__, "bundle": str(new)}), encoding="utf-8")
            server.start(job, job.with_suffix(".log")).wait(WALL_SECONDS)
        if not new.is_file():
            _write_vega(new)
        new.replace(bundle)
    return bundle


def main(job_file: str, parent: int, *_: int) -> None:
    """Write the Vega bundle to the file that a job names; ends with the process *parent*."""
    exit_with_parent(parent)
    _write_vega(Path(json.loads(Path(job_file).read_text(encoding="utf-8"))["bundle"]))


def _write_vega(path: Path) -> None:
    from statbook.charts.render import vega_bundle

    # The bundle declares global names that other scripts of the page use; within a function they are local.
    new = path.with_suffix(".new")
    new.write_text(f"(function(){{{vega_bundle()}}})();\n", encoding="utf-8")
    new.replace(path)


def notices() -> list[dict[str, Any]]:
    """The licences of the site and what they cover, as notices.yaml lists them."""
    found: list[dict[str, Any]] = yaml.safe_load((NOTICES / "notices.yaml").read_text(encoding="utf-8"))
    return [each | {"package": installed_source()} if each.get("package") == "fonts" else each for each in found]


def write_licences(site: Path, kept: Path) -> None:
    """Write the texts of the licences and their list into *site*; they are taken from *kept* if they are there.

    A text comes from the installed package; where a package brings none, the folder of notices holds the licence, and
    the copyright line of the holder is put above it. Raises BuildError if a package no longer contains its licence.
    """
    folder = site / LICENCES
    folder.mkdir()
    for name, text in keep_result(kept, ["licences"], _licences).items():
        (folder / name).write_text(text, encoding="utf-8-sig")


def _licences() -> dict[str, str]:
    """The texts of the licences and their list, by the names of their files."""
    found = {}
    lines = [say_lines((NOTICES / "head.txt").read_text(encoding="utf-8"))]
    for notice in notices():
        found[f"{notice['name']}.txt"] = _licence_text(notice)
        told = f"{notice['licence']}: {notice['name']}.txt"
        if "package" in notice:
            package = f"{notice['package']} {version(notice['package'])}"
            told = say("{licence}, from {package}", licence=told, package=package)
        lines.append(f"{', '.join(map(say, notice['covers']))}\n    {told}\n")
    return found | {LIST: "\n".join(lines)}


def _licence_text(notice: dict[str, Any]) -> str:
    if "package" not in notice:
        text = (NOTICES / f"{notice['text']}.txt").read_text(encoding="utf-8")
        return f"{notice['holder']}\n\n{text}"
    named = [
        path
        for path in sorted(files(notice["package"]) or [])
        if re.search("LICEN|^COPYING|^NOTICE", path.name.upper())
    ]
    own = [path for path in named if ".dist-info" in str(path)] or named
    found = [Path(str(path.locate())).read_text(encoding="utf-8") for path in own]
    if not found:
        raise BuildError(
            f"the package {notice['package']} contains no licence; expected a file LICENSE among those that it installs, "
            f"because its text must go with {', '.join(notice['covers'])}: put it into {NOTICES}"
        )
    return "\n\n".join(found)
