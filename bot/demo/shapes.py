"""Holding a value against the types of Telegram's interface.

Rules: a value from a form is text and is read by the declared type; inside JSON the types are exact, unknown
fields are refused. It must not know single methods.
"""

from __future__ import annotations

import json
import re

from bot.demo.interface import bot_api

INTEGER = re.compile(r"-?\d{1,19}")
YES = frozenset({"true", "1", "yes"})
NO = frozenset({"false", "0", "no"})
PLAIN = frozenset({"String", "Integer", "Float", "Boolean", "InputFile"})
ARRAY = "Array of "


class ShapeError(Exception):
    """The value does not have the declared type; the text says where and why."""


def read(name: str, value: object, types: tuple[str, ...]) -> object:
    """Return the value of a parameter as its declared type; `value` is form text or parsed JSON."""
    if isinstance(value, str):
        return _read_text(name, value, types)
    if (
        "String" in types
        and isinstance(value, int)
        and not isinstance(value, bool)
        and "Integer" not in types
    ):
        return str(value)
    check(name, value, types)
    return value


def _read_text(name: str, text: str, types: tuple[str, ...]) -> object:
    if "Integer" in types and INTEGER.fullmatch(text.strip()):
        return int(text)
    if "String" in types or "InputFile" in types:
        return text
    if "Boolean" in types:
        return _read_boolean(name, text)
    if "Float" in types:
        return _read_number(name, text)
    if "Integer" in types:
        raise ShapeError(f'invalid {name} specified: integer expected, got "{text[:40]}"')
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ShapeError(f"can't parse {name} JSON object") from error
    check(name, value, types)
    return value


def _read_boolean(name: str, text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in YES:
        return True
    if lowered in NO:
        return False
    raise ShapeError(f'invalid {name} specified: Boolean expected, got "{text[:40]}"')


def _read_number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise ShapeError(f'invalid {name} specified: number expected, got "{text[:40]}"') from error


def check(place: str, value: object, types: tuple[str, ...]) -> None:
    """Refuse a JSON value that is of none of the types."""
    reasons = []
    for kind in types:
        try:
            _check_one(place, value, kind)
        except ShapeError as error:
            reasons.append(str(error))
        else:
            return
    raise ShapeError(reasons[0] if len(reasons) == 1 else f"can't parse {place}: " + "; ".join(reasons[:3]))


def _check_one(place: str, value: object, kind: str) -> None:
    if kind.startswith(ARRAY):
        _check_array(place, value, kind.removeprefix(ARRAY))
    elif kind in PLAIN:
        _check_plain(place, value, kind)
    elif kind == "KeyboardButton" and isinstance(value, str):
        return  # a plain text button may be given as its text alone
    elif subtypes := bot_api().types[kind].subtypes:
        check(place, value, subtypes)
    else:
        _check_object(place, value, kind)


def _check_array(place: str, value: object, kind: str) -> None:
    if not isinstance(value, list):
        raise ShapeError(f"can't parse {place}: expected an Array of {kind}")
    for index, item in enumerate(value):
        check(f"{place}[{index}]", item, (kind,))


def _check_plain(place: str, value: object, kind: str) -> None:
    match kind:
        case "String" | "InputFile":
            fits = isinstance(value, str)
        case "Boolean":
            fits = isinstance(value, bool)
        case "Integer":
            fits = isinstance(value, int) and not isinstance(value, bool)
        case _:
            fits = isinstance(value, int | float) and not isinstance(value, bool)
    if not fits:
        raise ShapeError(f"can't parse {place}: expected a value of type {kind}")


def _check_object(place: str, value: object, kind: str) -> None:
    if not isinstance(value, dict):
        raise ShapeError(f"can't parse {place}: object {kind} expected")
    fields = bot_api().types[kind].fields
    if unknown := sorted(set(value) - set(fields)):
        raise ShapeError(f'can\'t parse {place}: {kind} has no field "{unknown[0]}"')
    for name, field in fields.items():
        if name in value:
            check(f"{place}.{name}", value[name], field.types)
        elif field.is_required:
            raise ShapeError(f'can\'t parse {place}: field "{name}" of {kind} is required')
