"""A new source text: its row in sources.csv, with the SHA-256 of its bytes."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.source import source_row
from statbook.store import Store, change_folder, replace_files
from statbook.store.sheets import inert


@dataclass(frozen=True)
class NewSource:
    """What sources.csv says of a text: the columns of the same names; empty words stand for what is not stated."""

    date: str
    title: str = ""
    title_en: str = ""
    publisher: str = ""
    date_basis: str = "printed"


def new_source(data: Path, text: Path, asked: NewSource) -> str:
    """Write the row of the file *text* into sources.csv of the folder *data*; what comes out is its code.

    Raises DataError if the text is there already, the day is none, or the words are no plain text; StatbookError if
    another process is writing.
    """
    with change_folder(data):
        store = Store.load(data)
        row = source_row(store, text, None, asked.date, kind="text")
        if row["source"] in store.sources.index:
            raise DataError(
                [Fault(text.name, f"the text of the source {row['source']}", "a text that data/ does not have")]
            )
        if not row["date"]:
            raise DataError(
                [Fault("--date", "no day", "the day on which the text was published", "Say --date 2026-01-31.")]
            )
        words = {"title": asked.title, "title_en": asked.title_en, "publisher": asked.publisher}
        for name, said in words.items():
            if inert(said) != said or not said.isprintable():
                option = f"--{name.replace('_', '-')}"
                raise DataError([Fault(option, repr(said), "plain words that no spreadsheet takes for a formula")])
        row |= {name: said for name, said in words.items() if said} | {"date_basis": asked.date_basis}
        path = store.package.path("sources")
        before = path.read_text(encoding="utf-8")
        columns = [field["name"] for field in store.package.fields("sources")]
        line = pd.DataFrame([row], columns=columns).to_csv(index=False, header=False, lineterminator="\n")
        content = before + ("" if before.endswith("\n") else "\n") + line
        replace_files(data, {path.name: content.encode("utf-8")})
        return row["source"]
