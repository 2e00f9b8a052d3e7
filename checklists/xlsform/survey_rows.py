"""A checklist as rows of an XLSForm survey.

Rules: a section is a group, a question one row, and beside it stand the rows that other tools need and we
write anew each time: its photo, "other" written out, the repetition of its items. Cells that have the model's
default are blank, as far as blank means that.
Must not know: how cells are written, choices.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Final

from checklists.asked import FAILED_BEFORE, ITEM, OTHER_LABEL
from checklists.conditions import Expression
from checklists.kinds import Kind
from checklists.model import Checklist, Label, PhotoRule, Question, Section
from checklists.values import OTHER
from checklists.xlsform.choice_rows import Row, plain_number
from checklists.xlsform.columns import NO, OTHERS_ROW, YES, Column, Holds
from checklists.xlsform.names import xml_name
from checklists.xlsform.odk import OtherTools, shape_of
from checklists.xlsform.survey_columns import OUR_KINDS, SURVEY_COLUMNS

PIXELS: Final = "max-pixels=1600"  # what a counter's posting needs to be read; more only costs the network
PHOTO_LABEL: Final = Label(vi="Ảnh minh chứng", en="Evidence photo")
EACH_LABEL: Final = Label(vi="Từng mục", en="Each item")
SHOWN: Final = frozenset({"label", "hint", "constraint_message"})
TYPES: Final = {
    Kind.PASS_FAIL: "select_one",
    Kind.YES_NO: "select_one",
    Kind.RATIO: "text",
    Kind.COUNTS: "text",
    Kind.DATES: "text",
}
DEFAULTS: Final = Question(code="", kind=Kind.TEXT, label=Label(vi="", en=""))
OF_QUESTIONS: Final = tuple(
    each for each in SURVEY_COLUMNS if each.key and each.holds in {Holds.TEXT, Holds.TRUTH, Holds.NAMES}
)
LABELS: Final = tuple(each for each in SURVEY_COLUMNS if each.holds is Holds.LABEL)


@dataclass(slots=True)
class Names:
    """The names under which things stand in the workbook, each only once whatever its case."""

    taken: set[str] = field(default_factory=set)
    given: dict[str, str] = field(default_factory=dict)

    def give(self, code: str) -> str:
        """A name for a code or key, remembered."""
        self.given[code] = self.free(code)
        return self.given[code]

    def free(self, name: str) -> str:
        """A name like this one that nothing else has."""
        free = xml_name(name, self.taken)
        self.taken.add(free.casefold())
        return free

    def of(self, code: str) -> str:
        """The name given; the code itself for what has none."""
        return self.given.get(code, code)


def survey_rows(checklist: Checklist, list_of: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of the survey; `list_of` names the list of choices that each question uses."""
    names = names_of(checklist)
    writing = _Writing(checklist, list_of, names)
    return tuple(row for section in checklist.sections for row in writing.section(section))


def names_of(checklist: Checklist) -> Names:
    """The names of all questions; first they, so that their codes stay as they are."""
    names = Names()
    for question in checklist.written:
        names.give(question.code)
    return names


