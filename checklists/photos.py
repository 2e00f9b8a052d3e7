"""Photos: to which question each belongs, and what becomes of it.

Rules: a photo is bound to its question at once, as pending; it counts from then on and only submission waits
for its bytes. An album belongs together. A photo without a place is kept and asked about. A caption is
a note.
Must not know: bytes, files, how a photo is fetched.
"""

from dataclasses import replace

from checklists.answering import Given, given, revised
from checklists.events import PhotoLost, PhotoPlaced, PhotoReceived, PhotoStored
from checklists.kinds import Kind
from checklists.landing import Situation, go_on, go_to, refuse, stay, with_effects
from checklists.language import clean
from checklists.messages import (
    AnswerRecorded,
    AskPlace,
    Confirmed,
    Effect,
    Message,
    Part,
    PhotoKept,
    PhotoNoted,
    PhotoRecorded,
    Problem,
)
from checklists.model import Page, PhotoRule, Question
from checklists.numbered import Entry, read_caption
from checklists.numbered_answers import entry_given
from checklists.problems import ProblemCode
from checklists.progress import (
    has_failed,
    is_relevant,
    missing_evidence,
    relevant_questions,
    visible,
)
from checklists.route import next_prompt, standing_on
from checklists.turn import Prompt, Turn
from checklists.values import Pictures
from checklists.visit import Photo, PhotoState

MOST_CANDIDATES = 8


def receive_photo(situation: Situation, event: PhotoReceived) -> Turn:
    """Bind a new photo to its question, or ask where it belongs."""
    known = _photo(situation, event.photo)
    if known and known.state is not PhotoState.LOST:
        return stay(situation, PhotoNoted(known))
    photo = Photo(event.photo, None, PhotoState.PENDING, by=event.by, at=event.at, group=event.group)
    entry = _named_in_caption(situation, event)
    if entry is not None:
        named = _asked(situation, entry.question)
        if named is None:
            return refuse(situation, ProblemCode.NOT_ASKED, None, {"question": entry.question})
        if not _may_take(named):
            return refuse(situation, ProblemCode.NO_PHOTO_WANTED, named)
        return _bind(situation, replace(photo, question=named.code), named, entry_given(situation, entry))
    question = _place_of(situation, event)
    if question is None:
        return _keep_unplaced(situation, photo, event.caption)
    captioned = _captioned(situation, question, event.caption)
    return _bind(situation, replace(photo, question=question.code), question, captioned)


def _named_in_caption(situation: Situation, event: PhotoReceived) -> Entry | None:
    """The question that the caption names by its number; words behind a bare number are so on its card."""
    entry = read_caption(situation.checklist, event.caption or "")
    if entry is None or entry.is_sure:
        return entry
    page = situation.open_page
    is_on_card = page is not None and any(each.code == entry.question for each in page.questions)
    return entry if is_on_card else None


def store_photo(situation: Situation, event: PhotoStored) -> Turn:
    """The photo's bytes are durable."""
    photo = _photo(situation, event.photo)
    if photo is None:
        return refuse(situation, ProblemCode.UNKNOWN_PHOTO)
    stored = replace(photo, state=PhotoState.STORED, sha256=event.sha256)
    return stay(situation, PhotoKept(stored), effects=() if stored == photo else (PhotoRecorded(stored),))


def lose_photo(situation: Situation, event: PhotoLost) -> Turn:
    """The photo's bytes will not come; what is durable already stays so."""
    photo = _photo(situation, event.photo)
    if photo is None:
        return refuse(situation, ProblemCode.UNKNOWN_PHOTO)
    if photo.state is PhotoState.STORED:
        return stay(situation, PhotoKept(photo))
    lost = replace(photo, state=PhotoState.LOST)
    question = situation.checklist.question(photo.question) if photo.question else None
    problem = Problem(ProblemCode.PHOTO_LOST, question.code if question else None, {"reason": event.reason})
    return stay(situation, problem, effects=() if lost == photo else (PhotoRecorded(lost),))


