#!/bin/sh
# typst 0.15.2: a box takes away the space between Chinese and a number, on its own side of it alone.
#
# Typst puts a quarter of a sign between a Chinese sign and a letter or a digit beside it. One boxes what must stay on
# one line, a number with its unit or 1—2月, and expects that nothing else changes. Where the border of the box lies
# between sign and digit, the space is gone; where both stand in the box, it stays. So in one line some numbers have a
# space before them and others have none.
#
# Output (how much narrower than without a box, in thousandths of the size of the font):
#   a box around the number and its unit: 250
#   a box around all of it: 0
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet typst==0.15.2 2>"$work/log" || { cat "$work/log"; exit 2; }
cat >"$work/main.typ" <<'TYP'
#set text(lang: "zh", region: "cn", size: 100pt)
#let width(it) = int(calc.round(measure(it).width / 100pt * 1000))
#context [#metadata((width[年8月], width[年#box[8月]], width(box[年8月]))) <widths>]
TYP
"$work/venv/bin/python" - "$work/main.typ" >"$work/out" <<'PY'
import json
import sys

import typst

plain, part, whole = json.loads(typst.query(sys.argv[1], "<widths>", field="value", one=True))
print(f"a box around the number and its unit: {plain - part}")
print(f"a box around all of it: {plain - whole}")
PY
cat "$work/out"
printf '%s\n' 'a box around the number and its unit: 250' 'a box around all of it: 0' | cmp -s - "$work/out"
