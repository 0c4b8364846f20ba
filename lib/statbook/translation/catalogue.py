"""The catalogues of a language: locale/LANG/LC_MESSAGES/CHAPTER.po, in the format of GNU gettext, as sphinx-intl has them.

The module is long because it has the catalogues of chapters and those of words, with the faults of both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from statbook.errors import DataError, Fault, ParameterError
from statbook.messages import CATALOGUES, PLACE, TERMINAL
from statbook.project.kept_results import keep_result
from statbook.project.notebooks import Notebook, chapters
from statbook.project.paths import LIBRARY, Book
from statbook.translation.blocks import cells, pieces, roles
from statbook.translation.han_text import badly_set
from statbook.translation.messages_in import data_messages, library_messages
from statbook.translation.terminal_messages import terminal_messages

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""The time in the head of a new catalogue: that of its writing would make each another file."""
HEAD = "# Translation of a chapter of this book. `statbook translate` brings it up to date, `statbook check` lists its faults.\n#"


@dataclass(frozen=True)
class RefreshCounts:
    """How many blocks of a catalogue are *new*, were *changed* in the original, wait for a translation, or are *obsolete*."""

    new: int
    changed: int
    untranslated: int
    obsolete: int


def path_of(book: Book, language: str, chapter: str) -> Path:
    return book.locale / language / "LC_MESSAGES" / f"{chapter}.po"


def template(notebook: Notebook, language: str) -> Catalog:
    """The blocks of a chapter, without translations, each with the cells that it stands in."""
    made = _new(notebook.name, language)
    for cell, text in notebook.prose():
        for piece in pieces(text):
            if piece.text:
                made.add(piece.text, locations=[(f"{notebook.document}.ipynb", cell)])
    return made


def templates(book: Book, language: str) -> dict[str, Catalog]:
    """All catalogues of a book, without translations: of its chapters, of the library, and of its data."""
    return {name: template(notebook, language) for name, notebook in chapters(book).items()} | _of_words(book, language)


def _of_words(book: Book, language: str, names: Sequence[str] = CATALOGUES) -> dict[str, Catalog]:
    """Those of the library, of data and of the terminal. What stands in the library is kept, because its code is long."""
    readers: dict[str, Callable[[], dict[str, str]]] = {
        "statbook": lambda: keep_result(book.kept, ["messages", language], lambda: library_messages(language)),
        "data": lambda: data_messages(book, language),
        TERMINAL: terminal_messages,
    }
    found = {}
    for name in names:
        found[name] = _new(name, language)
        for message, place in readers[name]().items():
            one, _, many = message.partition("\0")
            found[name].add((one, many) if many else one, locations=[(place, 1)])
    return found


