"""The review of a visit, and the cards of its end: receipt, closed, cancelled.

Rules: what is missing is told in words and each of it has a button; "Chưa đạt" where results are read.
Must not know: how a visit is submitted.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from checklists.kinds import Kind
from checklists.language import format_date, format_time
from checklists.messages import Gap, Review
from checklists.model import Question, Section
from checklists.progress import Failure, gaps, relevant_questions, tally
from checklists.visit import Status
from handlers.actions.editing import SeeChecklists
from handlers.actions.visiting import CancelIt, FindUnit, GoTo, OpenIt, OpenPage, ReviewIt, SubmitIt
from handlers.card import Card
from handlers.cards.answer_words import RECORDED, saved_text, sign_of
from handlers.cards.layout import blocks, in_rows, quoted, tap
from handlers.cards.section_cards import way_to
from handlers.cards.sight import Sight
from handlers.graphemes import shortened
from handlers.outgoing import Button
from handlers.rich import Rich, lines, plain
from handlers.words import counted, say, text

MISSING_SHOWN: Final = 12
GAPS_IN_ROW: Final = 3
TITLE_LIMIT: Final = 80
_GAP_BUTTONS: Final = {"answer": "button.question", "photo": "button.photo_of", "note": "button.note_of"}


def gaps_of(sight: Sight) -> tuple[Gap, ...]:
    """What still keeps the visit from being submitted."""
    return gaps(sight.checklist, sight.visit)


def refused(*, language: str) -> str:
    """Submission was asked too early."""
    return text("review.refused", language)


def review(sight: Sight, message: Review, *, language: str) -> Card:
    """All answers by section, what is missing, and the button that submits when nothing is."""
    answered, asked = _progress(sight)
    saved = plain(saved_text(sight, message.saved, language=language)) if message.saved else Rich()
    words = blocks(
        lines(
            (
                saved,
                say("review.refused", language) if message.refused else Rich(),
                say("review.head", language, unit=sight.visit.unit_name),
                say("review.count", language, answered=answered, asked=asked),
            )
        ),
        lines(
            tuple(
                _section_line(sight, section, number, language)
                for number, section in enumerate(sight.checklist.sections, start=1)
            )
        ),
        _outcome(sight, message.gaps, language),
    )
    return Card(words, (*_gap_rows(sight, message.gaps, language), *_ways(sight, message.gaps, language)))


def receipt(
    sight: Sight, failures: Sequence[Failure], *, waits: bool = False, by: str | None = None, language: str
) -> Card:
    """The visit is submitted: code, time, tally, number of findings.

    `waits`: no channel is connected, so its post waits. `by`: who submitted it, when it is told to another.
    """
    found = counted("finding", len(failures), language)
    values = {"code": sight.visit.code, **_when(sight.visit.submitted_at or sight.at)}
    sent = say("receipt.sent", language, **values)
    if by is not None:
        sent = say("receipt.sent_by", language, name=quoted(by), **values)
    words = lines(
        (
            sent,
            _tally(sight, language),
            say("receipt.findings", language, findings=found) if failures else say("receipt.none", language),
            say("receipt.waits" if waits else "receipt.posted", language),
        )
    )
    return Card(words, () if by else ((tap(text("button.other_unit", language), FindUnit()),),))


def trial_receipt(sight: Sight, post: Rich, *, language: str) -> Card:
    """A trial is over: it leaves no trace, and this is what the channel would have got."""
    back = tap(text("edit.button.list", language), SeeChecklists())
    return Card(
        blocks(
            lines((say("trial.over", language, code=sight.visit.code), _tally(sight, language))),
            lines((say("trial.would_post", language), post)),
        ),
        ((back,),),
    )


def closed(sight: Sight, *, language: str) -> Card:
    """A tap came after the end of the visit: nothing changed, and what can be done instead."""
    if sight.visit.status is Status.CANCELLED:
        return Card(say("closed.cancelled", language, code=sight.visit.code))
    when = _when(sight.visit.submitted_at or sight.at)
    return Card(say("closed.submitted", language, code=sight.visit.code, **when))


def confirm_cancel(sight: Sight, *, language: str) -> Card:
    """The person says whether the visit is really to be cancelled."""
    answered, asked = _progress(sight)
    visit = sight.visit
    question = (
        say("trial.cancel", language, code=visit.code)
        if visit.is_trial
        else say(
            "cancel.ask", language, code=visit.code, unit=visit.unit_name, answered=answered, asked=asked
        )
    )
    cancel = tap(text("button.cancel_visit", language), CancelIt(visit.id), "danger")
    keep = tap(text("button.keep_visit", language), OpenIt(visit.id))
    return Card(question, ((cancel, keep),))


def cancelled(sight: Sight, *, language: str) -> Card:
    """The visit is cancelled."""
    if sight.visit.is_trial:
        return Card(say("trial.cancelled", language, code=sight.visit.code))
    return Card(say("cancel.done", language, code=sight.visit.code, unit=sight.visit.unit_name))


def _progress(sight: Sight) -> tuple[int, int]:
    asked = relevant_questions(sight.checklist, sight.visit)
    return sum(sight.visit.value(question.code) is not None for question in asked), len(asked)


def _when(moment: datetime) -> dict[str, str]:
    return {"time": format_time(moment.time()), "date": format_date(moment.date())}


def _tally(sight: Sight, language: str) -> Rich:
    count = tally(sight.checklist, sight.visit)
    return say(
        "tally",
        language,
        passed=count.passed,
        judged=count.passed + count.failed,
        failed=count.failed,
        exempt=count.not_applicable,
    )


def _asked_in(sight: Sight, section: Section) -> tuple[Question, ...]:
    asked = relevant_questions(sight.checklist, sight.visit)
    return tuple(question for question in sight.checklist.questions_of(section) if question in asked)


def _mark(sight: Sight, question: Question) -> str:
    """The sign; an answer without a verdict has one that cannot be taken for a pass."""
    sign = sign_of(sight, question)
    return "•" if sign == RECORDED else sign


def _section_line(sight: Sight, section: Section, number: int, language: str) -> Rich:
    signs = " ".join(_mark(sight, question) for question in _asked_in(sight, section))
    if not signs:
        return Rich()
    title = shortened(section.title.in_language(language), TITLE_LIMIT)
    return say("review.section", language, number=number, title=title, signs=signs)


def _outcome(sight: Sight, missing: tuple[Gap, ...], language: str) -> Rich:
    wanted = tuple(gap for gap in missing if gap.lacks != "storing")
    storing = sum(gap.count for gap in missing if gap.lacks == "storing")
    told = say("review.missing", language, list=_missing_words(sight, wanted, language)) if wanted else Rich()
    photos = counted("photo", storing, language)
    kept = say("review.storing", language, photos=photos) if storing else Rich()
    return lines((told, kept)) or say("review.complete", language)


def _missing_words(sight: Sight, wanted: tuple[Gap, ...], language: str) -> str:
    shown = wanted[:MISSING_SHOWN]
    numbers = ", ".join(_number(sight, gap) for gap in shown if gap.lacks == "answer")
    parts = [text("review.missing_answers", language, numbers=numbers)] if numbers else []
    single = ", ".join(_number(sight, gap) for gap in shown if gap.lacks == "photo" and gap.count == 1)
    parts += [text("review.missing_photo_of", language, numbers=single)] if single else []
    others = (gap for gap in shown if gap.lacks == "note" or (gap.lacks == "photo" and gap.count > 1))
    parts += [_evidence_words(sight, gap, language) for gap in others]
    if len(wanted) > len(shown):
        parts.append(text("review.missing_more", language, n=len(wanted) - len(shown)))
    return "; ".join(parts)


def _evidence_words(sight: Sight, gap: Gap, language: str) -> str:
    number = _number(sight, gap)
    if gap.lacks == "note":
        return text("review.missing_note", language, number=number)
    photos = counted("photo", gap.count, language)
    return text("review.missing_photos", language, photos=photos, number=number)


def _number(sight: Sight, gap: Gap) -> str:
    return sight.checklist.number(gap.question)


def _gap_rows(sight: Sight, missing: tuple[Gap, ...], language: str) -> tuple[tuple[Button, ...], ...]:
    buttons = tuple(
        tap(
            text(_GAP_BUTTONS[gap.lacks], language, number=_number(sight, gap)),
            _way_to_gap(sight, gap),
        )
        for gap in missing
        if gap.lacks in _GAP_BUTTONS
    )
    return in_rows(buttons[:MISSING_SHOWN], GAPS_IN_ROW)


def _way_to_gap(sight: Sight, gap: Gap) -> GoTo | OpenPage:
    """To the card for an answer that stands on one, to the finding's prompt for what details it."""
    question = sight.checklist.question(gap.question)
    if question is None or sight.checklist.page_of(gap.question) is None:
        return GoTo(sight.visit.id, gap.question)
    if question.detail_of is not None:
        return GoTo(sight.visit.id, question.detail_of)
    is_tapped = gap.lacks == "answer" and question.kind is Kind.PASS_FAIL
    return way_to(sight, question) if is_tapped else GoTo(sight.visit.id, gap.question)


def _ways(sight: Sight, missing: tuple[Gap, ...], language: str) -> tuple[tuple[Button, ...], ...]:
    visit = sight.visit.id
    sections = (
        tap(f"{number} {section.title.in_language(language)}", way_to(sight, asked[0]))
        for number, section in enumerate(sight.checklist.sections, start=1)
        if (asked := _asked_in(sight, section))
    )
    if not missing:
        last = tap(text("button.submit", language), SubmitIt(visit), "success")
    elif all(gap.lacks == "storing" for gap in missing):
        last = tap(text("button.review", language), ReviewIt(visit))
    else:
        last = tap(text("button.keep_answering", language), OpenIt(visit))
    return (*in_rows(sections, 2), (last,))
