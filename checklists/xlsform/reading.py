"""A workbook read as a checklist in XLSForm.

Rules: the sheets survey, choices, settings and kt_phap_ly are read, others are not; every issue at once, with
its sheet, row and column. A workbook without any English is taken, and says so; where it has English, every
text that misses it is an issue.
Must not know: files, who publishes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from checklists.file_notes import ReadChecklist
from checklists.issues import Issue
from checklists.model import Checklist, Label
from checklists.sheets import Sheet, Workbook
from checklists.source import Spot, read_tree
from checklists.xlsform.agreement import disagreements
from checklists.xlsform.columns import CHOICES, LEGAL, LEGAL_COLUMNS, SETTINGS, SURVEY, Holds
from checklists.xlsform.forms import Form
from checklists.xlsform.headers import OTHER_LANGUAGE, Header, read_language
from checklists.xlsform.issue_words import xlsform_issue
from checklists.xlsform.lists import ListedChoice, read_lists
from checklists.xlsform.names import KEY, key_of
from checklists.xlsform.questions import NAMES_APART, STANDING_LISTS
from checklists.xlsform.survey import read_survey
from checklists.xlsform.survey_columns import COLUMNS
from checklists.xlsform.tables import Record, Table, read_table
from checklists.xlsform.truth import is_yes
from checklists.yaml_text import Path, Tree

# What the standard knows and we neither need nor lose anything by not reading.
UNUSED: Final = frozenset(
    [
        "appearance",
        "parameters",
        "calculation",
        "repeat_count",
        "readonly",
        "default",
        "required_message",
        "trigger",
        "guidance_hint",
        "media",
        "image",
        "audio",
        "video",
        "big-image",
        "autoplay",
        "accuracythreshold",
        "note",
        "choice_filter",
        "intent",
        "query",
        "hxl",
        "sms_field",
        "save_to",
        "body",
        "bind",
        "instance",
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "instance_name",
        "style",
        "sms_keyword",
        "allow_choice_duplicates",
        "namespaces",
        "order",
        "filter",
        "geometry",
        "entities",
        "kt_emoji",
        "kt_site_list",
        "kt_letterhead",
        "id_string",
        "prefix",
        "clean_text_values",
        "disabled",
    ]
)
TOLD: Final = frozenset(
    {"default", "required_message", "trigger", "guidance_hint", "media", "image", "audio", "video"}
)
USUAL_UNITS: Final = "phuong"


def has_survey(workbook: Workbook) -> bool:
    """Whether the workbook means to be an XLSForm."""
    return any(each.name.casefold() == SURVEY for each in workbook.sheets)


def read_xlsform(workbook: Workbook, *, name: str) -> ReadChecklist | tuple[Issue, ...]:
    """The checklist that the workbook writes, or every issue found in it. Never raises.

    `name` is what the file is called; it serves as the key where the workbook gives none.
    """
    if not has_survey(workbook):
        return (xlsform_issue("no_survey"),)
    tables = {each: read_table(_sheet(workbook, each)) for each in (SURVEY, CHOICES, SETTINGS, LEGAL)}
    survey, choices = tables[SURVEY], tables[CHOICES]
    settings = next(iter(tables[SETTINGS].records), Record(SETTINGS, 0, {}, {}))
    missing = tuple(_missing(survey, choices, settings))
    if missing:
        return missing
    english = survey.has("label", "en")
    lists = read_lists(choices, english=english and choices.has("label", "en"))
    form = Form(survey=survey, choices=lists, english=english)
    form.issues += [*(fault for table in tables.values() for fault in table.issues), *lists.issues]
    for table in tables.values():
        _judge_headers(form, table)
    sections = read_survey(form)
    head = _head(form, settings, tables[LEGAL], name)
    if not english:
        form.note("only_vietnamese", {})
    read = read_tree({**head, "sections": sections}, form.spots, unread=frozenset(form.unread))
    if isinstance(read, Checklist):
        form.issues += disagreements(read, form)
        if not form.issues:
            return ReadChecklist(read, tuple(form.notes))
        read = ()
    issues = dict.fromkeys((*form.issues, *_without_echoes(form, read)))
    return tuple(sorted(issues, key=lambda issue: (SHEET_ORDER.get(issue.sheet, 9), issue.line)))


def _without_echoes(form: Form, read: tuple[Issue, ...]) -> Iterator[Issue]:
    """What was read from faulty pieces, without the faults that only say that a piece misses."""
    heads = any(issue.sheet in {CHOICES, SETTINGS, LEGAL} for issue in (*form.issues, *read))
    for issue in map(in_columns, read):
        echoes = (issue.code == "no_sections" and form.issues) or (issue.code in OF_HEADS and heads)
        if not echoes:
            yield issue


def in_columns(issue: Issue) -> Issue:
    """The issue with the names of columns instead of our keys, for its author sees those."""

    def named(text: str) -> str:
        return KEYS.sub(lambda found: COLUMN_OF[found[0]], text)

    fault, remedy = (Label(vi=named(each.vi), en=named(each.en)) for each in (issue.fault, issue.remedy))
    return replace(issue, fault=fault, remedy=remedy, place=named(issue.place))


# Only keys that are no words of a sentence.
COLUMN_OF: Final = {
    column.key or column.name.removeprefix("kt_"): column.name
    for columns in COLUMNS.values()
    for column in columns
    if "_" in (column.key or column.name.removeprefix("kt_")) and column.name.startswith("kt_")
}
KEYS: Final = re.compile(rf"\b({'|'.join(sorted(COLUMN_OF))})\b")
OF_HEADS: Final = frozenset({"unknown_list", "unknown_law"})
SHEET_ORDER: Final = {SURVEY: 0, CHOICES: 1, SETTINGS: 2, LEGAL: 3}


def _sheet(workbook: Workbook, name: str) -> Sheet:
    """The sheet of that name, whatever its case; an empty one when there is none."""
    found = (replace(each, name=name) for each in workbook.sheets if each.name.casefold() == name)
    return next(found, Sheet(name=name, rows=()))


def _missing(survey: Table, choices: Table, settings: Record) -> Iterator[Issue]:
    """What makes reading further useless: it would be told for every row."""
    for name in ("type", "name"):
        if not survey.has(name):
            yield survey.issue("no_column", Header(name), {"detail": name})
    bare = survey.has("label") and read_language(settings.text("default_language")) != "en"
    if not (bare or survey.has("label", "vi")):
        yield survey.issue("no_vietnamese", Header("label"))
    for name in ("list_name", "name", "label"):
        there = any(header.name == name for header in choices.columns)
        if choices.records and not there:
            yield choices.issue("no_column", Header(name), {"detail": name})
    if choices.records and survey.has("label", "en") and not choices.has("label", "en"):
        yield choices.issue("no_column", Header("label", "en"), {"detail": "label::English (en)"})


def _judge_headers(form: Form, table: Table) -> None:
    """A misspelt column would be lost quietly; what is only unused is told where it holds something."""
    known = {column.name for column in COLUMNS[table.sheet]}
    for header in table.columns:
        used = any(header in record.texts for record in table.records)
        if header.language == OTHER_LANGUAGE and header.name in known:
            form.note("language_left_out", {"detail": header.name})
        elif header.name in known or not used:
            continue
        elif header.name in UNUSED:
            if header.name in TOLD:
                form.note("column_left_out", {"detail": header.name})
        elif header.name.startswith("kt_") or get_close_matches(header.name, sorted(known), n=1, cutoff=0.8):
            near = get_close_matches(header.name, sorted(known), n=1, cutoff=0.5)
            form.issues.append(table.issue("header_unknown", header, _near(header.name, near)))
        else:
            form.note("column_left_out", {"detail": header.name})


def _near(name: str, near: list[str]) -> Mapping[str, str]:
    if near:
        return {"detail": name, "hint_vi": f"Có phải là {near[0]}?", "hint_en": f"Did you mean {near[0]}?"}
    return {"detail": name, "hint_vi": "Xóa cột này.", "hint_en": "Delete this column."}


def _head(form: Form, settings: Record, legal: Table, name: str) -> dict[str, Tree]:
    title = settings.text("form_title") or name
    written = settings.text("form_id")
    key = written if KEY.fullmatch(written) else key_of(written or name)
    if key != written:
        form.note("key_made", {"detail": key})
    version = settings.text("version") or "1"
    if not version.isdecimal():
        form.note("version_made", {"detail": version})
        version = "1"
    head: dict[str, Tree] = {
        "checklist": key,
        "version": version,
        "title": {"vi": title, "en": settings.text("kt_title_en") or title},
        "unit_kinds": [USUAL_UNITS],
        "lists": dict(_named_lists(form)),
        "legal_basis": dict(_legal(form, legal)),
    }
    for column in COLUMNS[SETTINGS]:
        text = settings.text(column.name)
        if text and column.holds is Holds.NAMES:
            head[column.key] = [each for each in NAMES_APART.split(text) if each]
        elif text and column.holds is Holds.TRUTH:
            head[column.key] = "yes" if is_yes(text) else "no"
        elif text and column.holds is Holds.TEXT:
            head[column.key] = text
        if column.key:
            form.spots[(column.key,)] = settings.spot(column.name)
    form.spots[("title",)] = form.spots[("title", "vi")] = settings.spot("form_title")
    form.spots[("title", "en")] = settings.spot("kt_title_en")
    form.spots[()] = Spot(0, SETTINGS)
    form.spots[("sections",)] = Spot(form.survey.header_row, SURVEY)
    return head


def _named_lists(form: Form) -> Iterator[tuple[str, Tree]]:
    """The lists that stand for themselves: not those of one question, of judgements or of counts."""
    own = {*form.inline, *_lists_of_kinds(form)}
    for name, choices in form.choices.lists.items():
        if name in own or form.choices.plain_name(name) != name:
            continue
        path: Path = ("lists", name)
        form.spots[path] = choices[0].record.spot("list_name")
        yield name, {each.name: dict(each.piece) for each in choices if not each.is_other}
        for each in choices:
            _place_choice(form, each, (*path, each.name))


def _place_choice(form: Form, choice: ListedChoice, path: Path) -> None:
    form.spots[path] = choice.record.spot("name")
    for key, spot in choice.spots:
        form.spots[(*path, key)] = spot


def _lists_of_kinds(form: Form) -> Iterator[str]:
    """Lists that only rows of a kind with standing choices, or the numbers of a counts question, use."""
    yield from form.kind_lists - form.select_lists
    for record in form.survey.records:
        if counted := record.text("kt_counts"):
            yield counted
    for name in STANDING_LISTS.keys() - form.select_lists:
        if {each.written for each in form.choices.choices(name)} <= {"pass", "fail", "na", "yes", "no"}:
            yield name


def _legal(form: Form, table: Table) -> Iterator[tuple[str, Tree]]:
    for record in table.records:
        key = record.text("key")
        if not key:
            form.issues.append(record.issue("no_name", "key"))
            continue
        path: Path = ("legal_basis", key)
        form.spots[path] = record.spot("key")
        piece: dict[str, Tree] = {}
        for column in LEGAL_COLUMNS:
            if column.key:
                form.spots[(*path, column.key)] = record.spot(column.name)
                if text := record.text(column.name):
                    piece[column.key] = text
        yield key, piece