def _new(name: str, language: str) -> Catalog:
    return Catalog(
        language,
        project=name,
        version="1",
        header_comment=HEAD,
        msgid_bugs_address="none",
        last_translator="none",
        language_team=language,
        creation_date=BEGUN,
        revision_date=BEGUN,
        fuzzy=False,
    )


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue in the file *path*; an empty one if there is none. Raises DataError if it is no catalogue."""
    if not path.is_file():
        return Catalog(language)
    try:
        return read_po(BytesIO(path.read_bytes()), language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        line, words = "", "bytes that are not UTF-8"
        if isinstance(error, PoFileError):  # it counts lines from 0, and says so at the end of its message
            line, words = f":{error.lineno + 1}", error.args[0].rpartition(" on ")[0]
        raise DataError([Fault(f"{path.name}{line}", str(words), "a catalogue of gettext in UTF-8")]) from None


def refresh(book: Book, language: str) -> Mapping[str, RefreshCounts]:
    """Bring the catalogues of *language* up to date; gives what is new in each, by its name.

    Raises ParameterError for what is no language.
    """
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        raise ParameterError(f"{language!r} is no language; expected a code such as zh, fr or pt_BR") from None
    found = {}
    for name, fresh in templates(book, language).items():
        path = path_of(book, language, name)
        catalogue = read_catalogue(path, language)
        before = {message.id for message in catalogue if message.id}
        if before:
            catalogue.update(fresh)
        else:
            catalogue = fresh
        messages = [message for message in catalogue if message.id]
        if name in CATALOGUES:
            _take_over(messages, read_catalogue(path_of(Book(LIBRARY.parents[1]), language, name), language))
        found[name] = RefreshCounts(
            sum(message.id not in before and not message.fuzzy for message in messages),
            sum(message.fuzzy for message in messages),
            sum(not message.string or not all(message.string) for message in messages),
            len(catalogue.obsolete),
        )
        for message in messages:
            message.flags.discard("python-brace-format")  # roles are no such format
        out = BytesIO()
        write_po(out, catalogue, width=100)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != out.getvalue():
            path.write_bytes(out.getvalue())
    return found


def _take_over(messages: list[Message], known: Catalog) -> None:
    """Give those *messages* that wait for a translation the one that the book of this library has."""
    for message in messages:
        other = known.get(message.id)
        if (message.fuzzy or not message.string or not all(message.string)) and other and not other.fuzzy:
            message.string = other.string
            message.flags.discard("fuzzy")


def translations(book: Book, language: str, notebook: Notebook) -> tuple[dict[str, str], list[Fault]]:
    """The sound translations of a chapter by block, and the faults of its catalogue: a reader would see English, or less."""
    path = path_of(book, language, notebook.name)
    try:
        catalogue = read_catalogue(path, language)
    except DataError as error:
        return {}, error.faults
    found, faults = {}, []
    for message in template(notebook, language):
        if not message.id:
            continue
        known = catalogue.get(message.id)
        place, line = message.locations[0]
        row = f":{known.lineno}" if known is not None and known.lineno else ""
        wrong = [Fault(f"{path.name}{row}: {place}, cell {line}", *words) for words in _wrong(str(message.id), known)]
        faults += wrong
        if known is not None and not wrong:
            found[str(message.id)] = str(known.string)
    return found, faults


def catalogue_faults(book: Book) -> list[Fault]:
    """What is wrong in the catalogues of all languages."""
    known = book.languages[1:]
    every = ((language, notebook) for language in known for notebook in chapters(book).values())
    found = [fault for language, notebook in every for fault in translations(book, language, notebook)[1]]
    found += [fault for language in known for fault in word_faults(book, language)]
    return found + [fault for language in known if language.startswith("zh") for fault in _set_faults(book, language)]


def _set_faults(book: Book, language: str) -> Iterator[Fault]:
    """Where catalogues of Chinese have spaces or narrow marks that Chinese has not, or bold that does not end."""
    expected = "no space between Chinese and Latin, wide marks beside Chinese, and none of them last in bold"
    for path in sorted((book.locale / language / "LC_MESSAGES").glob("*.po")):
        try:
            catalogue = read_catalogue(path, language)
        except DataError:  # told with its line elsewhere
            continue
        for message in catalogue:
            for said in [message.string] if isinstance(message.string, str) else message.string or ():
                if message.id and (found := [*badly_set(said)]):
                    told = f"{', '.join(map(repr, found))} in {said[:40]!r}"
                    yield Fault(f"{path.name}:{message.lineno}", told, expected, "Write it like the text around it.")


def word_faults(book: Book, language: str, names: Sequence[str] = CATALOGUES) -> list[Fault]:
    """What is wrong in the catalogues with these *names*, not of chapters. A book need not have them: it says English then."""
    found: list[Fault] = []
    paths = {name: path for name in names if (path := path_of(book, language, name)).is_file()}
    wanted = _of_words(book, language, [*paths])
    for name, path in paths.items():
        known = read_catalogue(path, language)
        for message in wanted[name]:
            one, *many = [message.id] if isinstance(message.id, str) else message.id
            if one:
                where = f"{path.name}: {message.locations[0][0]}"
                found += [Fault(where, *told) for told in _wrong_words(one, [one, *many][-1], known.get(one))]
    return found


def _wrong_words(message: str, whole: str, known: Message | None) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the translation of a *message*, whose form for many is *whole*: found, expected, what to do."""
    short = message if len(message) < 50 else f"{message[:47]}..."
    string = known.string if known is not None else ""
    said = [string] if isinstance(string, str) else [*(string or ("",))]
    if not all(said):
        yield f"no translation of {short!r}", "a translation", "Run `statbook translate`, and translate it."
    elif known is not None and known.fuzzy:
        yield f"a translation of what is now {short!r}", "one of the new words", "Mend it, and remove `fuzzy`."
    elif any({*PLACE.findall(each)} not in [{*PLACE.findall(form)} for form in (message, whole)] for each in said):
        yield f"{short!r} with other words in braces", "those of the original", "Keep each as it is."


def _wrong(block: str, known: Message | None) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the translation of a *block*: found, expected, what to do."""
    short = block if len(block) < 50 else f"{block[:47]}..."
    if known is None:
        yield f"no entry for {short!r}", "an entry for each block", "Run `statbook translate`."
    elif not known.string:
        yield f"no translation of {short!r}", "a translation", "Translate it."
    elif known.fuzzy:
        yield f"a translation of what is now {short!r}", "one of the new words", "Mend it, and remove `fuzzy`."
    else:
        said = str(known.string)
        if roles(block) != roles(said):
            missing, more = roles(block) - roles(said), roles(said) - roles(block)
            told = [f"without {', '.join(missing)}"] * bool(missing) + [f"with {', '.join(more)}"] * bool(more)
            yield f"{short!r} {' and '.join(told)}", "the roles of the original", "Keep each role as it is."
        if cells(block) != cells(said) or "\n" in said:
            yield f"{short!r} in another shape", "one line with the same cells", "Keep the shape of the block."
