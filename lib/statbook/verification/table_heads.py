"""Cells of tables: what their row and column heads say of a number, as a sentence that is read like any other.

| Xi'an, 2025 | Exports (billion yuan) | Growth |: "In 2025, Xi'an's exports were 87.8 billion yuan."
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statbook.reading import Lexicon, Proposal, Span, language_of, read_text
from statbook.reading.language import Kind, Token
from statbook.verification.draft import Draft
from statbook.verification.table_captions import Caption, find_caption, is_region, read_caption

_NUMBER = re.compile(r"[+\-−–]?\s?\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile(r"[(（\[]([^()（）\[\]]{1,30})[)）\]]\s*$|[,，]?\s*([%％])\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_LONE_YEAR = re.compile(r"(?:^|[,，;:：]\s?)((?:19|20)\d\d年?)(?=\s?(?:$|[,，;:：]))")
_DATES = re.compile(r"(?:years?|periods?|months?|dates?|年份?|月份?|时间|时期|日期)", re.IGNORECASE)
"""Heads of columns whose numbers are dates."""


@dataclass(frozen=True)
class _Form:
    """How a language says what heads say: patterns of words for growth and shares, and a sentence."""

    growth: re.Pattern[str]
    yearly: re.Pattern[str]
    share: re.Pattern[str]
    sentence: str
    verbs: tuple[str, str, str, str]
    number: str
    year: str

    def say(self, heads: "_Heads", number: str) -> str:
        level, grew, grew_yearly, part = self.verbs
        verb = {"level": level, "growth": grew, "yearly": grew_yearly, "share": part}[heads.measure]
        words = verb.format(self.number.format(number=number, unit=heads.unit) if heads.unit else number)
        period = self.year.format(heads.period) if _YEAR.fullmatch(heads.period) else heads.period
        if self is _ENGLISH:
            opened = re.match(r"(?:in|at|by|during|from|between|as|for|since)\b", period, re.IGNORECASE)
            at = "At the " if re.match(r"(?:the )?end\b", period, re.IGNORECASE) else "" if opened else "In "
            period = f"{at}{period.removeprefix('the ') if at == 'At the ' else period}"
        return self.sentence.format(period=period, region=heads.region, name=heads.name, verb=words)


_ENGLISH = _Form(
    growth=re.compile(r"\b(?:growth(?: rate)?|change|increase|year[- ]on[- ]year|yoy|y/y)\b", re.IGNORECASE),
    yearly=re.compile(r"\b(?:year[- ]on[- ]year|yoy|y/y)\b", re.IGNORECASE),
    share=re.compile(r"\bshare\b(?! of)|\bshare of (?:the )?total\b", re.IGNORECASE),
    sentence="{period}, {region}'s {name} {verb}.",
    verbs=("were {}", "rose {}", "rose {} year on year", "accounted for {}"),
    number="{number} {unit}",
    year="In {}",
)
_CHINESE = _Form(
    growth=re.compile("同比(?:增长|增速|增幅|变化)?(?:率)?|增长率|增速|增幅|增长"),
    yearly=re.compile("同比"),
    share=re.compile("所占比重|占比|比重|份额"),
    sentence="{period}，{region}{name}{verb}。",
    verbs=("为{}", "增长{}", "同比增长{}", "占比{}"),
    number="{number}{unit}",
    year="{}年",
)


@dataclass(frozen=True)
class _Heads:
    """What the heads of a cell name."""

    period: str
    region: str
    name: str
    measure: str
    unit: str


def read_cells(draft: Draft, lexicon: Lexicon, date: str, lang: str) -> Iterator[tuple[Proposal, Proposal]]:
    """The numbers in cells whose heads name all that they are of: each as it is read, and in its place in *draft*."""
    said = [*_sentences(draft, lexicon, lang)]
    lines = {}
    at = 0
    for start, end, sentence in said:
        lines[at] = (start, end)
        at += len(sentence) + 1
    found: dict[int, list[Proposal]] = {}
    for proposal in read_text("\n".join(sentence for *_, sentence in said), lexicon, date=date, lang=lang):
        found.setdefault(proposal.sentence.start, []).append(proposal)
    for begin, proposals in found.items():
        if begin in lines and len(proposals) == 1:
            start, end = lines[begin]
            text = Span(start, end, draft.text[start:end])
            yield proposals[0], replace(proposals[0], offset=start, printed=text.text, number=text)


def _sentences(draft: Draft, lexicon: Lexicon, lang: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each cell with a number, and what its heads and it say together."""
    if not draft.grids:
        return
    reader = _HeadReader(lexicon, lang)
    for grid in draft.grids:
        caption = reader.read_caption(find_caption(draft, grid))
        if caption is None:
            continue
        rows = [[_Cell(start, end, draft.text[start:end]) for start, end in row] for row in grid]
        top = rows[0] if rows else []
        for row in rows[1:]:
            if len(row) != len(top) or len(row) < 2:
                continue
            beside = [cell.text for at, cell in enumerate(row) if not at or not cell.number or cell.dates(top[at])]
            for head, cell in zip(top[1:], row[1:], strict=True):
                heads = None if cell.dates(head) else reader.read(beside, head.text, caption) if cell.number else None
                if heads and (heads.unit or cell.number != cell.text.strip()):
                    start = cell.start + cell.text.index(cell.number)
                    whole = cell.text.strip()
                    number = cell.number if heads.unit and whole == cell.number else whole
                    bare = replace(heads, unit="") if whole != cell.number else heads
                    yield start, cell.start + len(cell.text.rstrip()), reader.form.say(bare, number)


