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
    binh.tap("Phiếu khác", on="Văn Quán")
    binh.tap("Bộ đầy đủ", on="Kiểm tra theo phiếu nào?")
    binh.tap("Định kỳ", on="Bộ đầy đủ")
    binh.sees("Vị trí nơi kiểm tra")
    binh.press_key("Gửi vị trí")
    binh.send_place("Cách trụ sở phường Mộ Lao 40 m")
    binh.sees("Đại diện đơn vị")
    binh.say(HOSTILE)

    expect(binh.sees("Đã lưu")).to_contain_text(HOSTILE)
    expect(binh.node.locator(".bubble.out").last).to_contain_text(HOSTILE)
    expect(binh.node.locator(".bubble .text img, .bubble .text code")).to_have_count(0)
    expect(binh.node.locator('.bubble a[href*="user"]')).to_have_count(0)
    assert page.title() == title
