"""Reads drafts in Markdown: code, addresses and marks are left out, and every sign keeps its place."""

import itertools
import re

from statbook.verification.draft import Draft, DraftText, Link

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,}|:{3,})")
_DELIMITERS = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
_BLOCK = re.compile(r"\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)+")
_STRUCTURE = re.compile(r"\s*(?:#{1,6}\s|>|[-*+]\s|\d{1,3}[.)]\s|\||$|`{3}|~{3}|:{3})")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]]{1,200}\]:\s")
_INLINE = re.compile(
    r"(?P<code>(?:\{[\w:-]{1,40}\})?(?P<ticks>`+)[^`]{0,2000}(?P=ticks))|(?P<image>!\[[^\[\]]{0,2000}\]\([^()]{0,2000}\))"
    r"|\[(?P<words>[^\[\]]{0,2000})\](?:\((?P<to>[^()\s]{0,2000})(?:\s+\"[^\"]{0,500}\")?\)|\[[^\[\]]{0,200}\])"
    r"|(?P<note>\[\^[^\]]{1,100}\])|(?P<tag><!--.{0,2000}?-->|</?[A-Za-z][^<>]{0,2000}>)|(?P<mark>\*{1,3}|__|~~)|\\(?P<sign>[!-/:-@\[-`{-~])"
)


def read_markdown(name: str, text: str) -> Draft:
    """The draft in *text*."""
    made = DraftText()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fence = ""
    start = _front_matter(lines)
    for number, line in enumerate(lines[start:], start + 1):
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
            made.add("\n", number, 1)
        elif fence or _DEFINITION.match(line):
            made.add("\n", number, 1)
        else:
            following = lines[number] if number < len(lines) else ""
            _read_line(made, line, number, following)
    text = "".join(made.parts)
    made.grids = [_cells(text, start, end) for start, end in made.tables]
    return made.finish(name)


def _front_matter(lines: list[str]) -> int:
    """How many lines the settings at the head of the file take."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((number + 1 for number, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)


def _read_line(made: DraftText, line: str, number: int, following: str) -> None:
    row = line.lstrip().startswith("|") or _DELIMITERS.fullmatch(line) is not None
    begin = made.size
    block = _BLOCK.match(line) if not row else None
    _read_inline(made, line, number, block.end() if block else 0)
    heading = line.lstrip().startswith("#")
    goes_on = line.strip() and not row and not heading and not _STRUCTURE.match(following)
    made.add(" " if goes_on else "\n", number, len(line) + 1)
    made.note_table(begin, row)


def _cells(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The cells of a table in *text*, row by row."""
    rows = []
    for line in text[start:end].split("\n"):
        if line.strip() and not _DELIMITERS.fullmatch(line):
            ends = [-1, *(at for at, sign in enumerate(line) if sign == "|"), len(line)]
            cells = [(start + one + 1, start + other) for one, other in itertools.pairwise(ends)]
            outer = line.strip()
            rows.append(cells[outer[0] == "|" : len(cells) - (outer[-1] == "|")])
        start += len(line) + 1
    return rows


def _read_inline(made: DraftText, line: str, number: int, at: int) -> None:
    """Add what stands in *line* from *at* on, without its marks."""
    for found in _INLINE.finditer(line, at):
        made.add(line[at : found.start()], number, at + 1)
        if found["words"] is not None:
            begin = made.size
            _read_inline(made, line[: found.end("words")], number, found.start("words"))
            anchor = (found["to"] or "").partition("#")[2]
            if anchor:
                made.links.append(Link(begin, made.size, anchor))
        elif found["sign"]:
            made.add(found["sign"], number, found.start("sign") + 1)
        at = found.end()
    made.add(line[at:], number, at + 1)
