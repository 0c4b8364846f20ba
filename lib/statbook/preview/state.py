"""What a preview knows that its pages are told: its faults, what is being done, and which page has changed."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

MOST_FAULTS = 20


class PreviewState:
    """The state of the preview of the *site*; *say* is told each new fault and step."""

    def __init__(self, site: Path, say: Callable[[str], None]) -> None:
        self.site, self._say = site, say
        self._changed = threading.Condition()
        self._count = 0
        self._viewed: Counter[str] = Counter()
        self._faults: list[str] = []
        self._words = ""

    def change(self, *, faults: list[str] | None = None, words: str = "") -> None:
        """Take what is wrong (None: as before) and what is being done; pages may have changed as well."""
        with self._changed:
            if words and words != self._words:
                self._say(words)
            if faults is not None and faults != self._faults:
                self._say("\n".join(faults) or "mended")
                self._faults = faults
            self._words = words
            self._count += 1
            self._changed.notify_all()

    def message(self, page: Path | None) -> dict[str, Any]:
        """What a reader of *page* is told: the digest of the page, the faults, and what is being done."""
        digest = digest_of_page(page) if page else ""
        faults = self._faults[:MOST_FAULTS]
        if more := len(self._faults) - len(faults):
            faults.append(f"and {more} more")
        return {"digest": digest, "faults": faults, "words": self._words}

    def wait(self, count: int, seconds: float) -> int:
        """Wait, up to *seconds*, until there were more changes than *count*; gives their number."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != count, seconds)
            return self._count

    @contextmanager
    def reader(self, document: str) -> Iterator[None]:
        """Count a reader of *document* while it is looked at."""
        with self._changed:
            self._viewed[document] += 1
        try:
            yield
        finally:
            with self._changed:
                self._viewed[document] -= 1

    def viewed_documents(self) -> list[str]:
        """The documents that are looked at."""
        with self._changed:
            return sorted(document for document, readers in self._viewed.items() if readers > 0)


def digest_of_page(page: Path) -> str:
    """A digest of the file *page*; empty if there is none."""
    try:
        return sha256(page.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""
