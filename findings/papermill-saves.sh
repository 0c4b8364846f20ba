#!/bin/sh
# papermill 2.7.0: `request_save_on_cell_execute`, on by default, writes the whole notebook twice for every cell.
#
# Its documentation says "save the notebook after each cell execution". It writes before and after each, cells of
# Markdown too, and each time all outputs so far are copied, validated and encoded anew: with pictures in the outputs
# that may take longer than the cells. With False it is written once, at the end.
#
# Output (10 cells of Markdown and 10 of code):
#   True 43 writes
#   False 1 writes
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet papermill==2.7.0 ipykernel==7.4.0 2>"$work/log" || { cat "$work/log"; exit 2; }
cd "$work"
cat >run.py <<'PY'
import nbformat
import papermill
from papermill.iorw import LocalHandler, papermill_io

writes = []


class Counting(LocalHandler):
    def write(self, buf, path):
        writes.append(path)
        super().write(buf, path)


papermill_io.register("./", Counting())
cells = [make(text) for make, text in ((nbformat.v4.new_markdown_cell, "Words"), (nbformat.v4.new_code_cell, "1")) * 10]
nbformat.write(nbformat.v4.new_notebook(cells=cells), "in.ipynb")
for asked in (True, False):
    writes.clear()
    papermill.execute_notebook(
        "./in.ipynb", "./out.ipynb", kernel_name="python3", progress_bar=False, request_save_on_cell_execute=asked
    )
    print(asked, len(writes), "writes")
PY
export JUPYTER_PLATFORM_DIRS=1
venv/bin/python run.py >out 2>log || { cat log; exit 2; }
cat out
printf '%s\n' 'True 43 writes' 'False 1 writes' | cmp -s - out
