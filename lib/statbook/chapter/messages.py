"""Sentences that a chapter adds by itself, in every language of the book."""

MESSAGES = {
    "en": {
        "missing": "Not printed for {place}:",
        "left_out": "Charts left out because what they need is not printed for {place}:",
        "vintage": "What is computed here uses values of one vintage; some of them have been revised since.",
    },
    "zh": {
        "missing": "{place}未见印出:",
        "left_out": "因{place}未印出所需数字而从略的图:",
        "vintage": "此处推算使用同一时点公布的数值,其中部分此后已有修订。",
    },
}
