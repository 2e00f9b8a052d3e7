"""Numbers, ratios and percentages: how they are written and read.

Rules: a point groups thousands and a comma begins decimals, as Vietnamese does; where a point could be
either, the person is asked. Percentages come from exact fractions, half up, one decimal.
Must not know: what is counted.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from checklists.language.folding import fold
from checklists.language.slips import Slip

NO_VALUE: Final = "–"

PLAIN: Final = re.compile(r"-?[0-9]{1,15}")
GROUPED: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}")
SPACED: Final = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3}){1,4}")
COMMA: Final = re.compile(r"-?[0-9]{1,15},[0-9]{1,6}")
GROUPED_COMMA: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3}){1,4},[0-9]{1,6}")
POINT: Final = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,6}")
ENGLISH_GROUPED: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}")

RATIO: Final = re.compile(r"(?:co |du )?([0-9]{1,6}) ?(?:/|tren|of) ?([0-9]{1,6})(?: [^\d]{1,40})?")


def format_number(number: Decimal | int) -> str:
    """`1.250`, `76,5`: points between thousands, a comma before decimals, no zeros at the end of decimals."""
    exact = Decimal(number)
    if not exact.is_finite():
        return NO_VALUE
    whole, _, decimals = f"{abs(exact):f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if exact < 0 else ""
    return sign + grouped + (f",{decimals}" if decimals else "")


def format_percent(part: int, whole: int) -> str:
    """`76,5%` for 13 of 17, `80%` for 12 of 15; a dash when there is no whole."""
    if not whole:
        return NO_VALUE
    tenths = Fraction(part * 1000, whole)
    half_up = (2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)
    return format_number(Decimal(half_up) / 10) + "%"


def parse_number(text: str, *, decimals: bool) -> Decimal | Slip:
    """The number that a person typed; `decimals` says whether it may have any."""
    typed = fold(text).replace("\u2212", "-").removesuffix("%").strip()
    if PLAIN.fullmatch(typed):
        return Decimal(typed)
    if SPACED.fullmatch(typed):
        return Decimal(typed.replace(" ", ""))
    return _decimal(typed) if decimals else _whole(typed)


def parse_ratio(text: str) -> tuple[int, int] | Slip:
    """Part and whole from `13/17`, `13 trên 17`; words after them are passed over."""
    found = RATIO.fullmatch(fold(text))
    if found is None:
        return Slip.NOT_A_RATIO
    part, whole = int(found[1]), int(found[2])
    return Slip.PART_OVER_WHOLE if part > whole else (part, whole)


def _whole(typed: str) -> Decimal | Slip:
    if GROUPED.fullmatch(typed) or ENGLISH_GROUPED.fullmatch(typed):
        return Decimal(re.sub(r"[.,]", "", typed))
    if COMMA.fullmatch(typed) or POINT.fullmatch(typed) or GROUPED_COMMA.fullmatch(typed):
        return Slip.NOT_WHOLE
    return Slip.NOT_A_NUMBER


def _decimal(typed: str) -> Decimal | Slip:
    if GROUPED.fullmatch(typed):
        return Slip.AMBIGUOUS_NUMBER if typed.count(".") == 1 else Decimal(typed.replace(".", ""))
    if COMMA.fullmatch(typed) or GROUPED_COMMA.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", "."))
    if POINT.fullmatch(typed):
        return Decimal(typed)
    return Slip.NOT_A_NUMBER
