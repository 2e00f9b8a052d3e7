"""A visit as a talk: begin it, join it, let something happen to it, say what came of it.

Rules: the core decides; here its turn is stored and its meanings are put on cards. A visit that is missing
and one that is not the person's own get the same answer.
Must not know: how a button looks on a platform, SQL.
"""

from dataclasses import dataclass

from checklists.advance import advance
from checklists.events import CancelAsked, Event, Started
from checklists.findings import failures
from checklists.model import Checklist
from checklists.route import next_prompt
from checklists.turn import Conversation, Turn
from checklists.values import Plain
from checklists.visit import Member, Purpose, Visit
from handlers.authorize import Subject, Verb, authorize
from handlers.cards import desk_cards, visit_cards
from handlers.desks.checklist_choice import chosen_checklist
from handlers.desks.units_desk import ended_card, lineage_for
from handlers.desks.visit_voice import present, sight_of
from handlers.talk import Talk
from storage import audit, checklists, units, visits


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit with the checklist it is pinned to."""

    visit: Visit
    checklist: Checklist


async def open_visit(talk: Talk, visit_id: str, verb: Verb) -> Opened | None:
    """The visit, if it exists and the person may do that to it; else none, and nobody learns which."""
    visit = await visits.load(talk.connection, visit_id, talk.house.timezone)
    if visit is None:
        return None
    lineage = await lineage_for(talk, visit.unit_key)
    if not authorize(talk.person, verb, Subject(visit=visit, lineage=lineage)):
        return None
    checklist = await checklists.checklist(talk.connection, visit.checklist_key, visit.checklist_version)
    return Opened(visit=visit, checklist=checklist)


async def begin(talk: Talk, unit_key: str, purpose: Purpose, *, handle: str = "") -> None:
    """Begin a visit at the unit, or join the one that is open there; `handle`: a checklist was chosen."""
    unit = await units.unit(talk.connection, unit_key, talk.at.date())
    lineage = await lineage_for(talk, unit_key)
    if unit is None or not authorize(talk.person, Verb.INSPECT, Subject(lineage=lineage)):
        talk.tell(desk_cards.may_not(language=talk.language))
        return
    existing = await visits.open_at(talk.connection, unit_key, "")
    if existing is not None:
        await join(talk, existing)
        return
    if not unit.is_in_force(talk.at.date()):
        talk.show(await ended_card(talk, unit))
        return
    checklist = await chosen_checklist(talk, unit, purpose, handle)
    if checklist is None:
        talk.tell(desk_cards.no_checklist(language=talk.language))
        return
    visit = await visits.create(
        talk.connection,
        id=talk.house.token(16),
        unit=unit,
        site="",
        purpose=purpose,
        checklist=checklist,
        member=_member(talk, role="head"),
        failed_before=await _failed_before(talk, unit_key),
        at=talk.at,
        local_month=talk.at.strftime("%y%m"),
    )
    await _audit(talk, "visit.started", visit.id, {"unit": unit.key, "purpose": purpose.value})
    await happen(talk, visit.id, Started(by=talk.person.id, at=talk.at))


async def join(talk: Talk, visit_id: str) -> None:
    """Make the person one of the team, if he may inspect there, and land where the work stands."""
    visit = await visits.load(talk.connection, visit_id, talk.house.timezone)
    if visit is None or not visit.is_open:
        talk.tell(desk_cards.lost_button(language=talk.language))
        return
    lineage = await lineage_for(talk, visit.unit_key)
    if not authorize(talk.person, Verb.INSPECT, Subject(lineage=lineage)):
        talk.tell(desk_cards.lost_button(language=talk.language))
        return
    if all(member.person != talk.person.id for member in visit.team):
        if visit.is_trial:  # one person's own
            talk.tell(desk_cards.lost_button(language=talk.language))
            return
        await visits.join(talk.connection, visit_id, _member(talk, role="member"), talk.at)
        await _audit(talk, "visit.joined", visit_id, {})
        talk.say(desk_cards.joined(visit.unit_name, visit.code, visit.team[0].name, language=talk.language))
    await happen(talk, visit_id, Started(by=talk.person.id, at=talk.at))


async def happen(talk: Talk, visit_id: str, event: Event) -> None:
    """Let the event happen to the visit, store what it changed, and say what came of it."""
    opened = await open_visit(talk, visit_id, Verb.ANSWER)
    if opened is None:
        talk.tell(desk_cards.lost_button(language=talk.language))
        return
    prompt = talk.state.prompt if talk.state.visit == visit_id else None
    if prompt is None:
        # Whatever was forgotten of the talk, the answers say what is to be asked.
        prompt = next_prompt(opened.checklist, opened.visit, None)
    turn = advance(opened.checklist, opened.visit, Conversation(talk.person.id, prompt), event)
    await store(talk, opened, turn)
    await present(talk, turn, checklist=opened.checklist, event=event)


async def store(talk: Talk, opened: Opened, turn: Turn) -> None:
    """Append the turn's effects, with their audit row; nothing for a turn that changed nothing."""
    if not turn.effects:
        return
    await visits.append(
        talk.connection, opened.visit, turn.visit, turn.effects, source_key=talk.incoming.key, at=talk.at
    )
    kinds: list[Plain] = [type(effect).__name__ for effect in turn.effects]
    await _audit(talk, "visit.changed", opened.visit.id, {"revision": turn.visit.revision, "effects": kinds})


