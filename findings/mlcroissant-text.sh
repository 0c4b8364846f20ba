#!/bin/sh
# mlcroissant 1.1.1: a column that the description calls sc:Text arrives as pandas guesses it.
#
# Nothing is said by validation, nor when the records are read, and the result is bytes, as for any text, so that it
# looks as if the declared type had been followed. Codes lose their zeros, a year beside a blank becomes a decimal
# fraction, and the words NA and None are blanks.
#
# Output (the file has 007, 010; 2025 and a blank; NA and x):
#   issues: none
#   b'7' b'2025.0' None
#   b'10' None b'x'
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet mlcroissant==1.1.1 2>"$work/log" || { cat "$work/log"; exit 2; }
cd "$work"
printf 'code,year,word\n007,2025,NA\n010,,x\n' >table.csv
cat >run.py <<'PY'
import hashlib
import json
from pathlib import Path

import mlcroissant


def field(name):
    source = {"fileObject": {"@id": "table.csv"}, "extract": {"column": name}}
    return {"@type": "cr:Field", "@id": f"table/{name}", "name": name, "dataType": "sc:Text", "source": source}


file = {"@type": "cr:FileObject", "@id": "table.csv", "name": "table.csv", "contentUrl": "table.csv"}
file |= {"encodingFormat": "text/csv", "sha256": hashlib.sha256(Path("table.csv").read_bytes()).hexdigest()}
described = mlcroissant.Metadata(name="made", url="https://book.example/", license="https://spdx.org/licenses/CC0-1.0").to_json()
described |= {"distribution": [file], "description": "A made table.", "version": "1.0.0", "datePublished": "2026-03-25"}
described |= {"citeAs": "none", "creator": {"@type": "sc:Organization", "name": "made"}}
fields = [field(name) for name in ("code", "year", "word")]
described["recordSet"] = [{"@type": "cr:RecordSet", "@id": "table", "name": "table", "field": fields}]
Path("croissant.json").write_text(json.dumps(described, default=str))
dataset = mlcroissant.Dataset(jsonld="croissant.json")
issues = [*dataset.metadata.issues.errors, *dataset.metadata.issues.warnings]
print("issues:", issues or "none")
for record in dataset.records("table"):
    print(*record.values())
PY
venv/bin/python run.py >out 2>log || { cat log; exit 2; }
cat out
printf '%s\n' 'issues: none' "b'7' b'2025.0' None" "b'10' None b'x'" | cmp -s - out
