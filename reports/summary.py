"""What the channel is told of a submitted visit: facts and sentences, no names of persons.

Rules: counts follow the tally; a finding's sentence is the document's; notes are told only of questions whose
photos may be shown, so that nobody is described; photos of people stay private. Text of people is cleaned.
Must not know: how a post looks, which channel, who reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from checklists.findings import fail_words
from checklists.language import clean_line
from checklists.model import Checklist
from checklists.progress import Failure, failures, tally
from checklists.visit import Photo, PhotoState, Purpose, Visit


@dataclass(frozen=True, slots=True)
class SectionTally:
    """How many of a section's judged answers passed."""

    title: str
    passed: int
    judged: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its sentence without full stop, first letter large; `severity` is 1 to 3.

    `due_days`: within how many days it is to be put right, if the checklist says so; `note`: only
    where it may be told.
    """

    question: str
    sentence: str
    severity: int
    repeated: bool
    due_days: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """One visit as the channel sees it. Times are local; photos are SHA-256 names, each once."""

    visit_id: str
    code: str
    unit: str
    purpose: Purpose
    started_at: datetime
    submitted_at: datetime | None
    offices: tuple[str, ...]
    passed: int
    failed: int
    not_applicable: int
    sections: tuple[SectionTally, ...]
    findings: tuple[Finding, ...]
    shared_photos: tuple[str, ...]
    private_photos: int

    @property
    def signal(self) -> str:
        """🔴 with findings, 🟢 without."""
        return "🔴" if self.findings else "🟢"

    @property
    def hashtag(self) -> str:
        """The code as a hashtag: `#KT_2611_0034`."""
        return "#" + self.code.replace("-", "_")


def summarise(
    checklist: Checklist, visit: Visit, *, unit: str, offices: tuple[str, ...] = (), language: str
) -> Summary:
    """The visit's summary; `unit` as it is printed, `offices` are the team's, without names."""
    count = tally(checklist, visit)
    shared = shared_photos(checklist, visit)
    return Summary(
        visit_id=visit.id,
        code=visit.code,
        unit=clean_line(unit),
        purpose=visit.purpose,
        started_at=visit.started_at,
        submitted_at=visit.submitted_at,
        offices=tuple(dict.fromkeys(clean_line(office) for office in offices if office.strip())),
        passed=count.passed,
        failed=count.failed,
        not_applicable=count.not_applicable,
        sections=tuple(
            SectionTally(section.title.in_language(language), passed, judged)
            for section, passed, judged in count.by_section
        ),
        findings=tuple(_finding(checklist, failure, language) for failure in failures(checklist, visit)),
        shared_photos=shared,
        private_photos=len(private_photos(checklist, visit)),
    )


def shared_photos(checklist: Checklist, visit: Visit) -> tuple[str, ...]:
    """The photos that the channel may show, of questions about things; each picture once."""
    return tuple(dict.fromkeys(_stored(checklist, visit, shared=True)))


def private_photos(checklist: Checklist, visit: Visit) -> tuple[str, ...]:
    """The photos that only some may see; a picture that the channel shows is not among them."""
    shown = frozenset(shared_photos(checklist, visit))
    return tuple(name for name in dict.fromkeys(_stored(checklist, visit, shared=False)) if name not in shown)


def _finding(checklist: Checklist, failure: Failure, language: str) -> Finding:
    question = failure.question
    words = clean_line(fail_words(checklist, question, failure.value, failure.details, language)).rstrip(". ")
    note = failure.answer.note if question.share_photo else None
    return Finding(
        question=question.code,
        sentence=words[:1].upper() + words[1:],
        severity=question.severity,
        repeated=failure.repeated,
        due_days=question.due_days,
        note=clean_line(note) if note and clean_line(note) else None,
    )


def _stored(checklist: Checklist, visit: Visit, *, shared: bool) -> Iterator[str]:
    """The names of the durable photos whose question does, or does not, show things only."""
    for photo in visit.photos:
        if photo.state is PhotoState.STORED and photo.sha256 and _may_be_shown(checklist, photo) is shared:
            yield photo.sha256


def _may_be_shown(checklist: Checklist, photo: Photo) -> bool:
    question = checklist.question(photo.question) if photo.question else None
    return question is not None and question.share_photo