async def ask_cancel(talk: Talk, visit_id: str) -> None:
    """Ask before a visit is cancelled."""
    opened = await open_visit(talk, visit_id, Verb.ANSWER)
    if opened is None:
        talk.tell(desk_cards.lost_button(language=talk.language))
        return
    here = sight_of(talk, opened.checklist, opened.visit)
    if not opened.visit.is_open:
        talk.tell(visit_cards.closed(here, language=talk.language).text, alert=True)
        return
    talk.say(visit_cards.confirm_cancel(here, language=talk.language))


async def cancel(talk: Talk, visit_id: str) -> None:
    """Cancel the open visit: the person has confirmed."""
    await happen(talk, visit_id, CancelAsked(by=talk.person.id, at=talk.at))


async def cancel_trials(talk: Talk) -> None:
    """Cancel what the person is still trying."""
    for visit_id in await visits.open_of(talk.connection, talk.person.id):
        opened = await open_visit(talk, visit_id, Verb.ANSWER)
        if opened is not None and opened.visit.is_trial:
            by = Conversation(talk.person.id, None)
            turn = advance(opened.checklist, opened.visit, by, CancelAsked(by=talk.person.id, at=talk.at))
            await store(talk, opened, turn)


async def within(talk: Talk, event: Event) -> bool:
    """Let something happen to the visit the person is in; false when he is in none."""
    visit_id = await current_visit(talk)
    if visit_id is None:
        return False
    await happen(talk, visit_id, event)
    return True


async def current_visit(talk: Talk) -> str | None:
    """The visit the talk is about, else the person's open one, if there is just one."""
    mine = await open_visits(talk)
    if talk.state.visit in mine:
        return talk.state.visit
    return mine[0] if len(mine) == 1 else None


async def open_visits(talk: Talk) -> tuple[str, ...]:
    """The open visits that the person is of the team of, and may still answer; the last touched first."""
    mine = await visits.open_of(talk.connection, talk.person.id)
    return tuple([each for each in mine if await open_visit(talk, each, Verb.ANSWER) is not None])


async def _failed_before(talk: Talk, unit_key: str) -> frozenset[str]:
    last = await visits.last_submitted(talk.connection, unit_key, talk.at)
    visit = await visits.load(talk.connection, last, talk.house.timezone) if last else None
    if visit is None:
        return frozenset()
    checklist = await checklists.checklist(talk.connection, visit.checklist_key, visit.checklist_version)
    return frozenset(failure.question.code for failure in failures(checklist, visit))


def _member(talk: Talk, *, role: str) -> Member:
    person = talk.person
    return Member(person=person.id, name=person.name, role=role, office=person.office)


async def _audit(talk: Talk, kind: str, target: str, payload: dict[str, Plain]) -> None:
    await audit.append(
        talk.connection, at=talk.at, actor=talk.person.id, kind=kind, object=target, payload=payload
    )
