"""The card on which a section's questions stand together, and what it shows at rest.

Rules: one line and one row of buttons a question, both with its number; a row keeps its place whatever is
answered, so that no second tap falls on another button; colours show what is recorded, the lines say it.
Must not know: what a tap leads to, how a card is sent.
"""

from typing import Final

from checklists.kinds import Kind
from checklists.messages import AskSection
from checklists.model import Page, PhotoRule, Question
from checklists.page import TAPPED
from checklists.progress import relevant_questions
from checklists.replies import usual_whole
from checklists.route import standing_on
from checklists.values import Days, Judgement, Pictures, Ratio, Value, YesNo
from handlers.actions.visiting import GoTo, LeavePage, Mark, OpenPage, PassRest, ReviewIt
from handlers.card import Card
from handlers.cards.answer_buttons import TONES
from handlers.cards.answer_words import MISSING, SIGNS, number_of, saved_several, sign_of, value_text
from handlers.cards.how_words import how
from handlers.cards.layout import bar, blocks, capitalised, italic, quoted, tap
from handlers.cards.sight import Sight
from handlers.graphemes import shortened
from handlers.outgoing import Button
from handlers.rich import Rich, bold, lines, plain
from handlers.words import counted, say, text

LABEL_LIMIT: Final = 160
TITLE_LIMIT: Final = 80
VALUE_LIMIT: Final = 60
_TYPED: Final = frozenset({Kind.RATIO, Kind.INTEGER, Kind.DECIMAL, Kind.COUNTS, Kind.TIME, Kind.DATE})


def section(sight: Sight, message: AskSection, *, language: str) -> Card:
    """The card of a page: where one is, its questions with what is recorded, and their buttons."""
    page = page_at(sight, message.page)
    standing = standing_on(sight.checklist, sight.visit, page)
    saved = plain(saved_several(sight, message.saved, language=language)) if message.saved else Rich()
    words = blocks(
        lines((saved, *_where(sight, page, language))),
        _section_hint(sight, page, language),
        lines(tuple(_line(sight, question, language) for question in standing)),
        lines(
            (
                italic(_photo_hint(sight, standing, language)),
                italic(_typing_hint(sight, standing, language)),
            )
        ),
    )
    rows = tuple(_row(sight, question, language) for question in standing)
    return Card(words, (*rows, *_rest_row(sight, page, standing, language), _way(sight, page, language)))


def rested_section(sight: Sight, page_code: str, *, language: str) -> Card:
    """An old card whose page is shown further down: what is recorded, without its buttons."""
    page = page_at(sight, page_code)
    standing = standing_on(sight.checklist, sight.visit, page)
    words = lines(
        (_title(sight, page, language), *(_line(sight, question, language) for question in standing))
    )
    return Card(words)


def left_open(sight: Sight, page_code: str, *, language: str) -> str:
    """Which judgements are left without an answer; nothing when none is."""
    page = sight.checklist.page_of(page_code)
    standing = standing_on(sight.checklist, sight.visit, page) if page else ()
    left = (question for question in standing if question.kind in TAPPED)
    numbers = [number_of(sight, question) for question in left if sight.visit.value(question.code) is None]
    return text("section.left_open", language, numbers=", ".join(numbers)) if numbers else ""


def page_at(sight: Sight, code: str) -> Page:
    """The page of that question. KeyError for one that stands on none: a bug, not a slip."""
    page = sight.checklist.page_of(code)
    if page is None:
        raise KeyError(code)
    return page


def _where(sight: Sight, page: Page, language: str) -> tuple[Rich, Rich]:
    visit = sight.visit
    purpose = text(f"purpose.{visit.purpose.value}", language).lower()
    return (
        say("visit.line", language, unit=capitalised(visit.unit_name), purpose=purpose, code=visit.code),
        _title(sight, page, language),
    )


def _title(sight: Sight, page: Page, language: str) -> Rich:
    asked = relevant_questions(sight.checklist, sight.visit)
    answered = sum(sight.visit.value(each.code) is not None for each in asked)
    title = shortened(sight.checklist.sections[page.section].title.in_language(language), TITLE_LIMIT)
    if page.parts > 1:
        title = text("section.part", language, title=title, part=page.part, parts=page.parts)
    return say(
        "ask.section",
        language,
        number=page.section + 1,
        sections=len(sight.checklist.sections),
        title=title,
        bar=bar(answered, len(asked)),
        answered=answered,
        asked=len(asked),
    )


def _section_hint(sight: Sight, page: Page, language: str) -> Rich:
    hint = sight.checklist.sections[page.section].hint
    return italic(shortened(hint.in_language(language), LABEL_LIMIT)) if hint and page.part == 1 else Rich()


def _line(sight: Sight, question: Question, language: str) -> Rich:
    """`❌ 4 Niêm yết đúng danh mục · 2 ảnh`; a question without an answer has no sign yet."""
    sign = sign_of(sight, question)
    label = shortened(question.label.in_language(language), LABEL_LIMIT)
    head = plain("" if sign == MISSING else f"{sign} ") + bold(number_of(sight, question))
    return head + plain(f" {label}{_details(sight, question, language)}")


def _details(sight: Sight, question: Question, language: str) -> str:
    value = sight.visit.value(question.code)
    photos = len(sight.visit.photos_of(question.code))
    author = sight.answer_authors.get(question.code)
    parts = (
        _value(question, value, language),
        counted("photo", photos, language) if photos else "",
        quoted(author) if author and value is not None else "",
    )
    camera = " 📷" if question.photo is PhotoRule.ALWAYS and not photos else ""
    before = question.code in sight.visit.failed_before and value is None
    warning = f" {text('ask.failed_before', language)}" if before else ""
    return camera + warning + "".join(f" · {part}" for part in parts if part)


