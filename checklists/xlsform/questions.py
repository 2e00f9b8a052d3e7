"""One row of an XLSForm survey as a question of a written checklist.

Rules: columns that carry one key each are read by the catalogue; kind, choices and failure by the rules here.
A list that says yes and no becomes `yes_no`; one whose choices are pass, fail and perhaps not applicable, or
whose row names the failing one while another is marked as not applicable, becomes `pf`.
Must not know: groups, other rows.
"""

import re
from collections.abc import Mapping
from typing import Final

from checklists.kinds import Kind
from checklists.xlsform.columns import JUDGED_LIST, LANGUAGES, YES, YES_NO_LIST, Column, Holds
from checklists.xlsform.forms import Form
from checklists.xlsform.odk import shape_of
from checklists.xlsform.survey_columns import SURVEY_COLUMNS
from checklists.xlsform.tables import Record
from checklists.xlsform.truth import plain_truth
from checklists.xlsform.types import Asks
from checklists.yaml_text import Path, Tree

JUDGEMENTS: Final = frozenset({"pass", "fail", "na"})
FITTING: Final = {
    Kind.PASS_FAIL: Kind.SELECT_ONE,
    Kind.YES_NO: Kind.SELECT_ONE,
    Kind.RATIO: Kind.TEXT,
    Kind.COUNTS: Kind.TEXT,
    Kind.DATES: Kind.TEXT,
}
STANDING_LISTS: Final = {JUDGED_LIST: Kind.PASS_FAIL, YES_NO_LIST: Kind.YES_NO}
SELECTS: Final = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})
LINKS: Final = {"kt_detail_of": "detail_of", "kt_whole_from": "whole_from", "kt_for_each": "for_each"}
NAMES_APART: Final = re.compile(r"[\s,;]+")
ITEM: Final = re.compile(r"\$\{[\w.-]+_item[0-9]*\}")
BARE_WORD: Final = re.compile(r"[\w-]+")
PAIR: Final = re.compile(r"(start|end|step)\s*=\s*(-?[0-9.]+)")
SIMPLE: Final = frozenset({Holds.TEXT, Holds.TRUTH, Holds.NAMES, Holds.LABEL})


def kind_of(form: Form, record: Record, asks: Asks) -> Kind | None:
    """What kind of question the row is; none, with an issue, when its own kind does not go with its type."""
    written = record.text("kt_kind").casefold()
    if not written:
        return _kind_by_choices(form, record, asks)
    kind = Kind(written) if written in set(Kind) else None
    wanted = asks.kind if kind is None else FITTING.get(kind, kind)
    if kind is None or wanted is not asks.kind:
        details = {"detail": written, "type": record.text("type"), "allowed": wanted.value}
        form.issues.append(record.issue("kind_unfit", "kt_kind", details))
        return None
    return kind


def _kind_by_choices(form: Form, record: Record, asks: Asks) -> Kind:
    if asks.kind is not Kind.SELECT_ONE or asks.other:
        return asks.kind
    standing = STANDING_LISTS.get(asks.choices)
    if standing is not None and asks.choices not in form.choices.lists:
        return standing
    if judged_names(form, record, asks) is not None:
        return Kind.PASS_FAIL
    return asks.kind if form.choices.yes_and_no(asks.choices) is None else Kind.YES_NO


def judged_names(form: Form, record: Record, asks: Asks) -> dict[str, str] | None:
    """How the choices of a pass-or-fail list are called with us, if it is one."""
    choices = form.choices.choices(asks.choices)
    names = {each.written for each in choices}
    if {"pass", "fail"} <= names <= JUDGEMENTS:
        return {name: name for name in names}
    not_applicable = [each.written for each in choices if each.is_na]
    failed = record.text("kt_fail")
    passed = names - {failed} - set(not_applicable)
    if failed not in names or len(not_applicable) != 1 or len(passed) != 1:
        return None
    return {failed: "fail", not_applicable[0]: "na", passed.pop(): "pass"}


def question_piece(form: Form, record: Record, asks: Asks, kind: Kind, path: Path) -> dict[str, Tree]:
    """The question as a piece of a written checklist; where its parts stand goes into the form's spots."""
    name = record.text("name")
    piece: dict[str, Tree] = {"code": form.code(name), "kind": kind.value}
    form.spots[path] = record.spot()
    form.spots[(*path, "code")] = record.spot("kt_code" if record.text("kt_code") else "name")
    form.spots[(*path, "kind")] = record.spot("kt_kind" if record.text("kt_kind") else "type")
    for column in SURVEY_COLUMNS:
        if column.key and column.holds in SIMPLE:
            _take(form, record, column, piece, path)
    for column_name, key in LINKS.items():
        if text := record.text(column_name):
            piece[key] = form.code(text)
            form.spots[(*path, key)] = record.spot(column_name)
    _take_conditions(form, record, asks, kind, piece, path)
    _take_choices(form, record, asks, kind, piece, path)
    return piece


