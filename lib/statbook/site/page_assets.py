"""What pages load: one style sheet and two scripts, joined from those of the theme, its extensions and the book."""

import hashlib
import re
import tomllib
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from statbook.site.icons import Icons
from statbook.site.style_sheet import Vocabulary, prune, read_sheet

_SCRIPTS = tomllib.loads((Path(__file__).parent / "page_scripts.toml").read_text(encoding="utf-8"))
MODE: str = _SCRIPTS["mode"]
JOINED: dict[str, list[str]] = _SCRIPTS["joined"]
SHEET = "page.css"
_TARGETS = {part: name for name, parts in JOINED.items() for part in parts}
_WORDS = ("search-data.js", "search-words.js", "font.js")
"""Scripts that hold words of the book or a font, and name no class."""
_VERSION = "?v="
_IDLE = tuple(_SCRIPTS["idle_beginnings"])
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)


class PageAssets:
    """Gathers from the pages of *site* what they load, one after the other; writes it when all are seen."""

    def __init__(self, site: Path) -> None:
        self._site, self._static = site, site / "_static"
        self._icons = Icons(self._static / "scripts" / "fontawesome.js")
        self._vocabulary = Vocabulary()
        self._sheets: dict[Path, None] = {}
        self._parts: dict[str, Path] = {}
        self._linked: set[str] = set()
        self._versions: dict[str, str] = {}

    def adapt(self, page: Path, tree: Any) -> None:
        """Let *page* load the joined files, and draw its icons."""
        for element in tree.xpath("//*[@data-bs-title]"):
            element.set("title", element.get("data-bs-title"))
        self._icons.draw(tree)
        self._join_sheets(page, tree)
        self._join_scripts(page, tree)
        self._vocabulary.add_page(tree)
        for address in tree.xpath("//@href | //@src"):
            self._linked.add(PurePosixPath(unquote(urlsplit(address).path)).name)

    def _join_sheets(self, page: Path, tree: Any) -> None:
        links = tree.xpath('//link[@rel="stylesheet"]')
        self._sheets |= {self._file(page, link.get("href")): None for link in links}
        if links:
            links[0].addprevious(html.Element("link", rel="stylesheet", href=self._address(page, SHEET)))
        for link in [*links, *tree.xpath('//link[@rel="preload"][@as="script"]')]:
            link.drop_tree()

    def _join_scripts(self, page: Path, tree: Any) -> None:
        wanted: dict[str, Any] = {}
        for script in tree.xpath("//script"):
            file = self._file(page, script.get("src", ""))
            if target := _TARGETS.get(file.name):
                self._parts[file.name] = file
                wanted.setdefault(target, script)
            if target or file.name in _SCRIPTS["idle"] or _is_idle(script):
                script.drop_tree()
        for name in JOINED:
            if name in wanted:
                tree.find("head").append(html.Element("script", src=self._address(page, name), defer="defer"))

    def _file(self, page: Path, address: str) -> Path:
        return Path(normpath(page.parent / urlsplit(address).path))

    def _address(self, page: Path, name: str) -> str:
        return relpath(self._static / name, page.parent) + _VERSION + name

    def write(self) -> None:
        """Write the joined files, and remove from the site what no page needs."""
        for name, parts in JOINED.items():
            if texts := [self._parts[part].read_text(encoding="utf-8") for part in parts if part in self._parts]:
                self._write(name, ";\n".join(_SOURCE_MAP.sub("", text) for text in texts))
        needed = self._needed_scripts()
        for script, text in needed.items():
            if script not in _WORDS:
                self._vocabulary.add_script(text)
        sheet = self._icons.sheet + "".join(read_sheet(path, self._static) for path in self._sheets)
        if self._sheets:
            self._write(SHEET, sheet := prune(sheet, self._vocabulary))
        texts = [*needed.values(), sheet]
        for file in sorted(self._static.rglob("*"), reverse=True):
            if file.is_dir():
                if not any(file.iterdir()):
                    file.rmdir()
            elif not (file.name in self._linked or any(file.name in text for text in texts)):
                file.unlink()

    def _needed_scripts(self) -> dict[str, str]:
        """The scripts that pages load or that a script loads, which names it."""
        others = {path.name: path for path in sorted(self._static.glob("*.js"))}
        found: dict[str, str] = {}
        wanted = [name for name in others if name in self._linked]
        while wanted:
            name = wanted.pop()
            found[name] = text = others.pop(name).read_text(encoding="utf-8")
            wanted += [other for other in others if other in text and other not in wanted]
        return found

    def _write(self, name: str, text: str) -> None:
        (self._static / name).write_text(text, encoding="utf-8")
        self._versions[name] = hashlib.sha256(text.encode()).hexdigest()[:8]

    def stamp(self, text: str) -> str:
        """*text* of a page with the versions of the files that it loads, so that no reader sees old ones."""
        for name, version in self._versions.items():
            text = text.replace(f"{name}{_VERSION}{name}", f"{name}{_VERSION}{version}")
        return text


def _is_idle(script: Any) -> bool:
    return (script.text or "").startswith(_IDLE) or "thebe" in script.get("type", "")
