"""What pages load: one style sheet and two scripts, joined from those of the theme, its extensions and the book."""

import hashlib
import re
import shutil
import tomllib
from collections.abc import Iterable
from functools import partial
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from statbook.messages import say
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.kept_results import keep_result
from statbook.project.paths import CHARTS
from statbook.site import search_index
from statbook.site.icons import Icons
from statbook.site.style_sheet import Vocabulary, prune, read_sheet

_SCRIPTS = tomllib.loads((Path(__file__).parent / "page_scripts.toml").read_text(encoding="utf-8"))
MODE: str = _SCRIPTS["mode"]
FONTS_AHEAD: str = _SCRIPTS["fonts_ahead"]
JOINED: dict[str, list[str]] = _SCRIPTS["joined"]
SHEET = "page.css"
_TARGETS = {part: name for name, parts in JOINED.items() for part in parts}
_DATA = (search_index.DATA, search_index.WORDS, "font.js")
"""Scripts without code, whose words are no names of classes."""
_VERSION = "?v="
_ADDRESSES = etree.XPath("//@href | //@src | //@data-script", smart_strings=False)
_IDLE = tuple(_SCRIPTS["idle_beginnings"])
_SAID = etree.XPath("//@title | //@aria-label | //@placeholder")
THEME_WORDS = {*tomllib.loads((Path(__file__).parent / "theme_words.toml").read_text(encoding="utf-8"))["words"]}
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)