def _take(form: Form, record: Record, column: Column, piece: dict[str, Tree], path: Path) -> None:
    at: Path = (*path, column.key)
    if column.holds is Holds.LABEL:
        form.spots[at] = record.spot(column.name, "vi")
        for short in LANGUAGES:
            translated = form.survey.has(column.name, short)
            form.spots[(*at, short)] = record.spot(column.name, short if translated else "")
        if texts := form.texts(record, column.name):
            if record.text("kt_for_each"):
                texts = {short: ITEM.sub("{item}", str(text)) for short, text in texts.items()}
            piece[column.key] = texts
        return
    form.spots[at] = record.spot(column.name)
    text = record.text(column.name)
    match column.holds:
        case _ if not text:
            return
        case Holds.TRUTH:
            piece[column.key] = plain_truth(text)
        case Holds.NAMES:
            piece[column.key] = [each for each in NAMES_APART.split(text) if each]
        case _:
            piece[column.key] = text


def _take_conditions(
    form: Form, record: Record, asks: Asks, kind: Kind, piece: dict[str, Tree], path: Path
) -> None:
    name = record.text("name")
    piece["required"] = plain_truth(form.condition(record, "required"))
    piece["relevant"] = form.condition(record, "relevant")
    for key in ("required", "relevant", "constraint"):
        form.spots[(*path, key)] = record.spot(f"kt_{key}" if record.text(f"kt_{key}") else key)
    counts = len(form.choices.choices(record.text("kt_counts")))
    if record.text("kt_constraint") or record.text("constraint") != shape_of(kind, counts):
        piece["constraint"] = form.condition(record, "constraint", here=name)
    if record.text("type").casefold() == "range":
        piece["constraint"] = _bounds(record.text("parameters"))
        form.note("range", {"detail": name}, record)
    form.spots[(*path, "fail_when")] = record.spot("kt_fail")
    failed = record.text("kt_fail")
    choices = form.renames.get(name) or form.choices.renames(asks.choices)
    if kind is Kind.PASS_FAIL and choices.get(failed, failed) in {"", "fail"}:
        return
    if failed in choices:
        sign = (
            f"selected(., '{choices[failed]}')"
            if kind is Kind.SELECT_MULTIPLE
            else f". = '{choices[failed]}'"
        )
        piece["fail_when"] = sign
    elif BARE_WORD.fullmatch(failed) and choices:
        details = {"detail": failed, "allowed": ", ".join(choices)}
        form.issues.append(record.issue("fail_unknown", "kt_fail", details))
    else:
        piece["fail_when"] = form.condition(record, "fail", here=name)


def _bounds(parameters: str) -> str:
    bounds: Mapping[str, str] = dict(PAIR.findall(parameters))
    return f". >= {bounds.get('start', '0')} and . <= {bounds.get('end', '10')}"


def _take_choices(
    form: Form, record: Record, asks: Asks, kind: Kind, piece: dict[str, Tree], path: Path
) -> None:
    if kind is Kind.COUNTS:
        counts = form.choices.choices(record.text("kt_counts"))
        form.spots[(*path, "counts")] = record.spot("kt_counts")
        piece["counts"] = {
            each.name: {s: each.piece[s] for s in LANGUAGES if s in each.piece} for each in counts
        }
        for each in counts:
            for key, spot in each.spots:
                form.spots[(*path, "counts", each.name, key)] = spot
    if kind not in SELECTS:
        form.kind_lists.add(asks.choices)
        return
    form.select_lists |= {asks.choices, form.choices.plain_name(asks.choices)}
    form.spots[(*path, "choices")] = form.spots[(*path, "choices_from")] = record.spot("type")
    if asks.other or form.choices.has_other(asks.choices):
        piece["other"] = YES
    if asks.choices not in form.inline:
        piece["choices_from"] = form.choices.plain_name(asks.choices)
        return
    choices = form.choices.choices(asks.choices)
    piece["choices"] = {each.name: dict(each.piece) for each in choices}
    for each in choices:
        for key, spot in each.spots:
            form.spots[(*path, "choices", each.name, key)] = spot
