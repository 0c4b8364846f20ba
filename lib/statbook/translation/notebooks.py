"""Puts the translations of a language into the notebooks and the settings of a copy of the book."""

import re

import nbformat
import yaml

from statbook.errors import DataError, Fault
from statbook.project.notebooks import Job, chapters
from statbook.project.paths import Book
from statbook.translation.blocks import replace_blocks
from statbook.translation.catalogue import languages, translations

_LANGUAGE = re.compile(r'^lang: str = "\w+" +# \{[\w, ]+\}', re.MULTILINE)
"""The parameter that says the language of sentences and charts, and which there are."""
SPHINX = {"zh": "zh_CN"}
"""Languages that Sphinx knows by another name."""


def translate_book(copy: Book, language: str) -> list[Job]:
    """Make *copy* a book in *language*; gives its chapters with their parameters.

    Raises DataError with everything that a reader would see untranslated.
    """
    if language not in (known := languages(copy)):
        expected = f"one of {', '.join(known)}" if known else "a folder of catalogues"
        raise DataError([Fault("locale/", f"no {language}", expected, f"Run `statbook translate {language}`.")])
    every = {notebook.name: (notebook, *translations(copy, language, notebook)) for notebook in chapters(copy).values()}
    if faults := [fault for _, _, wrong in every.values() for fault in wrong]:
        raise DataError(faults)
    jobs: list[Job] = []
    for notebook, said, _ in every.values():
        content = notebook.read()
        for cell in content.cells:
            if cell.cell_type == "markdown":
                cell.source = replace_blocks(cell.source, said.__getitem__)
            else:
                cell.source = _LANGUAGE.sub(f'lang: str = "{language}"  # {{{language}}}', cell.source)
        nbformat.write(content, notebook.path)
        jobs.append((notebook, {}))
    config = yaml.safe_load(copy.config.read_text(encoding="utf-8"))
    settings = config["sphinx"]["config"]
    title = settings.get(f"paper_title_{language}", config["title"])
    config["title"] = settings["html_title"] = title
    settings["language"] = SPHINX.get(language, language)
    copy.config.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return jobs