def failures_for_others(checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Pairs of a code and when it is a finding, for other tools."""
    names = names_of(checklist)
    others = OtherTools({each.code: each for each in checklist.written}, names.of)
    judged = (each for each in checklist.written if each.can_fail and not (each.detail_of or each.for_each))
    return tuple((each.code, others.failure(each)) for each in judged)


class _Writing:
    """What all rows of one survey are made with."""

    def __init__(self, checklist: Checklist, list_of: Mapping[str, str], names: Names) -> None:
        self._list_of = list_of
        self._names = names
        self._lists = {each.name: each.choices for each in checklist.lists}
        self._questions = {each.code: each for each in checklist.written}
        self._others = OtherTools(self._questions, names.of)

    def section(self, section: Section) -> Iterator[Row]:
        """A group with its questions."""
        name = self._names.free(section.key)
        row = {("type", ""): "begin_group", ("name", ""): name, **_label("label", section.title)}
        if name != section.key:
            row["kt_code", ""] = section.key
        if section.hint is not None:
            row |= _label("hint", section.hint)
        if section.relevant is not None:
            row |= self._condition("relevant", section.relevant)
        for key, holds in (("kt_one_by_one", section.one_by_one), ("kt_only_failed", section.only_failed)):
            if holds:
                row[key, ""] = YES
        yield row
        for repeated, questions in groupby(section.questions, key=lambda each: each.for_each):
            together = list(questions)
            rows = [row for each in together for row in self._asked(each)]
            if repeated is None or repeated == FAILED_BEFORE:  # others do not know what failed before
                yield from rows
            else:
                yield from self._repeated(repeated, together[0], rows)
        yield {("type", ""): "end_group", ("name", ""): name}

    def _asked(self, question: Question) -> list[Row]:
        """The question and what other tools need beside it."""
        return [self._question(question), *self._other(question), *self._photo(question)]

    def _question(self, question: Question) -> Row:
        name = self._names.of(question.code)
        row: Row = {("type", ""): self._type(question), ("name", ""): name}
        if name != question.code:
            row["kt_code", ""] = question.code
        for column in LABELS:
            label: Label | None = getattr(question, column.key)
            if label is not None:
                row |= _label(column.name, label)
        row |= {(column.name, ""): text for column in OF_QUESTIONS if (text := _cell(question, column))}
        if question.kind in OUR_KINDS:
            row["kt_kind", ""] = question.kind.value
        if question.kind is Kind.COUNTS:
            row["kt_counts", ""] = self._list_of[question.code]
        if question.kind is Kind.IMAGE:
            row["parameters", ""] = PIXELS
        for key in ("detail_of", "whole_from", "for_each"):
            if (code := getattr(question, key)) is not None:
                row[f"kt_{key}", ""] = self._names.of(code) if code in self._questions else code
        return row | self._conditions(question)

    def _type(self, question: Question) -> str:
        kind = TYPES.get(question.kind, question.kind.value)
        listed = self._list_of.get(question.code)
        return kind if listed is None or question.kind is Kind.COUNTS else f"{kind} {listed}"

    def _conditions(self, question: Question) -> Row:
        row: Row = {}
        if isinstance(question.required, bool):
            row |= {("required", ""): YES} if question.required else {}
        else:
            row |= self._condition("required", question.required, question)
        if question.relevant is not None:
            row |= self._condition("relevant", question.relevant, question)
        if theirs := self._others.constraint(question):
            row["constraint", ""] = theirs
        if question.constraint is not None:
            ours = self._others.ours(question.constraint)
            if ours != theirs or shape_of(question.kind, len(question.counts)):
                row["kt_constraint", ""] = ours
        if question.fail_when is not None:
            row["kt_fail", ""] = self._others.ours(question.fail_when)
        elif question.kind is Kind.PASS_FAIL:
            row["kt_fail", ""] = "fail"
        return row

    def _condition(self, column: str, expression: Expression, here: Question | None = None) -> Row:
        theirs, ours = self._others.condition(expression, here), self._others.ours(expression)
        row: Row = {(column, ""): theirs}
        return row if theirs == ours else row | {(f"kt_{column}", ""): ours}

    def _other(self, question: Question) -> list[Row]:
        if not question.other:
            return []
        name = self._names.of(question.code)
        more = {"relevant": f"selected(${{{name}}}, '{OTHER}')", "required": YES}
        return [self._for_others("text", f"{name}_other", OTHER_LABEL, more)]

    def _photo(self, question: Question) -> list[Row]:
        """The photo as a row: asked and required as the rule says, in their words."""
        if question.kind is Kind.IMAGE:
            return []
        failure = self._others.failure(question)
        own = "" if question.relevant is None else self._others.condition(question.relevant, question)
        match question.photo:
            case PhotoRule.ALWAYS:
                more = {"relevant": own, "required": YES}
            case PhotoRule.FAIL if failure:
                more = {"relevant": failure, "required": failure}
            case PhotoRule.OPTIONAL:
                more = {"relevant": own}
            case _:
                return []
        label = question.photo_hint or PHOTO_LABEL
        name = f"{self._names.of(question.code)}_photo"
        return [self._for_others("image", name, label, more | {"parameters": PIXELS})]

    def _for_others(self, kind: str, name: str, label: Label | None, more: Mapping[str, str]) -> Row:
        row: Row = {("type", ""): kind, ("name", ""): self._names.free(name), ("kt_kind", ""): OTHERS_ROW}
        texts = {} if label is None else _label("label", label)
        return row | texts | {(column, ""): text for column, text in more.items() if text}

    def _repeated(self, for_each: str, first: Question, rows: list[Row]) -> Iterator[Row]:
        """The rows in a repetition, one for each item; its name stands in their texts."""
        name = self._names.of(first.code)
        count, label = self._items(for_each)
        yield self._for_others("begin_repeat", f"{name}_rep", EACH_LABEL, {"repeat_count": count})
        item = self._for_others("calculate", f"{name}_item", None, {"calculation": label})
        yield item
        for row in rows:
            yield {at: _with_item(at[0], text, item["name", ""]) for at, text in row.items()}
        yield self._for_others("end_repeat", f"{name}_end", None, {})

    def _items(self, for_each: str) -> tuple[str, str]:
        """How many items there are, and what each is called."""
        listed = self._lists.get(for_each)
        if listed is None:
            reference = f"${{{self._names.of(for_each)}}}"
            chosen = f"selected-at({reference}, position(..) - 1)"
            return f"count-selected({reference})", f"jr:choice-name({chosen}, '{reference}')"
        label = "''"
        for at, choice in reversed(list(enumerate(listed, start=1))):
            text = choice.label.vi.replace("'", "’")
            label = f"if(position(..) = {at}, '{text}', {label})"
        return str(len(listed)), label


def _with_item(column: str, text: str, item: str) -> str:
    return text.replace(ITEM, f"${{{item}}}") if column in SHOWN else text


def _label(column: str, label: Label) -> Row:
    return {(column, "vi"): label.vi, (column, "en"): label.en}


def _cell(question: Question, column: Column) -> str:
    """What stands in a plain column; blank for the default."""
    value = getattr(question, column.key)
    if value == getattr(DEFAULTS, column.key):
        return ""
    match value:
        case bool():
            return YES if value else NO
        case Decimal():
            return plain_number(value)
        case tuple():
            return " ".join(str(each) for each in value)
        case _:
            return str(value)
