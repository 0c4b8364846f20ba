"""A theme is added by the commands of docs/theme.md, and nothing in lib/ or tests/ changes."""

import os
import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

from statbook.project.paths import Book

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300


def test_the_commands_of_the_page_give_a_sound_chapter_with_page_and_pdf(
    copy: Book, record_property: Callable[[str, object], None]
) -> None:
    text = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.M | re.S)
    script = "set -e\n" + "\n".join(textwrap.dedent(block) for block in blocks)
    (copy.root / ".venv").symlink_to(sys.prefix)

    start = time.monotonic()
    done = subprocess.run(
        ["bash", "-c", script], cwd=copy.root, env=os.environ.copy(), capture_output=True, text=True, check=False
    )

    seconds = time.monotonic() - start

    record_property("seconds", round(seconds))
    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
    assert seconds < SECONDS, "of the fifteen minutes the machine takes no more than a third"
    assert "11 chapters: good" in done.stdout
    page, pdf = (Path(line) for line in done.stdout.splitlines()[-2:])
    words = html.parse(str(page)).getroot().text_content()
    assert "For China the sources print 30 km² in 2025." in " ".join(words.split())
    assert "30 km² in all, 20 km² of it the largest part" in " ".join(words.split())
    assert html.parse(str(page)).getroot().get_element_by_id("fig-water-printed") is not None
    assert pdf.read_bytes().startswith(b"%PDF")
