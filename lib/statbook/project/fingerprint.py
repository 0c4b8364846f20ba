"""SHA-256 digests of everything a book is made from. Imports nothing slow: a no-op build runs only this."""

import hashlib
import platform
import re
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from statbook.project.paths import LIBRARY, Book
from statbook.project.toc import documents

PACKAGES = "packages"
LARGE = 1_000_000
"""The size in bytes above which digests of files are remembered."""
_LARGE: dict[tuple[str, int, int], bytes] = {}
LOCK = LIBRARY.parents[1] / "requirements.txt"


def fingerprint(book: Book) -> dict[str, str]:
    """The digests of *book* and of the tools, by name."""
    return book_digests(book) | tool_digests()


def book_digests(book: Book) -> dict[str, str]:
    """The digests of data, chapters and settings."""
    chapters = (book.root / f"{document}.ipynb" for document in documents(book.toc))
    return {
        "data/": digest_of(book.data, files_in(book.data)),
        "chapters/": digest_of(book.root, (path for path in chapters if path.is_file())),
        "settings": digest_of(book.root, (book.config, book.toc)),
    }


def digest_of_catalogues(book: Book, language: str) -> str:
    """One digest of all catalogues of *language*."""
    return digest_of(book.locale, files_in(book.locale / language))


def tool_digests() -> dict[str, str]:
    """The digests of what makes every book: the library, the lock file, and the installed versions of what it locks."""
    fonts = sorted(LOCK.parent.glob("requirements-fonts*.txt"))
    lock = "".join(path.read_text(encoding="utf-8") for path in [LOCK, *fonts]) if LOCK.is_file() else ""
    return {
        "lib/statbook/": digest_of(LIBRARY, (path for path in files_in(LIBRARY) if path.parent.name != "__pycache__")),
        LOCK.name: digest_of(LOCK.parent, [LOCK, *fonts] if lock else []),
        PACKAGES: hashlib.sha256("\n".join(_installed_versions(lock)).encode()).hexdigest(),
    }


def files_in(folder: Path) -> Iterable[Path]:
    """All files of *folder*, at any depth."""
    return (path for path in folder.rglob("*") if path.is_file())


def digest_of(folder: Path, paths: Iterable[Path]) -> str:
    """One digest of the contents of files and of their places in *folder*, so that moving a file is a change."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        place = path.relative_to(folder).as_posix()
        digest.update(f"{place}\0".encode() + _digest_of_file(path))
    return digest.hexdigest()


def _digest_of_file(path: Path) -> bytes:
    """The digest of a file; a process reads a large one, or a copy of it, again only if size or time differ."""
    stat = path.stat()
    seen = (path.name, stat.st_size, stat.st_mtime_ns)
    digest = _LARGE.get(seen) or hashlib.sha256(path.read_bytes()).digest()
    if stat.st_size > LARGE:
        _LARGE[seen] = digest
    return digest


def _installed_versions(lock: str) -> list[str]:
    """Python, and the installed distributions that *lock* names. Others, such as a linter, change nothing."""
    locked = {_normal_name(name) for name in re.findall(r"(?m)^([\w.-]+)(?:\[[^]]*\])? ?==", lock)}
    folders = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    # Folder names tell name and version; importlib.metadata would open every one of them.
    installed = {path.stem for folder in folders for path in folder.glob("*.dist-info")}
    versions = sorted(name for name in installed if not locked or _normal_name(name.rpartition("-")[0]) in locked)
    return [platform.python_implementation(), platform.python_version(), *versions]


def _normal_name(name: str) -> str:
    """The name of a distribution as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
