"""Digests of everything a book is made from: they change with it, and with nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from statbook.project import fingerprint as module
from statbook.project.fingerprint import PACKAGES, digest_of, files_in, fingerprint, tool_digests
from statbook.project.paths import Book

LOCK = """\
click==8.1.8 \\
    --hash=sha256:aa
ruamel.yaml[jinja2]==0.18 ; python_version < "3.13"
"""


@pytest.mark.parametrize(
    "name", ["_config.yml", "_toc.yml", "index.ipynb", "data/captions/trade.yaml", "data/units.csv"]
)
def test_a_change_of_anything_the_book_is_made_from_is_seen(copy: Book, name: str) -> None:
    before = fingerprint(copy)
    path = copy.root / name
    path.write_bytes(path.read_bytes() + b"\n")

    assert 1 == sum(before[part] != digest for part, digest in fingerprint(copy).items())


def test_a_file_that_moves_is_a_change(copy: Book) -> None:
    before = fingerprint(copy)
    (copy.data / "captions" / "trade.yaml").rename(copy.data / "trade.yaml")

    assert before["data/"] != fingerprint(copy)["data/"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, of which a lock file names two."""
    (tmp_path / "requirements.txt").write_text(LOCK, encoding="utf-8")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.txt")
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path / "site"))
    for name in ("click-8.1.8", "ruamel_yaml-0.18"):
        (tmp_path / "site" / f"{name}.dist-info").mkdir(parents=True)
    return tmp_path / "site"


def test_another_version_of_a_locked_package_is_a_change(installed: Path) -> None:
    before = tool_digests()
    (installed / "ruamel_yaml-0.18.dist-info").rename(installed / "ruamel_yaml-0.19.dist-info")

    assert [PACKAGES] == [name for name, digest in tool_digests().items() if digest != before[name]]


def test_what_python_compiles_meanwhile_is_no_change(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = installed / "statbook"
    library.mkdir()
    (library / "errors.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "LIBRARY", library)
    before = tool_digests()
    (library / "__pycache__").mkdir()
    (library / "__pycache__" / "errors.cpython-311.pyc.140").write_bytes(b"half")

    assert before == tool_digests()


def test_an_unrelated_package_is_no_change(installed: Path) -> None:
    before = tool_digests()
    (installed / "ruff-0.12.0.dist-info").mkdir()
    (installed / "ruamel_yaml_clib-0.2.dist-info").mkdir()

    assert before == tool_digests()


def test_another_line_of_the_lock_file_is_a_change(installed: Path) -> None:
    before = tool_digests()
    (installed.parent / "requirements.txt").write_text(f"{LOCK}colorama==1\n", encoding="utf-8")

    assert before["requirements.txt"] != tool_digests()["requirements.txt"]


def test_a_digest_depends_on_places_and_contents_not_on_order(tmp_path: Path) -> None:
    for name in ("a/x", "b"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    files = sorted(files_in(tmp_path))
    before = digest_of(tmp_path, files)

    assert 2 == len(files)
    assert before == digest_of(tmp_path, reversed(files))
    (tmp_path / "b").write_text("c", encoding="utf-8")
    assert before != digest_of(tmp_path, files)


def test_a_large_file_is_read_again_only_if_its_size_or_time_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGE", 3)
    file, copy = tmp_path / "numbers.parquet", tmp_path / "copy" / "numbers.parquet"
    file.write_bytes(b"1234")
    digest = digest_of(tmp_path, [file])
    copy.parent.mkdir()
    shutil.copy2(file, copy)
    time = copy.stat().st_mtime_ns
    copy.write_bytes(b"4321")
    os.utime(copy, ns=(time, time))

    assert digest == digest_of(copy.parent, [copy])
    file.write_bytes(b"12345")
    assert digest != digest_of(tmp_path, [file])
