"""The library as a built wheel holds all that a book needs: modules, assets, templates, notices, schemas."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from statbook.project.paths import Book
from statbook.project.paths import book as book_here

ROOT = book_here().root
"""The tree from which the wheel is built."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the dependencies of this one, and statbook from a wheel instead of the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "lib", folder / "tree" / "lib", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "tree" / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(folder / "tree")]
    subprocess.run([*pip, *build], check=True, capture_output=True)
    venv.create(folder / "env", with_pip=False, symlinks=True)
    site = next((folder / "env" / "lib").glob("python3*/site-packages"))
    # A path in a .pth file brings in packages, but not the .pth file there that leads to the working tree.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    wheel = next(folder.glob("statbook-*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", str(site), str(wheel)], check=True)
    return folder / "env" / "bin" / "python"


def statbook(python: Path, book: Book, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-c", "from statbook.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=book.root, capture_output=True, text=True, check=False)


def test_the_wheel_has_every_file_of_the_library(python: Path) -> None:
    shown = subprocess.run(
        [str(python), "-c", "import statbook; print(statbook.__file__)"], check=True, capture_output=True, text=True
    )
    installed = Path(shown.stdout.strip()).parent
    listed = subprocess.run(["git", "ls-files", "lib/statbook"], cwd=ROOT, check=True, capture_output=True, text=True)
    expected = {Path(name).relative_to("lib/statbook") for name in listed.stdout.split()}

    assert ROOT not in installed.parents
    assert set() == {path for path in expected if (ROOT / "lib/statbook" / path).is_file()} - {
        path.relative_to(installed) for path in installed.rglob("*")
    }


def test_check_passes_with_the_library_from_the_wheel(python: Path, copy: Book) -> None:
    done = statbook(python, copy, "check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_chapter_has_its_page_and_its_pdf_with_the_library_from_the_wheel(python: Path, copy: Book) -> None:
    done = statbook(python, copy, "run", "sources")

    assert done.returncode == 0, done.stdout + done.stderr
    page, pdf = (Path(line) for line in done.stdout.splitlines()[-2:])
    assert "sources" in page.name
    assert page.is_file()
    assert pdf.read_bytes().startswith(b"%PDF")
