"""The checklists that come with the program: sets made from one bank of questions.

Rules: they are package data, the same in every installation; reading them is the one thing in `checklists`
that touches more than its arguments, and it goes through the import system, so a zipped package works too.
A set's text is made from the bank when it is asked for, whole, as any published checklist is.
Must not know: which of them is in use.
"""

import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from checklists.conditions import Expression, parse_expression
from checklists.model import Checklist, Label
from checklists.selecting import Selection, selected, unknown_names
from checklists.source import read_checklist, write_checklist
from checklists.source_shapes import LabelShape
from checklists.visit import Purpose
from checklists.yaml_text import Document, read_yaml

BANK: Final = "ngan-hang"
SETS: Final = "bo-cau-hoi"


@dataclass(frozen=True, slots=True)
class Bundled:
    """One set: what it is known by, and what it takes from the bank."""

    key: str
    version: int
    selection: Selection

    def source(self) -> str:
        """Its whole YAML text, as it is published. ValueError when it names what the bank does not have."""
        if unknown := unknown_names(bank(), self.selection):
            raise ValueError(f"{self.key}: {', '.join(unknown)}")
        return write_checklist(selected(bank(), self.selection))


class _SetShape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    checklist: str
    version: int
    title: LabelShape
    unit_kinds: tuple[str, ...]
    take: tuple[str, ...]
    leave: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    extra: bool = False
    only_failed: tuple[str, ...] = ()
    relevant: dict[str, str] = Field(default_factory=dict)


class _SetsShape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sets: tuple[_SetShape, ...]


@cache
def bank() -> Checklist:
    """All questions. ValueError when the file is not sound, which tests rule out."""
    read = read_checklist(_text(BANK))
    if not isinstance(read, Checklist):
        raise ValueError("; ".join(f"{issue.place}: {issue.fault.en}" for issue in read))  # noqa: TRY004 - it is a fault of the text
    return read


@cache
def bundled() -> tuple[Bundled, ...]:
    """The sets, in the order in which they are published."""
    document = read_yaml(_text(SETS))
    if not isinstance(document, Document):
        raise ValueError("; ".join(fault.code for fault in document))  # noqa: TRY004 - it is a fault of the text
    return tuple(
        Bundled(shape.checklist, shape.version, _selection(shape))
        for shape in _SetsShape.model_validate(document.tree).sets
    )


def bundled_sources() -> tuple[str, ...]:
    """The YAML text of every set."""
    return tuple(each.source() for each in bundled())


def _selection(shape: _SetShape) -> Selection:
    return Selection(
        key=shape.checklist,
        version=shape.version,
        title=Label(vi=shape.title.vi, en=shape.title.en),
        unit_kinds=shape.unit_kinds,
        take=shape.take,
        leave=shape.leave,
        purposes=tuple(each.value for each in shape.purposes),
        is_extra=shape.extra,
        only_failed=shape.only_failed,
        relevant={code: _condition(text) for code, text in shape.relevant.items()},
    )


def _condition(text: str) -> Expression:
    read = parse_expression(text)
    if not isinstance(read, Expression):
        raise ValueError(f"{text}: {read.code}")  # noqa: TRY004 - it is a fault of the text
    return read


def _text(name: str) -> str:
    content = pkgutil.get_data(__name__, f"{name}.yaml")
    if content is None:
        raise FileNotFoundError(f"bundled {name}.yaml")
    return content.decode("utf-8")
