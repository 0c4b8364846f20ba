#!/bin/sh
# vl-convert-python 1.9.0.post1: a registered font folder that is gone later takes the letters with it, although another
# folder with the same family is registered; the conversion succeeds, and the picture has no text.
#
# `register_font_directory` notes where faces lie and reads them when a picture is drawn. Of two faces of one family the
# one that was registered first is taken, whether its file is still there or not. So a process that draws for two
# projects in temporary folders draws the second without words, and nothing is raised or logged. Registering the folder
# where the files really are, and not a link or a copy that goes, avoids it.
#
# Output (dark pixels of a picture with one word):
#   first folder: words
#   second folder, the first is gone: no words
#   second folder alone: words
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet vl-convert-python==1.9.0.post1 pillow==13.0.0 matplotlib==3.11.2 \
  2>"$work/log" || { cat "$work/log"; exit 2; }
cd "$work"
cat >run.py <<'PY'
import io
import shutil
import subprocess
import sys
from pathlib import Path

import matplotlib
import vl_convert
from PIL import Image

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text y="30" font-size="30" font-family="STIXGeneral">AA</text></svg>'


def put_font(folder):
    """A folder with one face, which neither the machine nor vl-convert has."""
    Path(folder).mkdir()
    shutil.copy(Path(matplotlib.get_data_path(), "fonts/ttf/STIXGeneral.ttf"), folder)


def drawn():
    picture = Image.open(io.BytesIO(vl_convert.svg_to_png(PICTURE))).convert("RGBA")
    return "words" if picture.getchannel("A").getextrema()[1] else "no words"


if len(sys.argv) == 1:
    put_font("first")
    vl_convert.register_font_directory("first")
    print("first folder:", drawn())
    shutil.rmtree("first")
    put_font("second")
    vl_convert.register_font_directory("second")
    print("second folder, the first is gone:", drawn(), flush=True)
    subprocess.run([sys.executable, __file__, "again"], check=True)
else:
    vl_convert.register_font_directory("second")
    print("second folder alone:", drawn())
PY
venv/bin/python run.py >out 2>log || { cat log; exit 2; }
cat out
printf '%s\n' 'first folder: words' 'second folder, the first is gone: no words' 'second folder alone: words' | cmp -s - out
