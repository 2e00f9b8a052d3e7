"""Rows of past visits understood: units by their day, checklists, questions, values.

Rules: the rows of one visit tell the same visit; a unit is met exactly, by name, alias or code of that day,
and two that fit are a fault; every bad row is named with its reason. What is left of a visit without its bad
answers is kept apart from the faults, for those who ask to skip them.
Must not know: the database.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from itertools import groupby
from typing import Final

from checklists.language import Slip, fold, format_date, parse_date, parse_time
from checklists.messages import Problem
from checklists.model import Checklist, Question
from checklists.past_values import breaks_rule, read_past_value
from checklists.values import Value
from checklists.visit import VISIT_PURPOSES, Answer, Purpose, Status, Visit
from storage.past.faults import RowFault, row_fault
from storage.past.rows import PastRow
from storage.past.unit_names import UnitNames

IMPORTER: Final = "import"  # by whom the answers are said to be: no person
MORNING: Final = time(8)  # when a visit began, where only its day is known
HEAD: Final = ("date", "unit", "kind_of_visit", "checklist")
PURPOSES: Final = {
    "dinh ky": Purpose.PLANNED,
    "dot xuat": Purpose.SURPRISE,
    "phuc tra": Purpose.RECHECK,
} | {each.value: each for each in VISIT_PURPOSES}
PINNED: Final = re.compile(r"(?P<key>\S+?)(?:[:@ ]v?(?P<version>[0-9]{1,6}))?")


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are held against; `checklists` have their versions newest first."""

    units: UnitNames
    checklists: Mapping[str, Sequence[Checklist]]
    timezone: tzinfo
    today: date


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit read from a list; `label` is what the list calls it, `row` where it begins."""

    label: str
    row: int
    visit: Visit
    checklist: Checklist


@dataclass(frozen=True, slots=True)
class PastList:
    """The visits of a list without their bad answers, and every fault."""

    visits: tuple[PastVisit, ...]
    faults: tuple[RowFault, ...]


def read_visits(rows: Iterable[PastRow], known: Known) -> PastList:
    """The visits in the order of the list. A visit's rows need not stand together."""
    numbered: dict[str, int] = {}
    ordered = sorted(rows, key=lambda row: (numbered.setdefault(row.visit, len(numbered)), row.row))
    visits: list[PastVisit] = []
    faults: list[RowFault] = []
    for label, group in groupby(ordered, key=lambda row: row.visit):
        found, wrong = _visit(label, tuple(group), known)
        faults += wrong
        if found is not None:
            visits.append(found)
    return PastList(tuple(visits), tuple(sorted(faults, key=lambda fault: fault.row)))


def _visit(label: str, rows: tuple[PastRow, ...], known: Known) -> tuple[PastVisit | None, list[RowFault]]:
    first = rows[0]
    faults = [row_fault(row.row, "empty", "visit") for row in rows if not label]
    faults += [
        row_fault(row.row, "differs", name, str(first.row))
        for row in rows[1:]
        for name in HEAD
        if getattr(row, name) != getattr(first, name)
    ]
    head = _Head(first, known)
    faults += head.faults
    visit, checklist = head.visit, head.checklist
    if visit is None or checklist is None or not label:
        return None, faults
    good = [row for row in rows if all(getattr(row, name) == getattr(first, name) for name in HEAD)]
    answers, wrong = _answers(good, visit, checklist)
    faults += wrong
    if not answers:
        return None, faults
    return PastVisit(label, first.row, replace(visit, answers=answers), checklist), faults


