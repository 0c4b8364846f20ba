"""A theme is added by the commands of docs/theme.md, and nothing in lib/ or tests/ changes."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

from lxml import html

from statbook.project.paths import Book

ROOT = Path(__file__).resolve().parents[2]


def test_the_commands_of_the_page_give_a_sound_chapter_with_page_and_pdf(copy: Book) -> None:
    text = (ROOT / "docs" / "theme.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.M | re.S)
    script = "set -e\n" + "\n".join(textwrap.dedent(block) for block in blocks)
    (copy.root / ".venv").symlink_to(sys.prefix)

    done = subprocess.run(
        ["bash", "-c", script], cwd=copy.root, env=os.environ.copy(), capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
    assert "11 chapters: good" in done.stdout
    page, pdf = (Path(line) for line in done.stdout.splitlines()[-2:])
    words = html.parse(str(page)).getroot().text_content()
    assert "Water covers 30 km², of which rivers 10 km²." in " ".join(words.split())
    assert html.parse(str(page)).getroot().get_element_by_id("fig-water-areas") is not None
    assert pdf.read_bytes().startswith(b"%PDF")
