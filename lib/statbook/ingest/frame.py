"""Add the numbers of a pandas DataFrame to data/, as `statbook add` adds those of a file."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from statbook.errors import DataError, Fault, ParameterError
from statbook.ingest.add import REASONS, AddRequest, AddResult, add
from statbook.ingest.readers.frame_reader import FRAME, canonical_csv, read_frame
from statbook.ingest.readers.table_file import cut_tables
from statbook.project.paths import book
from statbook.store import Store

_OPTION = re.compile(r"--(recipe|date|knowingly)(?:(?<!knowingly) ([\w-]+))?")


def add_frame(
    frame: pd.DataFrame,
    recipe: str = "",
    date: str = "",
    *,
    data: Path | str | None = None,
    dry: bool = False,
    because: str = "revision",
    reason: str = "",
    knowingly: str = "",
) -> AddResult:
    """Add the numbers of *frame* to data/: all of them, or none if one has a fault. Offered as `statbook.add`.

    The arguments are the options of `statbook add`; *data* is the folder of the data, by default that of the book in
    which one works. With *dry* nothing is changed. `statbook.ingest.report(result)` says line by line what was added.

    The source is the frame as CSV, of which sources.csv has the SHA-256, so that the same frame again is nothing new.
    Raises DataError with all faults, at `frame:row:column`; row 1 has the names of the columns. data/ is unchanged then.

    >>> frame = pd.DataFrame({"month": ["2025-01"], "apples": [1]})
    >>> add_frame(frame, recipe="apples", dry=True)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    statbook.errors.DataError: recipe="apples": found no such recipe; expected one of ...
    """
    texts = {"recipe": recipe, "date": date, "because": because, "reason": reason, "knowingly": knowingly}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ParameterError(f"{name}={text!r}: expected text{', such as 2026-01-31' * (name == 'date')}")
    if because not in REASONS:
        raise ParameterError(f"because={because!r}: expected one of {', '.join(REASONS)}")
    if (because != "revision") != bool(reason.strip()):
        raise ParameterError("because='correction' and because='misreading' want a reason=…, a revision none")
    place = Path(data) if data is not None else book().data
    Store.load(place)  # says so if there is no data package
    grid = read_frame(frame)
    request = AddRequest(recipe, date, because, reason.strip(), waiver=knowingly.strip())
    with TemporaryDirectory() as folder:
        file = Path(folder) / FRAME
        file.write_bytes(canonical_csv(grid))
        try:
            return add(place, file, request, dry=dry, read=lambda _, options: cut_tables([grid], options))
        except DataError as error:
            raise DataError([_as_argument(fault) for fault in error.faults]) from None


def _as_argument(fault: Fault) -> Fault:
    """*fault* with the arguments of `add_frame` for the options of the command."""

    def name(text: str) -> str:
        return _OPTION.sub(lambda found: f'{found[1]}="{found[2]}"' if found[2] else f"{found[1]}=", text)

    return replace(fault, where=name(fault.where), expected=name(fault.expected), fix=name(fault.fix))
