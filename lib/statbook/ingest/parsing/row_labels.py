"""What the labels of a row say: its series, its period and its members, from columns, a cell above the table, or the sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.period_parser import (
    AMBIGUOUS,
    Period,
    explain_readings,
    read_parts,
    read_period,
    resolve_ambiguous,
)
from statbook.ingest.parsing.period_timing import year_of
from statbook.ingest.parsing.recipe_expansion import HEADER_JOINT, join_names
from statbook.ingest.parsing.short_years import spell_out
from statbook.ingest.parsing.table_layout import TableLayout, period_columns, series_columns
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.column_name import column_number
from statbook.ingest.readers.grid import normalize_name, plain_name, quote_cell, suggest
from statbook.store import Recipe
from statbook.store.grouping import map_once

_SERIAL_DAY = re.compile(r"[34]\d{4}(?:\.0+)?", re.ASCII)
_CELL = re.compile("([A-Z]{1,3})([0-9]+)")
_QUARTER_COLUMN = re.compile("季|quarter|qtr", re.IGNORECASE)
"""What the name of a column has in it whose bare numbers are quarters."""
_GOES_ON = re.compile(r"[\d.\-~—–至到年月日季号]")
"""What behind a period in a title shows that the period goes on."""
_LONGEST = 40


def read_periods(layout: TableLayout, spec: Mapping[str, Any], faults: list[Fault]) -> pd.DataFrame:
    """The period of each row and what it tells of its timing: `period`, `timing`, `said`. Adds what cannot be read to *faults*."""
    names, form = period_columns(spec), spec.get("is", "")
    if not names:
        return _read_common_period(layout, spec, faults)
    parts = [layout.body[layout.columns[normalize_name(name)]].str.strip() for name in names]
    parts = [layout.period_heads.loc[layout.body.index], *parts[1:]] if "heads" in spec else parts
    if len(parts) == 2 and _QUARTER_COLUMN.search(normalize_name(names[1])):
        parts[1] = parts[1].where(~parts[1].str.fullmatch("0?[1-4]"), parts[1] + "季度")
    texts = parts[0] if len(parts) == 1 else parts[0] + HEADER_JOINT + parts[1]
    above = [layout.period_above] if layout.period_above and len(texts) else []
    listed = pd.Series([*above, *texts], index=[*texts.index[: len(above)], *texts.index], dtype=object)
    read = map_once(
        listed, lambda text: read_period(text, form) if len(parts) == 1 else read_parts(text.split(HEADER_JOINT))
    )
    periods = resolve_ambiguous(listed.tolist(), read.tolist())
    last = periods[-1] if periods else None
    layout.period_above = str(listed.iloc[-1]) if last and not last.readings else ""
    for number in (number for number, period in enumerate(periods) if not period or period.readings):
        line, text, period = listed.index[number], listed.iloc[number], periods[number]
        fix = explain_readings(period) if period else _period_advice(text)
        at = layout.columns[normalize_name(names[-1])]
        faults.append(layout.grid.fault(line, at, quote_cell(text), "a period", fix, names[-1]))
    return _to_frame(periods[len(above) :], texts.index)


def _read_common_period(layout: TableLayout, spec: Mapping[str, Any], faults: list[Fault]) -> pd.DataFrame:
    """The one period of a table: said by the recipe, by a cell, or by the name of the sheet."""
    grid, where = layout.grid, layout.grid.name
    text = grid.sheet if "sheet" in spec else spec.get("is", "")
    if "cell" in spec:
        cell = _CELL.fullmatch(spec["cell"])
        column, line = (column_number(cell[1]), int(cell[2])) if cell else (-1, 0)
        where = f"{grid.name}:{line}:{cell[1] if cell else ''}"
        inside = line in grid.whole.index and column in grid.whole.columns
        text = str(grid.whole.at[line, column]) if inside else ""
    periods = find_periods(text) if "cell" in spec else list(filter(None, [read_period(text)]))
    above = [period for line in layout.above for period in find_periods(line)]
    titles, said = {period.text for period in above}, {period.text for period in periods}
    is_year_of_it = titles == {year_of(text) for text in said}  # a title may say the year only
    if "is" in spec and above and not titles & said and not is_year_of_it:
        found = f"the period {above[0].text} above the table" if above[0].text != AMBIGUOUS else "another period above"
        faults.append(Fault(where, found, f"{text}, as the recipe says", "Let the recipe say where it stands: cell."))
    if len(periods) == 1 and not periods[0].readings:
        return _to_frame(periods * len(layout.body), layout.body.index)
    fix = explain_readings(periods[0]) if len(periods) == 1 else "Say it in the recipe: period: {is: 2025-01/2025-10}."
    found_words = f"{len(periods)} periods in {quote_cell(text)}" if len(periods) > 1 else quote_cell(text)
    faults.append(Fault(where, found_words, "the period of the table", fix))
    return _to_frame([None] * len(layout.body), layout.body.index)


def find_periods(text: str) -> list[Period]:
    """The periods that stand in a text, each once.

    >>> [period.text for period in find_periods("2025年1-10月四川省进出口情况")]
    ['2025-01/2025-10']
    """
    found: dict[Period, None] = {}
    at = 0
    while at < len(text):
        may_begin = not text[at].isspace() and not text[at - 1 : at].isdigit() and not spell_out(text[at : at + 3])
        ends = range(min(len(text), at + _LONGEST), at, -1) if may_begin else ()
        end = next((end for end in ends if read_period(text[at:end]) and not _GOES_ON.match(text, end)), 0)
        period = read_period(text[at:end]) if end else None
        if period:
            found[period] = None
        at = end or at + 1
    return list(found)


def _to_frame(periods: list[Any], index: pd.Index) -> pd.DataFrame:
    sound = [each if each and not each.readings else Period("") for each in periods]
    texts, timings = [each.text for each in sound], [each.timing for each in sound]
    found = pd.DataFrame({"period": texts, "timing": timings}, index=index, dtype=object)
    return found.assign(said=pd.Series([each.said for each in sound], index=index, dtype=bool))


def _period_advice(text: str) -> str:
    if _SERIAL_DAY.fullmatch(text):
        return "It looks like a spreadsheet's day number, counted from 1900: format the cells as dates."
    if re.fullmatch(r"\d{1,2}[-/.月]\d{1,2}[月日]?", text):
        return "The year is not there: write it too, as 2025-01/2025-02."
    if any(character.isdigit() for character in text):
        return ""
    return "Name lines that are not rows of the table in the recipe: skip, notes."


def read_members(
    layout: TableLayout, dimension: str, source: Mapping[str, Any], vocabulary: Vocabulary, faults: list[Fault]
) -> pd.Series:
    """The code of each row in *dimension*, by the names in a column, or by that of the sheet; empty if it has none."""
    codes = vocabulary.codes_by_name(dimension)
    codes |= {normalize_name(name): code for name, code in source.get("codes", {}).items()}
    expected = f"a code or a name of members.csv with dimension {dimension}"
    advice = "Give it a code in the recipe: codes: {{{shown}: CODE}}."
    if "sheet" in source:
        name = layout.grid.sheet
        if normalize_name(name) not in codes:
            fix = suggest(normalize_name(name), codes) or advice.format(shown=quote_cell(name))
            faults.append(Fault(layout.grid.name, f"the sheet {quote_cell(name)}", expected, fix))
        return pd.Series(codes.get(normalize_name(name), ""), index=layout.body.index, dtype=object)
    texts = layout.body[layout.columns[normalize_name(source["column"])]]
    found = map_once(texts, lambda text: codes.get(normalize_name(text)) or codes.get(plain_name(text)))
    for line in texts.index[found.isna()]:
        shown = quote_cell(texts[line])
        fix = suggest(normalize_name(texts[line]), codes) or advice.format(shown=shown)
        at = layout.columns[normalize_name(source["column"])]
        faults.append(layout.grid.fault(line, at, shown, expected, fix, source["column"]))
    return found.fillna("")


def named_series(recipe: Recipe) -> list[str]:
    """The columns or rows that are series, once each, and those left out, whose numbers are counted."""
    own = recipe.content["rows"] if "rows" in recipe.content else [spec["column"] for spec in recipe.values]
    return list(dict.fromkeys([*own, *recipe.content.get("leave_out", {})]))


def read_series(layout: TableLayout, recipe: Recipe) -> pd.Series | None:
    """The name of the series in each row; None if columns are series."""
    columns = [layout.body[layout.columns[normalize_name(name)]].str.strip() for name in series_columns(recipe.content)]
    if not columns:
        return None
    names = columns[0]
    for more in columns[1:]:
        names = names + HEADER_JOINT + more
    heads = {*map(normalize_name, recipe.content.get("heads", []))}
    return _join_heads(names, heads) if heads else names


def _join_heads(names: pd.Series, heads: set[str]) -> pd.Series:
    """Names joined to that of the last head above them."""
    head, joined = "", []
    for name in names:
        head = name if normalize_name(name) in heads else head
        joined.append(name if head in ("", name) else join_names(head, name))
    return pd.Series(joined, index=names.index, dtype=object)


def unnamed_series(names: pd.Series, recipe: Recipe, layout: TableLayout) -> Iterator[Fault]:
    """Series in the rows of a table that the recipe does not name; a head without numbers is none."""
    column = series_columns(recipe.content)[-1]
    at = layout.columns[normalize_name(column)]
    keys = map_once(names, normalize_name)
    named = {normalize_name(each) for each in named_series(recipe)}
    heads = keys.isin({*map(normalize_name, recipe.content.get("heads", []))})
    bare = [line for line in keys.index[heads] if not layout.body.loc[line].drop(at).str.strip().any()]
    strange = keys[~keys.isin(named) & ~keys.index.isin(bare)].drop_duplicates()
    for line, name, series in zip(strange.index, names[strange.index], strange, strict=True):
        fix = suggest(series, named)
        yield layout.grid.fault(line, at, quote_cell(name), "a series that the recipe names", fix, column)


def missing_series(present: Iterable[str], recipe: Recipe, layout: TableLayout) -> Iterator[Fault]:
    """Series that the recipe names and that are not *present* in the rows of a table."""
    keys, named = {*map(normalize_name, present)}, {*map(normalize_name, named_series(recipe))}
    for series in sorted(named - keys - {normalize_name(each) for each in layout.names.values()}):
        fix = f"{suggest(series, keys - named)} If a table may lack it, say so in the recipe: optional: true.".strip()
        yield Fault(layout.grid.name, f"no series {series!r}", "every series that the recipe names", fix)
