"""Guess the shape of a table that no recipe describes yet: titles, header, units, rows, notes, and what columns hold.

The module is long because each guess rests on the ones before.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.header_lines import (
    YEAR,
    find_first_data,
    find_header,
    is_lone,
    left_name,
    lone_cell,
    repeated_width,
)
from statbook.ingest.header_periods import part_patterns, period_patterns, periods_in_names, title_year
from statbook.ingest.parsing.period_parser import parse_parts, resolve_ambiguous
from statbook.ingest.parsing.recipe_expansion import join_names
from statbook.ingest.parsing.short_years import spell_out
from statbook.ingest.parsing.table_layout import header_names, header_period
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import Grid, normalize_name, plain_name
from statbook.ingest.row_heads import join_heads, repeated_heads
from statbook.store.printed_number import parse_cell

MOSTLY = 0.8
_MOST_CELLS = 40_000
"""Cells that are looked at, so that a draft takes a moment only."""
_LEAST_LINES = 24


@dataclass(frozen=True)
class TableShape:
    """A table with what is guessed of it.

    titles   texts above the header, each with its cell
    header   lines of names
    unit_row the line of units, if there is one
    names    column to its name
    body     lines that are looked at
    notes    lines of one cell behind or before the numbers
    heads    lines of one cell among them
    repeats  lines that repeat the header
    ages     lines that say nothing but a period, each of the lines below it
    about    lines above the numbers that say something else of the series: 频率
    width    the first columns that make the table, where it stands several times side by side
    said     what the header says of columns that have one name, which go by their letters
    """

    grid: Grid
    vocabulary: Vocabulary
    kinds: CellKinds
    titles: dict[str, str]
    header: list[int]
    unit_row: int | None
    names: dict[int, str]
    body: pd.DataFrame
    notes: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    width: int = 0
    said: dict[int, str] = field(default_factory=dict)
    about: list[int] = field(default_factory=list)
    ages: list[int] = field(default_factory=list)

    def words(self, at: int) -> str:
        """What the header says of a column: its name, of one with the name of another that to its left before it."""
        return self.said.get(at, self.names[at])

    @property
    def note_texts(self) -> list[str]:
        return [row_text(self.grid.frame, line) for line in self.notes]

    def labels(self, at: int) -> list[str]:
        """The names in a column, each once, joined to that of the head above them."""
        cells = {int(str(line)): str(text).strip() for line, text in self.body[at].items()}
        cells |= {line: row_text(self.grid.frame, line) for line in self.heads}
        found = dict.fromkeys(join_heads(cells, self.heads, self.row_heads(at)))
        return [name for name in found if name and name not in self.totals]

    def row_heads(self, at: int) -> list[str]:
        """The names in the column that names the rows below which the others stand, where names stand several times."""
        words = [
            other for other in self.names if self.share(other, lambda text: self.kinds.of(text) == "text") > MOSTLY
        ]
        is_told = self.heads or self.period_columns or self.region_columns or words != [at]
        return [] if is_told else repeated_heads([text for text in map(str.strip, self.body[at]) if text])

    def joined_labels(self, columns: Sequence[int]) -> list[str]:
        """The names that several columns make together, each once."""
        rows = self.body[[*columns]].itertuples(index=False)
        return list(dict.fromkeys(join_names(*(str(text).strip() for text in row)) for row in rows))

    def share(self, at: int, test: Callable[[str], object]) -> float:
        """The share of the cells of a column, missing ones aside, that pass a test."""
        cells = [text for text in self.body[at] if self.kinds.of(text) != "missing"]
        return sum(bool(test(text)) for text in cells) / len(cells) if cells else 0.0

    def columns(self, test: Callable[[str], object], among: Iterable[int]) -> list[int]:
        """The columns most of whose cells pass a test."""
        return [at for at in among if self.share(at, test) >= MOSTLY]

    def is_number(self, text: str) -> bool:
        return self.kinds.of(text) == "number"

    @cached_property
    def periods(self) -> list[int]:
        """The columns that are periods; none if they are not most of those that hold numbers."""
        read = {at: period for at, name in self.names.items() if (period := header_period(name))}
        known = resolve_ambiguous([self.names[at] for at in read], [*read.values()])
        found = [at for at, period in zip(read, known, strict=True) if period and not period.readings]
        numbers = self.columns(self.is_number, self.names)
        is_alone = len(found) == 1 and len(numbers) > 1  # then it says the period of the others too
        return found if 2 * len({*found} & {*numbers}) >= max(len(numbers), 1) and not is_alone else []

    @cached_property
    def period_parts(self) -> dict[int, str]:
        """Column to the words in its name that are a period, beside others: 2026年1-9月 / 出口, 2026年 / 1-9月 / 出口."""
        return {} if self.periods else periods_in_names(self.names, self.kinds.is_period)

    @cached_property
    def period_patterns(self) -> dict[int, str]:
        """Column to its name with {period} for the period in it, or for the part of the year that its row or a title says."""
        if self.periods:
            return {}
        if not self.period_columns:
            found = period_patterns(self.names, self.period_parts)
            return found or (part_patterns(self.names) if title_year(self.titles) else {})
        years = len(self.period_columns) == 1 and self.share(self.period_columns[0], self._is_year)
        found = part_patterns(self.names) if years > MOSTLY else {}
        return found if len(found) > 1 else {}

    def pattern(self, at: int) -> str:
        """The name of a column as a recipe has it."""
        return self.period_patterns.get(at, self.names[at])

    @cached_property
    def needs_year_month(self) -> bool:
        """Whether periods such as 2024.1 stand in the header, which their neighbours decide."""
        return any(re.fullmatch(r"\d{4}\.\d", self.names[at]) for at in self.periods)

    @cached_property
    def period_columns(self) -> list[int]:
        """The column of periods, or those of the year and of its part; none if there are none."""
        if self.ages:
            age, own = row_text(self.grid.frame, self.ages[0]), self.age_column
            return [own] if self.share(own, lambda text: parse_parts((age, text))) > MOSTLY else []
        for year in self.names:
            if self.share(year, self._is_year) < MOSTLY or not len(self.body):
                continue
            years = self.body[year].replace("", None).ffill().fillna("")
            for part in (at for at in range(year + 1, year + 3) if at in self.names):
                pairs = [(str(one), str(other)) for one, other in zip(years, self.body[part], strict=True) if other]
                if sum(parse_parts(pair) is not None for pair in pairs) >= MOSTLY * len(self.body):
                    return [year, part]
        shares = {
            at: self.share(at, lambda text: self.kinds.is_period(text) or self.kinds.is_total(text))
            for at in self.names
            if self.share(at, self.kinds.is_period) and not self._has_numbers_like_periods(at)
        }
        best = max(shares, key=lambda at: shares[at], default=None)
        return [best] if best is not None and shares[best] >= MOSTLY else []

    def _has_numbers_like_periods(self, at: int) -> bool:
        """Whether a column holds amounts such as 2018.0 and 2049.7, which are neither in order nor one a period."""
        cells = [text for text in self.body[at] if parse_cell(text) is not None]
        numbers = pd.Series([float(parse_cell(text) or 0) for text in cells])
        is_ordered = numbers.astype(int).is_monotonic_increasing or numbers.astype(int).is_monotonic_decreasing
        return 2 * len(cells) > len(self.body) and (
            not is_ordered or bool(self.vocabulary.unit_parser.unit_words(self.names[at]))
        )

    def _is_year(self, text: str) -> bool:
        return bool(YEAR.fullmatch(text) or spell_out(text)) or self.kinds.is_total(text)

    @property
    def age_column(self) -> int:
        """The column in which lines of their own say the period of those below them."""
        return next(int(str(at)) for at, text in self.grid.frame.loc[self.ages[0]].items() if str(text).strip())

    @cached_property
    def totals(self) -> list[str]:
        """The labels among periods, or regions, that say that a row adds up the others."""
        return [text for text in dict.fromkeys(self._first_labels()) if self.kinds.is_total(text)]

    def _first_labels(self) -> list[str]:
        """The first words of each row, up to its period or region: 合计 in a cell merged over 序号 and 地区."""
        last = (self.period_columns or self.region_columns or [-1])[0]
        columns = [[*map(str.strip, self.body[at])] for at in self.names if at <= last]
        return [
            next(filter(None, row), "") if self.kinds.of(row[-1]) == "missing" else row[-1]
            for row in zip(*columns, strict=True)
        ]

    @cached_property
    def sparse(self) -> list[int]:
        """The columns of periods and regions of which an empty cell repeats the one above, as merged cells do."""
        found = []
        for at in (*self.period_columns, *self.region_columns):
            is_empty = self.body[at].str.strip() == ""
            words = [other for other in self.names if other != at and self.share(other, self.is_number) <= 1 - MOSTLY]
            beside = self.body.loc[is_empty, words]
            if is_empty.any() and not is_empty.iloc[0] and bool((beside != "").any(axis=1).all()):
                found.append(at)
        return found

    @cached_property
    def region_columns(self) -> list[int]:
        regions = self.vocabulary.codes_by_name("region")
        among = [at for at in self.names if at not in (*self.periods, *self.period_columns)]
        found = self.columns(lambda text: plain_name(text) in regions or self.kinds.is_total(text), among)
        return [at for at in found if self.share(at, lambda text: plain_name(text) in regions) > 1 - MOSTLY][:1]


def find_shape(grid: Grid, vocabulary: Vocabulary) -> TableShape:
    """The shape of the table in *grid*. Raises DataError if it has no cells, or no numbers below names."""
    kinds = CellKinds(vocabulary)
    frame = grid.frame[(grid.frame != "").any(axis=1)]
    if frame.empty:
        raise DataError([Fault(grid.name, "no cells", "a table", "Save or download it again: nothing is in it.")])
    first = find_first_data(frame, kinds)
    if first is None:
        asked = (
            "It has one line only: is it the whole table?"
            if len(frame) == 1
            else "Is it a table, and the sheet that is meant?"
        )
        fix = f"{asked} A draft needs a line of names with numbers below."
        raise DataError([Fault(grid.name, "no numbers below names", "a table", fix)])
    header, unit_row, about = find_header(frame[frame.index < first], kinds)
    top = [str(text).strip() for text in frame.iloc[0]] if frame.index[0] in header else []
    if not header or any(kinds.of(text) == "number" and not YEAR.fullmatch(text) for text in top):
        where, fix = f"{grid.name}:{first}", "Type the names of the columns into a copy of the table."
        raise DataError([Fault(where, "numbers without a line of names above", "a header", fix)])
    names = header_names(frame, header)
    width = repeated_width(names)
    names = {at: name for at, name in names.items() if not width or at < width}
    full = (frame.loc[header[-1] :].iloc[1:].apply(lambda column: column.str.strip()) != "").any()
    unnamed = {int(str(at)): column_letters(int(str(at))) for at in full.index[full] if at < max(names)}
    names = dict(sorted((unnamed | names).items()))
    counts = Counter(map(normalize_name, names.values()))
    alike = {at for at, name in names.items() if counts[normalize_name(name)] > 1}
    said = {at: join_names(*filter(None, [left_name(names, at, alike)]), names[at]) for at in alike}
    names |= {at: column_letters(at) for at in alike}
    titles = {text: f"{column_letters(int(str(at)))}{line}" for line, row in frame[frame.index < header[0]].iterrows()
              for at, text in row.items() if str(text).strip()}  # fmt: skip
    below = frame[(frame.index > max(header[-1], unit_row or 0)) & ~frame.index.isin(about)][[*names]]
    below = below[(below != "").any(axis=1)]
    step = max(_LEAST_LINES, _MOST_CELLS // max(len(names), 1))
    body = _sample(below, step)
    repeats = [line for line in _lines(body) if [*body.loc[line]] == [*frame.loc[header[-1], [*names]]]]
    lone = [line for line in _lines(body) if is_lone([*map(str, body.loc[line])], kinds)] if len(names) > 1 else []
    last = max((line for line in _lines(body) if line not in lone), default=0)
    heads = [line for line in lone if line < last and not kinds.states_unit(row_text(frame, line))]
    body = body.drop(index=[*repeats, *lone])
    shape = TableShape(grid, vocabulary, kinds, titles, header, unit_row, names, body, said=said, about=about)
    ages = (
        [line for line in _lines(body) if kinds.of(lone_cell([*map(str, body.loc[line])])) == "period"]
        if len(names) > 1
        else []
    )
    if ages and not shape.period_columns and not shape.periods:
        body = body.drop(index=ages)
        return replace(shape, body=body, ages=ages, notes=lone, repeats=repeats, width=width)
    if shape.period_columns:  # then rows are periods, which nothing heads
        return replace(shape, notes=lone, repeats=repeats, width=width)
    return replace(shape, notes=[line for line in lone if line not in heads], heads=heads, repeats=repeats, width=width)


def row_text(frame: pd.DataFrame, line: int) -> str:
    """The cells of a line as one text."""
    return "".join(map(str, frame.loc[line])).strip()


def _lines(frame: pd.DataFrame) -> list[int]:
    return [int(str(line)) for line in frame.index]


def _sample(body: pd.DataFrame, most: int) -> pd.DataFrame:
    """The lines of a table, of a long one some: the first half of *most* from its beginning, the others from all of it."""
    if len(body) <= most:
        return body
    rest = body.iloc[most // 2 :]
    step = -(-len(rest) // (most - most // 2))
    return pd.concat([body.iloc[: most // 2], rest.iloc[::step], body.tail(3)]).loc[
        lambda rows: ~rows.index.duplicated()
    ]
