"""One demo and one browser for the tests of a module: starting them costs more than any of the tests.

They end with the module: while Playwright is open its event loop runs in this thread, and no asynchronous
test of another module could run beside it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.running import browser_running, demo_running

PHONE_SIZE = (390, 844)  # CSS pixels


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium."""
    with browser_running(chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running demo; asks for the browser first, so that nothing starts where there is none."""
    with demo_running(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture
def page(browser: Browser, demo: str) -> Iterator[Page]:
    """The demo page on a telephone; fails when the page itself reported an error."""
    width, height = PHONE_SIZE
    faults: list[str] = []
    with browser.new_context(viewport={"width": width, "height": height}, has_touch=True) as visitor:
        page = visitor.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.goto(demo)
        yield page
    assert faults == []
