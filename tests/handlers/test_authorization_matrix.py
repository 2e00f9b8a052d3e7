"""Who may do what: every action x role x own, other's, closed and missing visits, through the real desk.

Rules: an action that is in no table here fails; what is not allowed changes nothing and says nothing but one
of the refusals; a missing visit and somebody else's get the same answer.
"""

import itertools
from collections.abc import AsyncIterator
from dataclasses import fields
from pathlib import Path

import pytest
import pytest_asyncio

from handlers.actions import CODES, Action, encode
from handlers.actions.editing import (
    AskOfChoice,
    AskOfDraft,
    AskOfQuestion,
    AskOfSection,
    EndDraft,
    NewChecklist,
    Page,
    SeeChecklists,
    SeeChoice,
    SeeDraft,
    SeeQuestion,
    SeeSection,
    SeeVersion,
    SetChoice,
    SetQuestion,
    SetSection,
    UseDraft,
    UseVersion,
    What,
)
from handlers.actions.inviting import (
    AcceptInvitation,
    DeclineInvitation,
    InviteRole,
    InviteUnit,
    WithdrawInvitation,
)
from handlers.actions.registering import (
    AddSite,
    AddUnit,
    AskProvince,
    ConfirmUnit,
    DropAlias,
    EditSite,
    EditUnit,
    EndSite,
    ListKind,
    OpenRegister,
    PickDay,
    PickTarget,
    PlanCommunes,
    ReopenUnit,
    ShowCommunes,
    ShowSite,
    ShowUnit,
    TakeCommunes,
)
from handlers.actions.reporting import AskPeriod, ShowEvidence, ShowFailed, ShowFault, ShowReport
from handlers.actions.settling import DropChannel, Speak
from handlers.actions.staffing import (
    AskPerson,
    DropAccount,
    InviteWithin,
    LinkAccount,
    ListInvitations,
    ListPeople,
    ResumePerson,
    ScopePerson,
    ShowPerson,
    SpeakTo,
    SuspendPerson,
    ToggleRole,
)
from handlers.actions.visiting import (
    AskCancel,
    BeginVisit,
    BeginWith,
    CancelIt,
    Choose,
    ChooseChecklist,
    ChooseUnit,
    FindUnit,
    GoBack,
    GoOn,
    GoTo,
    LeavePage,
    Mark,
    OpenIt,
    OpenPage,
    PassRest,
    PickChecklist,
    PutPhoto,
    ReviewIt,
    ShowPhotos,
    SubmitIt,
    Toggle,
)
from handlers.cards import desk_cards
from handlers.incoming import ChatPicked, Content, FileClaim, LocationSent, PhotoSent, Pressed, Said
from handlers.outgoing import AnswerPress, SendText
from handlers.presses import VERBS
from handlers.speech import COMMANDS
from tests.handlers.authorization_world import (
    CHANNEL,
    CHOICE,
    CHOOSING,
    CODE,
    DRAFT,
    QUESTION,
    SECTION,
    Actor,
    Outcome,
    Target,
    World,
    ask,
    open_world,
)
from tests.handlers.authorization_world import visit_of as visit_for

INSPECTORS = frozenset({Actor.ADMIN, Actor.SUPERVISOR, Actor.INSPECTOR})
ADMIN = frozenset({Actor.ADMIN})
REPORTERS = frozenset({Actor.ADMIN, Actor.SUPERVISOR})
LOOKERS = frozenset({Actor.ADMIN, Actor.SUPERVISOR, Actor.INSPECTOR, Actor.ELSEWHERE, Actor.VIEWER})
KNOWN = frozenset(Actor) - {Actor.SUSPENDED, Actor.STRANGER}
EVERYBODY = frozenset(Actor)
NOBODY: frozenset[Actor] = frozenset()
HANDS_ON = {Target.OWN: INSPECTORS}

