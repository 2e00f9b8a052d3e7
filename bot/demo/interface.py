"""Telegram's interface as data: which methods exist, which fields they take, of which types.

Rules: `interface.json` is a reduced copy of the Bot API's description (methods, and the types that go in); it
is read once and never changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or one field of an object: the types it may have, in Telegram's notation."""

    types: tuple[str, ...]
    is_required: bool


@dataclass(frozen=True, slots=True)
class ObjectType:
    """An object that goes in: either its fields, or the types it may be one of."""

    fields: Mapping[str, Field]
    subtypes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interface:
    """All methods by lower-case name (Telegram ignores case), the types they take, the kinds of updates."""

    version: str
    methods: Mapping[str, Mapping[str, Field]]
    types: Mapping[str, ObjectType]
    updates: frozenset[str]


def _fields(raw: Mapping[str, Mapping[str, object]]) -> dict[str, Field]:
    return {
        name: Field(
            types=tuple(str(kind) for kind in _list(field["types"])), is_required=bool(field["required"])
        )
        for name, field in raw.items()
    }


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@cache
def bot_api() -> Interface:
    """Return the bundled interface."""
    raw = json.loads(resources.files("bot.demo").joinpath("interface.json").read_text(encoding="utf-8"))
    return Interface(
        version=raw["version"],
        methods={name.lower(): _fields(fields) for name, fields in raw["methods"].items()},
        types={
            name: ObjectType(
                fields=_fields(shape.get("fields", {})), subtypes=tuple(shape.get("subtypes", ()))
            )
            for name, shape in raw["types"].items()
        },
        updates=frozenset(raw["updates"]),
    )
