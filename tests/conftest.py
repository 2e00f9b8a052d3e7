"""What holds for every test: chance, network, environment and the browser.

Only global rules live here; fixtures of one subject stand beside its tests.
"""

import os
import shutil
import sys
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

REQUIRE_BROWSER = "WARDROUNDS_REQUIRE_BROWSER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")

# A busy machine is slow, not wrong: hypothesis must not call slowness a failure.
settings.register_profile("wardrounds", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wardrounds")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make update-transcripts` rewrite the bot's lines instead of comparing them."""
    parser.addoption("--update-transcripts", action="store_true", help="rewrite the bot's lines")


def pytest_configure(config: pytest.Config) -> None:
    """Keep a developer's settings and proxies out of the tests, and the tests off the network."""
    for name in tuple(os.environ):
        if name in PROXIES or (name.startswith("WARDROUNDS_") and name != REQUIRE_BROWSER):
            del os.environ[name]
    sys.addaudithook(refuse_strangers)


def refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse connections and name look-ups beyond this machine."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not is_local(host):
        raise PermissionError(f"tests stay on this machine, but something asked for {host!r}")


def is_local(host: object) -> bool:
    """Tell whether a host is this machine; None and the empty name mean any address of ours."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the system's Chromium; without one the test is skipped, or fails where CI requires it."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    if os.environ.get(REQUIRE_BROWSER) == "1":
        pytest.fail(f"{REQUIRE_BROWSER}=1, but none of {', '.join(BROWSERS)} is installed")
    pytest.skip("no Chromium: install it for the browser tests, on Debian: sudo apt-get install chromium")
