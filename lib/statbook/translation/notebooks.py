"""Makes a copy of the book in a language: its notebooks and settings with the translations of the catalogues."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import yaml
from babel import Locale

from statbook.errors import DataError, Fault
from statbook.messages import OF_PAGES, say
from statbook.project.notebooks import Job, chapters
from statbook.project.paths import Book
from statbook.translation.blocks import replace_blocks
from statbook.translation.catalogue import translations, word_faults

_LANGUAGE = re.compile(r'^lang: str = "\w+" +# \{[\w, ]+\}', re.MULTILINE)
"""The parameter that says the language of sentences and charts, and which there are."""
SPHINX = {"zh": "zh_CN"}
"""Languages that Sphinx knows by another name."""
MARK = "(not yet translated)"
"""What a page says before a block that it shows in the original."""


def tag_of(language: str) -> str:
    """The code of a *language* in pages.

    >>> tag_of("zh"), tag_of("en")
    ('zh-CN', 'en')
    """
    return SPHINX.get(language, language).replace("_", "-")


def own_name(language: str) -> str:
    """The name of a *language* in itself.

    >>> own_name("zh"), own_name("en")
    ('中文', 'English')
    """
    return str(Locale.parse(language).get_display_name())


def translate_book(original: Book, folder: Path, language: str) -> tuple[list[Job], list[Fault]]:
    """Make *folder* a copy of the book *original* in *language*; gives its chapters with their parameters, and what is wrong.

    A block without a sound translation stays as it is, behind a mark. Data and fonts are those of the original.
    Raises DataError if there are no catalogues.
    """
    if language not in (known := original.languages[1:]):
        expected = f"one of {', '.join(known)}" if known else "a folder of catalogues"
        raise DataError([Fault("locale/", f"no {language}", expected, f"Run `statbook translate {language}`.")])
    copy = Book(folder)
    folder.mkdir()
    for own, shared in ((copy.data, original.data), (copy.locale, original.locale), (copy.build, original.build)):
        own.symlink_to(shared.resolve(), target_is_directory=True)
    copy.toc.write_bytes(original.toc.read_bytes())
    faults: list[Fault] = []
    for notebook in chapters(original).values():
        said, wrong = translations(original, language, notebook)
        faults += wrong
        content, path = notebook.read(), folder / notebook.path.relative_to(original.root)
        for cell in content.cells:
            if cell.cell_type == "markdown":
                cell.source = replace_blocks(cell.source, partial(_say, said, say(MARK)))
            else:
                cell.source = _LANGUAGE.sub(f'lang: str = "{language}"  # {{{language}}}', cell.source)
        path.parent.mkdir(exist_ok=True)
        nbformat.write(content, path)
    _write_settings(original, copy, language)
    return [(notebook, {}) for notebook in chapters(copy).values()], faults + word_faults(original, language, OF_PAGES)


def _say(said: Mapping[str, str], mark: str, block: str) -> str:
    """What is *said* for a *block*, or itself behind a *mark*; in a row of a table the mark stands in the first cell."""
    if block in said:
        return said[block]
    return f"| {mark} {block[1:].lstrip()}" if block.startswith("|") else f"{mark} {block}"


def _write_settings(original: Book, copy: Book, language: str) -> None:
    text = original.config.read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    settings = config["sphinx"]["config"]
    title = settings.get(f"paper_title_{language}") or say(settings.get("html_title", config["title"]))
    settings["paper_title_other"] = settings.get("html_title", config["title"])
    config["title"] = settings["html_title"] = title
    config |= {name: say(config[name]) for name in ("author", "copyright") if name in config}
    listed = [name for name in ("paper_keywords", "search_examples") if name in settings]
    settings |= {name: [*map(say, settings[name])] for name in listed}
    settings["language"] = SPHINX.get(language, language)
    _write_config(copy, text, config)


def _write_config(copy: Book, before: str, config: dict[str, Any]) -> None:
    # Comments stay: fonts are cut to all characters of the book, and both languages have the same.
    comments = "".join(f"{line}\n" for line in before.splitlines() if line.startswith("#"))
    copy.config.write_text(comments + yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
