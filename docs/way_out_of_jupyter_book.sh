#!/usr/bin/env bash
# Try the way out of Jupyter Book 1, which holds Sphinx at 7.4: the staged pages of the last build (make book first) on
# Sphinx 9 with MyST-NB 1.4 and the Sphinx Book Theme 1.4, without the wheel jupyter-book. Prints what breaks.
# Outside CI; installs pinned packages into a temporary environment. `bash docs/way_out_of_jupyter_book.sh FOLDER` keeps the results.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
[ -f _build/stage/_toc.yml ] || { echo "There is no staged book: run make book first."; exit 2; }

work=${1:-$(mktemp -d)}
mkdir -p "$work"
[ $# -gt 0 ] || trap 'rm -rf "$work"' EXIT
cp -r _build/stage "$work/stage"
cp -r lib pyproject.toml README.md LICENSE "$work/"

echo "== settings: _config.yml as a conf.py, by Jupyter Book's own command"
"$root/.venv/bin/jupyter-book" config sphinx "$work/stage" >/dev/null
cat >>"$work/stage/conf.py" <<'CONF'
wheel = {"jupyter_book", "sphinx_thebe", "sphinx_comments", "sphinx_jupyterbook_latex", "sphinx_multitoc_numbering"}
extensions = [name for name in extensions if name not in wheel]
del comments_config, use_jupyterbook_latex, use_multitoc_numbering
CONF

echo "== packages"
"$root/.venv/bin/python" -m venv "$work/env"
pip="$work/env/bin/python -m pip --disable-pip-version-check --quiet"
# The book's own pins, without Jupyter Book and what belongs to Sphinx.
grep -E '^[a-z]' requirements.txt | sed 's/ \\$//' |
  grep -vE '^(jupyter-book|jupyter-cache|sphinx|docutils|myst|pydata-sphinx|accessible-pygments|markdown-it|mdit|pybtex-docutils|sphinxcontrib|nbclient)' \
    >"$work/constraints.txt"
"$root/.venv/bin/python" - >"$work/packages.txt" <<'PY'
import tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print("\n".join(each for each in project["dependencies"] if not each.startswith("jupyter-book")))
PY
$pip install -c "$work/constraints.txt" -r "$work/packages.txt" \
  sphinx==9.0.4 myst-nb==1.4.0 sphinx-book-theme==1.4.0 sphinx-external-toc==1.1.0 sphinx-design==0.8.0 \
  sphinx-togglebutton sphinx-copybutton
$pip install --no-deps --no-build-isolation "$work"
$work/env/bin/python -m pip list 2>/dev/null | grep -iE '^(sphinx|docutils|myst|markdown-it|pydata)' || true

echo "== pages"
# The book's Sphinx extension reads from this file which PDFs there are, and where to say that all documents were read.
pdfs=$(cd _build/pdf && ls ./*.pdf | sed -E 's#^\./(.*)\.pdf$#"\1"#' | grep -v '"book"' | paste -sd,)
printf '{"read": "%s", "documents": ["book", %s], "fonts": "", "kept": ""}' "$work/read" "$pdfs" >"$work/job.json"
code=0
STATBOOK_JOB="$work/job.json" "$work/env/bin/python" -m sphinx -b html -n --keep-going -T "$work/stage" "$work/html" >"$work/log" 2>&1 || code=$?
echo "sphinx ended with $code"
grep -E "(WARNING|ERROR|Error)" "$work/log" | sed -E "s#$work/stage/##; s#:[0-9]+: #: #" |
  sed -E 's/^[^:]+: //' | sort | uniq -c | sort -rn | head -30 || true
[ $code -eq 0 ] || tail -25 "$work/log"

echo "== beside the published book (files that one has and the other has not)"
diff -rq _build/html "$work/html" | grep '^Only' | sed "s#$work#.#" | head -30 || true
echo "pages: $(find _build/html -name '*.html' | wc -l) published, $(find "$work/html" -name '*.html' 2>/dev/null | wc -l) here"
