"""How a question is answered by text, in words with an example: one line for each kind.

Must not know: cards, buttons.
"""

from typing import Final

from checklists.kinds import Kind
from checklists.model import Question
from handlers.rich import Rich
from handlers.words import say

_HOW: Final = {
    Kind.RATIO: "ask.ratio",
    Kind.INTEGER: "ask.integer",
    Kind.DECIMAL: "ask.decimal",
    Kind.TEXT: "ask.text",
    Kind.TIME: "ask.time",
    Kind.DATE: "ask.date",
    Kind.DATES: "ask.dates",
    Kind.IMAGE: "ask.image",
    Kind.GEOPOINT: "ask.geopoint",
    Kind.SELECT_MULTIPLE: "ask.many",
}


def how(question: Question, language: str) -> Rich:
    """How the answer is given, with an example."""
    match question.kind:
        case Kind.COUNTS:
            names = ", ".join(count.label.in_language(language) for count in question.counts)
            example = " ".join(str(number) for number in range(len(question.counts) - 1, -1, -1))
            return say("ask.counts", language, n=len(question.counts), names=names, example=example)
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE if question.other:
            return say(
                "ask.one_or_other" if question.kind is Kind.SELECT_ONE else "ask.many_or_other", language
            )
        case Kind.DATE if not question.look_back_days:
            return say("ask.date_ahead", language)
        case _:
            return say(_HOW[question.kind], language) if question.kind in _HOW else Rich()
