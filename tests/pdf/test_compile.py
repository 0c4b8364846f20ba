"""The compiler: same source, same bytes; faults in words."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from statbook.errors import BuildError
from statbook.pdf import compile as compiler
from statbook.pdf.compile import compile_pdf, find_pdf, keep_pdf

DAY = date(2026, 3, 25)
HEAD = '#set document(title: "Made", date: datetime(year: 2026, month: 3, day: 25))\n#set text(font: "Statbook SC")\n'


def main(folder: Path, source: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "main.typ"
    path.write_text(HEAD + source, encoding="utf-8")
    return path


def test_the_same_source_gives_the_same_bytes_in_another_folder(tmp_path: Path, fonts_of_the_book: Path) -> None:
    fonts = fonts_of_the_book / "drawing"
    first, second = (
        compile_pdf(main(tmp_path / name, "= Title\n万亿元"), fonts, DAY) for name in ("one", "two/deeper")
    )

    assert first.startswith(b"%PDF-1.7")
    assert first == second


def test_a_fault_of_the_source_is_told_without_a_traceback(tmp_path: Path, fonts_of_the_book: Path) -> None:
    with pytest.raises(BuildError, match=r"made\.pdf cannot be typeset: unknown variable: gone"):
        compile_pdf(main(tmp_path / "made", "#gone()"), fonts_of_the_book / "drawing", DAY)


def test_the_standards_refuse_a_picture_without_alternative_text(tmp_path: Path, fonts_of_the_book: Path) -> None:
    path = main(tmp_path / "made", '= T\n#image("x.svg")')
    (path.parent / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )

    with pytest.raises(BuildError, match="alt"):
        compile_pdf(path, fonts_of_the_book / "drawing", DAY)


def test_a_missing_glyph_is_refused_by_the_standards_as_well(tmp_path: Path, fonts_of_the_book: Path) -> None:
    with pytest.raises(BuildError, match="could not be displayed"):
        compile_pdf(main(tmp_path / "made", "= T\n\N{THAI CHARACTER KO KAI}"), fonts_of_the_book / "drawing", DAY)


BESIDE = """
import sys
from datetime import date
from pathlib import Path
from statbook.errors import BuildError
from statbook.pdf.compile import compile_pdf, compilers

fonts, *sources = map(Path, sys.argv[1:])
with compilers() as pool:
    for made in [pool.submit(compile_pdf, source, fonts, date(2026, 3, 25)) for source in sources]:
        try:
            print(made.result()[:8].decode())
        except BuildError as error:
            print(error)
"""


def test_processes_compile_beside_the_one_that_writes_and_tell_their_faults(
    tmp_path: Path, fonts_of_the_book: Path
) -> None:
    sources = [main(tmp_path / "made", "= T"), main(tmp_path / "torn", "#gone()"), main(tmp_path / "more", "= T")]
    # In a process of its own: this one has compiled, and what is forked from it would hang.
    command = [sys.executable, "-c", BESIDE, fonts_of_the_book / "drawing", *sources]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout

    assert 2 == told.count("%PDF-1.7")
    assert "torn.pdf cannot be typeset: unknown variable: gone" in told


ENDED = """
import os
from statbook.errors import BuildError
from statbook.pdf.compile import compilers, result_of

with compilers() as pool:
    try:
        result_of(pool.submit(os._exit, 1), "made")
    except BuildError as error:
        print(error)
"""


def test_a_compiler_that_is_ended_without_a_word_is_told_by_the_document() -> None:
    command = [sys.executable, "-c", ENDED]

    assert (
        "made.pdf: the compiler was ended\n"
        == subprocess.run(command, capture_output=True, check=True, text=True).stdout
    )


def test_a_pdf_is_kept_for_what_it_is_made_from_unless_it_is_torn(tmp_path: Path) -> None:
    keep_pdf(tmp_path / "kept", ["book", {"a": 1, "b": 2}], b"%PDF %%EOF\n")

    assert b"%PDF %%EOF\n" == find_pdf(tmp_path / "kept", ["book", {"b": 2, "a": 1}])
    assert find_pdf(tmp_path / "kept", ["book", {"a": 2}]) is None
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(b"%PDF ")
    assert find_pdf(tmp_path / "kept", ["book", {"a": 1, "b": 2}]) is None


def test_the_pdf_used_longest_ago_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "MOST", 2)
    for age, name in enumerate(("one", "two")):
        keep_pdf(tmp_path, [name], b"%%EOF")
        for path in tmp_path.iterdir():
            os.utime(path, (1000 + age, 1000 + age))
    find_pdf(tmp_path, ["one"])
    keep_pdf(tmp_path, ["three"], b"%%EOF")

    assert [True, False, True] == [find_pdf(tmp_path, [name]) is not None for name in ("one", "two", "three")]


def test_a_file_that_another_thread_moves_meanwhile_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: [*listed(folder), folder / "moved"])
    keep_pdf(tmp_path, ["one"], b"%%EOF")

    assert b"%%EOF" == find_pdf(tmp_path, ["one"])
