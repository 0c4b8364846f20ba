"""Releases of places that there are not, and a lexicon for them."""

from __future__ import annotations

from statbook.reading import Lexicon, Proposal, read_text
from statbook.reading.lexicon import HERE, INDICATOR, MEMBER, PUBLISHER, REGION, Entry

DAY = "2031-06-09"


def _trade(flow: str) -> Entry:
    return Entry(INDICATOR, "trade", members=(("flow", flow),), unit="CNY")


def _member(dimension: str, code: str) -> Entry:
    return Entry(MEMBER, code, dimension=dimension)


_ENTRIES = {
    "进出口": _trade("total"),
    "进出口总值": _trade("total"),
    "出口": _trade("export"),
    "进口": _trade("import"),
    "贷款": Entry(INDICATOR, "loans", stock=True, unit="CNY", flow="new_loans"),
    "贷款余额": Entry(INDICATOR, "loans", stock=True, unit="CNY", flow="new_loans"),
    "货币供应量": Entry(INDICATOR, "money", stock=True, unit="CNY", region="Haixi"),
    "产业化率": Entry(INDICATOR, "use_rate", rate=True, unit="percent"),
    "有效专利": Entry(INDICATOR, "有效专利量", stock=True, unit="patents"),
    "登记合同": Entry(INDICATOR, "合同项数", unit="items"),
    "输出合同": Entry(INDICATOR, "合同项数", unit="items", members=(("direction", "out"),)),
    "合同成交额": Entry(INDICATOR, "合同成交额", unit="CNY"),
    "输出合同成交额": Entry(INDICATOR, "合同成交额", unit="CNY", members=(("direction", "out"),)),
    "销往省内": _member("destination", "inland"),
    "短期": _member("kind", "short"),
    "住户": _member("sector", "household"),
    "企业": _member("sector", "firms"),
    "民营企业": _member("owner", "private"),
    "机电产品": _member("product", "machinery"),
    "茶叶": _member("product", "tea"),
    "东洲": _member("partner", "East"),
    "南洲": _member("partner", "South"),
    "海西": Entry(REGION, "Haixi"),
    "海西省": Entry(REGION, "Haixi"),
    "月港": Entry(REGION, "Yuegang"),
    "月港市": Entry(REGION, "Yuegang"),
    "海东省": Entry(REGION, "Haidong"),
    "联邦": Entry(REGION, "Federation"),
    "全省": Entry(REGION, HERE),
    "海西海关": Entry(PUBLISHER, "Haixi"),
    "customs.example": Entry(PUBLISHER, "Haixi"),
}
_UNITS = {
    "CNY": "money",
    "USD": "money",
    "percent": "percent",
    "patents": "count",
    "items": "count",
    "firms": "count",
}
_WORDS = {"patents": "件", "items": "件", "firms": "家"}
LEXICON = Lexicon(
    {word: (entry,) for word, entry in _ENTRIES.items()},
    {"trade": ["flow", "product", "owner", "partner"], "credit": ["sector", "kind"]},
    {unit: {"quantity": quantity, "name_zh": _WORDS.get(unit, "")} for unit, quantity in _UNITS.items()},
    {
        "trade": {"theme": "trade", "unit": "CNY"},
        "loans": {"theme": "credit", "unit": "CNY"},
        "new_loans": {"theme": "credit", "unit": "CNY"},
        "money": {"theme": "credit", "unit": "CNY"},
        "use_rate": {"theme": "patents", "unit": "percent"},
    },
    {
        "Yuegang": frozenset({"Haixi", "Federation"}),
        "Haixi": frozenset({"Federation"}),
        "Haidong": frozenset({"Federation"}),
    },
)


def read(text: str, day: str = DAY, publisher: str = "") -> list[Proposal]:
    """The proposals for a text."""
    return list(read_text(text, LEXICON, date=day, publisher=publisher))


def only(text: str, day: str = DAY) -> Proposal:
    """The proposal for the one number of a text."""
    (proposal,) = read(text, day)
    return proposal


def members(proposal: Proposal) -> dict[str, str]:
    """The members that do not stand for a whole dimension."""
    return {dimension: code for dimension, code in proposal.members if code != "all"}
