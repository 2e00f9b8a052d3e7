"""What the buttons of the period report do."""

from typing import assert_never

from handlers.actions import Action
from handlers.actions.reporting import (
    AskPeriod,
    ReportingAction,
    ShowEvidence,
    ShowFailed,
    ShowFault,
    ShowReport,
)
from handlers.authorize import Verb
from handlers.desks import photo_desk, report_desk
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    ShowReport: Verb.REPORT,
    AskPeriod: Verb.REPORT,
    ShowFault: Verb.REPORT,
    ShowFailed: Verb.REPORT,
    ShowEvidence: Verb.REPORT,
}


async def act(talk: Talk, action: ReportingAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case ShowReport(first, last):
            await report_desk.show_report(talk, first, last)
        case AskPeriod():
            report_desk.ask_period(talk)
        case ShowFault(first, last, question):
            await report_desk.show_fault(talk, first, last, question)
        case ShowFailed(first, last, question, at):
            await report_desk.show_failed(talk, first, last, question, at)
        case ShowEvidence(visit, question):
            await photo_desk.show_photos_of(talk, visit, question)
        case _ as never:
            assert_never(never)
