"""Checklists as text: YAML read into a `Checklist`, and a `Checklist` written as YAML.

Rules: reading gives the checklist or every issue at once, with its line; whatever the text, nothing is
raised. What is written reads back as the same checklist.
Must not know: files, who publishes, how a checklist is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from checklists.conditions import Expression, Fault, parse_expression
from checklists.expressions import ARGUMENTS
from checklists.issues import Issue, make_issue
from checklists.model import Checklist, Question, Section
from checklists.soundness import unsound
from checklists.source_building import built_checklist, built_question, built_section, unread_section
from checklists.source_shapes import HeadShape, QuestionShape, SectionShape, shape_issues
from checklists.writing import write_checklist
from checklists.yaml_text import Path, Tree, read_yaml

__all__ = [
    "Issue",
    "Spot",
    "condition_issue",
    "read_checklist",
    "read_question",
    "read_tree",
    "write_checklist",
]

Shape = TypeVar("Shape", bound=BaseModel)

MOST_ISSUES: Final = 300  # nobody mends more in one go, and each near key is looked up

CONDITIONS: Final = ("relevant", "constraint", "fail_when")
REQUIRED_WORDS: Final = {
    "yes": True,
    "true": True,
    "true()": True,
    "no": False,
    "false": False,
    "false()": False,
}
REASONS: Final = {
    "empty": "trống / empty",
    "too_long": "quá dài / too long",
    "too_deep": "lồng quá sâu / nested too deep",
    "sign": "dấu sai chỗ / misplaced sign",
    "unknown_name": "tên lạ / unknown name",
    "arguments": "sai số đối số / wrong number of arguments",
    "unfinished": "chưa hết câu / unfinished",
    "left_over": "thừa / left over",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece was written: a line of a text, or a cell of a workbook."""

    line: int
    sheet: str = ""
    column: str = ""


def read_checklist(text: str) -> Checklist | tuple[Issue, ...]:
    """The checklist that `text` writes, or every issue found in it. Never raises."""
    document = read_yaml(text)
    if isinstance(document, tuple):
        return tuple(
            make_issue(fault.code, "", {"detail": fault.detail}, line=fault.line) for fault in document
        )
    return read_tree(document.tree, {path: Spot(line) for path, line in document.lines.items()})


def read_tree(
    tree: Tree, spots: Mapping[Path, Spot], *, unread: frozenset[str] = frozenset()
) -> Checklist | tuple[Issue, ...]:
    """The checklist that the pieces of `tree` write, wherever they come from, or every issue. Never raises.

    `unread` are codes of questions that exist but could not be put into the tree.
    """
    reading = _Reading(unread=set(unread))
    checklist = reading.checklist(tree)
    issues = reading.issues
    if checklist is not None:
        issues = [*issues, *unsound(checklist, unread=frozenset(reading.unread))]
    if issues or checklist is None:
        placed = (_with_spot(issue, reading.paths, spots) for issue in issues)
        return tuple(sorted(islice(placed, MOST_ISSUES), key=lambda issue: (issue.sheet, issue.line)))
    return checklist


def read_question(text: str) -> Question | tuple[Issue, ...]:
    """One question as `write_question` wrote it, or every issue in it; whether it fits is not asked."""
    document = read_yaml(text)
    if isinstance(document, tuple):
        return tuple(
            make_issue(fault.code, "", {"detail": fault.detail}, line=fault.line) for fault in document
        )
    reading = _Reading()
    return reading.question(document.tree, ()) or tuple(reading.issues)


def condition_issue(fault: Fault, place: str) -> Issue:
    """The issue of a condition that cannot be read."""
    details = {
        "detail": fault.detail,
        "at": str(fault.at + 1),
        "reason": REASONS[fault.code],
        "functions": ", ".join(f"{each}()" for each in ARGUMENTS),
    }
    return make_issue("bad_condition", place, details)


