"""The channel's post of a visit: one message, whatever the visit holds.

Rules: within 4096 UTF-16 units; the first findings stand open, the others and the sections are folded; what
still does not fit is counted. No names of persons. Documents' words: "Chưa đạt".
Must not know: which channel, how an album is sent.
"""

from collections.abc import Sequence
from typing import Final

from checklists.language import format_date, format_day, format_time
from handlers.actions.visiting import ShowPhotos
from handlers.card import Card
from handlers.cards.layout import blocks, capitalised, tap
from handlers.graphemes import shortened, utf16_length
from handlers.rich import Rich, Span, Style, lines, plain
from handlers.words import counted, say, text
from reports.summary import Finding, Summary

POST_LIMIT: Final = 4096
OPEN_FINDINGS: Final = 5
UNIT_LIMIT: Final = 120
OFFICES_LIMIT: Final = 240
SECTION_LIMIT: Final = 60
SECTIONS_LIMIT: Final = 900
SENTENCE_LIMIT: Final = 400
NOTE_LIMIT: Final = 200
MARGIN: Final = 16


def post(summary: Summary, *, language: str) -> Card:
    """The post, with a button for the photos that only some may see."""
    head = _head(summary, language)
    sections = _sections(summary, language)
    more = _more(summary, len(summary.findings), language)
    room = POST_LIMIT - MARGIN - sum(map(utf16_length, (head.plain, sections, more)))
    told = _told(summary.findings, room, language)
    left = len(summary.findings) - len(told)
    folded = (*told[OPEN_FINDINGS:], _more(summary, left, language) if left else "", sections)
    details = "\n".join(line for line in folded if line)
    words = blocks(
        head,
        lines(tuple(plain(line) for line in told[:OPEN_FINDINGS])),
        Rich((Span(details, Style.FOLDED),)) if details else Rich(),
    )
    if not summary.private_photos:
        return Card(words)
    photos = counted("photo", summary.private_photos, language)
    return Card(
        words, ((tap(text("button.photos", language, photos=photos), ShowPhotos(summary.visit_id)),),)
    )


def _told(findings: tuple[Finding, ...], room: int, language: str) -> tuple[str, ...]:
    """The findings' lines; where not all fit, the gravest come first."""
    every = tuple(_finding_line(*each, language=language) for each in enumerate(findings, 1))
    told = _fitting(every, room)
    if len(told) == len(every):
        return told
    gravest = sorted(findings, key=lambda finding: -finding.severity)
    return _fitting(tuple(_finding_line(*each, language=language) for each in enumerate(gravest, 1)), room)


def album_caption(summary: Summary, *, language: str) -> Rich:
    """Under the photos that everybody in the channel may see."""
    day = format_date(summary.started_at.date())
    return say("post.album", language, unit=_unit(summary), date=day, code=summary.code)


def _unit(summary: Summary) -> str:
    return capitalised(shortened(summary.unit, UNIT_LIMIT))


def _head(summary: Summary, language: str) -> Rich:
    found = len(summary.findings)
    title = say(
        "post.head" if found else "post.head_none",
        language,
        signal=summary.signal,
        unit=_unit(summary),
        findings=counted("finding", found, language),
    )
    offices = shortened(", ".join(summary.offices), OFFICES_LIMIT)
    return lines(
        (
            title + plain("  ") + Rich((Span(summary.hashtag, Style.HASHTAG),)),
            say(
                "post.facts",
                language,
                purpose=text(f"purpose.{summary.purpose.value}", language),
                when=_when(summary, language),
            ),
            say("post.team", language, offices=offices) if offices else Rich(),
            say(
                "tally",
                language,
                passed=summary.passed,
                judged=summary.passed + summary.failed,
                failed=summary.failed,
                exempt=summary.not_applicable,
            ),
        )
    )


def _when(summary: Summary, language: str) -> str:
    """`T2, 23/11/2026, 08:15–08:52`; the end with its own date when that is another day."""
    start, end = summary.started_at, summary.submitted_at
    began = f"{format_day(start.date(), language)}, {format_time(start.time())}"
    if end is None:
        return began
    ended = format_time(end.time())
    if end.date() != start.date():
        return f"{began} – {format_day(end.date(), language)}, {ended}"
    return f"{began}–{ended}"


def _sections(summary: Summary, language: str) -> str:
    told = " · ".join(
        text(
            "post.section",
            language,
            title=shortened(section.title, SECTION_LIMIT),
            passed=section.passed,
            judged=section.judged,
        )
        for section in summary.sections
    )
    return text("post.sections", language, sections=shortened(told, SECTIONS_LIMIT)) if told else ""


def _finding_line(number: int, finding: Finding, *, language: str) -> str:
    severity = text(f"severity.{finding.severity}", language)
    due = text("post.due", language, days=finding.due_days) if finding.due_days else ""
    sentences = (
        text(
            "post.finding",
            language,
            number=number,
            sentence=shortened(finding.sentence, SENTENCE_LIMIT),
            severity=", ".join(part for part in (severity, due) if part),
        ),
        text("post.repeated", language) if finding.repeated else "",
        text("post.note", language, note=shortened(finding.note, NOTE_LIMIT)) if finding.note else "",
    )
    return ". ".join(sentence for sentence in sentences if sentence) + "."


def _fitting(told: Sequence[str], room: int) -> tuple[str, ...]:
    """As many of the first lines as fit into `room` UTF-16 units, line ends included."""
    kept: list[str] = []
    for line in told:
        room -= utf16_length(line) + 1
        if room < 0:
            break
        kept.append(line)
    return tuple(kept)


def _more(summary: Summary, left: int, language: str) -> str:
    return text("post.more", language, n=left, code=summary.code)
