"""A page of a preview in Chromium: it stays where its reader was, tells what is wrong, and leaves connections free."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import in_browser
from statbook.preview.server import PreviewServer
from statbook.preview.state import PreviewState

pytestmark = in_browser

PAGE = """<!DOCTYPE html><html><head><title>One</title></head><body><main><p>{words}</p>
<details><summary>Table 1</summary><p style="height: 700px">Rows</p></details>
<details><summary>Table 2</summary><p style="height: 700px">Rows</p></details>
<p style="height: 3000px">Long</p><p id="last">The last line.</p></main></body></html>"""
PANEL = "document.getElementById('statbook-preview')"
HIDDEN = "Object.defineProperty(document, 'hidden', { get: () => true });"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    site = tmp_path / "site"
    site.mkdir()
    with PreviewServer(0, PreviewState(site, lambda words: None)) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        write(made, "first")
        yield made
        made.shutdown()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        yield context.new_page()


def write(server: PreviewServer, words: str) -> None:
    new = server.state.site / "new"
    new.write_text(PAGE.format(words=words), encoding="utf-8")
    new.replace(server.state.site / "one.html")
    server.state.change()


def wait(seen: Callable[[], object]) -> None:
    for _ in range(300):
        if seen():
            return
        time.sleep(0.1)
    pytest.fail("it was not seen")


def words(page: Any) -> str:
    return str(page.locator("body").inner_text())


def test_a_page_that_changed_is_where_it_was_with_what_was_open(page: Any, server: PreviewServer) -> None:
    page.goto(f"{server.address}one.html")
    page.evaluate("document.querySelectorAll('details')[1].open = true; scrollTo(0, 1234)")
    write(server, "second")
    wait(lambda: "second" in words(page))
    page.wait_for_load_state()

    assert [False, True] == page.evaluate("[...document.querySelectorAll('details')].map(each => each.open)")
    assert 1234 == page.evaluate("scrollY")


def test_a_page_that_is_taken_out_says_so_and_is_where_it_was_when_it_is_back(page: Any, server: PreviewServer) -> None:
    page.goto(f"{server.address}one.html")
    page.evaluate("scrollTo(0, 1234)")
    (server.state.site / "one.html").unlink()
    server.state.change()
    wait(lambda: "There is no such page." in words(page))
    write(server, "again")
    wait(lambda: "again" in words(page))
    page.wait_for_load_state()

    assert 1234 == page.evaluate("scrollY")


def test_a_fault_hides_nothing_of_the_page_and_is_whole_on_a_small_screen(page: Any, server: PreviewServer) -> None:
    page.goto(f"{server.address}one.html")
    server.state.change(faults=["here.csv, line 2: " + "long" * 100], words="")
    wait(lambda: page.evaluate(f"!{PANEL}.hidden"))
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    assert page.evaluate(f"{PANEL}.scrollWidth <= {PANEL}.clientWidth")
    assert page.evaluate(
        f"document.getElementById('last').getBoundingClientRect().bottom <= {PANEL}.getBoundingClientRect().top"
    )
    server.state.change(faults=[])
    wait(lambda: page.evaluate(f"{PANEL}.hidden && !document.body.style.paddingBottom"))


def test_beside_a_fault_stands_what_is_being_done(page: Any, server: PreviewServer) -> None:
    page.goto(f"{server.address}one.html")
    server.state.change(faults=["wrong"], words="making all pages")

    wait(lambda: page.evaluate(f"{PANEL}.textContent") == "wrong\n… making all pages")


def test_pages_that_are_not_seen_leave_connections_to_others_and_change_as_well(
    browser: Any, server: PreviewServer
) -> None:
    with browser.new_context() as context:
        context.add_init_script(HIDDEN)
        pages = [context.new_page() for _ in range(8)]
        for each in pages:
            each.goto(f"{server.address}one.html", timeout=10_000)
        write(server, "second")
        for each in pages:
            wait(lambda each=each: "second" in words(each))
