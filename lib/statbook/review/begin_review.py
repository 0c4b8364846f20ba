"""Read a text and write the review of the numbers in it; nothing of data/ changes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from statbook.errors import DataError, Fault, StatbookError
from statbook.export.write_file import write_whole
from statbook.messages import speaking
from statbook.reading import language_of, load_lexicon, read_text
from statbook.reading.document import read_document
from statbook.reading.proposal import UNKNOWN
from statbook.review.proposed_rows import proposed_rows
from statbook.review.write_review import find_format, write_review
from statbook.store.periods import is_day
from statbook.store.sheets import inert


def begin_review(
    data: Path,
    text: Path,
    out: Path,
    words: Mapping[str, str],
    *,
    force: bool = False,
    lang: str = "",
    locale: Path | None = None,
) -> list[str]:
    """Write the review *out* of the numbers in the file *text*; what comes out says line by line what was written.

    *words* are date, publisher and title. A page speaks *lang*, or the language of the text, with the catalogues in
    *locale*. Of a file that is no text in UTF-8 the text is written beside it, and is what
    was read: an offset is a place in a text that stays. Raises DataError if the day is none or words are no
    plain text, StatbookError if a file cannot be written; nothing is written then.
    """
    _check_words(words)
    find_format(out)
    if out.resolve() == text.resolve():
        raise StatbookError(f"{out}: this is the text; expected another name for its review.")
    body = read_document(text)
    read, content, told = text, body.encode("utf-8"), []
    if text.read_bytes() != content:
        read = text.with_name(f"{text.stem}.utf8.txt")
        if not (read.is_file() and read.read_bytes() == content):
            write_whole(data, read, lambda made: made.write_bytes(content), force=force)
        told += [f"Text: {read}, made of {text.name}: name this one in --text"]
    known = {"text_file": read.name, "text_sha256": hashlib.sha256(content).hexdigest()}
    known |= {f"text_{name}": said for name, said in words.items()}
    proposals = read_text(body, load_lexicon(data), date=words["date"], publisher=words["publisher"])
    counts: Counter[str] = Counter()
    with speaking(lang or language_of(body).code, locale or data.parent / "locale"):
        write_review(data, out, known, _count(proposed_rows(body, proposals), counts), force=force)
    told += [
        f"{counts['numbers']:,} numbers in {out}: {counts['unsure']:,} without a known indicator, "
        f"{counts['faulty']:,} that cannot be read as printed"
    ]
    missing = [name for name, said in known.items() if not said]
    return [*told, f"Write {', '.join(missing)} into the review before you add it."] if missing else told


def _count(rows: Iterable[dict[str, str]], counts: Counter[str]) -> Iterator[dict[str, str]]:
    """*rows* as they are, counted on the way."""
    for row in rows:
        counts += Counter(numbers=1, unsure=row["indicator"] == UNKNOWN, faulty=row["fault"] != "")
        yield row


def _check_words(words: Mapping[str, str]) -> None:
    faults = []
    for name, said in words.items():
        if name == "date" and said and not is_day(said):
            faults.append(Fault("--date", repr(said), "a day, as 2026-01-31"))
        elif inert(said) != said or not said.isprintable():
            expected = "plain words that no spreadsheet takes for a formula"
            faults.append(Fault(f"--{name}", repr(said), expected))
    if faults:
        raise DataError(faults)
