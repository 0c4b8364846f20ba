"""Fixtures: the real data, a copy of the book to change, and the built book for the browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from browser_fixtures import browser
from minimal_book import copy_book, keep_characters, quiet
from statbook.build.targets import build_book
from statbook.charts import ChartSpec, Labels, fonts
from statbook.charts.page_fonts import write_page_fonts
from statbook.charts.render import svg
from statbook.charts.theme import configure
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.site.assembly import vega_script
from statbook.store import Observation, Package, Store

__all__ = ["browser"]

# How long an example takes is no matter of these tests.
settings.register_profile("book", deadline=None)
settings.register_profile("few", deadline=None, max_examples=20)
settings.load_profile("book")

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rounds", type=int, default=10, help="how often tests/torture kills and fails (default 10)")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores, because many tests wait for a browser, a clock or a process."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever the one before it spoke."""
    with speaking("en", ROOT / "locale"):
        yield


WHOLE = {"built", "browser"}
"""Fixtures that make a test one of the whole book."""


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need the whole book or a browser; run the longest first, each file by one worker.

    A test that has a group of its own (`pytest.mark.xdist_group`) may go to another worker than the rest of its file.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & WHOLE or {"torture", "book", "build"} & set(item.path.relative_to(ROOT / "tests").parts[:-1]):
            item.add_marker("whole")
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(ROOT / "tests"))))
    items.sort(
        key=lambda item: (
            "torture" not in item.nodeid,
            item.get_closest_marker("whole") is None,
            item.get_closest_marker("slow") is None,
        )
    )


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


@pytest.fixture(scope="session")
def fonts_of_the_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the fonts, with the slices for pages. Copies of the book take them, and the Vega script, from there."""
    write_page_fonts(Book(ROOT), tmp_path_factory.mktemp("fonts"))
    with TemporaryDirectory(dir=Book(ROOT).build) as work:
        vega_script(Book(ROOT).cache, Path(work))
    return fonts.folder(Book(ROOT))


@pytest.fixture
def copy(tmp_path: Path, fonts_of_the_book: Path) -> Book:
    """A copy of the book that a test may change."""
    root = tmp_path / "book"
    root.mkdir()
    made = copy_book(root, fonts_of_the_book)
    keep_characters(made)
    return made


@pytest.fixture(scope="session")
def texts() -> Path:
    if not TEXTS.is_dir():
        pytest.skip("the source texts are not at ../shared/seeds: places are not verified")
    return TEXTS


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    """The whole book, built once for the session in a copy of the tree, by the worker that asks for it first.

    The copy starts from what `make book` left. The build itself decides what of that is up to date.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built"
    done = folder / "done"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            copied = copy_book(folder / "book", fonts_of_the_book)
            for name in ("html", "pdf", "cache", "stage", "book.json"):
                path = ROOT / "_build" / name
                if path.is_dir():
                    shutil.copytree(path, copied.build / name, symlinks=True, dirs_exist_ok=True)
                elif path.is_file():
                    shutil.copy(path, copied.build / name)
            build_book(copied, quiet)
            done.touch()
    return Book(folder / "book")


@pytest.fixture
def observation() -> Callable[..., Observation]:
    """A number with sound defaults; tests name what matters to them."""

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
def drawn(book: Book) -> Callable[[ChartSpec, int], str]:
    """A spec drawn for a width, as SVG; its width is the first number in it."""

    def draw(spec: ChartSpec, width: int) -> str:
        return svg(configure(spec.draw(width)).to_dict(), "test", "test", book)

    return draw
