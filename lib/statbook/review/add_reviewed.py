"""Add the accepted rows of a review to data/, whatever their themes: all of them, or none."""

import calendar
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from statbook.errors import DataError, Fault
from statbook.ingest.add import AddRequest, AddResult, add
from statbook.ingest.definitions import open_store
from statbook.ingest.fault_list import raise_faults
from statbook.ingest.merge import join_plans
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.undo import record_addition
from statbook.ingest.write_tables import link_copy
from statbook.review.accepted_rows import AcceptedTable, accepted_tables, check_decisions
from statbook.review.agreement import agreement
from statbook.review.review_file import ACCEPT, REJECT, TEXT, Review, read_review
from statbook.store import Store, change_folder, replace_files
from statbook.store.periods import is_day

_NOT_PRINTED = "The day is the one that was stated when the text was read; the text does not print it."


@dataclass(frozen=True)
class ReviewedResult:
    """What became of a review: of its accepted rows, how many rows are rejected, and how the new numbers agree."""

    added: AddResult
    rejected: int
    agreement: tuple[str, ...]


def add_reviewed(
    data: Path,
    file: Path,
    request: AddRequest,
    *,
    dry: bool = False,
    progress: Callable[[str], None] = lambda words: None,
) -> ReviewedResult:
    """Add the rows of the review *file* that are accepted to the folder *data*, or with *dry* only say what would be.

    Each theme is added, with all that is checked then, to a copy of *data*; what changed there enters in one step. The
    text of *request* must be the one that was read. Raises DataError with all faults, StatbookError if another process
    is writing; *data* is unchanged then.
    """
    review = read_review(file)
    raise_faults(file, [*_check_text(review, request.text), *check_decisions(review)], has_recipe=False)
    with change_folder(data):
        store = open_store(data)
        tables, faults = accepted_tables(review, Vocabulary(store))
        raise_faults(file, [*faults, *_check_source(review, store)], has_recipe=False)
        if not tables:
            expected = f"one row or more with {ACCEPT}"
            raise DataError([Fault(file.name, "nothing that is accepted", expected, "There is nothing to add.")])
        request = replace(request, day=review.text["text_date"], words=_source_words(review, request.text))
        with TemporaryDirectory() as folder:
            copy = link_copy(data, Path(folder))
            results = _add_tables(copy, file, tables, request, progress)
            names = sorted({name for result in results for name in result.files})
            files = {name: (copy / name).read_bytes() if (copy / name).is_file() else b"" for name in names}
            progress("comparing the new numbers with one another")
            told = tuple(agreement([result.plan for result in results], Store.load(copy)))
        if files and not dry:
            record_addition(data, files, results[0].source)
            replace_files(data, files)
    return ReviewedResult(_join(results, names), int((review.rows["decision"] == REJECT).sum()), told)


def _add_tables(
    copy: Path,
    file: Path,
    tables: list[AcceptedTable],
    request: AddRequest,
    progress: Callable[[str], None],
) -> list[AddResult]:
    """Add each of *tables* to the folder *copy*. Raises DataError with the faults of all of them."""
    results, faults = [], []
    for table in tables:
        try:
            results.append(add(copy, file, request, progress=progress, read=lambda *_, grid=table.grid: [grid]))
        except DataError as error:
            faults += [table.tell(fault) for fault in error.faults]
    raise_faults(file, faults, has_recipe=False)
    return results


def _join(results: list[AddResult], files: list[str]) -> AddResult:
    """The results of all themes as one."""
    notes = tuple(dict.fromkeys(note for result in results for note in result.notes))
    waived = tuple(doubt for result in results for doubt in result.waived)
    plan = join_plans([result.plan for result in results])
    return replace(results[0], plan=plan, notes=notes, waived=waived, files=tuple(files))


def _check_text(review: Review, text: Path | None) -> Iterator[Fault]:
    """What the review does not say of its text, and a text that is another one."""
    for name in TEXT:
        cell, is_wrong = (
            review.text[name],
            not review.text[name] or (name == "text_date" and not is_day(review.text[name])),
        )
        if is_wrong:
            option = f"--{name.removeprefix('text_')}"
            stated = f" with {option}" if option in ("--date", "--publisher", "--title") else ""
            fix = f"Write it into every row, or read the text again{stated}."
            expected = TEXT[name] + (", as 2026-01-31" if name == "text_date" else "")
            yield Fault(f"{review.file}: {name}", repr(cell) if cell else "nothing", expected, fix)
    if text is not None and review.text["text_sha256"]:
        digest = hashlib.sha256(text.read_bytes()).hexdigest()
        if digest != review.text["text_sha256"]:
            expected = f"the text that was read: {review.text['text_file']}, {review.text['text_sha256']}"
            yield Fault(f"--text {text.name}", f"a file with the SHA-256 {digest}", expected, "Name that one.")


def _check_source(review: Review, store: Store) -> Iterator[Fault]:
    """A text that data/ has already, with another day, or as several articles of which none has this title."""
    known = store.sources[store.sources["sha256"] == review.text["text_sha256"]]
    title, day = review.text["text_title"], review.text["text_date"]
    if len(known) > 1 and title not in set(known["title"]):
        expected = f"the title of one of its articles in data/sources.csv: {'; '.join(known['title'])}"
        yield Fault(f"{review.file}: text_title", repr(title), expected, "Write it into every row.")
    elif len(known) and day not in set(known["date"]):
        expected = f"the day {known['date'].iloc[0]}, under which data/sources.csv has this very text"
        yield Fault(f"{review.file}: text_date", repr(day), expected, "Write it into every row.")


def _source_words(review: Review, text: Path | None) -> Mapping[str, str]:
    """The cells of sources.csv that the review says; the day is printed if the text has it in digits."""
    title, day = review.text["text_title"], review.text["text_date"]
    year, month, date = (int(part) for part in day.split("-"))
    body = "".join(text.read_text(encoding="utf-8", errors="replace").split()) if text else ""
    name = calendar.month_name[month]
    forms = (
        day,
        f"{year}年{month}月{date}日",
        f"{year}年{month:02}月{date:02}日",
        f"{date}{name}{year}",
        f"{name}{date},{year}",
    )
    is_printed = any(form in body for form in forms)
    words = {"title": title, "title_en": title, "publisher": review.text["text_publisher"]}
    return words | ({"date_basis": "printed"} if is_printed else {"date_basis": "inferred", "note": _NOT_PRINTED})
