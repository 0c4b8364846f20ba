#!/bin/sh
# typst 0.15.2: Chinese marks of punctuation that meet are squeezed within one style only.
#
# Where two full-width marks meet, as in 》，, Typst takes half a sign away. One marks Chinese within a text as Chinese, or
# makes a title in 《》 a link, and expects the same line. But between two styles nothing is squeezed: not behind a link,
# not where a colour ends, and not even where a text is said to be of the language that it is of already. Plain brackets
# of content change nothing.
#
# Output (widths in thousandths of the size of the font; two signs and two marks):
#   one style: 3500
#   content in brackets: 3500
#   the same language again: 4000
#   a link: 4000
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --no-deps typst==0.15.2 manimgx-fonts-cjk==2026.9.26.post1 \
    2>"$work/log" || { cat "$work/log"; exit 2; }
cat >"$work/main.typ" <<'TYP'
#set text(lang: "zh", region: "cn", size: 100pt, font: "Noto Sans CJK SC")
#let width(it) = int(calc.round(measure(it).width / 100pt * 1000))
#let mark = [》]
#context [#metadata((
  width[字》，字], width[字#mark，字], width[字#text(lang: "zh")[》]，字], width[字#link("https://a.example")[》]，字],
)) <widths>]
TYP
"$work/venv/bin/python" - "$work/main.typ" >"$work/out" <<'PY'
import json
import sys
from importlib.util import find_spec

import typst

folder = find_spec("manimgx_fonts_cjk").submodule_search_locations[0]
found = typst.query(sys.argv[1], "<widths>", field="value", one=True, font_paths=[folder], ignore_system_fonts=True)
for name, width in zip(
    ("one style", "content in brackets", "the same language again", "a link"), json.loads(found), strict=True
):
    print(f"{name}: {width}")
PY
cat "$work/out"
printf '%s\n' 'one style: 3500' 'content in brackets: 3500' 'the same language again: 4000' 'a link: 4000' | cmp -s - "$work/out"
