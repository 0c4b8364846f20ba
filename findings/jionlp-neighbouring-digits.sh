#!/bin/sh
# JioNLP 1.5.31: "three or four million" becomes 30,000 to 4,000,000.
#
# Two neighbouring digits before a unit are how Chinese writes a rough number: 三四百万元 is three or four million yuan, and
# 三四百元 and 五六万元 are read so. Where 十, 百 or 千 stands before 万 or 亿, the lower bound gets 万 or 亿 only, and is 10,
# 100 or 1,000 times too small.
#
# Output:
#   三四百元 300.00 400.00
#   五六万元 50000.00 60000.00
#   三四百万元 30000.00 4000000.00
#   七八十亿元 700000000.00 8000000000.00
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet jionlp==1.5.31 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/said" <<'PY'
import jionlp

for words in ("三四百元", "五六万元", "三四百万元", "七八十亿元"):
    print(words, *jionlp.parse_money(words)["num"])
PY
grep '元 ' "$work/said" >"$work/out" # it greets first
cat "$work/out"
printf '%s\n' '三四百元 300.00 400.00' '五六万元 50000.00 60000.00' '三四百万元 30000.00 4000000.00' \
    '七八十亿元 700000000.00 8000000000.00' | cmp -s - "$work/out"
