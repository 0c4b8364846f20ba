"""Find the places of printed numbers in the texts that printed them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import row_faults
from statbook.store import Store, passage_at, source_text
from statbook.store.validation.offsets import find_places

TABLES = {".csv", ".tsv", ".xlsx", ".ods"}
"""Endings of files whose numbers stand in cells."""
_AROUND = 8
"""Characters before and behind a number by which a place is shown."""
_VERB = 4
"""Characters before a number in which the verb that tells its sign may stand."""
_SHOWN = 6
"""Places of one number that are shown."""


def read_texts(
    store: Store, folder: Path | None, codes: Iterable[str], own: tuple[str, Path] | None = None
) -> dict[str, str]:
    """The texts of the sources *codes* that lie in *folder*, by code, and that of the source and file *own*.

    Raises DataError if a text has other bytes than sources.csv says, or is not UTF-8.
    """
    found: dict[str, str] = {}
    for code in dict.fromkeys(codes):
        file = str(store.sources.at[code, "file"]) if code in store.sources.index else ""
        is_table = Path(file).suffix.lower() in TABLES
        if folder and file and (folder / file).is_file() and not is_table:
            found[code] = source_text(folder, file, str(store.sources.at[code, "sha256"]))
    if own:
        code, path = own
        found[code] = _decode(path)
    return found


def _decode(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise DataError([Fault(path.name, "another encoding", "text in UTF-8", "Save it as UTF-8.")]) from None


def fill_offsets(
    rows: pd.DataFrame, texts: Mapping[str, str], columns: Mapping[str, int]
) -> tuple[pd.DataFrame, list[Fault]]:
    """*rows* with the offset of each printed form that stands once in the text of its source, and a fault for any other.

    *texts* are by code of their source, *columns* those of the file. An offset that is given must be that of the
    printed form. Rows of other sources, and rows with a cell, stay as they are. The column `before` has the few words of
    the text before the number.
    """
    rows = rows.assign(before="")
    faults: list[Fault] = []
    asked = rows["source"].isin(texts) & (rows["cell"] == "") & (rows["printed"] != "")
    for label, source, printed, offset in rows.loc[asked, ["source", "printed", "offset"]].itertuples():
        text = texts[str(source)]
        places = find_places(text, str(printed))
        if not offset and len(places) == 1:
            rows.at[label, "offset"] = offset = str(places[0])
        elif not offset or (str(offset).isdecimal() and not _stands_at(text, int(str(offset)), str(printed))):
            faults += _fault(rows.loc[[label]], columns, text, places)
            offset = places[0] if places else ""
        if str(offset).isdecimal():
            rows.at[label, "before"] = text[max(0, int(str(offset)) - _VERB) : int(str(offset))]
    return rows, faults


def _stands_at(text: str, offset: int, printed: str) -> bool:
    try:
        passage_at(text, offset, printed, 0)
    except DataError:
        return False
    return True


def _fault(row: pd.DataFrame, columns: Mapping[str, int], text: str, places: list[int]) -> Iterator[Fault]:
    """What is wrong with the place of one row: its printed form stands nowhere, at several places, or at another."""
    printed = str(row["printed"].iloc[0])
    column = "offset" if places and "offset" in columns else "printed"
    shown = ", ".join(f"{at} ({_words_at(text, at, printed)})" for at in places[:_SHOWN])
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    given = str(row["offset"].iloc[0])
    if not places:
        found, expected, fix = "{printed!r}, which does not stand in {source}", "a form that its text prints", ""
        fix = "Write it as it is printed, or name the source that prints it."
    elif len(places) > 1 and not given:
        found = f"{{printed!r}} at {len(places)} places of {{source}}: {_escape(shown + more)}"
        expected, fix = (
            "the offset of the one that is meant",
            "Write it into the column offset, or more of the words into printed.",
        )
    else:
        found, expected = "offset {offset}, where {printed!r} does not stand", f"{_escape(shown + more)}"
        fix = "Mend it, or leave it empty."
    moved: list[Any] = [place._replace(column=columns.get(column, place.column)) for place in row["where"]]
    return row_faults(
        row.assign(where=pd.Series(moved, index=row.index, dtype=object)), found, expected, fix, column=column
    )


def _words_at(text: str, offset: int, printed: str) -> str:
    return "".join(passage_at(text, offset, printed, _AROUND))


def _escape(text: str) -> str:
    """Text for a format string."""
    return text.replace("{", "{{").replace("}", "}}")