@dataclass(frozen=True)
class _Cell:
    start: int
    end: int
    text: str

    @property
    def number(self) -> str:
        """The number with which it begins; empty if with none."""
        found = _NUMBER.match(self.text.strip())
        return found[0] if found else ""

    def dates(self, head: "_Cell") -> bool:
        """Whether its number is a date, by the head of its column."""
        return bool(_YEAR.fullmatch(self.text.strip()) and _DATES.search(head.text))


class _HeadReader:
    """Reads heads, each text once."""

    def __init__(self, lexicon: Lexicon, lang: str) -> None:
        self._language = language = language_of("字" if lang == "zh" else "letters")
        self.form = _CHINESE if lang == "zh" else _ENGLISH
        self._scan = language.scanner(lexicon)
        self._tokens: dict[str, list[Token]] = {}

    def read_caption(self, words: str) -> Caption | None:
        """What a caption gives; None if it leaves open what the cells are."""
        return read_caption(words, self._language, self._scan_once, self._is_unit)

    def read(self, beside: Sequence[str], above: str, caption: Caption) -> _Heads | None:
        """What the heads *beside* and *above* a cell name, and else its *caption*; None if something is open or named twice."""
        period, region, unit, measure = [], [], "", "level"
        names = []
        for head in (*beside, above):
            text = " ".join(head.split())
            if found := _UNIT.search(text):
                inside = found[1] or found[2]
                if self._is_unit(inside):
                    unit, text = inside, text[: found.start()]
            if lone := _LONE_YEAR.search(text):
                period.append(lone[1])
                text = f"{text[: lone.start(1)]}{text[lone.end(1) :]}"
            for word, pattern in (("growth", self.form.growth), ("share", self.form.share)):
                if matched := pattern.search(text):
                    if measure != "level":
                        return None
                    measure = "yearly" if word == "growth" and self.form.yearly.search(text) else word
                    text = self.form.yearly.sub("", f"{text[: matched.start()]}{text[matched.end() :]}")
            for token in self._scan_once(text):
                if token.kind == Kind.PERIOD:
                    period.append(token.text)
                elif is_region(token):
                    region.append(token.text)
                else:
                    names.append(token.text)
        period = period or [*filter(None, [caption.period])]
        region = region or [*filter(None, [caption.region])]
        if len({*period}) != 1 or len({*region}) != 1 or not {*caption.members} <= {*names}:
            return None
        unit = unit or (caption.unit if measure == "level" else "")
        name = " ".join(filter(None, (each.strip(" ,，:：;|()（）*·") for each in names)))
        return _Heads(
            period[0].strip(), region[0], name if self.form is _ENGLISH else name.replace(" ", ""), measure, unit
        )

    def _scan_once(self, text: str) -> list[Token]:
        if text not in self._tokens:
            self._tokens[text] = self._scan(text, 0)
        return self._tokens[text]

    def _is_unit(self, text: str) -> bool:
        tokens = self._scan_once(self.form.number.format(number=1, unit=text.strip()))
        return len(tokens) == 1 and tokens[0].kind == Kind.NUMBER and tokens[0].value.kind not in ("", "duration")
