"""The blocks of a chapter's Markdown that are translated: paragraphs, headings, items, rows and titles of tables."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from statbook.messages import ENGLISH, say, spoken

_FIXED = re.compile(
    r"\s*(?:\{{1,2}[#.][^}]*\}{1,2}|\{%.*%\}|\([\w{}-]+\)=|:{3,}|orphan: true|\|[\s:|-]+\|| {4}[^\s\d-].*|)\s*"
)
"""Lines that say nothing: attributes, statements of templates, targets, ends of directives, rules of tables, empty ones."""
_LEAD = re.compile(r"#+ |\s*- |\s*\d+\. |:{3,}\{\w+\} |")
_ROLE = re.compile(r"\{(\w+)\}`([^`]*)`")
_KEY = re.compile(r"<([^<>]*)>\s*$")


class Piece(NamedTuple):
    """A part of Markdown: what is never translated, as `## `, and behind it the *text* that is; empty if there is none."""

    lead: str
    text: str


def pieces(markdown: str) -> Iterator[Piece]:
    """The pieces of *markdown* in its order, a line each, except that the lines of a paragraph or an item are one.

    >>> [piece.text for piece in pieces("## A title\\n\\nOne\\nsentence.\\n- an item")]
    ['A title', '', 'One sentence.', 'an item']
    """
    found: list[Piece] = []
    open_block = fenced = False
    for line in markdown.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        lead = _LEAD.match(line)
        start = lead[0] if lead else ""
        if (fenced and start != "# ") or line.startswith("```") or _FIXED.fullmatch(line) or not _has_words(line):
            found.append(Piece(line, ""))
            open_block = False
        elif open_block and not start and not line.startswith("|"):
            found[-1] = Piece(found[-1].lead, f"{found[-1].text} {line.strip()}")
        else:
            found.append(Piece(start, line[len(start) :].rstrip()))
            # Headings, comments of code, rows and titles of tables are a line each.
            open_block = not start.startswith(("#", ":")) and not line.startswith("|")
    yield from found


def replace_blocks(markdown: str, translate: Callable[[str], str]) -> str:
    """*markdown* with each block as *translate* says it."""
    return "\n".join(lead + (translate(text) if text else "") for lead, text in pieces(markdown))


def say_blocks(template: str) -> str:
    """The *template* of a text of the library in the language that is spoken; its blocks are messages."""
    return template if spoken() == ENGLISH else replace_blocks(template, say)


def say_lines(template: str) -> str:
    """The same of a text in which each line is a message."""
    return "\n".join(map(say, template.split("\n")))


def roles(block: str) -> Counter[str]:
    """The roles of a *block*, each with its key; words that a reader sees in a role do not count.

    >>> sorted(roles("{num}`a` of {term}`new loans <new_loans>`"))
    ['{num}`a`', '{term}`new_loans`']
    """
    found = ((name, key[1] if (key := _KEY.search(content)) else content) for name, content in _ROLE.findall(block))
    return Counter(f"{{{name}}}`{key}`" for name, key in found)


def cells(block: str) -> int:
    """How many cells a row of a table has; 0 if the *block* is none."""
    return block.count("|") if block.startswith("|") else 0


def _has_words(line: str) -> bool:
    return any(sign.isalpha() for sign in _ROLE.sub(lambda found: found[2] if "<" in found[2] else "", line))