# For each action that names a visit: who is let in, by whose visit it is. A closed own one is only explained.
ON_VISITS: dict[type[Action], dict[Target, frozenset[Actor]]] = {
    Choose: HANDS_ON,
    Toggle: HANDS_ON,
    GoTo: HANDS_ON,
    GoBack: HANDS_ON,
    GoOn: HANDS_ON,
    Mark: HANDS_ON,
    OpenPage: HANDS_ON,
    LeavePage: HANDS_ON,
    PassRest: HANDS_ON,
    ReviewIt: HANDS_ON,
    SubmitIt: HANDS_ON,
    AskCancel: HANDS_ON,
    CancelIt: HANDS_ON,
    PutPhoto: HANDS_ON,
    # Whoever may inspect the unit joins the visit that is open there.
    OpenIt: {Target.OWN: INSPECTORS, Target.OTHERS: INSPECTORS},
    ShowEvidence: {
        Target.OWN: REPORTERS,
        Target.OTHERS: REPORTERS,
        Target.CLOSED: REPORTERS,
    },
    ShowPhotos: {
        Target.OWN: INSPECTORS,
        Target.OTHERS: frozenset({Actor.ADMIN, Actor.SUPERVISOR}),
        Target.CLOSED: INSPECTORS,
    },
}
# For each other action: a button that is in order, and who is let in.
OTHERS: dict[type[Action], tuple[Action, frozenset[Actor]]] = {
    ChooseUnit: (ChooseUnit("free-ward"), INSPECTORS),
    BeginVisit: (BeginVisit("free-ward", "surprise"), INSPECTORS),
    ChooseChecklist: (ChooseChecklist("free-ward"), INSPECTORS),
    PickChecklist: (PickChecklist("free-ward", "1"), INSPECTORS),
    BeginWith: (BeginWith("free-ward", "surprise", "1"), INSPECTORS),
    FindUnit: (FindUnit(), INSPECTORS | {Actor.ELSEWHERE}),
    AcceptInvitation: (AcceptInvitation(CODE), EVERYBODY - {Actor.SUSPENDED}),
    DeclineInvitation: (DeclineInvitation(CODE), EVERYBODY),
    WithdrawInvitation: (WithdrawInvitation("invitation-1"), ADMIN),
    InviteRole: (InviteRole("viewer"), ADMIN),
    InviteUnit: (InviteUnit("free-ward"), ADMIN),
    Speak: (Speak("en"), KNOWN),
    DropChannel: (DropChannel(CHANNEL), ADMIN),
    OpenRegister: (OpenRegister(), LOOKERS),
    ListKind: (ListKind("phuong", "0"), LOOKERS),
    ShowUnit: (ShowUnit("free-ward"), LOOKERS),
    EditUnit: (EditUnit("free-ward", "name"), ADMIN),
    DropAlias: (DropAlias("free-ward", "0"), ADMIN),
    PickDay: (PickDay("free-ward", "today"), ADMIN),
    PickTarget: (PickTarget("free-ward"), ADMIN),
    ConfirmUnit: (ConfirmUnit("free-ward", ""), ADMIN),
    ReopenUnit: (ReopenUnit("free-ward"), ADMIN),
    AddUnit: (AddUnit("phuong"), ADMIN),
    ShowSite: (ShowSite("site-1"), ADMIN),
    AddSite: (AddSite("free-ward"), ADMIN),
    EditSite: (EditSite("site-1", "hours"), ADMIN),
    EndSite: (EndSite("site-1"), ADMIN),
    AskProvince: (AskProvince(), ADMIN),
    ShowCommunes: (ShowCommunes("01", "0"), ADMIN),
    PlanCommunes: (PlanCommunes("01"), ADMIN),
    TakeCommunes: (TakeCommunes("01"), ADMIN),
    ListPeople: (ListPeople("0"), ADMIN),
    ShowPerson: (ShowPerson("person-viewer"), ADMIN),
    AskPerson: (AskPerson("person-viewer", "roles"), ADMIN),
    ToggleRole: (ToggleRole("person-viewer", "0", "inspector"), ADMIN),
    ScopePerson: (ScopePerson("person-viewer", "0", "free-ward"), ADMIN),
    SpeakTo: (SpeakTo("person-viewer", "0", "en"), ADMIN),
    SuspendPerson: (SuspendPerson("person-viewer", "0"), ADMIN),
    ResumePerson: (ResumePerson("person-viewer", "0"), ADMIN),
    LinkAccount: (LinkAccount("person-viewer", "move"), ADMIN),
    DropAccount: (DropAccount("person-viewer", "0", "0"), ADMIN),
    ListInvitations: (ListInvitations(), ADMIN),
    InviteWithin: (InviteWithin("inspector"), ADMIN),
    ShowReport: (ShowReport("20260101", "20261231"), REPORTERS),
    AskPeriod: (AskPeriod(), REPORTERS),
    ShowFault: (ShowFault("20260101", "20261231", "B1"), REPORTERS),
    ShowFailed: (ShowFailed("20260101", "20261231", "B1", "0"), REPORTERS),
}
EDITING: dict[type[Action], Action] = {
    SeeChecklists: SeeChecklists(),
    NewChecklist: NewChecklist("scratch"),
    SeeVersion: SeeVersion("1", Page.HISTORY),
    UseVersion: UseVersion("1", What.DOWNLOAD),
    SeeDraft: SeeDraft(DRAFT, Page.CHANGES),
    UseDraft: UseDraft(DRAFT, What.TRY, ""),
    EndDraft: EndDraft(DRAFT, What.DISCARD, "0"),
    AskOfDraft: AskOfDraft(DRAFT, "section"),
    SeeSection: SeeSection(DRAFT, SECTION, Page.CARD),
    SetSection: SetSection(DRAFT, SECTION, What.DOWN),
    AskOfSection: AskOfSection(DRAFT, SECTION, "question"),
    SeeQuestion: SeeQuestion(DRAFT, QUESTION, Page.CARD),
    SetQuestion: SetQuestion(DRAFT, QUESTION, What.SEVERITY, "2"),
    AskOfQuestion: AskOfQuestion(DRAFT, QUESTION, "label_vi"),
    SeeChoice: SeeChoice(DRAFT, QUESTION, "none"),
    SetChoice: SetChoice(DRAFT, QUESTION, "none", What.UP),
    AskOfChoice: AskOfChoice(DRAFT, CHOOSING, CHOICE, "vi"),
}
OTHERS |= {kind: (button, ADMIN) for kind, button in EDITING.items()}
COMMANDS_FOR: dict[str, frozenset[Actor]] = {
    "start": KNOWN,
    "inspect": INSPECTORS | {Actor.ELSEWHERE},
    "units": LOOKERS,
    "report": REPORTERS,
    "people": ADMIN,
    "channel": ADMIN,
    "edit": ADMIN,
    "language": KNOWN,
    "help": KNOWN,
    "cancel": KNOWN,
}


