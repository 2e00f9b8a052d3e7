"""A whole visit at Mộ Lao, as an inspector plays it on the page, with the bot killed in the middle.

Rules: two findings, an album and single photos, typed ratios, a location, dates, a question left out; `look`
is called with a name wherever a picture is worth taking.
Must not know: what is done with the pictures.
"""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.phone import MILLISECONDS, Phone

INSPECTOR, COLLEAGUE, ADMIN, CHANNEL = 1002, 1003, 1001, -1001000000001

Look = Callable[[str], None]


def play_visit(page: Page, look: Look) -> None:
    """Play everything up to the bot's word that the visit is sent."""
    lan = Phone(page, INSPECTOR)
    _begin(page, lan)
    _fail_and_kill(page, lan, look)
    _answer_the_rest(lan)
    _submit(lan, look)


def kill_bot(page: Page) -> None:
    """Press the button that kills the bot."""
    page.locator("button.kill").click()


def await_bot(page: Page) -> None:
    """Wait until the page says that the bot runs again after a kill."""
    lamp = page.locator('.bot-state[data-status="up"]:not([data-restarts="0"])')
    expect(lamp).to_be_visible(timeout=MILLISECONDS)


def _begin(page: Page, lan: Phone) -> None:
    page.locator(".hint-command").click()
    lan.sees("Kiểm tra đơn vị nào?")
    lan.say("ml")
    lan.tap("Đột xuất", on="Mộ Lao")
    lan.sees("Số người có mặt / phải có mặt")
    lan.say("4/5")
    lan.sees("Vị trí nơi kiểm tra")
    lan.press_key("Gửi vị trí")
    lan.send_place("Cách trụ sở phường Mộ Lao 40 m")


def _fail_and_kill(page: Page, lan: Phone, look: Look) -> None:
    lan.sees("Niêm yết đủ thủ tục")
    lan.tap("3 ❌", on="Niêm yết đủ thủ tục")
    lan.tap("Còn lại: Đạt", on="Niêm yết đủ thủ tục")
    look("card")
    lan.tap("Tiếp", on="Niêm yết đủ thủ tục")
    lan.sees("gửi ít nhất 1 ảnh")
    kill_bot(page)
    lan.send_photos("bang-niem-yet", "lich-truc", caption="thiếu bảng phí")
    look("killed")
    await_bot(page)
    lan.sees("thiếu bảng phí")
    look("finding")
    lan.say("20/25")


def _answer_the_rest(lan: Phone) -> None:
    lan.sees("Số người đeo thẻ / có mặt")
    lan.say("3/4")
    lan.tap("6 Đủ 4/4", on="Đã lưu câu 5")
    lan.tap("Tiếp", on="Đã lưu câu 5")
    lan.tap("10 Không có ngày nào", on="Có lãnh đạo trực theo lịch")
    lan.tap("Còn lại: Đạt", on="Có lãnh đạo trực theo lịch")
    lan.tap("Tiếp", on="Có lãnh đạo trực theo lịch")
    lan.sees("gửi ít nhất 1 ảnh")
    lan.send_photos("lich-truc")
    lan.tap("Phó Chủ tịch", on="Chức vụ người trực")
    lan.tap("Còn lại: Đạt", on="Bố trí đủ người trực")
    lan.tap("Tiếp", on="Bố trí đủ người trực")
    lan.sees("Ảnh toàn cảnh quầy một cửa")
    lan.send_photos("quay-mot-cua")
    lan.tap("Bỏ qua", on="Ý kiến của đơn vị")


def _submit(lan: Phone, look: Look) -> None:
    lan.sees("Gửi kết quả của lượt này?")
    look("review")
    lan.tap("Gửi", on="Gửi kết quả của lượt này?")
    lan.sees("Đã gửi KT-")
