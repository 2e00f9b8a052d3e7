"""Trying a checklist as an inspector would: a visit marked as a trial, which leaves no trace.

Rules: what is tried is kept as it is now, whatever is edited later; a trial that is still open is
cancelled when another begins, so that nobody has two.
Must not know: what the visit says.
"""

from dataclasses import replace

from checklists.editing import apply, unfinished
from checklists.edits import LendVietnamese
from checklists.events import Started
from checklists.model import Checklist
from checklists.visit import Member, Purpose
from checklists.writing import write_checklist
from handlers.cards.editor import publish_cards
from handlers.desks.editor import showing
from handlers.desks.visit_desk import cancel_trials, happen
from handlers.talk import Talk
from handlers.words import text
from storage import checklists, trials, visits
from storage.drafts import Draft
from storage.trials import TRIAL_UNIT
from storage.units import Unit

HEAD = "head"


async def try_version(talk: Talk, version_id: str) -> None:
    """Try a published version."""
    found = await showing.version_of(talk, version_id)
    if found is not None:
        await _begin(talk, found.checklist)


async def try_draft(talk: Talk, draft: Draft) -> None:
    """Try a draft, with Vietnamese where English is missing; what makes no sense yet is said."""
    lent = apply(draft.checklist, LendVietnamese())
    whole = replace(lent if isinstance(lent, Checklist) else draft.checklist, version=1)
    issues = unfinished(whole)
    if issues:
        talk.tell(publish_cards.refused(draft.checklist, issues, language=talk.language), alert=True)
        return
    await _begin(talk, whole)


async def _begin(talk: Talk, checklist: Checklist) -> None:
    await cancel_trials(talk)
    trial = talk.house.token(12)
    key = await trials.keep(talk.connection, trial, write_checklist(checklist))
    person = talk.person
    visit = await visits.create(
        talk.connection,
        id=talk.house.token(16),
        unit=Unit(key=TRIAL_UNIT, kind=TRIAL_UNIT, name=text("trial.unit", talk.language)),
        site=trial,
        purpose=Purpose.TRIAL,
        checklist=await checklists.checklist(talk.connection, key, 0),
        member=Member(person=person.id, name=person.name, role=HEAD, office=person.office),
        failed_before=frozenset(),
        at=talk.at,
        local_month=talk.at.strftime("%y%m"),
    )
    await happen(talk, visit.id, Started(by=person.id, at=talk.at))
