#!/bin/sh
# Typst 0.15.0: a note in a heading or a caption is set twice where there is a list of them, each time with a number.
#
# The list before the text repeats the words of headings and captions, and one expects it to leave their notes out, as
# it does not repeat their labels. It takes them along: the note stands at the foot of the list as well, counts there,
# and the first note of the text is no longer the first. A document of three notes has four.
#
# Output:
#   captions, without a list: first, of a caption, last
#   captions, with a list: of a caption, first, of a caption, last
#   headings, without a list: of a heading, last
#   headings, with a list: of a heading, of a heading, last
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet typst==0.15.0 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - "$work/main.typ" >"$work/out" <<'PY'
import json
import sys
from pathlib import Path

import typst

CAPTION = "Text#footnote[first].\n#figure(rect(), caption: [Caption#footnote[of a caption]])\nText#footnote[last].\n"
HEADING = "= Heading#footnote[of a heading]\nText#footnote[last].\n"


def notes(source):
    Path(sys.argv[1]).write_text(source)
    return ", ".join(note["body"]["text"] for note in json.loads(typst.query(sys.argv[1], "footnote")))


print("captions, without a list:", notes(CAPTION))
print("captions, with a list:", notes("#outline(target: figure)\n" + CAPTION))
print("headings, without a list:", notes(HEADING))
print("headings, with a list:", notes("#outline()\n" + HEADING))
PY
cat "$work/out"
printf '%s\n' 'captions, without a list: first, of a caption, last' \
    'captions, with a list: of a caption, first, of a caption, last' \
    'headings, without a list: of a heading, last' 'headings, with a list: of a heading, of a heading, last' |
    cmp -s - "$work/out"
