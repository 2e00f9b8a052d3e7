"""The period report as plain data: `report.json`.

Rules: keys that were published keep their names; names stand in the order of the Vietnamese alphabet; every
figure can be recomputed from `annex`, which has the visits, how each unit stands with each question, and
every failed answer. No persons.
Must not know: files.
"""

from collections import Counter
from collections.abc import Iterable

from checklists.language import sort_key
from checklists.values import Plain, to_plain
from reports.period.shapes import (
    CountedUnit,
    FailedAnswer,
    FailedUnit,
    Report,
    Result,
    SetResults,
    Span,
    State,
)

Row = dict[str, Plain]


def report_data(report: Report, *, stamp: str = "") -> Row:
    """The whole report; `stamp` says what the data are, such as that they only illustrate."""
    return {
        **({"stamp": stamp} if stamp else {}),
        "period": _span(report.span),
        "rule": report.rule.value,
        "visits": {
            "total": len(report.visits),
            "by_unit_kind": _count(visit.unit.kind for visit in report.visits),
            "by_purpose": _count(visit.purpose.value for visit in report.visits),
        },
        "units": {
            kind: _units(report, kind) for kind in dict.fromkeys(part.set.kind for part in report.sets)
        },
        "strengths": [_strength(each) for each in report.strengths],
        "faults": [_fault(each) for each in report.faults],
        "findings": {
            "opened": report.findings.opened,
            "verified": report.findings.verified,
            "open": report.findings.open,
            "overdue": report.findings.overdue,
        },
        "mixed_versions": report.is_mixed,
        "versions": {key: list(versions) for key, versions in report.versions.items()},
        "annex": _annex(report),
    }


def _kinds(report: Report) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.set.kind for part in report.sets))


def _span(span: Span) -> Row:
    return {"from": span.first.isoformat(), "to": span.last.isoformat()}


def _count(names: Iterable[str]) -> Row:
    return dict(sorted(Counter(names).items()))


def _names(units: Iterable[CountedUnit]) -> list[Plain]:
    return [unit.name for unit in sorted(units, key=lambda unit: sort_key(unit.name))]


def _units(report: Report, kind: str) -> Row:
    """The kind's units over the whole period, and each of its sets where there were several."""
    parts = [part for part in report.sets if part.set.kind == kind]
    active = {unit.key: unit for part in parts for unit in part.set.units}
    visited = {unit.key for part in parts for unit in part.visited}
    total: Row = {
        "active": len(active),
        "visited": len(visited),
        "not_visited": _names(unit for key, unit in active.items() if key not in visited),
    }
    return total if len(parts) == 1 else total | {"sets": [_set(part) for part in parts]}


def _set(part: SetResults) -> Row:
    return {
        **_span(part.set.span),
        "active": len(part.set.units),
        "visited": len(part.visited),
        "not_visited": _names(part.not_visited),
    }


def _about(result: Result) -> Row:
    return {
        "question": result.question.code,
        "label": result.question.label.vi,
        "unit_kind": result.set.kind,
        **_span(result.set.span),
    }


def _strength(result: Result) -> Row:
    passed = result.units_in(State.PASS)
    return {
        **_about(result),
        "passed_units": _names(passed),
        "checked_units": len(result.checked),
        "passes": result.passes,
        "verdicts": result.verdicts,
    }


def _fault(result: Result) -> Row:
    codes = {answer.visit.code for each in result.failed for answer in each.answers}
    return {
        **_about(result),
        "failed_units": _names(each.unit for each in result.failed),
        "checked_units": len(result.checked),
        "active_units": len(result.set.units),
        "visits": [*sorted(codes)],
        "dates": [*sorted(day.isoformat() for _, day in result.days)],
        "counts": {**dict(result.sums), **({"days": len(result.days)} if result.days else {})},
        "choices": dict(result.choices),
        "not_applicable": _names(result.units_in(State.NA)),
        "unanswered": _names(result.units_in(State.UNANSWERED)),
        "units": [_failed_unit(each) for each in result.failed],
    }


def _failed_unit(failed: FailedUnit) -> Row:
    return {
        "key": failed.unit.key,
        "name": failed.unit.name,
        "dates": [day.isoformat() for day in failed.days],
        "answers": [_answer(each) for each in failed.answers],
    }


def _answer(answer: FailedAnswer) -> Row:
    details: Row = {each.question: to_plain(each.value) for each in answer.details if each.value is not None}
    return {
        "visit": answer.visit.code,
        "date": answer.visit.on.isoformat(),
        "question": answer.question.code,
        "value": to_plain(answer.value),
        "details": details,
        "words": answer.words,
    }


def _annex(report: Report) -> Row:
    return {
        "visits": [
            {
                "visit": visit.code,
                "date": visit.on.isoformat(),
                "unit_key": visit.unit.key,
                "unit": visit.unit.name,
                "unit_kind": visit.unit.kind,
                "purpose": visit.purpose.value,
                "checklist": visit.checklist,
                "version": visit.version,
                "passed": visit.passed,
                "failed": visit.failed,
                "na": visit.not_applicable,
            }
            for visit in report.visits
        ],
        "matrix": [_matrix_row(part, unit) for part in report.sets for unit in part.visited],
        "unsettled": [_answer(each) | {"unit": each.visit.unit.name} for each in report.findings.unsettled],
    }


def _matrix_row(part: SetResults, unit: CountedUnit) -> Row:
    states: Row = {
        result.question.code: result.states[unit.key].value
        for result in part.results
        if unit.key in result.states
    }
    about: Row = {"unit_key": unit.key, "unit": unit.name, "unit_kind": unit.kind}
    return about | _span(part.set.span) | {"states": states}
