"""Every printed figure is looked up where its row says that it stands.

The source texts are not part of the book. Where a folder of them is given, each text's SHA-256 is compared
with sources.csv and each figure is read at its offset, counted in Unicode code points of the text as it is;
white space inside a figure is ignored, because the page breaks lines inside figures.
"""

from __future__ import annotations

__all__ = ["Verification", "passage_at", "source_text", "stands_at", "verify"]

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.store.yaml_files import declared
from statbook.store.package import Package, read


@dataclass(frozen=True)
class Verification:
    """How many places were compared with a text, how many were not, and what was wrong."""

    verified: int
    unverified: int
    faults: tuple[Fault, ...]


def stands_at(text: str, offset: int, printed: str) -> bool:
    """Whether *printed* stands in *text* at *offset*, white space inside it ignored."""
    return _end(text, offset, printed) is not None


def _end(text: str, offset: int, printed: str) -> int | None:
    """The offset behind *printed*, which stands in *text* at *offset*; None if it does not."""
    wanted = "".join(printed.split())
    if not 0 <= offset < len(text) or text[offset].isspace():
        return None
    read_so_far = ""
    for place, character in enumerate(text[offset:], offset + 1):
        if not character.isspace():
            read_so_far += character
            if not wanted.startswith(read_so_far):
                return None
        if read_so_far == wanted:
            return place
    return None


def source_text(texts: Path, file: str, sha256: str) -> str:
    """The text *file* of the folder *texts*. Raises DataError if it is not there or is another than was read."""
    path = texts / file
    if not path.is_file():
        raise DataError([Fault(f"data/sources.csv: {file}", f"no such file in {texts}", "the source text")])
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise DataError([Fault(f"data/sources.csv: {file}", "another SHA-256", f"the text with {sha256}")])
    return raw.decode("utf-8")


def passage_at(text: str, offset: int, printed: str, around: int) -> tuple[str, str, str]:
    """What stands before *printed*, itself as it stands in *text*, and what stands after, on one line each.

    At most *around* characters before and after. Raises DataError if it does not stand at *offset*.
    """
    end = _end(text, offset, printed)
    if end is None:
        raise DataError([Fault(f"offset {offset}", repr(text[offset : offset + len(printed)]), repr(printed))])
    pieces = text[max(0, offset - around) : offset], text[offset:end], text[end : end + around]
    before, itself, after = ("".join(piece.split()) for piece in pieces)
    return before, itself, after


def verify(package: Package, texts: Path | None) -> Verification:
    """Compare every `printed` of data/ with the texts in the folder *texts*, or count them as not verified."""
    sources = read(package, "sources").set_index("source")
    places = _places(package)
    sources = sources[sources.index.isin(places["source"]) | ~sources.index.isin(_of_tables(package))]
    if texts is None:
        return Verification(0, len(places), ())
    faults: list[Fault] = []
    bodies: dict[str, str] = {}
    for name, digest in sources.drop_duplicates(["file", "sha256"]).set_index("file")["sha256"].items():
        try:
            bodies[str(name)] = source_text(texts, str(name), str(digest))
        except DataError as error:
            faults += error.faults
    verified = unverified = 0
    for row in places.itertuples():
        file = sources.at[row.source, "file"] if row.source in sources.index else None
        text = bodies.get(str(file))
        if text is None:
            unverified += 1
        elif row.printed and not stands_at(text, int(str(row.offset)), str(row.printed)):
            start = int(str(row.offset))
            faults.append(
                Fault(
                    f"{row.where}: printed",
                    f"{text[start : start + len(str(row.printed))]!r} at offset {start}",
                    repr(row.printed),
                    "Mend offset or printed.",
                )
            )
        elif not 0 <= int(str(row.offset)) < len(text):
            faults.append(Fault(f"{row.where}: offset", str(row.offset), f"less than {len(text)}"))
        else:
            verified += 1
    faults += _unnamed(package, {source: bodies.get(str(sources.at[source, "file"]), "") for source in sources.index})
    return Verification(verified, unverified, tuple(faults))


def _unnamed(package: Package, bodies: Mapping[str, str]) -> Iterator[Fault]:
    """Names of `lists` in identities.yaml that the text of the count does not have."""
    rows = pd.concat([read(package, theme)[["obs", "source"]] for theme in package.themes])
    source_of = dict(zip(rows["obs"], rows["source"], strict=True))
    for number, entry in enumerate(declared(package.folder, "identities.yaml")["lists"], 1):
        source = source_of.get(entry["count"], "")
        text = "".join(bodies.get(source, "").split())
        for name in entry["zh"] if text else ():
            if "".join(name.split()) not in text:
                where = f"data/identities.yaml: lists, entry {number}: zh"
                yield Fault(where, repr(name), f"a name that the text of {source} has", "Write it as it is printed.")


def _of_tables(package: Package) -> set[str]:
    """The sources of which figures stand in cells: tables, which are no texts."""
    tables = (read(package, name) for name in (*package.themes, "prints"))
    return {source for table in tables for source in table.loc[table["cell"] != "", "source"].unique()}


def _places(package: Package) -> pd.DataFrame:
    """All places that data/ names: where (file and line), source, offset, printed."""
    frames = []
    for name in (*package.themes, "prints", "events", "statements"):
        table = read(package, name)
        table = table[table["offset"] != ""]
        printed = table["printed"] if "printed" in table else ""
        frames.append(
            table[["source", "offset"]].assign(
                printed=printed, where=[f"data/{name}.csv:{line}" for line in table.index]
            )
        )
    return pd.concat(frames, ignore_index=True)
