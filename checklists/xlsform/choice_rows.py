"""The lists of choices of a checklist, as rows of the choices sheet.

Rules: lists that questions share keep their names; the choices of one question stand in a list of its own
name; a list to which "other" may be written has a twin that ends in it. Pass or fail and yes or no have a
list each, so that other tools can ask them.
Must not know: the survey.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from checklists.asked import OTHER_LABEL
from checklists.kinds import Kind
from checklists.model import Checklist, Choice, Label, Question
from checklists.values import OTHER
from checklists.xlsform.columns import JUDGED_LIST, OTHER_LIST, YES, YES_NO_LIST

Row: TypeAlias = dict[tuple[str, str], str]

JUDGEMENTS: Final = (
    Choice("pass", Label(vi="Đạt", en="Pass")),
    Choice("fail", Label(vi="Không đạt", en="Fail")),
    Choice("na", Label(vi="Không áp dụng", en="N/A"), is_na=True),
)
SIDES: Final = (Choice("yes", Label(vi="Có", en="Yes")), Choice("no", Label(vi="Không", en="No")))


@dataclass(frozen=True, slots=True)
class ChoiceLists:
    """The rows of all lists, and which list each question uses."""

    rows: tuple[Row, ...]
    list_of: Mapping[str, str]


def choice_lists(checklist: Checklist) -> ChoiceLists:
    """The lists of a checklist."""
    making = _Making(taken={each.name for each in checklist.lists})
    for each in checklist.lists:
        making.add(each.name, each.choices)
    for question in checklist.written:
        making.use(question, {each.name: each.choices for each in checklist.lists})
    return ChoiceLists(rows=tuple(making.rows), list_of=making.list_of)


class _Making:
    """The rows so far; `taken` are the names of lists."""

    def __init__(self, taken: set[str]) -> None:
        self.rows: list[Row] = []
        self.list_of: dict[str, str] = {}
        self._taken = taken
        self._standing: dict[str, str] = {}

    def add(self, name: str, choices: Iterable[Choice], *, other: bool = False) -> None:
        """Write one list."""
        self._taken.add(name)
        self.rows += [_row(name, choice) for choice in choices]
        if other:
            self.rows.append(_row(name, Choice(OTHER, OTHER_LABEL)) | {("kt_is_other", ""): YES})

    def use(self, question: Question, lists: Mapping[str, tuple[Choice, ...]]) -> None:
        """Find or write the list that a question uses."""
        match question.kind:
            case Kind.PASS_FAIL:
                self.list_of[question.code] = self._standing_list(JUDGED_LIST, JUDGEMENTS)
            case Kind.YES_NO:
                self.list_of[question.code] = self._standing_list(YES_NO_LIST, SIDES)
            case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE if question.choices_from is not None:
                name = question.choices_from
                if question.other and f"{name}{OTHER_LIST}" not in self._taken:
                    self.add(f"{name}{OTHER_LIST}", lists.get(name, ()), other=True)
                self.list_of[question.code] = f"{name}{OTHER_LIST}" if question.other else name
            case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
                self._own(question, question.code, question.choices)
            case Kind.COUNTS:
                counts = [Choice(each.name, each.label) for each in question.counts]
                self._own(question, f"{question.code}_so", counts)
            case _:
                return

    def _own(self, question: Question, name: str, choices: Iterable[Choice]) -> None:
        name = self._free(name)
        self.add(name, choices, other=question.other)
        self.list_of[question.code] = name

    def _standing_list(self, name: str, choices: Iterable[Choice]) -> str:
        if name not in self._standing:
            self._standing[name] = self._free(name)
            self.add(self._standing[name], choices)
        return self._standing[name]

    def _free(self, name: str) -> str:
        while name in self._taken:
            name += "_"
        return name


def _row(name: str, choice: Choice) -> Row:
    row: Row = {
        ("list_name", ""): name,
        ("name", ""): choice.name,
        ("label", "vi"): choice.label.vi,
        ("label", "en"): choice.label.en,
    }
    if choice.is_na:
        row["kt_is_na", ""] = YES
    if choice.score is not None:
        row["kt_score", ""] = plain_number(choice.score)
    return row


def plain_number(number: Decimal) -> str:
    """The number in digits, as a cell holds it."""
    return format(number.normalize(), "f")
