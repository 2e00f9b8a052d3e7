"""The card of one question, the card of its evidence, and what an old card shows at rest.

Rules: everything stands on the card, so that it can be edited in place: where one is, what is asked, what is
recorded. One message, whatever a checklist says.
Must not know: what follows, how a card is sent.
"""

from typing import Final

from checklists.kinds import Kind
from checklists.messages import Ask, AskEvidence, AskPlace
from checklists.model import PhotoRule, Question
from checklists.progress import details_asked, is_required, relevant_questions, visible
from checklists.values import Pictures
from checklists.visit import Answer
from handlers.actions.visiting import GoBack, GoOn, GoTo, PutPhoto, ReviewIt
from handlers.card import Card
from handlers.cards.answer_buttons import answer_rows
from handlers.cards.answer_words import MISSING, number_of, recorded_line, saved_text, sign_of
from handlers.cards.how_words import how
from handlers.cards.layout import bar, blocks, capitalised, italic, quoted, tap
from handlers.cards.sight import Sight
from handlers.graphemes import shortened
from handlers.outgoing import Button, Key, Keyboard
from handlers.rich import Rich, bold, lines, plain
from handlers.words import counted, say, text

CANDIDATES: Final = 8
LABEL_LIMIT: Final = 600
TITLE_LIMIT: Final = 80


def ask(sight: Sight, message: Ask, *, language: str) -> Card:
    """The question with its buttons; a location is asked by the reply keyboard, which alone can do so."""
    question = asked_question(sight, message.question)
    words = blocks(
        lines((_saved(sight, message.saved, language), *_where(sight, question, language))),
        _section_hint(sight, question, language),
        lines(
            (
                _question_line(sight, question, language),
                _hint(question, language),
                how(question, language),
                _photo_hint(question, language),
            )
        ),
        _recorded(sight, question, language),
    )
    if question.kind is Kind.GEOPOINT:
        return Card(words, keyboard=_location_keyboard(language))
    rows = (*answer_rows(sight, question, language=language), _way(sight, question, language))
    return Card(words, rows)


def ask_evidence(sight: Sight, message: AskEvidence, *, language: str) -> Card:
    """What an answer calls for: photos, a note, and what details it; with what has come."""
    question = asked_question(sight, message.question)
    details = tuple(asked_question(sight, code) for code in message.details)
    words = blocks(
        lines((_saved(sight, message.saved, language), *_where(sight, question, language))),
        lines(
            (
                _evidence_head(sight, question, language),
                *(_detail(sight, detail, language) for detail in details),
                _wanted(question, message, language),
                _photo_hint(question, language),
            )
        ),
        lines((_received(sight, question, message, language), _note(sight, question, language))),
    )
    rows = tuple(row for detail in details for row in answer_rows(sight, detail, language=language))
    seen = visible(sight.checklist, sight.visit)
    waits = any(is_required(each, seen) and sight.visit.value(each.code) is None for each in details)
    go_on = tap(_leave_label(message, language, waits=waits), GoOn(sight.visit.id, question.code))
    change = tap(text("button.change_answer", language), GoTo(sight.visit.id, question.code))
    return Card(words, (*rows, (go_on,), (change, _review(sight, language))))


def _detail(sight: Sight, detail: Question, language: str) -> Rich:
    """`3a Số thủ tục đã niêm yết / phải niêm yết. Gõ hai số, ví dụ: 3/5`, or with what is recorded."""
    label = shortened(detail.label.in_language(language), LABEL_LIMIT)
    head = say("evidence.detail", language, number=number_of(sight, detail), label=label)
    recorded = recorded_line(sight, detail, language=language)
    if recorded:
        return head + plain(": ") + bold(recorded)
    return head + plain(". ") + how(detail, language)


def retired(sight: Sight, question_code: str, *, language: str) -> Card:
    """An old card at rest: the question, what is recorded, a button to change it while the visit is open."""
    question = asked_question(sight, question_code)
    recorded = recorded_line(sight, question, language=language)
    details = (
        value
        for detail in details_asked(sight.checklist, sight.visit, question)
        if (value := recorded_line(sight, detail, language=language))
    )
    told = " · ".join((recorded, *details))
    words = lines(
        (
            _evidence_head(sight, question, language),
            plain(told) if recorded else say("value.none_yet", language),
        )
    )
    if not sight.visit.is_open:
        return Card(words)
    label = text("button.change" if recorded else "button.answer", language)
    return Card(words, ((tap(label, GoTo(sight.visit.id, question.code)),),))


def place_photo(sight: Sight, message: AskPlace, *, language: str) -> Card:
    """The person says to which question the photo belongs."""
    found = (sight.checklist.question(code) for code in message.candidates[:CANDIDATES])
    rows = tuple(
        (
            tap(
                f"{number_of(sight, question)} {question.label.in_language(language)}",
                PutPhoto(sight.visit.id, message.photo.id, question.code),
            ),
        )
        for question in found
        if question
    )
    return Card(say("place_photo.ask", language), rows)


def asked_question(sight: Sight, code: str) -> Question:
    """The question of that code. KeyError for one that is not of this checklist: a bug, not a slip."""
    return sight.checklist.questions[sight.checklist.place(code)]


