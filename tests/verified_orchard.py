"""A store of invented numbers of apples and pears, and the verdicts on sentences about them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import orchard_book
from statbook.reading import load_lexicon
from statbook.store import Store
from statbook.verification.read_draft import read_plain
from statbook.verification.verdict import Verdict
from statbook.verification.verify import Verifier

ROWS = """\
china.2025.apples,apples,China,all,all,2025,over,level,,,125040000000,,CNY,exact,,actual,1250.4亿元,old,,A1,2025-12-31,,
china.2025.apples.growth,apples,China,all,all,2025,over,growth,2024,,8.6,,percent,exact,,actual,8.6%,old,,A2,2025-12-31,,
china.2025.apples.red,apples,China,red,all,2025,over,level,,,42030000000,,CNY,exact,,actual,420.3亿元,old,,A3,2025-12-31,,
china.2025.apples.red.share,apples,China,red,all,2025,over,share,,sector=all,33.6,,percent,exact,,actual,33.6%,old,,A4,2025-12-31,,
china.2025.apples.green.share,apples,China,green,all,2025,over,share,,sector=all,66.4,,percent,exact,,actual,66.4%,old,,A5,2025-12-31,,
china.2025.apples.green,apples,China,green,all,2025,over,level,,,83010000000,,CNY,exact,,actual,830.1亿元,old,,A6,2025-12-31,,
china.2025.pears,pears,China,all,all,2025,over,level,,,64200000000,,CNY,exact,,actual,642亿元,old,,A7,2025-12-31,,
china.2025.pears.growth,pears,China,all,all,2025,over,growth,2024,,-3.1,,percent,exact,,actual,3.1%,old,,A8,2025-12-31,,
china.2030.pears.target,pears,China,all,all,2030,by,level,,,90000000000,,CNY,exact,,target,900亿元,old,,A9,2025-12-31,,
north.2025.apples,apples,North,all,all,2025,over,level,,,31050000000,,CNY,exact,,actual,310.5亿元,old,,B1,2025-12-31,,
north.2025.apples.growth_gap,apples,North,all,all,2025,over,growth_gap,2024,region=China,2.5,,percentage_point,exact,,actual,2.5个百分点,old,,B5,2025-12-31,,
china.2025.sweetness,sweetness,China,all,all,2025,over,level,,,3.4,,percent,about,,actual,约3.4%,old,,B2,2025-12-31,,
china.2025.sweetness.difference,sweetness,China,all,all,2025,over,difference,2024,,-40,,basis_point,exact,,actual,40个基点,old,,B3,2025-12-31,,
china.2024.trees,trees,China,all,all,2024,at,level,,,7000000000,,CNY,more_than,,actual,超70亿元,old,,B4,2025-12-31,,
"""


LEXICON = """\
indicators:
  - {words: [苹果, 苹果产量], indicator: apples}
  - {words: [梨, 梨产量], indicator: pears}
  - {words: [甜度], indicator: sweetness, rate: true}
"""


def write_orchard(root: Path) -> Path:
    """The folder data/ of the book in *root*."""
    data = orchard_book.orchard(root)
    (data / "credit.csv").write_text(f"{orchard_book.HEADER}\n{ROWS}", encoding="utf-8")
    (data / "lexicon.yaml").write_text(LEXICON, encoding="utf-8")
    return data


@cache
def verifier() -> Verifier:
    with TemporaryDirectory() as folder:
        data = write_orchard(Path(folder))
        return Verifier(Store.load(data), load_lexicon(data))


def verdicts(text: str) -> list[Verdict]:
    """The verdicts on the numbers of a text."""
    return [finding.verdict for finding in verifier().verify(read_plain("draft.txt", text))]


def kinds(text: str) -> list[str]:
    """Their kinds."""
    return [verdict.kind.value for verdict in verdicts(text)]


def only(text: str) -> Verdict:
    """The verdict on the one number of a text."""
    (verdict,) = verdicts(text)
    return verdict
