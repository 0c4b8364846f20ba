"""One process draws for all: the same drawing as one's own, and whoever gets none from it draws by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statbook.charts import fonts, render
from statbook.charts.drawing_process import DrawingProcess
from statbook.charts.render import draw, svg
from statbook.execution.fork_server import ForkServer
from statbook.project.paths import Book

SPEC = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}


@pytest.fixture
def book(copy: Book) -> Book:
    """A copy of the book, with its fonts."""
    fonts.folder(copy)
    return copy


def test_the_process_draws_what_one_would_draw_oneself(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    own = svg(SPEC, "x", "d", book)
    with ForkServer() as server, DrawingProcess(book, server, book.root):
        monkeypatch.setattr(render, "draw", lambda *_: pytest.fail("was drawn here"))
        assert [own, own] == [svg(SPEC, "x", "d", book), svg(SPEC, "x", "d", book)]
    assert not book.drawer.exists()


def test_a_spec_that_cannot_be_drawn_is_told_to_who_asked_and_others_are_served(book: Book) -> None:
    with ForkServer() as server, DrawingProcess(book, server, book.root):
        with pytest.raises(ValueError, match="example"):
            svg({"data": {"url": "https://example.org/a.csv"}, "mark": "bar"}, "x", "d", book)
        assert "<svg" in svg(SPEC, "x", "d", book)


def test_without_the_process_each_draws_by_itself(book: Book) -> None:
    book.drawer.write_text(str(book.root / "nobody"), encoding="utf-8")

    assert draw(json.dumps(SPEC), book) == render._draw(json.dumps(SPEC), book)


def test_the_process_is_gone_at_the_end_and_leaves_nothing(book: Book) -> None:
    with ForkServer() as server, DrawingProcess(book, server, book.root):
        address = Path(book.drawer.read_text(encoding="utf-8"))
        svg(SPEC, "x", "d", book)
        assert address.exists()
    assert not address.parent.exists()


def test_the_process_stays_until_the_last_of_those_who_share_it_has_left(book: Book) -> None:
    with ForkServer() as server:
        shared = DrawingProcess(book, server, book.root)
        with shared:
            with shared:
                first = book.drawer.read_text(encoding="utf-8")
            assert first == book.drawer.read_text(encoding="utf-8")
        assert not book.drawer.exists()