class PageAssets:
    """Gathers what pages load, which Sphinx wrote to the folder *pages*, one after the other; writes it when all are seen."""

    def __init__(self, pages: Path, icons: Icons | None = None) -> None:
        self._static = pages / "_static"
        self._icons = icons or Icons(self._static / "scripts" / "fontawesome.js")
        self._vocabulary = Vocabulary()
        self._sheets: dict[Path, None] = {}
        self._parts: dict[str, Path] = {}
        self._linked: set[str] = set()
        self._versions: dict[str, str] = {}

    def adapt(self, page: Path, tree: Any) -> None:
        """Let *page* load the joined files, and draw its icons."""
        for button in tree.xpath('//*[@data-bs-toggle="tooltip"]'):
            _label(button)
        for words in _SAID(tree):
            words.getparent().set(words.attrname, _translate(words))
        self._icons.draw(tree)
        self._join_sheets(page, tree)
        self._join_scripts(page, tree)
        self._vocabulary.add_page(tree)
        for address in set(_ADDRESSES(tree)):
            self._linked.add(PurePosixPath(unquote(urlsplit(address).path)).name)

    def alone(self) -> "PageAssets":
        """The assets of a page by itself, with the same icons."""
        return PageAssets(self._static.parent, self._icons)

    def seen(self, *, identifiers: bool = False) -> dict[str, list[str]]:
        """What `adapt` gathered, as plain data, for the assets of a site that takes these pages in.

        *identifiers* of their elements are part of it only if they are asked for: there are thousands.
        """
        styled = self._vocabulary.seen if identifiers else self.styled_names()
        files = {"sheets": self._sheets, "parts": self._parts.values()}
        found = {name: [path.relative_to(self._static).as_posix() for path in paths] for name, paths in files.items()}
        return found | {"linked": sorted(self._linked), "styled": sorted(styled)}

    def add_seen(self, seen: dict[str, list[str]]) -> None:
        """Take in what was `seen` on pages that are made elsewhere."""
        self._sheets |= {self._static / name: None for name in seen["sheets"]}
        self._parts |= {Path(name).name: self._static / name for name in seen["parts"]}
        self._linked.update(seen["linked"])
        self._vocabulary.seen.update(seen["styled"])

    def styled_names(self) -> set[str]:
        """The elements and classes of the pages seen, for which the joined sheet keeps its rules."""
        return {name for name in self._vocabulary.seen if not name.startswith("#")}

    def _join_sheets(self, page: Path, tree: Any) -> None:
        links = tree.xpath('//link[@rel="stylesheet"]')
        self._sheets |= {self._file(page, link.get("href")): None for link in links}
        if links:
            links[0].addprevious(html.Element("link", rel="stylesheet", href=self._address(page, SHEET)))
        for link in [*links, *tree.xpath('//link[@rel="preload"][@as="script"]')]:
            link.drop_tree()

    def _join_scripts(self, page: Path, tree: Any) -> None:
        wanted = set()
        for script in tree.xpath("//script"):
            file = self._file(page, script.get("src", ""))
            if target := _TARGETS.get(file.name):
                self._parts[file.name] = file
                wanted.add(target)
            if target or file.name in _SCRIPTS["idle"] or _is_idle(script):
                script.drop_tree()
        for name in JOINED:
            if name in wanted:
                tree.find("head").append(html.Element("script", src=self._address(page, name), defer="defer"))

    def _file(self, page: Path, address: str) -> Path:
        return Path(normpath(page.parent / urlsplit(address).path))

    def _address(self, page: Path, name: str) -> str:
        return relpath(self._static / name, page.parent) + _VERSION + name

    def write(self, site: Path, kept: Path) -> None:
        """Write the joined files and the others that pages need to the folder _static of *site*.

        What is joined is taken from *kept* if it was made of the same before.
        """
        files = {file.relative_to(self._static).as_posix(): file for file in sorted(files_in(self._static))}
        read = [file for name, file in files.items() if name.endswith(".css") or _is_code(name)]
        made_from = ["joined", self.seen(identifiers=True), [*files], digest_of(self._static, read)]
        joined, needed = keep_result(kept, made_from, partial(self._join, files))
        for name, text in joined.items():
            self._write(site / "_static" / name, text)
        for name in needed:
            target = site / "_static" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(files[name], target)

    def _join(self, files: Iterable[str]) -> tuple[dict[str, str], list[str]]:
        """The texts of the joined files, and those of the other *files* that pages need."""
        joined = {}
        for name, parts in JOINED.items():
            if texts := [self._parts[part].read_text(encoding="utf-8") for part in parts if part in self._parts]:
                joined[name] = ";\n".join(_SOURCE_MAP.sub("", text) for text in texts)
        texts = self._code(joined)
        for text in texts:
            self._vocabulary.add_script(text)
        if self._sheets:
            sheet = self._icons.sheet + "".join(read_sheet(path, self._static) for path in self._sheets)
            joined[SHEET] = prune(sheet, self._vocabulary)
            texts.append(joined[SHEET])
        names = {name: PurePosixPath(name).name for name in files}
        needed = [name for name, end in names.items() if end in self._linked or any(end in text for text in texts)]
        return joined, needed

    def _code(self, joined: dict[str, str]) -> list[str]:
        """The texts of the scripts that pages load, or that a script names, which loads them; *joined* are among them."""
        scripts = [path for path in sorted(self._static.glob("*.js")) if _is_code(path.name)]
        others = {path.name: path.read_text(encoding="utf-8") for path in scripts} | joined
        wanted = [name for name in others if name in self._linked]
        found = []
        for name in wanted:
            found.append(others.pop(name))
            wanted += [other for other in others if other in found[-1] and other not in wanted]
        return found

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self._versions[path.name] = hashlib.sha256(text.encode()).hexdigest()[:8]

    def read_versions(self) -> None:
        """Take the versions from the files as they were written, for pages that come later."""
        for name in (SHEET, *JOINED):
            if (file := self._static / name).is_file():
                self._versions[name] = hashlib.sha256(file.read_bytes()).hexdigest()[:8]

    def stamp(self, text: str) -> str:
        """*text* of a page with the versions of the files that it loads, so that no reader sees old ones."""
        for name, version in self._versions.items():
            text = text.replace(f"{name}{_VERSION}{name}", f"{name}{_VERSION}{version}")
        return text


def _is_code(name: str) -> bool:
    """Whether the file *name* of the folder _static is a script whose words count: those of data do not."""
    return name.endswith(".js") and not name.startswith(f"{CHARTS.name}/") and PurePosixPath(name).name not in _DATA


def _label(button: Any) -> None:
    """Give a button the words that a script of the theme would show beside it: the browser shows its title."""
    words = button.get("data-bs-title") or button.get("title")
    button.attrib.update({"title": words, "aria-label": button.get("aria-label", words)})


def _is_idle(script: Any) -> bool:
    return (script.text or "").startswith(_IDLE)


def _translate(message: str) -> str:
    """What the theme says without asking for a translation, in the language that is spoken."""
    return say(message) if message in THEME_WORDS else str(message)
