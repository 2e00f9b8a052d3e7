"""A whole visit in a real browser; its pictures lie in build/screenshots afterwards."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.phone import MILLISECONDS, Phone
from tests.browser.running import bot_process
from tests.browser.visit import CHANNEL, play_visit

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"


def keep(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", timeout=MILLISECONDS)


def test_a_visit_survives_the_kill_and_reaches_the_channel(page: Page, demo: str) -> None:
    """A visit played on a telephone is posted whole, though the bot was killed in its middle."""
    first = bot_process(demo)["pid"]
    play_visit(page, lambda name: keep(page, name))
    assert bot_process(demo)["pid"] != first

    channel = Phone(page, CHANNEL)
    channel.show()
    post = channel.sees("Phường Mộ Lao: 2 tồn tại")
    expect(post).to_contain_text("thiếu bảng phí")
    expect(post).to_contain_text("1/4 người không đeo thẻ")
    photos = channel.node.locator(".bubble img")
    expect(photos).to_have_count(2, timeout=MILLISECONDS)
    for photo in photos.all():
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", value=True, timeout=MILLISECONDS)
        assert photo.evaluate("image => image.naturalWidth") > 0
    keep(page, "channel")