def place_photo(situation: Situation, event: PhotoPlaced) -> Turn:
    """Bind the photo to the question the person named; an album without a place goes there together."""
    photo = _photo(situation, event.photo)
    question = situation.checklist.question(event.question)
    if photo is None or photo.state is PhotoState.LOST:
        return refuse(situation, ProblemCode.UNKNOWN_PHOTO)
    if question is None:
        return refuse(situation, ProblemCode.UNKNOWN_QUESTION)
    if not is_relevant(situation.checklist, situation.visit, question):
        return refuse(situation, ProblemCode.NOT_ASKED, None, {"question": question.code})
    if not _may_take(question):
        return refuse(situation, ProblemCode.NO_PHOTO_WANTED, question)
    if photo.question == question.code:
        return stay(situation, PhotoNoted(photo))
    return _move(situation, _moving_together(situation, photo), question)


def _move(situation: Situation, photos: tuple[Photo, ...], question: Question) -> Turn:
    room = _room(situation, question)
    if not room:
        return _too_many(situation, question)
    moved = tuple(replace(photo, question=question.code) for photo in photos[:room])
    pictured = _first_picture(situation, question)
    effects: tuple[Effect, ...] = (*(PhotoRecorded(photo) for photo in moved), *pictured)
    surplus = (_surplus(question),) if len(photos) > room else ()
    answer = pictured[0].answer if pictured else situation.visit.answer(question.code)
    noted = PhotoNoted(moved[0])
    said: Message = Confirmed(answer) if answer else noted
    return _settle(situation, question, effects, first=(noted, *surplus), otherwise=(said, *surplus))


def _moving_together(situation: Situation, photo: Photo) -> tuple[Photo, ...]:
    if photo.question is not None:
        return (photo,)
    mates = (
        mate
        for mate in _album(situation, photo.group)
        if mate.question is None and mate.state is not PhotoState.LOST and mate.id != photo.id
    )
    return (photo, *mates)


def _photo(situation: Situation, code: str) -> Photo | None:
    return next((photo for photo in situation.visit.photos if photo.id == code), None)


def _may_take(question: Question) -> bool:
    return question.kind is Kind.IMAGE or question.photo is not PhotoRule.NEVER


def _takes(situation: Situation, question: Question) -> bool:
    """Whether a photo that names no question may be meant for this one, as the answers stand."""
    if question.kind is Kind.IMAGE or question.photo is not PhotoRule.FAIL:
        return _may_take(question)
    value = situation.visit.value(question.code)
    seen = visible(situation.checklist, situation.visit)
    return value is None or has_failed(question, value, seen)


def _room(situation: Situation, question: Question) -> int:
    return max(0, question.photos_max - len(situation.visit.photos_of(question.code)))


def _too_many(situation: Situation, question: Question) -> Turn:
    return stay(situation, _surplus(question))


def _surplus(question: Question) -> Problem:
    return Problem(ProblemCode.TOO_MANY_PHOTOS, question.code, {"limit": str(question.photos_max)})


def _place_of(situation: Situation, event: PhotoReceived) -> Question | None:
    named = _asked(situation, event.question)
    if named and _may_take(named):
        return named
    mates = _album(situation, event.group)
    if mates:
        return next((found for mate in mates if (found := _asked(situation, mate.question))), None)
    if situation.open_page is not None:
        return _meant_on_card(situation, situation.open_page)
    if situation.open_question and _takes(situation, situation.open_question):
        return situation.open_question
    return _just_answered(situation)


def _meant_on_card(situation: Situation, page: Page) -> Question | None:
    """The question on the open card that the photo is for: the one that waits for one, answered last."""
    standing = standing_on(situation.checklist, situation.visit, page)
    waiting = [question for question in standing if _waits(situation, question)]
    own = [each for each in _latest_answered(situation) if each in standing and _is_own(situation, each)]
    if own and (own[0] in waiting or (not waiting and _takes(situation, own[0]))):
        return own[0]
    return waiting[0] if len(waiting) == 1 else None


def _waits(situation: Situation, question: Question) -> bool:
    if situation.visit.value(question.code) is None and question.kind is not Kind.IMAGE:
        return question.photo is PhotoRule.ALWAYS and not situation.visit.photos_of(question.code)
    return missing_evidence(situation.checklist, situation.visit, question).photos > 0


def _is_own(situation: Situation, question: Question) -> bool:
    return situation.visit.answers[question.code].by == situation.by


def _asked(situation: Situation, code: str | None) -> Question | None:
    question = None if code is None else situation.checklist.question(code)
    return question if question and is_relevant(situation.checklist, situation.visit, question) else None


def _album(situation: Situation, group: str | None) -> tuple[Photo, ...]:
    photos = situation.visit.photos
    return () if group is None else tuple(photo for photo in photos if photo.group == group)


