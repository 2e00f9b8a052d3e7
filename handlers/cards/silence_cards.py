"""What is said after a long silence: to admins that there was one, to inspectors what was stored last.

Rules: nobody is told that something is lost, since nobody knows; the last stored answer is named, so that a
person sees at once what came after it.
Must not know: who is told, how a silence is noticed.
"""

from datetime import datetime

from checklists.language.dates import format_date
from checklists.language.times import format_time
from checklists.visit import Answer
from handlers.card import Card
from handlers.cards.answer_words import number_of, value_text
from handlers.cards.layout import blocks, quoted
from handlers.cards.sight import Sight
from handlers.rich import Rich
from handlers.words import say, text


def for_admin(since: datetime, *, hours: int, asked: int, language: str) -> Card:
    """Nothing came in since then (local time); `asked` people are asked to send again."""
    words = say("silence.admin", language, hours=hours, when=_when(since, language))
    asking = say("silence.asked", language, n=asked) if asked else say("silence.nobody", language)
    return Card(blocks(words, asking))


def for_inspector(sight: Sight, last: Answer | None, *, hours: int, language: str) -> Card:
    """Send again what came after `last`, the person's last stored answer in this visit."""
    return Card(blocks(say("silence.long", language, hours=hours), _stored(sight, last, language)))


def _stored(sight: Sight, last: Answer | None, language: str) -> Rich:
    visit = sight.visit
    unit = quoted(visit.unit_name)
    question = sight.checklist.question(last.question) if last else None
    if last is None or question is None:
        return say("silence.none", language, unit=unit, code=visit.code)
    return say(
        "silence.last",
        language,
        unit=unit,
        code=visit.code,
        number=number_of(sight, question),
        answer=value_text(question, last.value, language=language) if last.value else quoted(last.note),
        when=_when(last.at, language),
    )


def _when(at: datetime, language: str) -> str:
    return text("silence.when", language, time=format_time(at.time()), date=format_date(at.date()))
