"""Sample photos for the demo, drawn when first asked for.

Rules: each is plainly marked as an illustration; nothing real is shown; 1600 x 1200 JPEG.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 1200)
MARK = "ẢNH MINH HỌA"
INK, PAPER, RED, BLUE, WOOD, WALL = "#26323d", "#fdfcf7", "#b3261e", "#1f4e79", "#8a5a33", "#dfe5e8"
Pen = ImageDraw.ImageDraw
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample photo: its title and how it is drawn."""

    title: str
    draw: Callable[[Pen], None]


@cache
def font(size: int, *, is_bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return Be Vietnam Pro in a size in pixels."""
    name = "BeVietnamPro-Bold.ttf" if is_bold else "BeVietnamPro-Regular.ttf"
    content = resources.files("fontpkg_be_vietnam_pro").joinpath("files", name).read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size)


def _sheet(pen: Pen, box: Box, title: str, lines: int) -> None:
    left, top, right, bottom = box
    pen.rectangle((left + 6, top + 8, right + 6, bottom + 8), fill="#00000030")
    pen.rectangle(box, fill=PAPER, outline="#c9c3b4", width=2)
    pen.ellipse(((left + right) // 2 - 8, top + 8, (left + right) // 2 + 8, top + 24), fill=RED)
    pen.multiline_text(
        ((left + right) // 2, top + 36),
        title,
        fill=INK,
        font=font(26, is_bold=True),
        anchor="ma",
        align="center",
    )
    first = top + 60 + 36 * (title.count("\n") + 1)
    for row in range(lines):
        y = first + row * 26
        if y < bottom - 24:
            pen.line((left + 28, y, right - 28 - (row * 53) % 90, y), fill="#9aa3aa", width=4)


def _sign(pen: Pen, box: Box, text: str, color: str, size: int = 44) -> None:
    pen.rounded_rectangle(box, radius=10, fill=color)
    middle = ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)
    pen.text(middle, text, fill="white", font=font(size, is_bold=True), anchor="mm")


def _table(pen: Pen, box: Box, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    left, top, right, bottom = box
    height, width = (bottom - top) // (len(rows) + 1), (right - left) // len(head)
    pen.rectangle((left, top, right, top + height), fill="#e4ebf2")
    for number, row in enumerate((head, *rows)):
        y = top + number * height
        pen.line((left, y, right, y), fill=INK, width=2)
        for column, text in enumerate(row):
            pen.text(
                (left + column * width + 16, y + height // 2),
                text,
                fill=INK if number == 0 else BLUE,
                font=font(26, is_bold=number == 0),
                anchor="lm",
            )
    for column in range(len(head) + 1):
        pen.line((left + column * width, top, left + column * width, bottom), fill=INK, width=2)
    pen.line((left, bottom, right, bottom), fill=INK, width=2)


def _notice_board(pen: Pen) -> None:
    pen.rectangle((110, 150, 1490, 1010), fill=WOOD)
    pen.rectangle((140, 180, 1460, 980), fill="#2f6f5e")
    _sign(pen, (470, 195, 1130, 270), "NIÊM YẾT CÔNG KHAI", RED)
    titles = (
        "THỦ TỤC\nHÀNH CHÍNH",
        "PHÍ, LỆ PHÍ",
        "THỜI HẠN\nGIẢI QUYẾT",
        "ĐƯỜNG DÂY\nNÓNG",
        "LỊCH TIẾP\nCÔNG DÂN",
        "NỘI QUY",
    )
    for number, title in enumerate(titles):
        left, top = 190 + (number % 3) * 420, 295 + (number // 3) * 340
        _sheet(pen, (left, top, left + 380, top + 310), title, 7)


def _register(pen: Pen) -> None:
    pen.rectangle((0, 820, *SIZE), fill="#a87b50")
    pen.polygon(((150, 190), (1450, 150), (1500, 1040), (120, 1060)), fill=PAPER, outline="#b8b09c")
    pen.text((800, 225), "SỔ THEO DÕI HỒ SƠ", fill=INK, font=font(48, is_bold=True), anchor="ma")
    rows = (
        ("01", "02/11", "Chứng thực", "Đã trả"),
        ("02", "02/11", "Hộ tịch", "Đã trả"),
        ("03", "03/11", "Đất đai", "Đang xử lý"),
        ("04", "04/11", "Hộ tịch", "Đã trả"),
        ("05", "05/11", "Chứng thực", "Quá hạn"),
        ("06", "05/11", "", ""),
    )
    _table(pen, (210, 320, 1400, 990), ("STT", "Ngày nhận", "Lĩnh vực", "Kết quả"), rows)


def _roster(pen: Pen) -> None:
    pen.rectangle((220, 150, 1380, 1030), fill=PAPER, outline="#a8a08d", width=4)
    pen.text((800, 185), "LỊCH TRỰC TUẦN", fill=RED, font=font(56, is_bold=True), anchor="ma")
    days = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy")
    rows = tuple((day, f"Cán bộ {'ABC'[n % 3]}", f"Cán bộ {'DEA'[n % 3]}") for n, day in enumerate(days))
    _table(pen, (280, 300, 1320, 960), ("Ngày", "Sáng", "Chiều"), rows)
    for x in (250, 1350):
        pen.ellipse((x - 12, 168, x + 12, 192), fill=RED)


def _counter(pen: Pen) -> None:
    pen.rectangle((0, 900, *SIZE), fill="#b9b2a4")
    _sign(pen, (250, 130, 1350, 230), "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", RED, 46)
    for number, name in enumerate(("Tư pháp – Hộ tịch", "Địa chính", "Chứng thực")):
        left = 120 + number * 470
        pen.rectangle((left, 330, left + 420, 690), fill="#cfe3ee", outline="#7c8b95", width=6)
        _sign(pen, (left + 30, 350, left + 390, 420), name, BLUE, 34)
        pen.rectangle((left + 130, 510, left + 290, 620), fill="#37474f")
        pen.rectangle((left + 195, 620, left + 225, 660), fill="#37474f")
    pen.rectangle((80, 690, 1520, 930), fill=WOOD)
    pen.rectangle((60, 670, 1540, 715), fill="#a9713f")


def _equipment(pen: Pen) -> None:
    pen.rectangle((0, 840, *SIZE), fill="#b58a5b")
    pen.rectangle((180, 320, 800, 720), fill="#20272c")
    pen.rectangle((205, 345, 775, 690), fill="#6fa8cf")
    pen.text((490, 515), "Màn hình tra cứu", fill="white", font=font(44, is_bold=True), anchor="mm")
    pen.rectangle((455, 720, 525, 840), fill="#20272c")
    pen.rounded_rectangle((960, 480, 1440, 760), radius=24, fill="#eef0f1", outline="#8f989d", width=5)
    pen.rectangle((1040, 400, 1360, 490), fill=PAPER, outline="#b0b0b0")
    pen.rectangle((1000, 660, 1400, 700), fill="#8f989d")
    pen.text((1200, 590), "MÁY IN", fill=INK, font=font(40, is_bold=True), anchor="mm")
    _sign(pen, (960, 200, 1440, 290), "THIẾT BỊ DÙNG CHUNG", BLUE, 36)


def _view(pen: Pen) -> None:
    pen.rectangle((0, 0, SIZE[0], 700), fill="#a8cfe8")
    pen.rectangle((0, 900, *SIZE), fill="#8d8f8c")
    pen.rectangle((260, 360, 1340, 900), fill="#f0d9a6", outline="#b59a61", width=6)
    pen.polygon(((220, 360), (800, 200), (1380, 360)), fill=RED)
    _sign(pen, (420, 390, 1180, 470), "TRỤ SỞ LÀM VIỆC", RED, 46)
    for left in (330, 520, 980, 1170):
        pen.rectangle((left, 540, left + 110, 720), fill="#7fb2cf", outline="#5d6d75", width=5)
    pen.rectangle((700, 560, 900, 900), fill=WOOD)


SAMPLES: Mapping[str, Sample] = {
    "bang-niem-yet": Sample("Bảng niêm yết", _notice_board),
    "so-theo-doi": Sample("Sổ theo dõi", _register),
    "lich-truc": Sample("Lịch trực", _roster),
    "quay-mot-cua": Sample("Quầy một cửa", _counter),
    "thiet-bi": Sample("Thiết bị", _equipment),
    "anh-to": Sample("Trụ sở", _view),
}


def _marked(image: Image.Image) -> Image.Image:
    pen = ImageDraw.Draw(image, "RGBA")
    pen.rectangle((0, SIZE[1] - 110, *SIZE), fill="#000000a0")
    pen.text((SIZE[0] // 2, SIZE[1] - 55), MARK, fill="white", font=font(54, is_bold=True), anchor="mm")
    return image


def _shaded() -> Image.Image:
    light = Image.linear_gradient("L").resize(SIZE)
    return Image.composite(Image.new("RGB", SIZE, "#c3ccd1"), Image.new("RGB", SIZE, WALL), light)


@cache
def _drawn(name: str, edge: int) -> bytes:
    image = _shaded()
    SAMPLES[name].draw(ImageDraw.Draw(image, "RGBA"))
    image = _marked(image)
    image.thumbnail((edge, edge))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


async def sample_jpeg(name: str, edge: int = SIZE[0]) -> bytes:
    """Return a sample photo as JPEG, its longer edge at most `edge` pixels."""
    return await asyncio.to_thread(_drawn, name, edge)
