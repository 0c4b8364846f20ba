"""Find the lines of names and units in a table that no recipe describes yet, and what the names of columns say."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

import pandas as pd

from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.parsing.recipe_expansion import HEADER_JOINT, join_names
from statbook.ingest.parsing.unit_parser import is_missing, is_unit_label
from statbook.ingest.readers.grid import normalize_name

YEAR = re.compile(r"(?:19|20)\d\d(?:\.\d{1,2})?年?")
_MOST_HEADER_LINES = 3
_LONG_TITLE = 20
_ABOUT = {"频率", "来源", "数据来源", "指标id", "指标编码", "更新时间", "frequency", "source", "updated", "seriesid"}
"""Labels of lines above the numbers that say something else of the series than its name."""


def find_first_data(frame: pd.DataFrame, kinds: CellKinds) -> int | None:
    """The first line with numbers that are no years in a header, and the periods without numbers right above it.

    Such a line begins with a period below a name, and may have words beside it: 2025年7月, 持平.
    """
    before: list[int] = []
    label = 0
    above: dict[int, str] = {}
    for number, (line, row) in enumerate(frame.iterrows()):
        filled = [(at, text.strip()) for at, text in enumerate(row) if text.strip()]
        numbers = [text for _, text in filled if kinds.of(text) == "number"]
        if number and numbers and not all(map(YEAR.fullmatch, numbers)):
            same = str(row.iloc[label]).strip() if before else ""
            before = before if kinds.of(same) == "period" or YEAR.fullmatch(same) else []
            break
        found = [kinds.of(text) for _, text in filled if kinds.of(text) != "missing"]
        is_below_name = bool(found) and found[0] == "period" and (above.get(filled[0][0]) == "text" or bool(before))
        before = [*before, int(str(line))] if number and (found == ["period"] or is_below_name) else []
        label = filled[0][0] if filled else 0
        above = {at: kinds.of(text) for at, text in filled}
    else:
        return None
    return (before or [int(str(line))])[0]


def find_header(above: pd.DataFrame, kinds: CellKinds) -> tuple[list[int], int | None, list[int]]:
    """The lines of names, at most three; the line of units among them or below; lines that say something else of series."""
    header: list[int] = []
    about: list[int] = []
    unit_row = None
    for line in reversed([int(str(line)) for line in above.index]):
        filled = [(at, text.strip()) for at, text in enumerate(above.loc[line]) if text.strip()]
        if above.shape[1] > 1 and len(filled) > 1 and normalize_name(filled[0][1]).casefold() in _ABOUT:
            about.insert(0, line)
        elif unit_row is None and not header and _is_unit_row(filled, kinds, several=above.shape[1] > 1):
            unit_row = line
        elif any(kinds.states_unit(text) for _, text in filled) and (len(filled) < 3 or header):
            if header:
                break
        elif len(filled) == 1 and above.shape[1] > 1 and (filled[0][0] == 0 or len(filled[0][1]) > _LONG_TITLE):
            if header:
                break
        else:
            header.insert(0, line)
            if len(header) == _MOST_HEADER_LINES:
                break
    if not header and unit_row is not None and above.shape[1] == 1:
        return [unit_row], None, []
    return header, unit_row, about


def _is_unit_row(filled: Sequence[tuple[int, str]], kinds: CellKinds, *, several: bool) -> bool:
    """Whether all cells of a line are units, besides a label such as 单位."""
    texts = [text for _, text in filled if not is_unit_label(text.rstrip(":：")) and not is_missing(text)]
    return several and bool(texts) and all(map(kinds.is_unit, texts))


def put_placeholder(name: str, period: str) -> str:
    """The name of a column with {period} for its period, which may stand in one line of the header or in two."""
    parts = name.split(HEADER_JOINT)
    for height in (2, 1):
        for at in range(len(parts) - height + 1):
            if "".join(parts[at : at + height]) == period:
                return join_names(*parts[:at], "{period}", *parts[at + height :])
    return name.replace(period, "{period}", 1)


def left_name(names: dict[int, str], at: int, alike: set[int]) -> str:
    """The name of the next column to the left that has its name alone: 出口 before 同比."""
    return next((names[other] for other in range(at - 1, -1, -1) if other in names and other not in alike), "")


def repeated_width(names: dict[int, str]) -> int:
    """The columns after which the names begin again; 0 if they do not."""
    ordered = [*names.values()]
    for width in islice(range(2, len(ordered) // 2 + 1), 50):
        blocks = [ordered[at : at + width] for at in range(0, len(ordered), width)]
        if all(block == blocks[0][: len(block)] for block in blocks) and len(blocks[-1]) == width:
            return sorted(names)[width]
    return 0


def is_lone(row: Sequence[str], kinds: CellKinds) -> bool:
    """Whether a line has one cell, which is text and no period."""
    return kinds.of(lone_cell(row)) in ("text", "unit")


def lone_cell(row: Iterable[str]) -> str:
    """The cell of a line that has no other; empty for other lines."""
    filled = [text for text in row if text.strip()]
    return filled[0] if len(filled) == 1 else ""
