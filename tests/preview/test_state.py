"""What the pages of a preview are told."""

from __future__ import annotations

import threading
from pathlib import Path

from statbook.preview.state import MOST_FAULTS, PreviewState, digest_of_page


def test_a_page_is_told_its_digest_the_faults_and_what_is_done(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("one", encoding="utf-8")
    state = PreviewState(tmp_path, lambda words: None)
    state.change(faults=["cell 3: wrong"], words="running")

    assert {"digest": digest_of_page(page), "faults": ["cell 3: wrong"], "words": "running"} == state.message(page)
    page.write_text("two", encoding="utf-8")
    assert digest_of_page(page) == state.message(page)["digest"]
    assert "" == state.message(None)["digest"] == digest_of_page(tmp_path / "none.html")


def test_a_fault_stays_until_it_is_mended_and_is_said_once(tmp_path: Path) -> None:
    said: list[str] = []
    state = PreviewState(tmp_path, said.append)
    state.change(faults=["wrong"])
    state.change(words="running")
    assert ["wrong"] == state.message(None)["faults"]
    state.change(faults=["wrong"])
    state.change(faults=[])

    assert [] == state.message(None)["faults"]
    assert ["wrong", "running", "mended"] == said


def test_of_many_faults_the_first_are_told(tmp_path: Path) -> None:
    state = PreviewState(tmp_path, lambda words: None)
    state.change(faults=[f"fault {number}" for number in range(MOST_FAULTS + 2)])

    assert [f"fault {MOST_FAULTS - 1}", "and 2 more"] == state.message(None)["faults"][-2:]


def test_a_wait_ends_with_a_change_or_with_its_time(tmp_path: Path) -> None:
    state = PreviewState(tmp_path, lambda words: None)
    count = state.wait(-1, 10)
    assert count == state.wait(count, 0.01)
    threading.Timer(0.05, state.change).start()

    assert count + 1 == state.wait(count, 10)


def test_a_document_is_viewed_while_it_has_a_reader(tmp_path: Path) -> None:
    state = PreviewState(tmp_path, lambda words: None)
    with state.reader("index"), state.reader("chapters/one"), state.reader("index"):
        assert ["chapters/one", "index"] == state.viewed_documents()

    assert [] == state.viewed_documents()
