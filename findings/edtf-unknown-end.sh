#!/bin/sh
# edtf 5.0.2: where the end of an interval is unknown, the strict bound is ten years after its start.
#
# EDTF level 1 writes an open end as `..` and an unknown one as nothing. For the open one upper_strict() gives infinity,
# as it says. For the unknown one, which is the less certain, one expects the same, None or a refusal: it gives an
# ordinary date that nobody wrote, although the strict bounds are those without padding.
#
# Output:
#   2024/2025 struct_time (2025, 12, 31)
#   2024/.. float inf
#   2024/ struct_time (2034, 1, 1)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet edtf==5.0.2 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/out" <<'PY'
from edtf import parse_edtf

for text in ("2024/2025", "2024/..", "2024/"):
    end = parse_edtf(text).upper_strict()
    print(text, type(end).__name__, end if isinstance(end, float) else tuple(end[:3]))
PY
cat "$work/out"
printf '%s\n' '2024/2025 struct_time (2025, 12, 31)' '2024/.. float inf' '2024/ struct_time (2034, 1, 1)' |
    cmp -s - "$work/out"
