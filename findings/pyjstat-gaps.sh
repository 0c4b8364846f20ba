#!/bin/sh
# pyjstat 2.4.0: a table with a gap becomes a JSON-stat cube whose numbers stand in other cells.
#
# JSON-stat gives values by their position in the cube, or keyed by position where some are missing. A long table that
# lacks one of its combinations is common, and one expects a null at its place. The values are written one after
# another instead, fewer than the sizes call for, so that all after the gap belong to the cell before their own.
#
# Output:
#   size [2, 2] value [1, 3, 4]
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet pyjstat==2.4.0 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/out" <<'PY'
import json

import pandas as pd
from pyjstat import pyjstat

# Nothing is known of 2023 in B; 3 and 4 are of 2024, in A and in B.
table = pd.DataFrame({"time": ["2023", "2024", "2024"], "region": ["A", "A", "B"], "value": [1, 3, 4]})
cube = json.loads(pyjstat.Dataset.read(table).write())
print("size", cube["size"], "value", cube["value"])
PY
cat "$work/out"
printf '%s\n' 'size [2, 2] value [1, 3, 4]' | cmp -s - "$work/out"