def _just_answered(situation: Situation) -> Question | None:
    """The question this person answered last, when what is open now is what followed it."""
    own = [question for question in _latest_answered(situation) if _is_own(situation, question)]
    if not own or not _takes(situation, own[0]):
        return None
    followed = next_prompt(situation.checklist, situation.visit, own[0].code)
    return own[0] if followed == situation.conversation.prompt else None


def _latest_answered(situation: Situation) -> list[Question]:
    visit, checklist = situation.visit, situation.checklist
    answered = [each for each in relevant_questions(checklist, visit) if visit.answer(each.code)]
    return sorted(
        answered,
        key=lambda each: (visit.answers[each.code].at, checklist.place(each.code)),
        reverse=True,
    )


def _candidates(situation: Situation) -> tuple[str, ...]:
    page = situation.open_page
    standing = standing_on(situation.checklist, situation.visit, page) if page else ()
    answered = _latest_answered(situation)
    others = relevant_questions(situation.checklist, situation.visit)
    ordered = dict.fromkeys(question.code for question in (*standing, *answered, *others))
    questions = (_asked(situation, code) for code in ordered)
    taking = (each for each in questions if each and _takes(situation, each) and _room(situation, each))
    return tuple(question.code for question in taking)[:MOST_CANDIDATES]


def _keep_unplaced(situation: Situation, photo: Photo, caption: str | None) -> Turn:
    candidates = _candidates(situation)
    if not candidates:
        return refuse(situation, ProblemCode.NO_PHOTO_WANTED)
    asked_already = any(mate.question is None for mate in _album(situation, photo.group))
    said: tuple[Message, ...] = (PhotoNoted(photo) if asked_already else AskPlace(photo, candidates),)
    if caption and clean(caption).strip():
        said = (*said, Problem(ProblemCode.CAPTION_NOT_KEPT))
    return stay(situation, *said, effects=(PhotoRecorded(photo),))


def _bind(situation: Situation, photo: Photo, question: Question, captioned: Given) -> Turn:
    if not _room(situation, question):
        return _too_many(situation, question)
    answer = captioned.answer
    is_new = answer is not None and answer != situation.visit.answer(question.code)
    answered = (AnswerRecorded(answer),) if answer and is_new else _first_picture(situation, question)
    first: tuple[Message, ...] = (PhotoNoted(photo),)
    if captioned.problem:
        first = (*first, captioned.problem)
    return _settle(situation, question, (PhotoRecorded(photo), *answered), first=first, otherwise=first)


def _first_picture(situation: Situation, question: Question) -> tuple[AnswerRecorded, ...]:
    old = situation.visit.answer(question.code)
    if question.kind is not Kind.IMAGE or (old and old.value is not None):
        return ()
    answer = revised(situation, question.code, value=Pictures(), note=old.note if old else None)
    return (AnswerRecorded(answer),)


def _captioned(situation: Situation, question: Question, caption: str | None) -> Given:
    text = clean(caption or "").strip()
    if not text:
        return Given()
    is_answer = question.kind is Kind.IMAGE and situation.visit.value(question.code) is None
    return given(situation, question, value=Pictures() if is_answer else None, note=text)


def _settle(
    situation: Situation,
    question: Question,
    effects: tuple[Effect, ...],
    *,
    first: tuple[Message, ...],
    otherwise: tuple[Message, ...],
) -> Turn:
    """Go on when the open question now has what it called for; say `otherwise` when it was not waiting."""
    saved = next((each.answer for each in effects if isinstance(each, AnswerRecorded)), None)
    page = situation.open_page
    if page is not None and situation.prompt and question in page.questions:
        return go_to(situation, situation.prompt, first=first, effects=effects, saved=saved)
    if not _waits_for_photos(situation, question):
        return stay(situation, *otherwise, effects=effects)
    visit = with_effects(situation.visit, effects, at=situation.at)
    if missing_evidence(situation.checklist, visit, question).anything:
        prompt = Prompt(question.code, Part.EVIDENCE)
        return go_to(situation, prompt, first=first, effects=effects, saved=saved)
    return go_on(situation, question.code, first=first, effects=effects, saved=saved)


def _waits_for_photos(situation: Situation, question: Question) -> bool:
    prompt = situation.prompt
    if prompt is None or prompt.question != question.code or prompt.part is Part.CARD:
        return False
    return prompt.part is Part.EVIDENCE or question.kind is Kind.IMAGE
