"""A process that has compiled the last PDF compiles the next to the same bytes as one that has not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import psutil
import pytest

from statbook.errors import BuildError
from statbook.pdf import warm_compiler
from statbook.pdf.compile import compile_cached
from statbook.pdf.warm_compiler import compile_warm, warm_compilers

DAY = date(2026, 3, 25)
FRESH = """
import sys
from datetime import date
from pathlib import Path
from statbook.pdf.compile import compile_pdf

sys.stdout.buffer.write(compile_pdf(Path(sys.argv[1]), Path(sys.argv[2]), date(2026, 3, 25)))
"""
HEAD = '#set document(title: "Made", date: datetime(year: 2026, month: 3, day: 25))\n#set text(font: "Statbook SC")\n'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"><rect width="{0}" height="9"/></svg>'
SHOWN = '#image("one.svg", alt: "one")\n\n#image("two.svg", alt: "two")\n\n#json("words.json").word\n\n'


def write(
    folder: Path, shown: str = SHOWN, sentence: str = "Exports grew.", width: int = 9, word: str = "Chart"
) -> Path:
    """Write a source with two pictures and a file of words into *folder*, as a build does: anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "one.svg").write_text(PICTURE.format(width), encoding="utf-8")
    if "two" in shown:
        (folder / "two.svg").write_text(PICTURE.format(50), encoding="utf-8")
    (folder / "words.json").write_text(f'{{"word": "{word}"}}', encoding="utf-8")
    main = folder / "main.typ"
    text = "\n\n".join(f"== Part {n}\n\n{sentence if n == 20 else 'Imports fell.'}\n\n#lorem(300)" for n in range(40))
    main.write_text(f"{HEAD}= Title\n\n{shown}{text}", encoding="utf-8")
    return main


def fresh(main: Path, fonts: Path) -> bytes:
    """The PDF by a process that has compiled nothing before."""
    return subprocess.run([sys.executable, "-c", FRESH, main, fonts], capture_output=True, check=True).stdout


@pytest.fixture
def fonts(fonts_of_the_book: Path) -> Path:
    return fonts_of_the_book / "drawing"


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"sentence": "Exports grew by 1.2%."},
        {"width": 40},
        {"shown": SHOWN.replace('#image("two.svg", alt: "two")', "")},
        {"shown": SHOWN + '#image("words.svg", alt: "words")', "word": "Graph"},
        {"word": "Figure"},
    ],
)
def test_a_changed_source_gives_the_bytes_of_a_fresh_process(
    tmp_path: Path, fonts: Path, change: dict[str, object]
) -> None:
    folder = tmp_path / "made"
    main = write(folder)
    with warm_compilers({tmp_path: (main, fonts)}) as compilers:
        write(folder, **change)  # type: ignore[arg-type]
        (folder / "words.svg").write_text(PICTURE.format(7), encoding="utf-8")
        warm = compile_warm(compilers[tmp_path], main, fonts, DAY)

    assert warm == fresh(main, fonts)


def test_a_source_that_changes_while_the_last_one_is_compiled_is_compiled_as_it_is_in_the_end(
    tmp_path: Path, fonts: Path
) -> None:
    main = write(tmp_path / "made")
    with warm_compilers({tmp_path: (main, fonts)}) as compilers:
        for number in range(30):
            write(tmp_path / "made", sentence=f"{number} of them.", width=number + 1)
        warm = compile_warm(compilers[tmp_path], main, fonts, DAY)

    assert warm == fresh(main, fonts)


def test_a_fault_of_the_source_is_told_as_it_is_without_the_process(tmp_path: Path, fonts: Path) -> None:
    main = write(tmp_path / "made")
    with warm_compilers({tmp_path: (main, fonts)}) as compilers:
        write(tmp_path / "made", sentence="#gone()")
        told = []
        for compiler in (compilers[tmp_path], None):
            with pytest.raises(BuildError, match=r"made\.pdf cannot be typeset: unknown variable: gone") as caught:
                compile_cached(main, fonts, DAY, tmp_path / "kept", compiler)
            told.append(str(caught.value))

    assert "main.typ" in told[0]
    assert told[0] == told[1]


def test_the_last_source_may_be_gone_or_faulty(tmp_path: Path, fonts: Path) -> None:
    main, torn = write(tmp_path / "made"), write(tmp_path / "torn", sentence="#gone()")
    sources = {tmp_path / "a": (tmp_path / "gone" / "main.typ", fonts), tmp_path / "b": (torn, tmp_path / "nowhere")}
    with warm_compilers(sources) as compilers:
        answers = [compile_warm(compilers[each], main, fonts, DAY) for each in sources]

    assert [fresh(main, fonts)] * 2 == answers


def test_without_the_process_each_compiles_by_itself(
    tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_compiler, "COMMAND", [sys.executable, "-c", "pass"])
    main = write(tmp_path / "made")
    with warm_compilers({tmp_path: (main, fonts)}) as compilers:
        assert compile_warm(compilers[tmp_path], main, fonts, DAY) is None
        assert compile_cached(main, fonts, DAY, tmp_path / "kept", compilers[tmp_path]).startswith(b"%PDF")


STARTS = """
import sys, time
from pathlib import Path
from statbook.pdf.warm_compiler import warm_compilers

with warm_compilers({Path(): (Path(sys.argv[1]), Path(sys.argv[2]))}):
    print("started", flush=True)
    time.sleep(float(sys.argv[3]))
"""


@pytest.mark.parametrize("seconds", [0, 60])
def test_the_process_ends_with_the_build_and_with_one_that_is_killed(tmp_path: Path, fonts: Path, seconds: int) -> None:
    main = write(tmp_path / "made")
    command = [sys.executable, "-c", STARTS, main, fonts, str(seconds)]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as build:
        assert build.stdout and b"started\n" == build.stdout.readline()
        running = psutil.Process(build.pid).children() if seconds else []
        if seconds:
            build.kill()
    _, alive = psutil.wait_procs(running, timeout=20)

    assert ([], bool(seconds)) == (alive, bool(running))
    assert [tmp_path / "made"] == [*tmp_path.iterdir()]
