"""The page of a review as it is written: its policy, and words of the text as data."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from reviewing import HARMLESS, page_of, proposal


def test_scripts_and_styles_are_those_whose_digests_the_policy_has(data: Path) -> None:
    text = page_of(data).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    for tag in ("script", "style"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert not re.search(r"\son\w+=|(?:src|href)=", text)


def test_words_of_the_text_stand_in_the_page_as_data_only(data: Path) -> None:
    found = [proposal("7亿元", "700000000", HARMLESS, name=HARMLESS, fault=HARMLESS)]
    text = page_of(data, found=found, text=HARMLESS, text_title=HARMLESS).read_text(encoding="utf-8")

    assert "<b>" not in text
    assert "<img" not in text
    assert 2 == text.count("</script>")
