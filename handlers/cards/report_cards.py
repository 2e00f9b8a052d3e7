"""How the period report looks in a chat: choosing the period, the text with its buttons, a fault's units.

Rules: the report's own sentences are said as they are, for they are official; a fault has a number, and the
button with that number leads to its units. Where photos are, a button leads on to them.
Must not know: how figures are counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from checklists.language import format_date, format_period
from handlers.actions.reporting import AskPeriod, ShowEvidence, ShowFailed, ShowFault, ShowReport
from handlers.card import Card
from handlers.cards.layout import blocks, capitalised, in_rows, tap
from handlers.outgoing import Button
from handlers.rich import Rich, Style, bold, plain
from handlers.rich import Span as Run
from handlers.words import say, text
from reports.period.sentences import (
    fault_told,
    findings_told,
    predicate,
    rules_told,
    span_told,
    strengths_told,
)
from reports.period.shapes import FailedUnit, Report, Span
from reports.period.text import title_told, visits_section

MOST_BUTTONS: Final = 60


def choose_period(offered: Mapping[str, Span], *, language: str) -> Card:
    """Ask for the period."""
    buttons = [_period_button(_label(name, span, language), span) for name, span in offered.items()]
    buttons.append(tap(text("button.period", language), AskPeriod()))
    return Card(say("report.choose", language), in_rows(buttons, 2))


def _label(name: str, span: Span, language: str) -> str:
    if name == "last":
        return capitalised(format_period(span.first, span.last))
    return text(f"button.period.{name}", language)


def _period_button(label: str, span: Span) -> Button:
    return tap(label, ShowReport(*_days(span)))


def _days(span: Span) -> tuple[str, str]:
    return f"{span.first:%Y%m%d}", f"{span.last:%Y%m%d}"


def ask_period(*, language: str) -> Rich:
    """Ask from which day to which."""
    return say("report.ask", language)


def not_a_period(*, language: str) -> Rich:
    """What was typed are not two days."""
    return say("report.not_a_period", language)


def too_large(span: Span, most: int, *, language: str) -> Rich:
    """The period has too many visits for a chat."""
    return say("report.too_large", language, period=span_told(span), most=str(most))


def report(found: Report, *, stamp: str, language: str) -> Card:
    """The text, and a button for each fault."""
    name, _, days = title_told(found).partition("\n")
    head = bold(capitalised(name)) + plain(
        "".join(f"\n{capitalised(each)}" for each in (days, stamp) if each)
    )
    strengths = [each for part in found.sets for each in strengths_told(found, part)]
    faults = [fault_told(found, each, annex=text("report.annex", language)) for each in found.faults]
    rules = (f"– {each}." for each in rules_told(found))
    parts = blocks(
        head,
        _lines(visits_section(found)),
        _listed(say("report.strengths", language), strengths, "–"),
        _numbered(say("report.faults", language), faults),
        _lines((findings_told(found),)),
        Rich((Run("\n".join((text("report.rules", language), *rules)), Style.FOLDED),)),
    )
    buttons = [
        tap(
            f"{number} · {len(each.failed)} {found.kinds.get(each.set.kind, '')}",
            ShowFault(*_days(found.span), each.question.code),
        )
        for number, each in enumerate(found.faults, start=1)
    ]
    return Card(parts, in_rows(buttons[:MOST_BUTTONS], 2))


def _lines(sentences: Iterable[str]) -> Rich:
    return plain("\n".join(f"{capitalised(each)}." for each in sentences))


def _listed(title: Rich, sentences: Sequence[str], mark: str) -> Rich:
    if not sentences:
        return Rich()
    return title + plain("".join(f"\n{mark} {capitalised(each)}." for each in sentences))


def _numbered(title: Rich, sentences: Sequence[str]) -> Rich:
    if not sentences:
        return Rich()
    numbered = enumerate(sentences, start=1)
    return title + plain("".join(f"\n{number}. {capitalised(each)}." for number, each in numbered))


def fault(found: Report, question: str, failed: Sequence[FailedUnit], *, language: str) -> Card:
    """The units that failed the question, each with its visits, and a button for each."""
    back = tap(text("button.back_to_report", language), ShowReport(*_days(found.span)))
    if not failed:
        return Card(say("report.no_fault", language), ((back,),))
    asked = failed[0].answers[0].question
    head = say("report.fault", language, words=capitalised(predicate(asked)), n=str(len(failed)))
    units = plain("\n".join(f"{number}. {_unit_line(each)}" for number, each in enumerate(failed, start=1)))
    days = _days(found.span)
    buttons = [
        tap(f"{number} {each.unit.name}", ShowFailed(*days, question, str(number - 1)))
        for number, each in enumerate(failed[:MOST_BUTTONS], start=1)
    ]
    return Card(blocks(head, units), (*in_rows(buttons, 2), (back,)))


def _unit_line(failed: FailedUnit) -> str:
    visits = ", ".join(f"{each.visit.code} ({format_date(each.visit.on)})" for each in failed.answers)
    return f"{failed.unit.name}: {visits}"


def failed_unit(
    found: Report, question: str, failed: FailedUnit, photos: Mapping[str, int], *, language: str
) -> Card:
    """What one unit failed by, visit by visit; `photos`: how many there are, by the visit's id."""
    lines = plain(
        "\n".join(
            f"{each.visit.code} · {format_date(each.visit.on)}: {capitalised(each.words)}."
            for each in failed.answers
        )
    )
    buttons = [
        tap(
            text("button.photos_of", language, n=str(photos[each.visit.id]), code=each.visit.code),
            ShowEvidence(each.visit.id, question),
        )
        for each in failed.answers
        if each.visit.id in photos
    ]
    back = tap(text("button.back_to_units", language), ShowFault(*_days(found.span), question))
    return Card(blocks(bold(failed.unit.name), lines), (*in_rows(buttons, 1), (back,)))
