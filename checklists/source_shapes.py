"""The shape of a written checklist: which keys, which of them texts, numbers or lists.

Rules: the keys are XLSForm's words where it has one; scalars arrive as text. pydantic finds every fault of
one piece at once, and `shape_issues` says them in our words. What the pieces mean together is `soundness`.
Must not know: other questions of the same checklist.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from checklists.issues import Issue, make_issue
from checklists.kinds import Kind
from checklists.language import clean_line
from checklists.questions import NoteRule, PhotoRule
from checklists.visit import Purpose

SHAPE: Final = ConfigDict(extra="forbid", frozen=True)

Line = Annotated[str, AfterValidator(clean_line), Field(min_length=1)]


class LabelShape(BaseModel):
    """A text in both languages."""

    model_config = SHAPE
    vi: Line
    en: Line


class ChoiceShape(BaseModel):
    """One choice: its text, and what it is worth or excuses."""

    model_config = SHAPE
    vi: Line
    en: Line
    score: Decimal | None = None
    na: bool = False


class LegalShape(BaseModel):
    """One legal text; the names of its dates are those of the official texts themselves."""

    model_config = SHAPE
    so_ky_hieu: Line
    ten: Line
    ngay_ban_hanh: date | None = None
    hieu_luc_tu: date | None = None
    hieu_luc_den: date | None = None
    verified_by: Line | None = None
    verified_on: date | None = None


class QuestionShape(BaseModel):
    """One question as written; what is left out has the model's own default."""

    model_config = SHAPE
    code: str
    kind: Kind
    label: LabelShape
    hint: LabelShape | None = None
    required: str = "yes"
    relevant: str | None = None
    constraint: str | None = None
    constraint_message: LabelShape | None = None
    choices: dict[str, ChoiceShape] = Field(default_factory=dict)
    choices_from: str | None = None
    other: bool = False
    counts: dict[str, LabelShape] = Field(default_factory=dict)
    for_each: str | None = None
    fail_when: str | None = None
    fail_text: LabelShape | None = None
    photo: PhotoRule = PhotoRule.NEVER
    photo_hint: LabelShape | None = None
    photos_min: int = 1
    photos_max: int = 10
    share_photo: bool = False
    note: NoteRule = NoteRule.OPTIONAL
    severity: int = 0
    due_days: int | None = None
    weight: Decimal | None = None
    assignee_role: str | None = None
    whole_from: str | None = None
    look_back_days: int = 30
    detail_of: str | None = None
    memory: bool = False
    allow_bulk: bool = True
    legal_basis: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


class SectionShape(BaseModel):
    """One section; its questions are looked at one by one."""

    model_config = SHAPE
    key: str
    title: LabelShape
    hint: LabelShape | None = None
    relevant: str | None = None
    one_by_one: bool = False
    only_failed: bool = False
    questions: list[Any]


class HeadShape(BaseModel):
    """The checklist's own keys; its sections are looked at one by one."""

    model_config = SHAPE
    checklist: str
    version: int
    title: LabelShape
    unit_kinds: tuple[str, ...]
    purposes: tuple[Purpose, ...] = ()
    extra: bool = False
    pass_mark: Decimal | None = None
    lists: dict[str, dict[str, ChoiceShape]] = Field(default_factory=dict)
    legal_basis: dict[str, LegalShape] = Field(default_factory=dict)
    sections: list[Any]


def shape_issues(error: ValidationError, shape: type[BaseModel], place: str) -> Iterator[Issue]:
    """Our issues for what pydantic found in one piece that stands at `place`."""
    for found in error.errors(include_url=False, include_context=True):
        at = ".".join(str(step) for step in found["loc"])
        yield _issue(found, shape, f"{place}.{at}" if place else at)


def _issue(found: ErrorDetails, shape: type[BaseModel], place: str) -> Issue:
    last = str(found["loc"][-1]) if found["loc"] else ""
    shown = str(found["input"])[:40] if isinstance(found["input"], str) else ""
    match found["type"]:
        case "missing" | "string_too_short":
            code = "missing_translation" if last in {"vi", "en"} else "missing_key"
            return make_issue(code, place, {"detail": last})
        case "extra_forbidden":
            return make_issue("unknown_key", place, {"detail": last, **_near_keys(last, found, shape)})
        case "enum":
            return make_issue("wrong_value", place, {"detail": shown, "allowed": _allowed(last)})
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            return make_issue("bad_number", place, {"detail": shown})
        case "decimal_parsing" | "decimal_type" | "finite_number":
            return make_issue("bad_decimal", place, {"detail": shown})
        case "date_parsing" | "date_from_datetime_parsing" | "date_from_datetime_inexact" | "date_type":
            return make_issue("bad_date", place, {"detail": shown})
        case "bool_parsing":
            return make_issue("wrong_value", place, {"detail": shown, "allowed": "yes, no"})
        case _:
            return make_issue("wrong_shape", place, _wanted(found["type"]))


def _near_keys(written: str, found: ErrorDetails, shape: type[BaseModel]) -> Mapping[str, str]:
    keys = _keys_at(shape, found["loc"])
    near = get_close_matches(written[:20], keys, n=1) or (["kind"] if written == "type" else [])
    if near:
        return {"hint_vi": f"Có phải là {near[0]}?", "hint_en": f"Did you mean {near[0]}?"}
    allowed = ", ".join(keys)
    return {"hint_vi": f"Dùng: {allowed}.", "hint_en": f"Use: {allowed}."}


def _keys_at(shape: type[BaseModel], steps: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where the unknown one does."""
    if len(steps) == 1:
        return list(shape.model_fields)
    inside: Mapping[str, type[BaseModel]] = {
        "choices": ChoiceShape,
        "lists": ChoiceShape,
        "legal_basis": LegalShape,
    }
    at = inside.get(str(steps[0]), LabelShape)
    return list(at.model_fields)


def _allowed(key: str) -> str:
    shapes: Mapping[str, type[StrEnum]] = {"kind": Kind, "photo": PhotoRule, "note": NoteRule}
    values = shapes.get(key, Purpose)  # the purposes stand in a list, so their key is a number
    return ", ".join(str(value) for value in values)


def _wanted(kind_of_error: str) -> Mapping[str, str]:
    if kind_of_error.startswith(("list", "tuple")):
        return {"wanted_vi": "một danh sách", "wanted_en": "a list"}
    if kind_of_error.startswith(("dict", "model")):
        return {"wanted_vi": "các mục con, mỗi mục một dòng", "wanted_en": "keys below it, each on its line"}
    return {"wanted_vi": "một giá trị đơn", "wanted_en": "a single value"}
