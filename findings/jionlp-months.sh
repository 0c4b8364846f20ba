#!/bin/sh
# JioNLP 1.5.31: a span of months becomes its first month, or the whole year, and is called accurate.
#
# 2025年1月至5月 (January to May 2025) and 2025年1-5月 are how statistical releases in Chinese name the year so far. A time
# that cannot be read raises ValueError, and a span with the year at both ends is read, so one expects either. The end of
# the span is dropped instead, and with a hyphen both months are, with the definition "accurate".
#
# Output:
#   2025年1月至2025年5月 accurate 2025-01-01 2025-05-31
#   2025年1月至5月 accurate 2025-01-01 2025-01-31
#   2025年1-5月 accurate 2025-01-01 2025-12-31
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet jionlp==1.5.31 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/said" <<'PY'
import jionlp

for words in ("2025年1月至2025年5月", "2025年1月至5月", "2025年1-5月"):
    found = jionlp.parse_time(words, time_base={"year": 2026, "month": 7, "day": 15})
    print(words, found["definition"], *(day.split()[0] for day in found["time"]))
PY
grep '^2025' "$work/said" >"$work/out" # it greets first
cat "$work/out"
printf '%s\n' '2025年1月至2025年5月 accurate 2025-01-01 2025-05-31' '2025年1月至5月 accurate 2025-01-01 2025-01-31' \
    '2025年1-5月 accurate 2025-01-01 2025-12-31' | cmp -s - "$work/out"
