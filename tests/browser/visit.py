"""A whole visit at Mộ Lao, as an inspector plays it on the page, with the bot killed in the middle.

Rules: the surprise set, two findings, an album, typed ratios and counts, questions left out; `look` is called
with a name wherever a picture is worth taking.
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
    lan.sees("Đột xuất: Bộ đột xuất ngắn")
    lan.tap("Đột xuất", on="Mộ Lao")
    lan.tap("Bỏ qua", on="Đại diện đơn vị")
    lan.sees("Số người có mặt / phải có mặt")
    lan.say("4/5")
    lan.sees("Số người vắng")
    lan.say("1 0")


def _fail_and_kill(page: Page, lan: Phone, look: Look) -> None:
    lan.sees("Niêm yết đủ thủ tục")
    look("card")
    lan.tap("Không đạt", on="Niêm yết đủ thủ tục")
    lan.sees("gửi ít nhất 1 ảnh")
    kill_bot(page)
    lan.send_photos("bang-niem-yet", "lich-truc", caption="thiếu bảng phí")
    look("killed")
    await_bot(page)


def _answer_the_rest(lan: Phone) -> None:
    lan.sees("Số người đeo thẻ / có mặt")
    lan.say("3/4")
    lan.tap("6 Đủ 4/4", on="Đã lưu câu 5")
    lan.tap("Tiếp", on="Đã lưu câu 5")
    lan.tap("✅ Đạt", on="Có lãnh đạo trực theo lịch")
    lan.tap("Còn lại: Đạt", on="Bố trí đủ người trực")
    lan.tap("Tiếp", on="Bố trí đủ người trực")
    lan.tap("✅ Đạt", on="Giữ thái độ hòa nhã")
    lan.tap("Bỏ qua", on="Ý kiến của đơn vị")
    lan.tap("Bỏ qua", on="Kiến nghị khác")
    lan.tap("Ký biên bản", on="Đại diện đơn vị: ký")


def _submit(lan: Phone, look: Look) -> None:
    lan.sees("Gửi kết quả của lượt này?")
    look("review")
    lan.tap("Gửi", on="Gửi kết quả của lượt này?")
    lan.sees("Đã gửi KT-")
