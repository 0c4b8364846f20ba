"""The words of the library in another language."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from statbook.project.paths import LIBRARY
from statbook.translation.messages import FOLDER, messages

SAID = re.compile(r'\bsay\("([^"]+)"\)')


def test_what_has_no_translation_is_as_it_is_in_english() -> None:
    assert ("本章", "no such message") == (messages("zh_CN")("this chapter"), messages("zh")("no such message"))
    assert "this chapter" == messages("en")("this chapter") == messages("fr")("this chapter")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.po")), ids=lambda path: path.stem)
def test_every_message_of_the_templates_is_translated_with_the_same_fields(path: object) -> None:
    catalogue = read_po(BytesIO((FOLDER / f"{path.stem}.po").read_bytes()))  # type: ignore[attr-defined]
    templates = (LIBRARY / "site" / "templates").glob("*.html")
    said = {message for template in templates for message in SAID.findall(template.read_text(encoding="utf-8"))}

    assert {message for message in said if not (known := catalogue.get(message)) or not known.string} == set()
    for message in catalogue:
        fields = [sorted(re.findall(r"\{\w+\}", str(text))) for text in (message.id, message.string)]
        assert fields[0] == fields[1], message.id
