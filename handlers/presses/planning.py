"""What the buttons of the plan do."""

from typing import assert_never

from handlers.actions import Action
from handlers.actions.planning import (
    CampaignNamed,
    CampaignPeriod,
    CampaignWithoutBasis,
    DrawMany,
    DropPlanned,
    NewCampaign,
    NewDraw,
    PlanDay,
    PlanMember,
    PlanningAction,
    PlanPurpose,
    PlanSave,
    PlanUnit,
    PlanVisit,
    RevealDraw,
    ShowPlan,
)
from handlers.authorize import Verb
from handlers.desks import campaign_desk, draw_desk, plan_desk, planning_desk
from handlers.talk import Talk

VERBS: dict[type[Action], Verb] = {
    ShowPlan: Verb.SEE_PLAN,
    NewCampaign: Verb.PLAN,
    CampaignPeriod: Verb.PLAN,
    CampaignNamed: Verb.PLAN,
    CampaignWithoutBasis: Verb.PLAN,
    PlanVisit: Verb.PLAN,
    PlanUnit: Verb.PLAN,
    PlanDay: Verb.PLAN,
    PlanPurpose: Verb.PLAN,
    PlanMember: Verb.PLAN,
    PlanSave: Verb.PLAN,
    DropPlanned: Verb.PLAN,
    NewDraw: Verb.PLAN,
    DrawMany: Verb.PLAN,
    RevealDraw: Verb.PLAN,
}


async def act(talk: Talk, action: PlanningAction) -> None:
    """Do what the button says; the person may press such a button."""
    match action:
        case ShowPlan():
            await plan_desk.show(talk)
        case NewCampaign():
            await campaign_desk.begin(talk)
        case CampaignPeriod(starts, ends):
            await campaign_desk.choose_period(talk, starts, ends)
        case CampaignNamed():
            await campaign_desk.take_offered_name(talk)
        case CampaignWithoutBasis():
            await campaign_desk.finish(talk, basis="")
        case DropPlanned(planned):
            await plan_desk.drop(talk, planned)
        case RevealDraw(draw):
            await draw_desk.reveal(talk, draw)
        case _:
            await _plan(talk, action)


async def _plan(
    talk: Talk,
    action: PlanVisit | PlanUnit | PlanDay | PlanPurpose | PlanMember | PlanSave | NewDraw | DrawMany,
) -> None:
    match action:
        case PlanVisit():
            await planning_desk.begin(talk)
        case NewDraw():
            await planning_desk.begin_draw(talk)
        case DrawMany(many):
            await planning_desk.choose_many(talk, many)
        case PlanUnit(unit):
            await planning_desk.choose_unit(talk, unit)
        case PlanDay(day):
            await planning_desk.choose_day(talk, day)
        case PlanPurpose(purpose):
            await planning_desk.choose_purpose(talk, purpose)
        case PlanMember(person):
            await planning_desk.toggle_member(talk, person)
        case PlanSave():
            await planning_desk.save(talk)
        case _ as never:
            assert_never(never)
