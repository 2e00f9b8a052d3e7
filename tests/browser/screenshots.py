"""Pictures of the demo for the README: `python -m tests.browser.screenshots` refreshes docs/images/*.png.

Rules: a visit is played for real, so the pictures show what the product does today; each stays under 300 KB.
Must not know: how the README arranges them.
"""

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import MILLISECONDS, Phone
from tests.browser.running import browser_running, demo_running
from tests.browser.visit import ADMIN, CHANNEL, INSPECTOR, play_visit
from tests.conftest import BROWSERS

IMAGES = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES = 300_000
TONES = (256, 86, 52, 32, 20)  # fewer until the file is small enough
_PHONE = (390, 844)  # CSS pixels
_DESK = (1440, 900)
_POST = (390, 1300)  # high enough for a whole post with its album


def main() -> int:
    """Write all pictures; the exit code is 1 where there is no browser."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.stderr.write(f"None of {', '.join(BROWSERS)} is installed; install one, for example chromium.\n")
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        browser_running(chromium) as browser,
        demo_running(Path(folder)) as address,
    ):
        _on_a_phone(_opened(browser, address, size=_PHONE, scale=2))
        _on_a_desk(_opened(browser, address, size=_DESK, scale=1))
    return 0


def _opened(browser: Browser, address: str, *, size: tuple[int, int], scale: int) -> Page:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page.goto(address)
    return page


def _on_a_phone(page: Page) -> None:
    lan, channel = Phone(page, INSPECTOR), Phone(page, CHANNEL)
    wanted = ("card", "finding", "review")
    play_visit(page, lambda name: _keep(name, _still(lan)) if name in wanted else None)
    channel.show()
    page.set_viewport_size({"width": _POST[0], "height": _POST[1]})
    channel.sees("tồn tại")
    expect(channel.node.locator(".bubble img")).to_have_count(3, timeout=MILLISECONDS)
    _keep("channel", _still(channel))


def _on_a_desk(page: Page) -> None:
    page.locator(".hint-close").click()
    lan, admin = Phone(page, INSPECTOR), Phone(page, ADMIN)
    admin.say("/nguoidung")
    admin.tap("Mời người kiểm tra", on="Người dùng")
    admin.sees("Gõ họ tên và cơ quan")
    admin.say("Vũ Thị Hoa, Phòng Nội vụ")
    admin.sees("Lời mời cho")
    lan.say("/kiemtra")
    lan.tap("Văn Quán", on="Kiểm tra đơn vị nào?")
    lan.tap("Định kỳ", on="Văn Quán")
    lan.sees("Văn Quán · định kỳ")
    lan.say("4/4")
    lan.sees("Vị trí nơi kiểm tra")
    lan.press_key("Bỏ qua")
    lan.tap("3 ❌", on="Niêm yết đủ thủ tục")
    lan.tap("Còn lại: Đạt", on="Niêm yết đủ thủ tục")
    lan.tap("Tiếp", on="Niêm yết đủ thủ tục")
    lan.sees("gửi ít nhất 1 ảnh")
    lan.send_photos("bang-niem-yet", caption="thiếu bảng phí, lệ phí")
    lan.say("20/25")
    lan.sees("Số người đeo thẻ / có mặt")
    _settled(page)
    _keep("overview", page.screenshot(timeout=MILLISECONDS))


def _still(phone: Phone) -> bytes:
    _settled(phone.page)
    return phone.node.screenshot(timeout=MILLISECONDS)


def _settled(page: Page) -> None:
    page.mouse.move(0, 0)  # what lies under the pointer looks different
    expect(page.locator(".toast")).to_have_count(0, timeout=MILLISECONDS)


def _keep(name: str, picture: bytes) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = IMAGES / f"{name}.png"
    image = Image.open(BytesIO(picture)).convert("RGB")
    for tones in TONES:
        _toned(image, tones).save(path, optimize=True)
        size = path.stat().st_size
        if size <= MOST_BYTES:
            sys.stdout.write(f"{path.relative_to(IMAGES.parents[1])}  {size // 1000} KB\n")
            return
    raise AssertionError(f"{path.name} has more than {MOST_BYTES} bytes even with {TONES[-1]} tones a colour")


def _toned(image: Image.Image, tones: int) -> Image.Image:
    """The picture with so many tones a colour; white stays white, and no hue is lost as with a palette."""
    table = [round(round(tone * (tones - 1) / 255) * 255 / (tones - 1)) for tone in range(256)]
    return image.point(table * 3)


if __name__ == "__main__":
    raise SystemExit(main())