def _value(question: Question, value: Value | None, language: str) -> str:
    """The value in words, unless the sign tells it."""
    if value is None or isinstance(value, Judgement | Pictures):
        return ""
    return shortened(value_text(question, value, language=language), VALUE_LIMIT)


def _photo_hint(sight: Sight, standing: tuple[Question, ...], language: str) -> str:
    always = (question for question in standing if question.photo is PhotoRule.ALWAYS)
    waiting = [question for question in always if not sight.visit.photos_of(question.code)]
    if not waiting:
        return ""
    return text("section.photo_hint", language, number=number_of(sight, waiting[0]))


def _typing_hint(sight: Sight, standing: tuple[Question, ...], language: str) -> str:
    """How the first question that is typed is answered here and now."""
    typed = (question for question in standing if question.kind in _TYPED)
    waiting = next((each for each in typed if sight.visit.value(each.code) is None), None)
    if waiting is None:
        return ""
    example = how(waiting, language).plain
    return text("section.typing_hint", language, number=number_of(sight, waiting), how=example)


def _row(sight: Sight, question: Question, language: str) -> tuple[Button, ...]:
    match question.kind:
        case Kind.PASS_FAIL:
            return tuple(_judgement(sight, question, judgement) for judgement in Judgement)
        case Kind.YES_NO:
            return tuple(_yes_or_no(sight, question, value, language) for value in YesNo)
        case _:
            return (*_quick(sight, question, language), _singly(sight, question, language))


def _judgement(sight: Sight, question: Question, judgement: Judgement) -> Button:
    value = sight.visit.value(question.code)
    tone = TONES[judgement] if value in {judgement, None} else None
    label = f"{number_of(sight, question)} {SIGNS[judgement]}"
    return tap(label, Mark(sight.visit.id, question.code, judgement.value), tone)


def _yes_or_no(sight: Sight, question: Question, value: YesNo, language: str) -> Button:
    words = text(f"value.{value.value}", language)
    label = f"{number_of(sight, question)} {words}"
    chosen = sight.visit.value(question.code)
    tone = "primary" if chosen is value else None
    return tap(label, Mark(sight.visit.id, question.code, value.value), tone)


def _quick(sight: Sight, question: Question, language: str) -> tuple[Button, ...]:
    """The answer that is likeliest for a question that is typed, as one tap."""
    visit, number = sight.visit, number_of(sight, question)
    value = visit.value(question.code)
    match question.kind:
        case Kind.RATIO if whole := usual_whole(question, visit):
            label = text("section.full", language, number=number, part=whole, whole=whole)
            tone = "success" if value in {None, Ratio(whole, whole)} else None
            return (tap(label, Mark(visit.id, question.code, "full"), tone),)
        case Kind.DATES:
            label = text("section.no_days", language, number=number)
            tone = "success" if value in {None, Days(())} else None
            return (tap(label, Mark(visit.id, question.code, "none"), tone),)
        case _:
            return ()


def _singly(sight: Sight, question: Question, language: str) -> Button:
    """The button that asks the question by itself."""
    is_answered = sight.visit.value(question.code) is not None
    match question.kind:
        case Kind.DATES:
            key = "section.days"
        case Kind.RATIO if usual_whole(question, sight.visit):
            key = "section.other_number"
        case _:
            key = "section.change" if is_answered else "section.answer"
    label = text(key, language, number=number_of(sight, question))
    return tap(label, GoTo(sight.visit.id, question.code))


def _rest_row(
    sight: Sight, page: Page, standing: tuple[Question, ...], language: str
) -> tuple[tuple[Button, ...], ...]:
    is_left = any(
        question.kind is Kind.PASS_FAIL and question.allow_bulk and sight.visit.value(question.code) is None
        for question in standing
    )
    if not is_left:
        return ()
    return ((tap(text("button.rest_passes", language), PassRest(sight.visit.id, page.code)),),)


def _way(sight: Sight, page: Page, language: str) -> tuple[Button, ...]:
    visit = sight.visit.id
    review = tap(text("button.review", language), ReviewIt(visit))
    onward = tap(text("button.next", language), LeavePage(visit, page.code), _onward_tone(sight, page))
    return (*_back(sight, page, language), review, onward)


def _onward_tone(sight: Sight, page: Page) -> str | None:
    """The way on is marked when nothing on the card waits for a tap."""
    standing = standing_on(sight.checklist, sight.visit, page)
    waits = any(sight.visit.value(each.code) is None and each.kind in TAPPED for each in standing)
    return None if waits else "primary"


def _back(sight: Sight, page: Page, language: str) -> tuple[Button, ...]:
    here = sight.checklist.place(page.code)
    relevant = relevant_questions(sight.checklist, sight.visit)
    before = [each for each in relevant if sight.checklist.place(each.code) < here]
    if not before:
        return ()
    return (tap(text("button.back", language), way_to(sight, before[-1])),)


def way_to(sight: Sight, question: Question) -> GoTo | OpenPage:
    """The action that turns to the question: to the card that it stands on, else to its own."""
    page = sight.checklist.page_of(question.code)
    return OpenPage(sight.visit.id, page.code) if page else GoTo(sight.visit.id, question.code)
