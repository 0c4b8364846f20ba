"""The style sheets of a site as one: joined in their order, without what nothing on a page can match.

A rule stays if each class, identifier and element of its selector is on a page, or is a word of a script, which may
put it there; a motion or a variable if something that stays names it. What is written in the font of icons goes.
"""

import re
from collections.abc import Iterator
from os.path import relpath
from pathlib import Path
from typing import Any

from lxml import etree

_STRING = r'"(?:\\.|[^"\\])*"|' + r"'(?:\\.|[^'\\])*'"
_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|#)([^)"']+)\1\s*\)""")
_BLANK = re.compile(rf"({_STRING})|/\*.*?\*/|\s+", re.S)
_MARK = re.compile(rf"{_STRING}|url\([^\"')]*\)|\\.|[{{}};]", re.S)
_PART = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|[^,()])+")
_IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')]+)")
_VARIABLE = re.compile(
    rf"(?<=[{{;])\s*(--[\w-]+)\s*:(?:{_STRING}|\((?:[^()]|\([^()]*\))*\)|[^;{{}}\"'()])*(?:;|(?=\}}))"
)
_MOTION = re.compile(r"@(?:-\w+-)?keyframes ([\w-]+)")
_ICON_FONT = "Font Awesome"
_CLASSES, _IDENTIFIERS, _STYLES = (etree.XPath(path, smart_strings=False) for path in ("//@class", "//@id", "//@style"))
_GROUPS = ("@media", "@supports", "@layer", "@container")


class Vocabulary:
    """What selectors can match: what is on pages, and the words of scripts."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.said: set[str] = set()

    def add_page(self, tree: Any) -> None:
        """Note elements, .classes, #identifiers and --variables of a page."""
        self.seen.update(element.tag for element in tree.iter(etree.Element))
        self.seen.update(f".{name}" for classes in set(_CLASSES(tree)) for name in classes.split())
        self.seen.update(f"#{name}" for name in _IDENTIFIERS(tree))
        self.seen.update(re.findall(r"--[\w-]+", " ".join(set(_STYLES(tree)))))

    def add_script(self, text: str) -> None:
        self.said.update(re.findall(r"[A-Za-z_][\w-]*", text))

    def knows(self, name: str) -> bool:
        return name in self.seen or name.lstrip(".#-") in self.said

    def matches(self, selector: str) -> bool:
        """Whether *selector* may match something. Only names are looked at, those of :is(), :not() and such aside."""
        if "\\" in selector:
            return True
        plain, count = re.sub(rf"\[(?:{_STRING}|[^]])*\]", "", selector), 1
        while count:
            plain, count = re.subn(r":[\w-]+\([^()]*\)", "", plain)
        return all(map(self.knows, re.findall(r"[.#]?-?[A-Za-z_][\w-]*", re.sub(r"::?[\w-]+", "", plain))))


def read_sheet(path: Path, folder: Path) -> str:
    """The text of a sheet with those that it imports; its addresses are relative to *folder*."""

    def move(address: re.Match[str]) -> str:
        return f'url("{relpath(path.parent / address[2], folder)}")'

    text = _BLANK.sub(lambda found: found[1] or ("" if found[0].startswith("/*") else " "), path.read_text("utf-8"))
    imported = [read_sheet(path.parent / address, folder) for address in _IMPORT.findall(text)]
    return "".join([*imported, _ADDRESS.sub(move, text)])


def prune(text: str, vocabulary: Vocabulary) -> str:
    """*text* without what has no use in a site of this *vocabulary*."""
    text, before = _keep_matching(text, vocabulary), ""
    while text != before:
        before, text = text, _drop_variables(text, vocabulary)
    moved = set(re.findall(r"[\w-]+", " ".join(re.findall(r"animation(?:-name)?:([^;}]+)", text))))
    return "".join(
        _rule(head, body)
        for head, body in _rules(text)
        if (motion := _MOTION.match(head)) is None or motion[1] in moved
    )


def _drop_variables(text: str, vocabulary: Vocabulary) -> str:
    named = set(re.findall(r"var\(\s*(--[\w-]+)", text))
    return _VARIABLE.sub(lambda found: found[0] if found[1] in named or vocabulary.knows(found[1]) else "", text)


def _keep_matching(text: str, vocabulary: Vocabulary) -> str:
    kept = []
    for head, body in _rules(text):
        if head.startswith(_GROUPS) and body is not None:
            inner = _keep_matching(body, vocabulary)
            kept += [_rule(head, inner)] if inner else []
        elif _ICON_FONT in (body or ""):
            continue
        elif head.startswith("@"):
            kept += [] if head.startswith(("@charset", "@import")) else [_rule(head, body)]
        elif parts := [part.strip() for part in _PART.findall(head) if vocabulary.matches(part)]:
            kept.append(_rule(",".join(parts), body))
    return "".join(kept)


def _rules(text: str) -> Iterator[tuple[str, str | None]]:
    """The rules and statements of *text*, as what stands before the braces and what within; None for no braces."""
    depth = start = inside = 0
    head = ""
    for mark in _MARK.finditer(text):
        if mark[0] == "{":
            depth += 1
            if depth == 1:
                head, inside = text[start : mark.start()].strip(), mark.end()
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                yield head, text[inside : mark.start()].strip()
        elif mark[0] == ";" and depth == 0:
            yield text[start : mark.start()].strip(), None
        if depth == 0 and mark[0] in ("}", ";"):
            start = mark.end()


def _rule(head: str, body: str | None) -> str:
    return f"{head};\n" if body is None else f"{head}{{{body}}}\n"
