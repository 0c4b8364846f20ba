"""Checks that every printed number is at its offset in the source text.

The source texts are not part of the book. If a folder with them is given, the SHA-256 of each text is compared with
sources.csv, and each number is read at its offset, counted in Unicode code points of the text. White space inside a
number is ignored, because pages break lines inside numbers.
"""

import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.package import Package, read_table
from statbook.store.printed_number import ELISION
from statbook.store.yaml_files import read_yaml

_LISTED = r"(?:[\d.,，、\s和及与个]|以及|and|(?<=[、和及与])(?:提高|上升|增加|扩大|加快|下降|回落|减少|收窄|放缓)){1,200}?(?<=\d)\s*(?:个\s*)?"
"""What an elision stands for: other numbers, and what is between them (提高2.3个和下降0.6个百分点)."""
_GOES_ON = "0123456789十百千万亿"
"""Signs behind which a number may go on."""


@dataclass(frozen=True)
class Verification:
    """How many offsets were compared with a text, how many were not, the faults, and the texts that were not there."""

    verified: int
    unverified: int
    faults: tuple[Fault, ...]
    absent: tuple[str, ...] = ()


def _pattern(printed: str) -> str:
    """*printed* as a regular expression that allows white space between any two of its signs, and a list for its elision."""
    parts = ("".join(part.split()) for part in printed.split(ELISION))
    return _LISTED.join(r"\s*".join(map(re.escape, part)) for part in parts)


def _end(text: str, offset: int, printed: str) -> int | None:
    """The offset behind *printed*, which begins in *text* at *offset*; None if it does not."""
    pattern = _pattern(printed)
    found = re.compile(pattern).match(text, offset) if pattern and 0 <= offset < len(text) else None
    return found.end() if found else None


def find_places(text: str, printed: str) -> list[int]:
    """The offsets at which *printed* stands in *text* as a number of its own: 5% does not stand in 2.5%.

    >>> find_places("Exports rose 2.5%, imports 5%, apples 5%.", "5%")
    [27, 38]
    """
    pattern = _pattern(printed)
    before = r"(?<![\d.])" if pattern[:1].isdigit() else ""
    behind = r"(?![\d十百千万亿]|[.,]\d)" if printed.strip()[-1:] in _GOES_ON else ""
    return [found.start() for found in re.finditer(before + pattern + behind, text)] if pattern else []


def source_text(texts: Path, file: str, sha256: str) -> str:
    """The text *file* in the folder *texts*. Raises DataError if it is missing or has another digest."""
    path = texts / file
    if not path.is_file():
        raise DataError([Fault(f"data/sources.csv: {file}", f"no such file in {texts}", "the source text")])
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise DataError([Fault(f"data/sources.csv: {file}", "another SHA-256", f"the text with {sha256}")])
    return raw.decode("utf-8")


def passage_at(text: str, offset: int, printed: str, around: int) -> tuple[str, str, str]:
    """At most *around* characters before *printed*, *printed* itself and as many after it, each without white space.

    Raises DataError if *printed* is not at *offset*.
    """
    end = _end(text, offset, printed)
    if end is None:
        raise DataError([Fault(f"offset {offset}", repr(text[offset : offset + len(printed)]), repr(printed))])
    pieces = text[max(0, offset - around) : offset], text[offset:end], text[end : end + around]
    before, itself, after = ("".join(piece.split()) for piece in pieces)
    return before, itself, after


def verify(package: Package, texts: Path | None) -> Verification:
    """Compare every `printed` of data/ with the texts in the folder *texts*; without one, only count them.

    A text that is not there leaves its numbers unverified; a folder with none of the texts is a fault.
    """
    sources = read_table(package, "sources").set_index("source")
    offsets = _offsets(package)
    tables = pd.concat([read_table(package, name)[["source", "cell"]] for name in (*package.themes, "prints")])
    # Sources whose numbers are in cells are tables, which are not texts.
    of_tables = tables.loc[tables["cell"] != "", "source"]
    sources = sources[sources.index.isin(offsets["source"]) | ~sources.index.isin(of_tables)]
    if texts is None:
        return Verification(0, len(offsets), ())
    faults: list[Fault] = []
    bodies: dict[str, str] = {}
    files = sources.drop_duplicates(["file", "sha256"]).set_index("file")["sha256"]
    absent = tuple(str(name) for name in files.index if not (texts / str(name)).is_file())
    if len(absent) == len(files) > 0:
        faults.append(Fault(f"--texts {texts}", "none of the source texts", f"one of {', '.join(absent)}"))
    for name, digest in files.drop([*absent]).items():
        try:
            bodies[str(name)] = source_text(texts, str(name), str(digest))
        except DataError as error:
            faults += error.faults
    text_of = {code: bodies[file] for code, file in sources["file"].items() if file in bodies}
    known = offsets[offsets["source"].isin(text_of)].to_dict("records")
    wrong = [fault for row in known for fault in _check_offset(row, text_of[row["source"]])]
    faults += [*wrong, *_missing_names(package, text_of)]
    return Verification(len(known) - len(wrong), len(offsets) - len(known), tuple(faults), absent)


def _check_offset(row: Mapping[Hashable, str], text: str) -> Iterator[Fault]:
    start, printed = int(row["offset"]), row["printed"]
    if printed and _end(text, start, printed) is None:
        found = f"{text[start : start + len(printed)]!r} at offset {start}"
        yield Fault(f"{row['where']}: printed", found, repr(printed), "Mend offset or printed.")
    elif not 0 <= start < len(text):
        yield Fault(f"{row['where']}: offset", str(start), f"less than {len(text)}")


def _missing_names(package: Package, text_of: Mapping[object, str]) -> Iterator[Fault]:
    """Names in `lists` of identities.yaml that are not in the text of the count."""
    rows = pd.concat([read_table(package, theme)[["obs", "source"]] for theme in package.themes])
    source_of = dict(zip(rows["obs"], rows["source"], strict=True))
    for number, entry in enumerate(read_yaml(package.folder, "identities.yaml")["lists"], 1):
        source = source_of.get(entry["count"], "")
        text = "".join(text_of.get(source, "").split())
        for name in entry["zh"] if text else ():
            if "".join(name.split()) not in text:
                where = f"data/identities.yaml: lists, entry {number}: zh"
                yield Fault(where, repr(name), f"a name that the text of {source} has", "Write it as it is printed.")


def _offsets(package: Package) -> pd.DataFrame:
    """Every offset in data/: where (file and line), source, offset, printed."""
    frames = []
    for name in (*package.themes, "prints", "events", "statements"):
        table = read_table(package, name)
        table = table[table["offset"] != ""]
        where = [f"data/{name}.csv:{line}" for line in table.index]
        printed = table["printed"] if "printed" in table else ""
        frames.append(table[["source", "offset"]].assign(printed=printed, where=where))
    return pd.concat(frames, ignore_index=True)
