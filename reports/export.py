"""Visits as plain data for other programs: the JSON export.

Rules: times are UTC in ISO 8601; values have the plain form they are stored in; persons are opaque ids and
roles; earlier answers are kept beside the present one. A key that has been published keeps its name.
Must not know: files, the database, who asked.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from checklists.findings import Failure, failures
from checklists.model import Checklist
from checklists.values import Plain, Value, to_plain
from checklists.visit import Answer, Earlier, PhotoState, Status, Visit

Row = dict[str, Plain]

_CONCLUDED = frozenset({Status.SUBMITTED, Status.AMENDED})


def export_visits(visits: Iterable[tuple[Visit, Checklist]], *, language: str = "vi") -> Row:
    """`{"visits": [...]}`, each visit with the checklist it is pinned to; labels in `language`."""
    return {"visits": [_visit(visit, checklist, language) for visit, checklist in visits]}


def _visit(visit: Visit, checklist: Checklist, language: str) -> Row:
    return {
        "id": visit.id,
        "code": visit.code,
        "unit": {"key": visit.unit_key, "name": visit.unit_name},
        "site": visit.site,
        "purpose": visit.purpose.value,
        "checklist": {"key": visit.checklist_key, "version": visit.checklist_version},
        "team": [{"id": member.person, "role": member.role} for member in visit.team],
        "status": visit.status.value,
        "started_at": _time(visit.started_at),
        "submitted_at": _time(visit.submitted_at) if visit.submitted_at else None,
        "answers": [
            _answer(visit, answer, question.label.in_language(language))
            for question in checklist.questions
            if (answer := visit.answer(question.code))
        ],
        "findings": _findings(visit, checklist),
    }


def _answer(visit: Visit, answer: Answer, label: str) -> Row:
    stored = (photo for photo in visit.photos_of(answer.question) if photo.state is PhotoState.STORED)
    return {
        "question": answer.question,
        "label": label,
        "value": _value(answer.value),
        "note": answer.note,
        "photos": [photo.sha256 for photo in stored],
        "by": answer.by,
        "at": _time(answer.at),
        "revision": answer.revision,
        "history": [_earlier(earlier) for earlier in answer.history],
    }


def _earlier(earlier: Earlier) -> Row:
    return {
        "value": _value(earlier.value),
        "note": earlier.note,
        "by": earlier.by,
        "at": _time(earlier.at),
        "revision": earlier.revision,
    }


def _findings(visit: Visit, checklist: Checklist) -> list[Plain]:
    """Findings exist once the visit is submitted; they are numbered within it."""
    if visit.status not in _CONCLUDED or visit.submitted_at is None:
        return []
    opened = _time(visit.submitted_at)
    return [
        _finding(f"{visit.code}-{number}", failure, opened)
        for number, failure in enumerate(failures(checklist, visit), start=1)
    ]


def _finding(code: str, failure: Failure, opened: str) -> Row:
    return {
        "code": code,
        "question": failure.question.code,
        "severity": failure.question.severity,
        "status": "open",
        "due_on": None,
        "events": [{"event": "opened", "at": opened}],
    }


def _value(value: Value | None) -> Plain:
    return None if value is None else to_plain(value)


def _time(moment: datetime) -> str:
    """`2026-11-23T01:15:00Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
