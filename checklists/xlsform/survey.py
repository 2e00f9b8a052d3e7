"""The survey sheet of an XLSForm as the sections of a written checklist.

Rules: a group is a section; a group within a group becomes a section of its own, and the outer one goes on
after it. Questions outside of groups stand in one section. Every row that cannot be asked is an issue with
its place, or is left out aloud.
Must not know: the other sheets, what a column of a question means.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from checklists.asked import ITEM
from checklists.kinds import Kind
from checklists.xlsform.columns import OTHERS_ROW, YES
from checklists.xlsform.forms import Form
from checklists.xlsform.names import CODE, code_of, key_of
from checklists.xlsform.questions import STANDING_LISTS, judged_names, kind_of, question_piece
from checklists.xlsform.survey_columns import OFFERED_TYPES
from checklists.xlsform.tables import Record
from checklists.xlsform.truth import is_yes
from checklists.xlsform.types import Asks, Closes, LeftOut, Opens, RefusedType, TypeRead, read_type
from checklists.yaml_text import Path, Tree

SectionPiece: TypeAlias = "dict[str, Tree]"

OUTSIDE: Final = 0  # the row of a group that is none: where loose questions stand
CLOSED: Final = -1  # no section goes on
LOOSE: Final[SectionPiece] = {"key": "chung", "title": {"vi": "Nội dung chung", "en": "General"}}
COUNTED: Final = re.compile(r"\s*count-selected\(\s*\$\{\s*([^{}]+?)\s*\}\s*\)\s*")


@dataclass(slots=True)
class _Group:
    """A group that is open: `repeats` is the written name of the question whose choices it is asked for."""

    record: Record
    relevant: str
    repeats: str = ""
    filled: bool = False


@dataclass(slots=True)
class _Sections:
    """What has been made of the rows so far.

    `questions` are those of the last section; `current` is the row where its group was opened.
    """

    form: Form
    pieces: list[SectionPiece] = field(default_factory=list)
    questions: list[Tree] = field(default_factory=list)
    open: list[_Group] = field(default_factory=list)
    current: int = CLOSED
    keys: set[str] = field(default_factory=set)


def read_survey(form: Form) -> list[Tree]:
    """The sections that the survey writes; what is wrong is in the form's issues."""
    rows = [(record, read_type(record.text("type"))) for record in form.survey.records if _is_ours(record)]
    _name_all(form, rows)
    sections = _Sections(form)
    for record, read in rows:
        _take(sections, record, read)
    for group in sections.open:
        form.issues.append(group.record.issue("group_open", "type", {"detail": group.record.text("name")}))
    for name, count in sorted(form.dropped.items()):
        form.note("left_out", {"detail": name, "count": str(count)})
    return list(sections.pieces)


def _is_ours(record: Record) -> bool:
    return record.text("kt_kind").casefold() != OTHERS_ROW


def _name_all(form: Form, rows: list[tuple[Record, TypeRead]]) -> None:
    """Give every row its code first: conditions may name what comes later, if only to be told so."""
    taken: dict[str, int] = {}
    used = Counter(read.choices for _, read in rows if isinstance(read, Asks))
    for record, read in rows:
        name = record.text("name")
        if isinstance(read, LeftOut) and name:
            form.left_out[name] = record.text("type")
        if not isinstance(read, Asks | RefusedType) or not name:
            continue
        if name in form.codes:
            details = {"detail": name, "row": str(taken[form.codes[name].casefold()])}
            form.issues.append(record.issue("name_twice", "name", details))
            form.twice.add(record.row)
            continue
        form.codes[name] = code = record.text("kt_code") or code_of(name, taken)
        taken.setdefault(code.casefold(), record.row)
        if not record.text("kt_code") and not CODE.fullmatch(name):
            form.note("recoded", {"detail": name, "code": code}, record)
        if isinstance(read, Asks) and read.choices:
            form.renames[name] = _choice_names(form, record, read)
            if used[read.choices] == 1 and read.choices.rstrip("_") == name:
                form.inline.add(read.choices)


def _choice_names(form: Form, record: Record, asks: Asks) -> dict[str, str]:
    """How the choices of the row's list are called with us."""
    kind = record.text("kt_kind").casefold()
    if kind in {"", Kind.PASS_FAIL} and (judged := judged_names(form, record, asks)) is not None:
        return judged
    if kind in {"", Kind.YES_NO} and (sides := form.choices.yes_and_no(asks.choices)) is not None:
        return sides
    return form.choices.renames(asks.choices)


