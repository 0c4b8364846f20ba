#!/bin/sh
# vl-convert-python 1.9.0.post1: while it draws, or bundles the scripts of Vega, no other thread of the process runs.
#
# Its work is that of a JavaScript engine in Rust, and takes a second for the bundle. One calls it in a thread, so that
# the rest of a program goes on meanwhile. It holds the interpreter's lock: a thread that only sleeps a few milliseconds
# at a time wakes when the call is done. Several drawings at a time need several processes.
#
# Output (the longest pause of a thread that sleeps 5 ms at a time, of the time of the call):
#   beside javascript_bundle: most of it
#   beside vegalite_to_svg: most of it
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet vl-convert-python==1.9.0.post1 2>"$work/log" || { cat "$work/log"; exit 2; }
"$work/venv/bin/python" - >"$work/out" <<'PY'
import threading
import time

import vl_convert

rows = [{"x": x, "y": x * x % 97} for x in range(4000)]
chart = {"data": {"values": rows}, "mark": "point", "encoding": {n: {"field": n, "type": "quantitative"} for n in "xy"}}
vl_convert.vegalite_to_svg(chart, allowed_base_urls=[])  # what the first call starts is not of interest


def pause(call):
    """The longest pause of another thread beside *call*, in parts of its time."""
    done, pauses = threading.Event(), [0.0]

    def beat():
        last = time.perf_counter()
        while not done.is_set():
            time.sleep(0.005)
            now = time.perf_counter()
            pauses.append(now - last)
            last = now

    other = threading.Thread(target=beat)
    other.start()
    time.sleep(0.1)
    start = time.perf_counter()
    call()
    taken = time.perf_counter() - start
    done.set()
    other.join()
    return max(pauses) / taken


for name, call in {
    "javascript_bundle": vl_convert.javascript_bundle,
    "vegalite_to_svg": lambda: vl_convert.vegalite_to_svg(chart, allowed_base_urls=[]),
}.items():
    found = pause(call)
    print(f"beside {name}: {'most of it' if found > 0.6 else f'{found:.2f} of it'}")
PY
cat "$work/out"
printf '%s\n' 'beside javascript_bundle: most of it' 'beside vegalite_to_svg: most of it' | cmp -s - "$work/out"
