"""Fixtures: the real data, a copy of the book to change, and the built book for the browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from browsing import browser
from statbook.charts import fonts
from statbook.charts import (Draft, Labels)
from statbook.charts.render import svg
from statbook.charts.theme import configure
from statbook.project.paths import Book
from statbook.press import build_book
from statbook.store import Observation, Package, Store

__all__ = ["browser"]

# How long an example takes is no matter of these tests.
settings.register_profile("book", deadline=None)
settings.load_profile("book")

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rounds", type=int, default=10, help="how often tests/torture kills and fails (default 10)")


@pytest.fixture(scope="session")
def rounds(pytestconfig: pytest.Config) -> int:
    """How often a test of torture strikes."""
    found: int = pytestconfig.getoption("--rounds")
    return found


@pytest.fixture(scope="session")
def book() -> Book:
    return Book(ROOT)


@pytest.fixture(scope="session")
def store(book: Book) -> Store:
    return Store.load(book.data)


@pytest.fixture(scope="session")
def package(book: Book) -> Package:
    return Package(book.data)


def copied(root: Path, fonts_of_the_book: Path | None) -> Book:
    """The book's tree in *root*, with its fonts, if they are given, so that they are not cut again."""
    for name in ("data", "chapters"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("_config.yml", "_toc.yml", "index.ipynb"):
        shutil.copy(ROOT / name, root / name)
    if fonts_of_the_book is not None:
        shutil.copytree(fonts_of_the_book, root / "_build" / "fonts" / fonts_of_the_book.name)
    return Book(root)


@pytest.fixture(scope="session")
def fonts_of_the_book() -> Path:
    return fonts.folder(Book(ROOT))


@pytest.fixture
def copy(tmp_path: Path, fonts_of_the_book: Path) -> Book:
    """A copy of the book that a test may change."""
    root = tmp_path / "book"
    root.mkdir()
    return copied(root, fonts_of_the_book)


@pytest.fixture(scope="session")
def texts() -> Path:
    if not TEXTS.is_dir():
        pytest.skip("the source texts are not at ../shared/seeds: places are not verified")
    return TEXTS


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    """The whole book, built once for the session in a copy of the tree, whichever worker asks for it first."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built"
    done = folder / "done"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            build_book(copied(folder / "book", fonts_of_the_book), lambda words: None)
            done.touch()
    return Book(folder / "book")


@pytest.fixture
def observation() -> Callable[..., Observation]:
    """A figure with sound defaults; tests name what matters to them."""

    def make(**changes: object) -> Observation:
        from decimal import Decimal

        plain = {
            "obs": "place.2025.thing",
            "theme": "trade",
            "indicator": "thing",
            "region": "Place",
            "members": (),
            "period": "2025",
            "timing": "over",
            "measure": "level",
            "value": Decimal(100),
            "unit": "CNY",
            "bound": "exact",
            "status": "actual",
            "printed": "100元",
            "source": "s",
            "offset": 0,
            "known_from": "2026-01-01",
        }
        made = plain | changes
        made["value"] = Decimal(str(made["value"]))
        return Observation(**made)

    return make


@pytest.fixture(scope="session")
def labels(store: Store) -> Labels:
    return Labels(store, "en")


@pytest.fixture(scope="session")
def drawn() -> Callable[[Draft, int], str]:
    """A draft drawn for a width, as SVG; its width is the first number in it."""

    def draw(draft: Draft, width: int) -> str:
        return svg(configure(draft.draw(width)).to_dict(), "test", "test")

    return draw