def _take(sections: _Sections, record: Record, read: TypeRead) -> None:
    form = sections.form
    match read:
        case Opens():
            _open(sections, record, repeats=read.repeats)
        case Closes() if sections.open:
            _close(sections)
        case Closes():
            form.issues.append(record.issue("group_closed", "type"))
        case LeftOut():
            form.dropped[record.text("type").split()[0]] += 1
        case RefusedType(code):
            details = {"detail": record.text("type"), "allowed": ", ".join(OFFERED_TYPES)}
            code = code if record.text("type") else "no_type"
            form.issues.append(record.issue(code, "type", details))
            form.unread.add(form.code(record.text("name")))
        case Asks():
            _ask(sections, record, read)


def _open(sections: _Sections, record: Record, *, repeats: bool) -> None:
    form = sections.form
    counted = COUNTED.fullmatch(record.text("repeat_count"))
    if repeats and counted is None:
        form.issues.append(record.issue("repeat", "type"))
    if not record.text("name"):
        form.issues.append(record.issue("no_name", "name"))
    outer = sections.open[-1] if sections.open else None
    own = form.condition(record, "relevant")
    both = [each for each in (outer.relevant if outer else "", own) if each]
    relevant = both[0] if len(both) == 1 else " and ".join(f"({each})" for each in both)
    if outer is not None:
        outer.filled = True
    sections.open.append(_Group(record, relevant, repeats=counted[1] if repeats and counted else ""))


def _close(sections: _Sections) -> None:
    group = sections.open.pop()
    if not group.filled:
        _begin_section(sections, group)
    sections.current = CLOSED


def _ask(sections: _Sections, record: Record, asks: Asks) -> None:
    form = sections.form
    name = record.text("name")
    if not name:
        form.issues.append(record.issue("no_name", "name"))
        return
    if record.row in form.twice:
        return
    if record.text("choice_filter"):
        form.issues.append(record.issue("choice_filter", "choice_filter"))
    standing = STANDING_LISTS.get(asks.choices)
    if asks.choices and asks.choices not in form.choices.lists and standing is None:
        form.issues.append(record.issue("no_list", "type", {"detail": asks.choices}))
        form.unread.add(form.code(name))
        return
    kind = kind_of(form, record, asks)
    if kind is None:
        form.unread.add(form.code(name))
        return
    group = sections.open[-1] if sections.open else None
    questions = _questions_here(sections, group)
    path: Path = ("sections", len(sections.pieces) - 1, "questions", len(questions))
    piece = question_piece(form, record, asks, kind, path)
    if group is not None and group.repeats:
        piece |= {"for_each": form.code(group.repeats), "label": _with_item(piece["label"])}
    if kind in STANDING_LISTS.values() and set(form.renames.get(name, {})) - {
        "pass",
        "fail",
        "na",
        "yes",
        "no",
    }:
        form.note("buttons", {"detail": name}, record)
    questions.append(piece)


def _with_item(label: Tree) -> Tree:
    """Texts that say for which item they are: other tools tell it in the title of the repetition."""
    texts = label if isinstance(label, dict) else {}
    return {short: f"{text}: {ITEM}" if ITEM not in str(text) else text for short, text in texts.items()}


def _questions_here(sections: _Sections, group: _Group | None) -> list[Tree]:
    """The questions of the section to which the next one belongs."""
    here = OUTSIDE if group is None else group.record.row
    if sections.current != here:
        _begin_section(sections, group)
    return sections.questions


def _begin_section(sections: _Sections, group: _Group | None) -> None:
    form, path = sections.form, ("sections", len(sections.pieces))
    if group is None:
        piece: SectionPiece = {**LOOSE, "key": key_of("chung", sections.keys)}
        sections.current = OUTSIDE
    else:
        if group.filled:
            form.note("groups_flat", {}, group.record)
        group.filled = True
        piece = _group_piece(form, group, path, sections.keys)
        sections.current = group.record.row
    sections.keys.add(str(piece["key"]))
    sections.questions = []
    sections.pieces.append({**piece, "questions": sections.questions})


def _group_piece(form: Form, group: _Group, path: Path, taken: set[str]) -> SectionPiece:
    record = group.record
    written = record.text("kt_code") or record.text("name")
    piece: SectionPiece = {"key": written if record.text("kt_code") else key_of(written, taken)}
    form.spots |= {
        path: record.spot(),
        (*path, "key"): record.spot("name"),
        (*path, "relevant"): record.spot("relevant"),
    }
    for key, column in (("title", "label"), ("hint", "hint")):
        if texts := form.texts(record, column):
            piece[key] = texts
        form.spots[(*path, key)] = record.spot(column, "vi")
        for short in ("vi", "en"):
            form.spots[(*path, key, short)] = record.spot(column, short)
    if group.relevant:
        piece["relevant"] = group.relevant
    for key in ("one_by_one", "only_failed"):
        if is_yes(record.text(f"kt_{key}")):
            piece[key] = YES
    return piece
