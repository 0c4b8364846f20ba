"""Rules about where figures come from: who counted what, and whether it happened, was meant, or was worked out."""

from __future__ import annotations

__all__ = ["ORIGINS"]

from dataclasses import replace

from statbook.rules.rule_input import AMOUNT, GROWTH, Figure
from statbook.rules.rule import Finding, Gathering, Rule, pair_where

AIMS, HAPPENED = ("target", "forecast"), ("actual", "preliminary", "estimate")
WITH_OTHERS = {"en": " with numbers whose growth is not", "zh": "与增速并非如此计算的数字"}
LOWER, UPPER = ("more_than", "at_least"), ("at_most", "less_than")


def _aim_and_outcome(one: Figure, other: Figure) -> bool:
    statuses = {one.row.status, other.row.status}
    return bool(statuses & {*AIMS}) and bool(statuses & {*HAPPENED})


def _producers(one: Figure, other: Figure) -> bool:
    return one.row.indicator == other.row.indicator and one.nature.producer != other.nature.producer


def _concepts(one: Figure, other: Figure) -> bool:
    return one.row.indicator != other.row.indicator


def _bounds(one: Figure, other: Figure) -> bool:
    return any({one.row.bound, other.row.bound} <= {*ends} for ends in (LOWER, UPPER)) and not (
        one.derived or other.derived
    )


def _comparable(gathering: Gathering) -> Finding | None:
    if gathering.act in ("ranked", "series"):
        found = pair_where(_two_bases)(gathering)
        return replace(found, told=WITH_OTHERS) if found else None
    figures = gathering.figures
    if any(figure.nature.growth_basis != "comparable" for figure in figures):
        return None
    wanted = (AMOUNT, GROWTH if gathering.act == "based" else AMOUNT)
    return Finding(figures) if tuple(figure.sense for figure in figures) == wanted else None


def _two_bases(one: Figure, other: Figure) -> bool:
    """Whether one grew on a comparable basis, and the other from one published level to the next."""
    bases = [figure.nature.growth_basis for figure in (one, other)]
    return one.sense == other.sense == GROWTH and bases[0] != bases[1] and "comparable" in bases


def _derived(gathering: Gathering) -> Finding | None:
    implied = [figure for figure in gathering.figures if figure.derived and figure.measure == "base"]
    printed = [figure for figure in gathering.figures if not figure.derived]
    return Finding((*implied, *printed)) if implied and printed else None


ORIGINS = (
    Rule(
        "target-and-actual",
        {"en": "Targets and outcomes", "zh": "目标与实际"},
        ("added", "stacked", "series"),
        pair_where(_aim_and_outcome),
        {"en": "A target or forecast and an outcome were {act}.", "zh": "目标或预测与实际结果被{act}。"},
        {
            "en": "A target tells what was meant to be; joined to outcomes it reads as something that happened.",
            "zh": "目标只表示打算达到的数,与实际数相连便被当作已发生的事。",
        },
        {
            "en": "Draw the target apart from outcomes; to say how far there is to go, divide or compare.",
            "zh": "目标另行标示;要说明差距,可以相除或比较。",
        },
    ),
    Rule(
        "two-producers",
        {"en": "Two producers", "zh": "两个编制者"},
        ("added", "subtracted", "series", "stacked", "compared"),
        pair_where(_producers),
        {"en": "Numbers of one name by two producers were {act}.", "zh": "名称相同而编制者不同的数字被{act}。"},
        {
            "en": "Each producer draws its own circle; a difference between them may be one of scope.",
            "zh": "编制者各有统计范围,两者之差可能只是范围之差。",
        },
        {
            "en": "Stay with the numbers of one producer, and name the other's beside them.",
            "zh": "只用同一编制者的数字,另一方的数字另行列出。",
        },
    ),
    Rule(
        "two-concepts",
        {"en": "Two concepts", "zh": "两个概念"},
        ("added", "series", "stacked", "compared"),
        pair_where(_concepts),
        {"en": "Numbers of different concepts were {act}.", "zh": "概念不同的数字被{act}。"},
        {
            "en": "They are defined differently, even where their names or amounts are close: one may hold some of what "
            "the other holds, and neither is a later value of the other.",
            "zh": "即使名称或数额相近,定义也不同:两者可能有重叠的部分,也都不是对方后来的数值。",
        },
        {
            "en": "Set them side by side under their own names.",
            "zh": "各以本名并列。",
        },
    ),
    Rule(
        "comparable-growth",
        {"en": "Growth on a comparable basis", "zh": "可比口径的增长"},
        ("based", "compared", "ranked", "series"),
        _comparable,
        {
            "en": "Numbers whose growth is reckoned on a comparable basis were {act}{told}.",
            "zh": "增速按可比口径计算的数字{told}被{act}。",
        },
        {
            "en": "The base is revised before growth is reckoned, because the firms counted change: it is not what was "
            "published a year before, and may even rise where that falls.",
            "zh": "因统计单位变动,计算增速前基数已经调整:它不是上年公布的数,方向甚至可能相反。",
        },
        {
            "en": "Quote level and growth as they are printed, apart from growth that is reckoned otherwise, and look up "
            "the published base if it is needed.",
            "zh": "按原文分别引用水平与增速,不与其他口径的增速并列;需要基数时查上年公布数。",
        },
    ),
    Rule(
        "derived-as-published",
        {"en": "A derived base among printed numbers", "zh": "推算值混入公布值"},
        ("series",),
        _derived,
        {
            "en": "An implied base and printed numbers were {act}.",
            "zh": "推算的基期值与印出的数字被{act}。",
        },
        {
            "en": "What level and growth imply is known only as finely as both are rounded, and need not be what was "
            "published.",
            "zh": "由水平和增速推算的数只精确到两者的舍入程度,也未必等于当时公布的数。",
        },
        {
            "en": "Give it as implied=…, so that it is drawn apart with its interval.",
            "zh": "以 implied=… 给出,使其单独标示并带有区间。",
        },
    ),
    Rule(
        "bounds-as-values",
        {"en": "Growth between two bounds", "zh": "两个界限值之间的增长"},
        ("compared",),
        pair_where(_bounds),
        {
            "en": "Two numbers that only say more than, or less than, were {act}.",
            "zh": "两个只表示“超过”或“不到”的数字被{act}。",
        },
        {
            "en": "Both may lie anywhere beyond what is printed, so that anything between a fall and a rise is possible.",
            "zh": "两者都可能远离所印数值,升降皆有可能。",
        },
        {
            "en": "Quote both with their words; growth needs at least one number that is printed as it is.",
            "zh": "连同“超过”“不到”等字样引用;计算增速至少需要一个确定的数。",
        },
    ),
)
