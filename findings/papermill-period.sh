#!/bin/sh
# papermill 2.7.0: `-p period 2024_01` hands the notebook the number 202401.
#
# The parameters cell declares a str, papermill itself infers that type and shows it in --help-notebook, and the value
# has no form of a number to a reader. But `-p` asks Python's int() first, whatever was declared, and that takes
# underscores between digits and drops leading zeros. `-r` keeps the words.
#
# Output:
#   inferred: str
#   -p period = 202401
#   -p region = 7
#   -r period = "2024_01"
#   -r region = "007"
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet papermill==2.7.0 2>"$work/log" || { cat "$work/log"; exit 2; }
cd "$work"
cat >in.ipynb <<'JSON'
{"nbformat": 4, "nbformat_minor": 5,
 "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
 "cells": [{"id": "a", "cell_type": "code", "metadata": {"tags": ["parameters"]}, "execution_count": null,
  "outputs": [], "source": "period: str = \"2023_12\"\nregion: str = \"001\""}]}
JSON
export JUPYTER_PLATFORM_DIRS=1
{
    venv/bin/python -c 'import papermill; print("inferred:", papermill.inspect_notebook("in.ipynb")["period"]["inferred_type_name"])'
    for option in -p -r; do
        venv/bin/papermill in.ipynb out.ipynb --prepare-only "$option" period 2024_01 "$option" region 007 2>log ||
            { cat log; exit 2; }
        venv/bin/python - "$option" <<'PY'
import json
import sys

cells = json.load(open("out.ipynb"))["cells"]
(injected,) = [cell for cell in cells if "injected-parameters" in cell["metadata"].get("tags", [])]
for line in "".join(injected["source"]).splitlines()[1:]:
    print(sys.argv[1], line)
PY
    done
} >out
cat out
printf '%s\n' 'inferred: str' '-p period = 202401' '-p region = 7' '-r period = "2024_01"' '-r region = "007"' |
    cmp -s - out
