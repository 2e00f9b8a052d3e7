"""The period report in chat: which period, what it tells, and from each figure to its units and visits.

Rules: a person is told of the units that his roles are for, and of what is under them, alone. What a button
leads to is counted when it is pressed, so it is always true. A period too large for a talk is left to the
command line, so that nobody waits for it.
Must not know: how figures are counted, how a message looks.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from checklists.language import Slip, fold, parse_dates
from handlers.authorize import ROLES, Verb
from handlers.cards import report_cards
from handlers.cards.desk_cards import lost_button
from handlers.periods import period_report
from handlers.scenes import AskingPeriod, NoScene
from handlers.talk import Talk
from reports.period.presets import half_year_of, presets
from reports.period.shapes import FailedUnit, Report, Span
from storage import visits

MOST_VISITS: Final = 1000  # a turn must not keep the others waiting
SHORTEST, LONGEST = date(1990, 1, 1), timedelta(days=3660)


async def offer_periods(talk: Talk) -> None:
    """Ask for the period; beside the usual ones the last half-year that has visits."""
    today = talk.at.date()
    offered = dict(presets(today))
    before = await visits.last_reported(talk.connection, datetime.combine(today, time(), talk.house.timezone))
    if before is not None:
        last = half_year_of(before.astimezone(talk.house.timezone).date())
        if last not in offered.values():
            offered["last"] = last
    talk.show(report_cards.choose_period(offered, language=talk.language))


def ask_period(talk: Talk) -> None:
    """Ask from which day to which."""
    talk.state = replace(talk.state, scene=AskingPeriod())
    talk.say(report_cards.ask_period(language=talk.language))


async def typed(talk: Talk, text: str) -> None:
    """Two days, as a person writes them."""
    span = _span_in(text, talk.at.date())
    if span is None:
        talk.say(report_cards.not_a_period(language=talk.language))
        return
    talk.state = replace(talk.state, scene=NoScene())
    await _tell(talk, span)


def _span_in(text: str, today: date) -> Span | None:
    listed = re.sub(r"\b(?:tu|ngay)\b", " ", re.sub(r"\b(?:den|to)\b|\s-\s|–", ", ", fold(text)))
    days = parse_dates(" ".join(listed.split()).strip(", "), today, past=True)
    if isinstance(days, Slip) or not 1 <= len(days) <= 2:  # noqa: PLR2004 - one day, or first and last
        return None
    span = Span(days[0], days[-1])
    return span if span.first >= SHORTEST and span.last - span.first <= LONGEST else None


async def show_report(talk: Talk, first: str, last: str) -> None:
    """The report of those days."""
    span = _read(first, last)
    if span is None:
        talk.tell(lost_button(language=talk.language), alert=True)
        return
    await _tell(talk, span)


def _read(first: str, last: str) -> Span | None:
    try:
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return span if span.first <= span.last and span.last - span.first <= LONGEST else None


async def _tell(talk: Talk, span: Span) -> None:
    if not await _fits(talk, span):
        talk.say(report_cards.too_large(span, MOST_VISITS, language=talk.language))
        return
    report = await _count(talk, span)
    talk.say(report_cards.report(report, stamp=talk.house.stamp, language=talk.language))


async def _fits(talk: Talk, span: Span) -> bool:
    since = datetime.combine(span.first, time(), talk.house.timezone)
    until = datetime.combine(span.last + timedelta(days=1), time(), talk.house.timezone)
    return len(await visits.started(talk.connection, since, until)) <= MOST_VISITS


async def _count(talk: Talk, span: Span) -> Report:
    return await period_report(
        talk.connection, span, timezone=talk.house.timezone, under=units_to_report(talk)
    )


def units_to_report(talk: Talk) -> frozenset[str] | None:
    """The units that the person's reporting roles are for; none: all."""
    grants = [grant for grant in talk.person.grants if grant.role in ROLES[Verb.REPORT]]
    if any(grant.unit is None for grant in grants):
        return None
    return frozenset(grant.unit for grant in grants if grant.unit is not None)


async def show_fault(talk: Talk, first: str, last: str, question: str) -> None:
    """The units that failed the question, with their visits."""
    found = await _found(talk, first, last)
    if found is not None:
        talk.show(report_cards.fault(found, question, _failed(found, question), language=talk.language))


async def show_failed(talk: Talk, first: str, last: str, question: str, at: str) -> None:
    """One of those units: its visits, what each found, and the way to the photos."""
    found = await _found(talk, first, last)
    if found is None:
        return
    failed = _failed(found, question)
    if not (at.isdecimal() and at.isascii() and int(at) < len(failed)):
        talk.show(report_cards.fault(found, question, failed, language=talk.language))
        return
    unit = failed[int(at)]
    photos = await _photos(talk, unit, question)
    talk.show(report_cards.failed_unit(found, question, unit, photos, language=talk.language))


async def _photos(talk: Talk, unit: FailedUnit, question: str) -> dict[str, int]:
    """How many photos of the question each visit has, by the visit's id."""
    ids = [answer.visit.id for answer in unit.answers]
    every = [await visits.load(talk.connection, each, talk.house.timezone) for each in ids]
    counts = {visit.id: len(visit.photos_of(question)) for visit in every if visit is not None}
    return {visit_id: count for visit_id, count in counts.items() if count}


async def _found(talk: Talk, first: str, last: str) -> Report | None:
    """The report that a button belongs to; none, and it is said, for a button that is none of ours."""
    span = _read(first, last)
    if span is None or not await _fits(talk, span):
        talk.tell(lost_button(language=talk.language), alert=True)
        return None
    return await _count(talk, span)


def _failed(found: Report, question: str) -> tuple[FailedUnit, ...]:
    return tuple(unit for each in found.faults if each.question.code == question for unit in each.failed)
