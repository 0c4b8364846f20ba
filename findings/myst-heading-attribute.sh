#!/bin/sh
# MyST-Parser 3.0.1 with Sphinx 7.4.7: `{#name}` above a heading is a label of the whole project, not of its page.
#
# The line looks like an attribute of HTML, whose identifiers count within one page, and the anchors that headings get by
# themselves may be the same on all pages. But the attribute also makes a target for references: the same one on two
# pages is a duplicate label, which warns, and fails a build that takes warnings for errors. A link from a third page
# then leads to the page that was read last.
#
# Output: the warnings of two pages with the same heading and no attribute, of two with the same attribute, and the link.
#   without attributes: 0 warnings
#   with attributes: duplicate label same, other instance in a.md
#   the link leads to b.html#same
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet sphinx==7.4.7 myst-parser==3.0.1 docutils==0.21.2 2>"$work/log" || { cat "$work/log"; exit 2; }
mkdir "$work/plain" "$work/named"
for kind in plain named; do
    printf '%s\n' 'extensions = ["myst_parser"]' 'myst_enable_extensions = ["attrs_block"]' >"$work/$kind/conf.py"
done
for page in a b; do
    printf '# Page %s\n\n## Same\n\nWords.\n' "$page" >"$work/plain/$page.md"
    printf '# Page %s\n\n{#same}\n## A finding of %s\n\nWords.\n' "$page" "$page" >"$work/named/$page.md"
done
printf '# Pages\n\n```{toctree}\na\nb\n```\n' >"$work/plain/index.md"
printf '# Pages\n\n[There](#same)\n\n```{toctree}\na\nb\n```\n' >"$work/named/index.md"
for kind in plain named; do
    "$work/venv/bin/python" -m sphinx -q -b html "$work/$kind" "$work/$kind/out" 2>"$work/$kind.log"
done
{
    echo "without attributes: $(grep -c WARNING "$work/plain.log" || true) warnings"
    echo "with attributes: $(sed -n 's/.*WARNING: \(duplicate label same, other instance in \).*\/\([^/]*\)$/\1\2/p' "$work/named.log" | sed 's/ \[.*//')"
    echo "the link leads to $(grep -o 'href="[^"]*"><span class="[^"]*">There' "$work/named/out/index.html" | cut -d'"' -f2)"
} >"$work/out"
cat "$work/out"
printf '%s\n' 'without attributes: 0 warnings' 'with attributes: duplicate label same, other instance in a.md' \
    'the link leads to b.html#same' | cmp -s - "$work/out"
