"""The period as one picture: units down, questions across, how each stands.

Rules: colour never stands alone: a failed cell has a cross, one that does not apply a dash. How many units
failed, of how many, stands over each column. Pillow draws it: a grid of cells takes it a tenth of a second,
and matplotlib, which first lists the machine's fonts, many seconds.
Must not know: where the picture is shown.
"""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from checklists.language import format_period
from reports.period.shapes import CountedUnit, Report, Result, SetResults, State

CELL: Final = 34
MARGIN: Final = 24
HEAD: Final = 150  # the title and the counts over the columns
FOOT: Final = 110
NARROWEST: Final = 760
LONGEST: Final = 9500  # a chat shows no picture whose width and height exceed 10,000 together
INK, GREY, RED, GRID, PAPER = "#1f2933", "#6b7280", "#b42318", "#c9ced6", "white"
COLOURS: Final[Mapping[State, str]] = {
    State.PASS: "#cfe8d5",
    State.FAIL: RED,
    State.NA: "#e5e7eb",
    State.UNANSWERED: "#fff0b8",
}
LEGEND: Final[Mapping[State, str]] = {
    State.PASS: "Đạt",
    State.FAIL: "Chưa đạt",
    State.NA: "Không áp dụng",
    State.UNANSWERED: "Chưa trả lời",
}


def matrix_png(report: Report, *, stamp: str = "") -> bytes:
    """The matrix of the unit set with most visits, as PNG; `stamp` is printed under it."""
    part = max(report.sets, key=lambda each: (each.visits, len(each.set.units)), default=None)
    if part is None or not part.results:
        return _png(_message("Không có số liệu trong kỳ"))
    left = _names_width(part)
    width = max(left + CELL * len(part.results) + 2 * MARGIN, NARROWEST)
    height = HEAD + CELL * len(part.set.units) + FOOT
    picture = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(picture)
    _title(pen, report, part)
    _columns(picture, part.results, left)
    for down, unit in enumerate(part.set.units):
        _row(pen, part, unit, left, HEAD + down * CELL)
    _legend(pen, height - FOOT + 16)
    if stamp:
        pen.text((width - MARGIN, height - MARGIN), stamp, fill=RED, font=_font(20, "Bold"), anchor="rs")
    return _png(picture)


def _message(words: str) -> Image.Image:
    picture = Image.new("RGB", (NARROWEST, HEAD), PAPER)
    ImageDraw.Draw(picture).text((MARGIN, MARGIN), words, fill=INK, font=_font(22))
    return picture


def _png(picture: Image.Image) -> bytes:
    longest = picture.width + picture.height
    if longest > LONGEST:
        shrunk = (picture.width * LONGEST // longest, picture.height * LONGEST // longest)
        picture = picture.resize(shrunk, Image.Resampling.LANCZOS)
    written = io.BytesIO()
    # A matrix has a dozen colours; a palette makes a fifth of the bytes.
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()


@cache
def _font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    name = f"BeVietnamPro-{style}.ttf"
    content = resources.files("fontpkg_be_vietnam_pro").joinpath("files", name).read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size)


def _named(part: SetResults, unit: CountedUnit) -> str:
    return unit.name if unit in part.visited else f"{unit.name} (chưa kiểm tra)"


def _names_width(part: SetResults) -> int:
    longest = max((_font(19).getlength(_named(part, unit)) for unit in part.set.units), default=0)
    return MARGIN + int(longest) + 14


def _title(pen: ImageDraw.ImageDraw, report: Report, part: SetResults) -> None:
    noun = report.kinds.get(part.set.kind, part.set.kind)
    pen.text((MARGIN, 16), f"Kết quả kiểm tra công vụ: {noun} và nội dung", fill=INK, font=_font(24, "Bold"))
    period = format_period(part.set.span.first, part.set.span.last)
    covered = f"{len(part.visited)}/{len(part.set.units)} {noun}"
    told = f"{period[:1].upper()}{period[1:]} · {part.visits} lượt · {covered}"
    pen.text((MARGIN, 48), told, fill=GREY, font=_font(19))


def _columns(picture: Image.Image, results: Sequence[Result], left: int) -> None:
    """Each column's code, and over it how many failed of how many."""
    pen = ImageDraw.Draw(picture)
    for across, result in enumerate(results):
        middle = left + across * CELL + CELL // 2
        failed = len(result.failed)
        font, colour = (_font(15, "Bold"), RED) if failed else (_font(15), GREY)
        label = Image.new("L", (56, 22), 0)
        counts = f"{failed}/{len(result.checked)}"
        ImageDraw.Draw(label).text((0, 11), counts, fill=255, font=font, anchor="lm")
        upright = label.rotate(90, expand=True)
        picture.paste(Image.new("RGB", upright.size, colour), (middle - 11, HEAD - 84), upright)
        pen.text((middle, HEAD - 8), result.question.code, fill=INK, font=_font(13), anchor="ms")


def _row(pen: ImageDraw.ImageDraw, part: SetResults, unit: CountedUnit, left: int, top: int) -> None:
    colour = INK if unit in part.visited else GREY
    pen.text((MARGIN, top + CELL // 2), _named(part, unit), fill=colour, font=_font(19), anchor="lm")
    for across, result in enumerate(part.results):
        _cell(pen, left + across * CELL, top, result.states.get(unit.key))


def _cell(pen: ImageDraw.ImageDraw, x: int, y: int, state: State | None) -> None:
    colour = PAPER if state is None else COLOURS[state]
    pen.rectangle((x, y, x + CELL, y + CELL), fill=colour, outline=GRID)
    inset = CELL // 3
    if state is State.FAIL:
        near, far = inset, CELL - inset
        pen.line((x + near, y + near, x + far, y + far), fill=PAPER, width=3)
        pen.line((x + near, y + far, x + far, y + near), fill=PAPER, width=3)
    elif state is State.NA:
        pen.line((x + inset, y + CELL // 2, x + CELL - inset, y + CELL // 2), fill=GREY, width=3)


def _legend(pen: ImageDraw.ImageDraw, top: int) -> None:
    x = MARGIN
    for state, words in LEGEND.items():
        _cell(pen, x, top, state)
        pen.text((x + CELL + 8, top + CELL // 2), words, fill=INK, font=_font(17), anchor="lm")
        x += CELL + 8 + int(_font(17).getlength(words)) + 26
