#!/bin/sh
# frictionless 5.21.0: `fieldsMatch` as the JSON schema of Table Schema 2.0 asks for it makes a package invalid.
#
# That schema wants a list with one word, ["superset"]. frictionless takes the word alone and follows it: a file with one
# of two fields is then valid. The list is an error of the schema, told twice. So a package with the property passes one
# of the two only, whichever form it has; one that leaves it out (which means "exact") can pass both.
#
# Output (a file with one of two fields):
#   without      ['missing-label']
#   "superset"   []
#   ["superset"] ['schema-error', 'schema-error']
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet frictionless==5.21.0 2>"$work/log" || { cat "$work/log"; exit 2; }
cd "$work"
cat >run.py <<'PY'
import json
from pathlib import Path

import frictionless

Path("water.csv").write_text("place\nHarbour\n")
for given in (None, "superset", ["superset"]):
    fields = [{"name": "place", "type": "string"}, {"name": "litres", "type": "number"}]
    schema = {"fields": fields} | ({} if given is None else {"fieldsMatch": given})
    resource = {"name": "water", "type": "table", "path": "water.csv", "schema": schema}
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "water", "resources": [resource]}
    Path("datapackage.json").write_text(json.dumps(package))
    report = frictionless.validate("datapackage.json")
    found = [error for error, *_ in report.flatten(["type"])]
    print(f"{'without' if given is None else json.dumps(given):<12} {found}")
PY
venv/bin/python run.py >out 2>log || { cat log; exit 2; }
cat out
printf '%s\n' "without      ['missing-label']" '"superset"   []' "[\"superset\"] ['schema-error', 'schema-error']" |
    cmp -s - out
