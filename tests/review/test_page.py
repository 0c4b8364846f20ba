"""The page of a review as it is written: its policy, and words of the text as data."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tomllib
from pathlib import Path

from orchard_book import ROOT
from reviewing import HARMLESS, page_of, proposal
from statbook.messages import JOINTS, speaking
from statbook.review import page


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


def test_the_page_speaks_the_language_that_is_spoken(data: Path) -> None:
    with speaking("zh", ROOT / "locale"):
        text = page_of(data).read_text(encoding="utf-8")

    held = json.loads(html.unescape(re.findall(r'id="review">(.*?)</script>', text, re.DOTALL)[0]))
    assert '<html lang="zh">' in text
    assert ">保存</button>" in text
    assert ("指标", "地区") == (held["labels"]["indicator"], held["labels"]["region"])
    assert "已接受" == held["said"]["accepted"]
    assert {"accept", "reject"} == {code for code, _ in held["choices"]["decision"]}


def test_the_script_says_nothing_that_the_page_does_not_hold() -> None:
    folder = Path(page.__file__).parent
    script = (folder / "assets" / "review.js").read_text(encoding="utf-8")
    words = tomllib.loads((folder / "page_words.toml").read_text(encoding="utf-8"))["script"]["words"]
    said = {
        *re.findall(r'tell\("([^"]+)"', script),
        *re.findall(r'"([^"]*\{words\})"', script),
        "Accept",
        "Reject",
        "Undecided",
    }

    assert said == {*words, JOINTS[": "]}