@pytest_asyncio.fixture(name="world", scope="module", loop_scope="module")
async def _world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    folder: Path = tmp_path_factory.mktemp("matrix")
    async with open_world(folder) as world:
        yield world


def _refusals() -> frozenset[str]:
    rich = (
        desk_cards.may_not(language="vi"),
        desk_cards.lost_button(language="vi"),
        desk_cards.may_not_see_photos(language="vi"),
        desk_cards.stranger(language="vi").text,
    )
    return frozenset(each.plain for each in rich)


def _is_refusal(outcome: Outcome) -> bool:
    """Nothing changed, and all that is said is one of the refusals."""
    if outcome.has_changed:
        return False
    said = [each.operation for each in outcome.operations]
    texts = {
        operation.text if isinstance(operation, AnswerPress) else operation.text.plain
        for operation in said
        if isinstance(operation, AnswerPress | SendText)
    }
    only_words = all(isinstance(operation, AnswerPress | SendText) for operation in said)
    return bool(said) and only_words and texts <= _refusals()


def _button(kind: type[Action], visit: str) -> Action:
    values = {
        "visit": visit,
        "question": "B1",
        "choice": "pass",
        "photo": "no-such-photo",
    }
    return kind(*(values[each.name] for each in fields(kind)))


def test_every_action_is_in_the_matrix() -> None:
    """A new button that nobody put into the matrix, or into the permissions, fails the build."""
    every = set(CODES.values())
    assert set(ON_VISITS) | set(OTHERS) == every
    assert not set(ON_VISITS) & set(OTHERS)
    assert set(VERBS) == every