@dataclass(slots=True)
class _Reading:
    """What has been found so far; `paths` leads from a code or key to its piece, for the line."""

    issues: list[Issue] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def checklist(self, tree: Tree) -> Checklist | None:
        """The checklist of those pieces that could be read, if any: the rest is checked all the same."""
        head = self._shaped(HeadShape, tree, "", ())
        sections = _part(tree, "sections")
        read = tuple(
            section
            for at, piece in enumerate(sections if isinstance(sections, list) else [])
            if (section := self._section(piece, at)) is not None
        )
        if head is None and not read:
            return None
        return built_checklist(head, read)

    def _section(self, tree: Tree, at: int) -> Section | None:
        path: Path = ("sections", at)
        key = _part(tree, "key")
        place = key if isinstance(key, str) and key else _dotted(path)
        self.paths.setdefault(place, path)
        shape = self._shaped(SectionShape, tree, place, path)
        pieces = _part(tree, "questions")
        questions = tuple(
            question
            for at, piece in enumerate(pieces if isinstance(pieces, list) else [])
            if (question := self.question(piece, (*path, "questions", at))) is not None
        )
        if shape is None:
            return unread_section(at, questions) if questions else None
        if not shape.questions:
            self.issues.append(make_issue("no_questions", place))
        relevant = self._condition(shape.key, "relevant", shape.relevant)
        return built_section(shape, questions, None if isinstance(relevant, Fault) else relevant)

    def question(self, tree: Tree, path: Path) -> Question | None:
        """The question, or none with its issues."""
        code = _part(tree, "code")
        place = code if isinstance(code, str) and code else _dotted(path)
        self.paths[place] = path
        shape = self._shaped(QuestionShape, tree, place, path)
        question = None if shape is None else self._built(shape)
        if question is None:
            self.unread.add(place)
        return question

    def _built(self, shape: QuestionShape) -> Question | None:
        required = REQUIRED_WORDS.get(shape.required.strip().lower())
        if required is None and shape.required.isalpha():
            details = {"detail": shape.required, "allowed": "yes, no, ${B1} = 'fail'"}
            self.issues.append(make_issue("wrong_value", f"{shape.code}.required", details))
            return None
        wanted = [*CONDITIONS, *(["required"] if required is None else [])]
        read = {name: self._condition(shape.code, name, getattr(shape, name)) for name in wanted}
        conditions = {name: each for name, each in read.items() if not isinstance(each, Fault)}
        if len(conditions) < len(read):
            return None
        return built_question(shape, {"required": required, **conditions})

    def _condition(self, owner: str, name: str, text: str | None) -> Expression | Fault | None:
        read = None if text is None else parse_expression(text)
        if isinstance(read, Fault):
            self.issues.append(condition_issue(read, f"{owner}.{name}"))
        return read

    def _shaped(self, shape: type[Shape], tree: Tree, place: str, path: Path) -> Shape | None:
        if not isinstance(tree, dict):
            wanted = {"wanted_vi": "các mục con, mỗi mục một dòng", "wanted_en": "keys, each on its line"}
            self.issues.append(make_issue("wrong_shape", place or _dotted(path), wanted))
            return None
        try:
            return shape.model_validate(_without_blanks(tree))
        except ValidationError as error:
            room = max(0, MOST_ISSUES - len(self.issues))
            self.issues.extend(islice(shape_issues(error, shape, place), room))
            return None


def _without_blanks(tree: Tree) -> Any:  # noqa: ANN401 - what pydantic takes
    """A key without a value is a key left out."""
    match tree:
        case dict():
            return {key: _without_blanks(piece) for key, piece in tree.items() if piece != ""}
        case list():
            return [_without_blanks(piece) for piece in tree]
        case _:
            return tree


def _part(tree: Tree, key: str) -> "Tree | None":
    return tree.get(key) if isinstance(tree, dict) else None


def _dotted(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _with_spot(issue: Issue, paths: Mapping[str, Path], spots: Mapping[Path, Spot]) -> Issue:
    """The issue with the spot of the nearest piece around its place."""
    owner = next((name for name in _owners(issue.place) if name in paths), "")
    rest = issue.place[len(owner) :].strip(".")
    path: Path = (
        *paths.get(owner, ()),
        *(int(step) if step.isdecimal() else step for step in rest.split(".")),
    )
    while path and path not in spots:
        path = path[:-1]
    spot = spots.get(path, Spot(0))
    return replace(issue, line=issue.line or spot.line, sheet=spot.sheet, column=spot.column)


def _owners(place: str) -> tuple[str, ...]:
    """The place and every shorter beginning of it, longest first."""
    steps = place.split(".")
    return tuple(".".join(steps[:count]) for count in range(len(steps), 0, -1))
