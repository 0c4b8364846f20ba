"""The process with what all runs share: it says what is wrong, and ends with who asked for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.editions.warm_pages import warm_pages
from statbook.errors import BuildError
from statbook.execution.fork_server import ForkServer
from statbook.project.paths import Book


def test_a_staging_that_cannot_be_read_is_told(book: Book, tmp_path: Path) -> None:
    (tmp_path / "stage").mkdir()
    with (
        ForkServer() as server,
        pytest.raises(BuildError, match=r"the pages that all runs share cannot be made\. File"),
    ):
        with warm_pages(book, tmp_path / "stage", server, tmp_path):
            pass
