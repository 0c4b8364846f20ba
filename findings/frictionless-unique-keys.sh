#!/bin/sh
# frictionless 5.21.0: `uniqueKeys` of a table schema are taken without a word and never looked at.
#
# The second edition of Table Schema has them beside the primary key, with the same sense: no two rows alike in these
# columns. The same two rows break a primary key and pass as a unique key, and the report is not only without an error
# but without a warning that the property is not known.
#
# Output:
#   primaryKey: valid False errors ['primary-key'] warnings []
#   uniqueKeys: valid True errors [] warnings []
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet frictionless==5.21.0 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/out" <<'PY'
from frictionless import Resource, Schema

FIELDS = [{"name": "region", "type": "string"}, {"name": "year", "type": "year"}]
for name, key in (("primaryKey", ["region", "year"]), ("uniqueKeys", [["region", "year"]])):
    schema = Schema.from_descriptor({"fields": FIELDS, name: key})
    report = Resource(data=[["region", "year"], ["A", "2024"], ["A", "2024"]], schema=schema).validate()
    errors = [error for (error,) in report.flatten(["type"])]
    print(f"{name}: valid {report.valid} errors {errors} warnings {report.tasks[0].warnings}")
PY
cat "$work/out"
printf '%s\n' "primaryKey: valid False errors ['primary-key'] warnings []" \
    'uniqueKeys: valid True errors [] warnings []' | cmp -s - "$work/out"
