"""The workbook of a book is written beside the staging, by another process if there is one, with the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ended_server import EndedServer
from statbook.execution.fork_server import ForkServer
from statbook.project.paths import Book
from statbook.site.page_tables import PageTables
from statbook.site.workbook_process import WorkbookJob, write_beside

PAGE = PageTables(
    "chapters/fruit",
    {"tab-fruit-a": "Table 1.1"},
    [],
    [
        {
            "id": "tab-fruit-a",
            "label": "Table 1.1",
            "title": "Fruit",
            "source": "",
            "head": ["Name", "Value"],
            "rows": [["pears", "12"]],
        }
    ],
)


def job(book: Book, folder: Path) -> WorkbookJob:
    return WorkbookJob([PAGE], book.data, [], "en", book.locale, folder / "none", folder / "data" / "workbook.xlsx")


@pytest.mark.parametrize("kind", [ForkServer, EndedServer])
def test_a_workbook_that_another_process_writes_has_the_same_bytes(
    book: Book, tmp_path: Path, kind: type[ForkServer]
) -> None:
    with write_beside(job(book, tmp_path / "here"), tmp_path, None):
        pass
    with kind() as server, write_beside(job(book, tmp_path / "beside"), tmp_path, server):
        pass

    here, beside = (tmp_path / name / "data" / "workbook.xlsx" for name in ("here", "beside"))
    assert here.read_bytes() == beside.read_bytes()
    assert ["workbook.xlsx"] == [path.name for path in beside.parent.iterdir()]


def test_if_the_staging_fails_the_workbook_is_not_waited_for(book: Book, tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="a fault"),
        ForkServer() as server,
        write_beside(job(book, tmp_path), tmp_path, server),
    ):
        raise ValueError("a fault")

    assert not (tmp_path / "data" / "workbook.xlsx").exists()
