#!/bin/sh
# altair 6.3.0: a + b + c makes the same chart as alt.layer(a, b, c), and copies all that it has so far at every sign.
#
# One expects the sign to be another way to write the function. But each sum is a finished chart of copies, so layers that
# a loop adds one by one are copied again and again: 40 layers take 2,417 copies where the function takes 80,
# and four times as many at twice the number. Nested plots of many marks spend most of their time there. A list that
# is given to alt.layer once does not.
#
# Output:
#   10 layers: 20 copies by alt.layer, 152 by +, the same chart: True
#   20 layers: 40 copies by alt.layer, 607 by +, the same chart: True
#   40 layers: 80 copies by alt.layer, 2417 by +, the same chart: True
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet altair==6.3.0 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/out" <<'PY'
from functools import reduce
from operator import add

import altair as alt

copies = 0
copy = alt.SchemaBase.copy


def count(self, *arguments, **named):
    global copies
    copies += 1
    return copy(self, *arguments, **named)


alt.SchemaBase.copy = count


def counted(make):
    """A chart that *make* makes, and how many charts were copied for it."""
    global copies
    copies = 0
    made = make()
    return made, copies


for number in (10, 20, 40):
    marks = [alt.Chart().mark_rule().encode(x=alt.datum(place)) for place in range(number)]
    together, once = counted(lambda: alt.layer(*marks))
    summed, often = counted(lambda: reduce(add, marks))
    same = together.to_dict() == summed.to_dict()
    print(f"{number} layers: {once} copies by alt.layer, {often} by +, the same chart: {same}")
PY
cat "$work/out"
sed -n 's/^#   //p' "$0" | cmp -s - "$work/out"
