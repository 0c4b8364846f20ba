#!/bin/sh
# edtf 5.0.2: a winter is one month long.
#
# The other seasons span three months, and one expects of winter that it does so too: across the end of the year, or
# as January, February and December of one year. It is December alone, so that a figure of January or February lies in
# no season of any year.
#
# Output:
#   2024-21 2024-03-01 2024-05-31
#   2024-22 2024-06-01 2024-08-31
#   2024-23 2024-09-01 2024-11-30
#   2024-24 2024-12-01 2024-12-31
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet edtf==5.0.2 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/out" <<'PY'
from time import strftime

from edtf import parse_edtf

for text in ("2024-21", "2024-22", "2024-23", "2024-24"):
    season = parse_edtf(text)
    print(text, *(strftime("%Y-%m-%d", end) for end in (season.lower_strict(), season.upper_strict())))
PY
cat "$work/out"
printf '%s\n' '2024-21 2024-03-01 2024-05-31' '2024-22 2024-06-01 2024-08-31' '2024-23 2024-09-01 2024-11-30' \
    '2024-24 2024-12-01 2024-12-31' | cmp -s - "$work/out"
