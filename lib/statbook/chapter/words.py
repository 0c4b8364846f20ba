"""What a chapter says by itself, in every language of the book."""

from __future__ import annotations

__all__ = ["MEASURE_WORDS", "SAY"]

SAY = {
    "en": {
        "missing": "Not printed for {place}:",
        "left_out": "Figures left out because what they need is not printed for {place}:",
    },
    "zh": {
        "missing": "{place}未见印出:",
        "left_out": "因{place}未印出所需数字而从略的图:",
    },
}


MEASURE_WORDS = {
    "en": {
        "growth": "growth",
        "difference": "absolute change",
        "share": "share",
        "share_change": "change of share",
        "growth_gap": "growth above the other series",
        "contribution": "contribution to growth",
        "base": "level of the base period",
        "change": "change",
        "points": "contribution to growth",
        "part": "share",
        "base_part": "share in the base period",
        "rest": "what the parts leave over",
    },
    "zh": {
        "growth": "增速",
        "difference": "增减额",
        "share": "占比",
        "share_change": "占比变化",
        "growth_gap": "增速差",
        "contribution": "拉动",
        "base": "基期水平",
        "change": "变动",
        "points": "拉动",
        "part": "占比",
        "base_part": "基期占比",
        "rest": "余项",
    },
}
