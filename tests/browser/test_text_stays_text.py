"""Whatever a person types is shown as typed, by the page and by the bot that repeats it."""

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone
from tests.browser.visit import COLLEAGUE

HOSTILE = "<img src=x onerror=document.title='hit'> *đậm* _nghiêng_ [nối](tg://user?id=1) `mã` </b>&amp;"


def test_markup_of_a_person_is_plain_text(page: Page) -> None:
    """HTML and Markdown typed by a person make no element, run nothing and lose no character."""
    title = page.title()
    page.goto(f"{page.url.partition('#')[0]}#{COLLEAGUE}")
    page.reload()
    binh = Phone(page, COLLEAGUE)
    binh.say("/kiemtra")
    binh.tap("Văn Quán", on="Kiểm tra đơn vị nào?")
    binh.tap("Định kỳ", on="Văn Quán")
    binh.tap("Xem lại", on="Số người có mặt")
    binh.tap("6 Kết thúc", on="Xem lại")
    binh.tap("Tiếp", on="Ảnh toàn cảnh")
    binh.sees("Ý kiến của đơn vị")
    binh.say(HOSTILE)

    expect(binh.sees("Đã lưu")).to_contain_text(HOSTILE)
    expect(binh.node.locator(".bubble.out").last).to_contain_text(HOSTILE)
    expect(binh.node.locator(".bubble .text img, .bubble .text code")).to_have_count(0)
    expect(binh.node.locator('.bubble a[href*="user"]')).to_have_count(0)
    assert page.title() == title
