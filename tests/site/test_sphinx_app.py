"""Sphinx reads and writes one document, or what changed, and tells its warnings as faults."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from staged_pages import PACKAGE
from statbook.project.paths import CARDS, Book
from statbook.site import sphinx_app as module
from statbook.site.sphinx_app import UNUSED_TRANSFORMS, SphinxApp

TEXTS = {"index": "# Fruit\n\nApples.\n", "other": "# Other\n\n[a number](#obs-apples)\n\n(obs-apples)=\nHere.\n"}


ALL_KINDS = """# Fruit

Apples[^1] and {kbd}`Ctrl`, *pears* [of here](#obs-apples) and [of there](https://example.org/fruit).

- one
- two

| Fruit | Count |
| --- | ---: |
| Apples | 3 |

```python
print("apples")
```

:::{note}
A note.
:::

[^1]: With a footnote.
"""


@pytest.fixture
def sphinx(tmp_path: Path, book: Book) -> Iterator[SphinxApp]:
    source, out = tmp_path / "stage", tmp_path / "out"
    source.mkdir()
    out.mkdir()
    shutil.copy(book.config, source / "_config.yml")
    (source / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: other\n", encoding="utf-8")
    for name, text in TEXTS.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    manifest = {"as_of": "2026-01-01", "chapters": {}}
    (source / "stage.json").write_text(json.dumps(manifest), encoding="utf-8")
    (source / "_data").mkdir()
    (source / "_data" / "datapackage.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    card(source, "3 apples")
    job = {"documents": [], "read": str(tmp_path / "read")}
    (out / "html.json").write_text(json.dumps(job), encoding="utf-8")
    made = SphinxApp(source, out)
    assert [] == made.build()
    yield made
    made.close()


def card(source: Path, words: str) -> None:
    (source / CARDS).write_text(json.dumps({"obs-apples": words}), encoding="utf-8")


def test_a_document_that_changed_is_read_and_its_page_written(sphinx: SphinxApp, tmp_path: Path) -> None:
    (tmp_path / "stage" / "index.md").write_text("# Fruit\n\nPears.\n", encoding="utf-8")

    assert [] == sphinx.read("index") == sphinx.write("index")
    assert "Pears." in (tmp_path / "out" / "html" / "index.html").read_text(encoding="utf-8")


def test_a_page_that_is_written_twice_is_of_the_document_as_read_last(sphinx: SphinxApp, tmp_path: Path) -> None:
    page = tmp_path / "out" / "html" / "index.html"
    for fruit in ("Pears", "Plums"):
        (tmp_path / "stage" / "index.md").write_text(f"# Fruit\n\n{fruit}.\n", encoding="utf-8")
        assert [] == sphinx.read("index") == sphinx.write("index") == sphinx.write("index")
        assert f"{fruit}." in page.read_text(encoding="utf-8")


def test_no_page_loads_what_only_other_books_need(sphinx: SphinxApp, tmp_path: Path) -> None:
    for page in (tmp_path / "out" / "html").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 1 == text.count('class="bd-links bd-docs-nav"')
        assert [] == [name for name in ("design", "togglebutton", "thebe", "mathjax") if name in text]


def test_steps_that_are_left_out_would_change_no_page(
    sphinx: SphinxApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stage" / "index.md").write_text(ALL_KINDS, encoding="utf-8")
    assert [] == sphinx.read("index") == sphinx.write("index")
    shutil.copytree(tmp_path / "out", tmp_path / "whole", ignore=shutil.ignore_patterns(".doctrees", "html"))
    taken = {each.__name__ for each in sphinx.app.registry.post_transforms}
    sphinx.close()
    monkeypatch.setattr(module, "UNUSED_TRANSFORMS", ())
    whole = SphinxApp(tmp_path / "stage", tmp_path / "whole")

    assert [] == whole.build()
    whole.close()
    assert {*UNUSED_TRANSFORMS} == {each.__name__ for each in whole.app.registry.post_transforms} - taken
    pages = [(tmp_path / out / "html" / "index.html").read_text(encoding="utf-8") for out in ("out", "whole")]
    own, of_all = (page.partition("<article")[2].partition("</article>")[0] for page in pages)
    assert own == of_all and "<kbd" in own and "With a footnote." in own


def test_a_warning_is_a_fault_with_its_document(sphinx: SphinxApp, tmp_path: Path) -> None:
    (tmp_path / "stage" / "index.md").write_text("# Fruit\n\n[](#no-such-place)\n", encoding="utf-8")
    (fault,) = [*sphinx.read("index"), *sphinx.write("index")]

    assert fault.startswith("index.md:3: WARNING:") and "no-such-place" in fault


def test_pages_are_stale_when_a_card_changes_that_they_show(sphinx: SphinxApp, tmp_path: Path) -> None:
    card(tmp_path / "stage", "4 apples")
    sphinx.find_stale(set())
    assert {"other"} == sphinx.stale
    sphinx.stale.clear()
    sphinx.find_stale(set())

    assert {"index"} == sphinx.stale  # if there is no other


def test_a_second_build_writes_only_what_changed(sphinx: SphinxApp, tmp_path: Path) -> None:
    page = tmp_path / "out" / "html" / "other.html"
    first = page.stat().st_mtime_ns
    assert [] == sphinx.build()
    assert first == page.stat().st_mtime_ns
    card(tmp_path / "stage", "5 apples")

    assert [] == sphinx.build()
    assert first != page.stat().st_mtime_ns
    assert "5 apples" in page.read_text(encoding="utf-8")