def _saved(sight: Sight, answer: Answer | None, language: str) -> Rich:
    return plain(saved_text(sight, answer, language=language)) if answer else Rich()


def _where(sight: Sight, question: Question, language: str) -> tuple[Rich, Rich]:
    visit = sight.visit
    section = sight.checklist.section_of(question.code)
    asked = relevant_questions(sight.checklist, visit)
    answered = sum(visit.value(each.code) is not None for each in asked)
    return (
        say(
            "visit.line",
            language,
            unit=capitalised(visit.unit_name),
            purpose=text(f"purpose.{visit.purpose.value}", language).lower(),
            code=visit.code,
        ),
        say(
            "ask.section",
            language,
            number=sight.checklist.sections.index(section) + 1,
            sections=len(sight.checklist.sections),
            title=shortened(section.title.in_language(language), TITLE_LIMIT),
            bar=bar(answered, len(asked)),
            answered=answered,
            asked=len(asked),
        ),
    )


def _section_hint(sight: Sight, question: Question, language: str) -> Rich:
    """What the section's author says of it, where one comes to it."""
    section = sight.checklist.section_of(question.code)
    if section.hint is None or sight.checklist.questions_of(section)[:1] != (question,):
        return Rich()
    return italic(shortened(section.hint.in_language(language), LABEL_LIMIT))


def _question_line(sight: Sight, question: Question, language: str) -> Rich:
    label = shortened(question.label.in_language(language), LABEL_LIMIT)
    line = say("ask.question", language, number=number_of(sight, question), label=label)
    if question.photo is PhotoRule.ALWAYS or question.kind is Kind.IMAGE:
        line = line + plain(" 📷")
    if question.code in sight.visit.failed_before:
        line = line + plain("\n") + say("ask.failed_before", language)
    return line


def _hint(question: Question, language: str) -> Rich:
    hint = question.hint.in_language(language) if question.hint else ""
    return italic(shortened(hint, LABEL_LIMIT))


def _photo_hint(question: Question, language: str) -> Rich:
    hint = question.photo_hint.in_language(language) if question.photo_hint else ""
    return italic(f"📷 {shortened(hint, LABEL_LIMIT)}") if hint else Rich()


def _recorded(sight: Sight, question: Question, language: str) -> Rich:
    recorded = recorded_line(sight, question, language=language)
    return say("ask.current", language, answer=recorded) if recorded else Rich()


def _evidence_head(sight: Sight, question: Question, language: str) -> Rich:
    sign = sign_of(sight, question)
    if sign == MISSING:
        return _question_line(sight, question, language)
    return say(
        "evidence.head",
        language,
        sign=sign,
        number=number_of(sight, question),
        label=shortened(question.label.in_language(language), LABEL_LIMIT),
    )


def _wanted(question: Question, message: AskEvidence, language: str) -> Rich:
    """The photos and note wanted; where only details are, their own lines say it."""
    photos = counted("photo", max(question.photos_min, message.photos_wanted), language)
    match message.photos_wanted > 0, message.note_wanted:
        case True, True:
            return say("evidence.both", language, photos=photos)
        case True, False:
            return say("evidence.photos", language, photos=photos)
        case False, True:
            return say("evidence.note", language)
        case _:
            return say("evidence.enough", language)


def _received(sight: Sight, question: Question, message: AskEvidence, language: str) -> Rich:
    got = len(sight.visit.photos_of(question.code))
    if not got:
        return Rich()
    return say("evidence.received", language, got=got, wanted=max(got, got + message.photos_wanted))


def _note(sight: Sight, question: Question, language: str) -> Rich:
    answer = sight.visit.answer(question.code)
    return say("evidence.note_is", language, note=quoted(answer.note)) if answer and answer.note else Rich()


def _leave_label(message: AskEvidence, language: str, *, waits: bool) -> str:
    if waits:
        return text("button.detail_later", language)
    if message.photos_wanted:
        return text("button.photo_later", language)
    return text("button.note_later" if message.note_wanted else "button.next", language)


def _way(sight: Sight, question: Question, language: str) -> tuple[Button, ...]:
    """Back, review, on."""
    visit = sight.visit.id
    onward = tap(_onward_label(sight, question, language), GoOn(visit, question.code))
    is_first = relevant_questions(sight.checklist, sight.visit)[:1] == (question,)
    back = () if is_first else (tap(text("button.back", language), GoBack(visit, question.code)),)
    return (*back, _review(sight, language), onward)


def _onward_label(sight: Sight, question: Question, language: str) -> str:
    value = sight.visit.value(question.code)
    if question.kind in {Kind.SELECT_MULTIPLE, Kind.DATES} and value is not None:
        return text("button.done", language)
    has_photos = isinstance(value, Pictures) or bool(sight.visit.photos_of(question.code))
    required = is_required(question, visible(sight.checklist, sight.visit))
    if value is None and not required and not has_photos:
        return text("button.skip", language)
    return text("button.next", language)


def _review(sight: Sight, language: str) -> Button:
    return tap(text("button.review", language), ReviewIt(sight.visit.id))


def _location_keyboard(language: str) -> Keyboard:
    send = Key(text("key.send_location", language), asks="location")
    return Keyboard(((send,), (Key(text("key.skip", language)), Key(text("key.review", language)))))