class _Head:
    """What a visit's first row says of the visit, with everything wrong in it."""

    def __init__(self, row: PastRow, known: Known) -> None:
        empty = (name for name in HEAD if not getattr(row, name))
        self.faults = [row_fault(row.row, "empty", name) for name in empty]
        self.checklist: Checklist | None = None
        self.visit: Visit | None = None
        if self.faults:
            return
        at = self._date(row, known)
        unit = self._unit(row, known, at.date()) if at else None
        purpose = PURPOSES.get(fold(row.kind_of_visit))
        if purpose is None:
            self.faults.append(row_fault(row.row, "unknown_purpose", row.kind_of_visit))
        self.checklist = self._checklist(row, known)
        if at is None or unit is None or purpose is None or self.checklist is None:
            return
        key, name = unit
        self.visit = Visit(
            id="",
            code="",
            unit_key=key,
            unit_name=name,
            site="",
            purpose=purpose,
            checklist_key=self.checklist.key,
            checklist_version=self.checklist.version,
            team=(),
            started_at=at,
            status=Status.SUBMITTED,
            submitted_at=at,
        )

    def _date(self, row: PastRow, known: Known) -> datetime | None:
        day, hour = _day_and_hour(row.date, known.today)
        if day is None or hour is None:
            self.faults.append(row_fault(row.row, "not_a_date", row.date))
            return None
        if day > known.today:
            self.faults.append(row_fault(row.row, "future", format_date(day)))
            return None
        return datetime.combine(day, hour, known.timezone)

    def _unit(self, row: PastRow, known: Known, on: date) -> tuple[str, str] | None:
        found = known.units.met(row.unit, on)
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{name} ({key})" for key, name in found)
            self.faults.append(row_fault(row.row, "ambiguous_unit", row.unit, names))
        else:
            self.faults.append(row_fault(row.row, "unknown_unit", row.unit, format_date(on)))
        return None

    def _checklist(self, row: PastRow, known: Known) -> Checklist | None:
        said = PINNED.fullmatch(row.checklist)
        versions = known.checklists.get(said["key"], ()) if said else ()
        wanted = said["version"] if said else None
        for each in versions:
            if wanted is None or each.version == int(wanted):
                return each
        self.faults.append(
            row_fault(row.row, "unknown_checklist", row.checklist, ", ".join(sorted(known.checklists)))
        )
        return None


def _day_and_hour(said: str, today: date) -> tuple[date | None, time | None]:
    day, _, hour = said.replace("T", " ").partition(" ")
    read = parse_date(day, today, past=True)
    at = parse_time(hour.strip()[:5]) if hour.strip() else MORNING
    return None if isinstance(read, Slip) else read, None if isinstance(at, Slip) else at


def _answers(
    rows: Sequence[PastRow], visit: Visit, checklist: Checklist
) -> tuple[dict[str, Answer], list[RowFault]]:
    faults: list[RowFault] = []
    answers: dict[str, Answer] = {}
    said_in: dict[str, int] = {}
    for row in rows:
        question = checklist.question(row.question)
        if not row.question:
            faults.append(row_fault(row.row, "empty", "question"))
        elif question is None:
            faults.append(row_fault(row.row, "unknown_question", row.question, checklist.key))
        elif row.question in said_in:
            faults.append(row_fault(row.row, "repeated_question", row.question, str(said_in[row.question])))
        else:
            said_in[row.question] = row.row
            value = _value(question, row, visit)
            if isinstance(value, RowFault):
                faults.append(value)
            elif value is not None or row.note:
                answers[row.question] = _answer(row, value, visit)
    broken = list(_broken(rows, replace(visit, answers=answers), checklist))
    faults += broken
    wrong = {fault.row for fault in broken}
    return {code: each for code, each in answers.items() if said_in[code] not in wrong}, faults


def _value(question: Question, row: PastRow, visit: Visit) -> Value | RowFault | None:
    """The value of a row; none where it is left empty."""
    if not row.value:
        return None
    read = read_past_value(question, row.value, at=visit.started_at, visit=visit)
    return row_fault(row.row, "bad_value", row.value, question.code) if isinstance(read, Problem) else read


def _answer(row: PastRow, value: Value | None, visit: Visit) -> Answer:
    return Answer(row.question, value, row.note or None, by=IMPORTER, at=visit.started_at, revision=1)


def _broken(rows: Sequence[PastRow], visit: Visit, checklist: Checklist) -> Iterator[RowFault]:
    """The rows whose value another answer of the visit forbids."""
    for row in rows:
        question = checklist.question(row.question)
        if (
            question is not None
            and visit.value(row.question) is not None
            and breaks_rule(checklist, visit, question)
        ):
            yield row_fault(row.row, "against_rule", row.value, question.code)