def test_every_command_is_in_the_matrix() -> None:
    """A new command that nobody put into the matrix fails the build."""
    assert set(COMMANDS_FOR) == set(COMMANDS)


CELLS = list(itertools.product(ON_VISITS, Actor, Target))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("kind", "actor", "target"), CELLS, ids=[f"{k.__name__}-{a.value}-{t.value}" for k, a, t in CELLS]
)
async def test_a_button_on_a_visit(world: World, kind: type[Action], actor: Actor, target: Target) -> None:
    """A visit's button lets in whom the matrix names, and refuses all others without a trace."""
    content = Pressed(encode(_button(kind, visit_for(actor, target))), "press-1")
    outcome = await ask(world, actor, content)
    if actor in ON_VISITS[kind].get(target, NOBODY):
        assert not _is_refusal(outcome)
    elif target is Target.CLOSED and actor in INSPECTORS:
        assert not outcome.has_changed
    else:
        assert _is_refusal(outcome), outcome


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("kind", "actor"), list(itertools.product(ON_VISITS, Actor)))
async def test_missing_and_foreign_look_the_same(world: World, kind: type[Action], actor: Actor) -> None:
    """Who may not touch a visit cannot learn whether it exists."""
    if actor in ON_VISITS[kind].get(Target.OTHERS, NOBODY):
        return
    answers = []
    for target in (Target.OTHERS, Target.MISSING):
        content = Pressed(encode(_button(kind, visit_for(actor, target))), "press-1")
        outcome = await ask(world, actor, content)
        answers.append([each.operation for each in outcome.operations])
    assert answers[0] == answers[1]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("kind", "actor"), list(itertools.product(OTHERS, Actor)))
async def test_a_button_on_no_visit(world: World, kind: type[Action], actor: Actor) -> None:
    """Any other button lets in whom the matrix names, and refuses all others without a trace."""
    button, allowed = OTHERS[kind]
    outcome = await ask(world, actor, Pressed(encode(button), "press-1"))
    if actor in allowed:
        assert not _is_refusal(outcome)
    else:
        assert _is_refusal(outcome) or not outcome.has_changed, outcome
        assert actor not in ADMIN


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("meaning", "actor"), list(itertools.product(COMMANDS_FOR, Actor)))
async def test_a_command(world: World, meaning: str, actor: Actor) -> None:
    """Both names of a command are for whom the matrix names."""
    for name in COMMANDS[meaning]:
        outcome = await ask(world, actor, Said(f"/{name}"))
        assert _is_refusal(outcome) is (actor not in COMMANDS_FOR[meaning]), outcome


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("actor", [Actor.STRANGER, Actor.SUSPENDED])
@pytest.mark.parametrize(
    "content",
    [
        Said("xin chào"),
        Said("/start inv_WrongCode"),
        PhotoSent(FileClaim("f", "u")),
        LocationSent(20.98, 105.78),
        ChatPicked(1, CHANNEL, "Kênh"),
        Pressed("nonsense", "press-1"),
    ],
    ids=["text", "wrong-invitation", "photo", "location", "chat", "nonsense"],
)
async def test_strangers_change_nothing(world: World, actor: Actor, content: Content) -> None:
    """Whatever somebody unknown sends, nothing changes and he gets an answer."""
    outcome = await ask(world, actor, content)
    assert outcome.operations
    assert not outcome.has_changed


@pytest.mark.asyncio(loop_scope="module")
async def test_a_channel_button_is_checked_too(world: World) -> None:
    """Anybody in the channel may press the post's photo button; who may not see them is told so privately."""
    data = encode(ShowPhotos(visit_for(Actor.INSPECTOR, Target.CLOSED)))
    for actor in Actor:
        outcome = await ask(world, actor, Pressed(data, "press-1"), in_channel=True)
        is_let_in = actor in {Actor.ADMIN, Actor.SUPERVISOR, Actor.INSPECTOR}
        assert _is_refusal(outcome) is not is_let_in
        assert all(each.chat.id != CHANNEL for each in outcome.operations)
