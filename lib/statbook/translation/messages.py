"""The words that the library itself puts on pages, in the language of the book: LANG.po in the folder messages."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "messages"


def messages(language: str) -> Callable[[str], str]:
    """What gives a message in *language*, as `en`, `zh` or `zh_CN`; a message without a translation is as it is in English.

    >>> messages("zh_CN")("this chapter"), messages("en")("this chapter")
    ('本章', 'this chapter')
    """
    known = _read(language.partition("_")[0])
    return lambda message: known.get(message, message)


@cache
def _read(language: str) -> dict[str, str]:
    path = FOLDER / f"{language}.po"
    if not path.is_file():
        return {}
    return {str(each.id): str(each.string) for each in read_po(BytesIO(path.read_bytes())) if each.id and each.string}
