#!/bin/sh
# Typst 0.15.0: quotient and remainder of a negative number do not make the number again.
#
# In most languages the two round alike, so that divisor * quotient + remainder is the dividend. calc.quo rounds down
# and calc.rem has the sign of the dividend: each is a convention of its own, and together they give -8 for -5. Months
# counted from a year onward, and split into year and month this way, go wrong before that year. calc.div-euclid and
# calc.rem-euclid agree with one another.
#
# Output:
#   quo -2 rem -2 again -8
#   euclid -2 rem 1 again -5
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet typst==0.15.0 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - "$work/main.typ" >"$work/out" <<'PY'
import json
import sys
from pathlib import Path

import typst

source = "#metadata((calc.quo(-5, 3), calc.rem(-5, 3), calc.div-euclid(-5, 3), calc.rem-euclid(-5, 3)))<m>"
Path(sys.argv[1]).write_text(source)
quo, rem, euclid, rest = json.loads(typst.query(sys.argv[1], "<m>", field="value", one=True))
print("quo", quo, "rem", rem, "again", 3 * quo + rem)
print("euclid", euclid, "rem", rest, "again", 3 * euclid + rest)
PY
cat "$work/out"
printf '%s\n' 'quo -2 rem -2 again -8' 'euclid -2 rem 1 again -5' | cmp -s - "$work/out"
