"""The words that a reader sees in a Markdown text, read with the parser of the book (MyST)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

from statbook.prose.typed_numbers import CITED

EXTENSIONS = ("attrs_inline", "attrs_block", "colon_fence", "deflist")
"""As _config.yml has them under `myst_enable_extensions`."""
_DIRECTIVE = re.compile(r"\{([^}]*)\}\s*(.*)")
# In a formula of words, such as `part / whole × 100`.
_CONSTANT = re.compile(r"(?<=[/×*+−-] )1(?:00)?(?![\d.,])|(?<![\d.,])1(?:00)?(?= [/×*+−-])")


@dataclass(frozen=True)
class Piece:
    """Words that a reader sees together; roles are replaced by CITED. *line* is where they begin."""

    line: int
    text: str

    def at(self, place: int) -> int:
        """The line of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


@dataclass
class MarkdownText:
    """The words of a text, and the roles and directives in it by their lines: (line, name, content)."""

    pieces: list[Piece] = field(default_factory=list)
    roles: list[tuple[int, str, str]] = field(default_factory=list)
    directives: list[tuple[int, str]] = field(default_factory=list)


def read_markdown(markdown: str) -> MarkdownText:
    """The words, roles and directives of *markdown*, those within directives among them."""
    found = MarkdownText()
    _read(markdown, 1, found)
    return found


@cache
def _parser() -> Any:
    # Imported here: it takes a moment, and only the check of prose reads Markdown.
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    return create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), RendererHTML)


def _read(markdown: str, first: int, found: MarkdownText) -> None:
    line = first
    for token in _parser().parse(markdown):
        if token.map:
            line = first + token.map[0]
        if token.type == "inline":
            found.pieces += _inline(token.children, line, found)
        elif token.type in ("fence", "colon_fence") and (directive := _DIRECTIVE.match(token.info)):
            found.directives.append((line, directive[1]))
            _read(directive[2], line, found)
            _read(token.content, line + 1, found)
        elif token.type in ("fence", "colon_fence", "code_block", "front_matter", "math_block"):
            begin = line if token.type == "code_block" else line + 1
            found.pieces += [Piece(begin + n, text) for n, text in enumerate(token.content.splitlines())]
            found.pieces.append(Piece(line, token.info))
        elif token.type == "html_block":
            found.pieces += _html(token.content, line)
        elif token.type == "ordered_list_open" and token.attrs.get("start", 1) != 1:
            found.pieces.append(Piece(line, f"{token.attrs['start']}."))


def _inline(tokens: list[Any], line: int, found: MarkdownText) -> Iterator[Piece]:
    text, tags = "", ""
    for token in tokens:
        here = line + text.count("\n")
        if token.type == "myst_role":
            found.roles.append((here, token.meta["name"], token.content))
            # A role that cites names a key; what any other says is seen as it stands.
            text += CITED
        elif token.type == "code_inline":
            text += _CONSTANT.sub(CITED, token.content) if re.search("[A-Za-z]", token.content) else token.content
        elif token.type == "html_inline":
            tags += token.content
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif token.type == "image":
            yield from _inline(token.children or [], here, found)
        else:
            text += token.content
        for name in ("title", "alt"):
            if token.attrs.get(name):
                yield Piece(here, str(token.attrs[name]))
    yield Piece(line, text)
    yield from _html(tags, line)


class _Seen(HTMLParser):
    """The words of a piece of HTML, and of the attributes that are shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[int, str]] = []

    def handle_data(self, data: str) -> None:
        self.words.append((self.getpos()[0], data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in ("alt", "title", "aria-label", "placeholder", "value"):
                self.words.append((self.getpos()[0], value))


def _html(source: str, line: int) -> list[Piece]:
    seen = _Seen()
    seen.feed(source)
    seen.close()
    return [Piece(line + place - 1, words) for place, words in seen.words]
