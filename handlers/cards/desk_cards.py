"""What is said outside a visit's questions: first words, choosing a unit, refusals.

Rules: a person is told what to do next; only what exists is offered. Invitations and the channel have
modules of their own and are gathered here for the desk.
Must not know: who may do what, where units come from.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from checklists.language import format_date, format_time
from checklists.model import Checklist
from checklists.visit import Purpose
from handlers.actions.settling import Speak
from handlers.actions.visiting import BeginVisit, ChooseChecklist, ChooseUnit, FindUnit, OpenIt
from handlers.card import Card
from handlers.cards.channel_desk_cards import (
    channel_code,
    channel_connected,
    channel_dropped,
    channel_lost,
    channel_pick,
    channel_picked,
    channel_status,
)
from handlers.cards.checklist_cards import usual_lines
from handlers.cards.invitation_cards import (
    UnitChoice,
    access_withdrawn,
    invitation,
    invitation_accepted,
    invitation_already_withdrawn,
    invitation_declined,
    invitation_declined_notice,
    invitation_invalid,
    invitation_used_notice,
    invitation_withdrawn,
    invite_made,
    invite_name,
    invite_name_again,
    invite_roles,
    invite_unit,
)
from handlers.cards.layout import arranged, blocks, capitalised, in_rows, italic, quoted, tap
from handlers.rich import Rich, lines, plain
from handlers.words import CATALOGS, counted, say, text

__all__ = [
    "LastVisit",
    "OpenVisit",
    "UnitChoice",
    "access_withdrawn",
    "channel_code",
    "channel_connected",
    "channel_dropped",
    "channel_lost",
    "channel_pick",
    "channel_picked",
    "channel_status",
    "choose_language",
    "choose_purpose",
    "choose_unit",
    "edited_text",
    "greeting",
    "help_for",
    "invitation",
    "invitation_accepted",
    "invitation_already_withdrawn",
    "invitation_declined",
    "invitation_declined_notice",
    "invitation_invalid",
    "invitation_used_notice",
    "invitation_withdrawn",
    "invite_made",
    "invite_name",
    "invite_name_again",
    "invite_roles",
    "invite_unit",
    "joined",
    "language_set",
    "link_unknown",
    "lost_button",
    "may_not",
    "may_not_see_photos",
    "no_checklist",
    "no_photos",
    "no_unit",
    "no_visit_for_photo",
    "no_visit_open",
    "not_in_force",
    "nothing_to_cancel",
    "open_there",
    "open_visits",
    "photos_sent",
    "rest_of_long_text",
    "stopped",
    "stranger",
    "too_many_photos",
    "unknown_command",
    "wait_a_moment",
]

INSPECTING: Final = frozenset({"inspector", "supervisor", "admin"})
LOOKING: Final = frozenset({"inspector", "supervisor", "viewer"})
REPORTING: Final = frozenset({"supervisor", "admin"})
ADMIN: Final = "admin"
NO_CHOICE: Final[Mapping[Purpose, Checklist]] = {}
ROLE_ORDER: Final = ("admin", "supervisor", "inspector", "contact", "viewer")


@dataclass(frozen=True, slots=True)
class LastVisit:
    """How the last submitted visit at a unit ended; `at` is local."""

    at: datetime
    passed: int
    judged: int
    failed: int


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit that the person may go on with; `started_at` is local."""

    visit_id: str
    unit: str
    code: str
    started_at: datetime


def stranger(*, language: str) -> Card:
    """Somebody who is not known here."""
    return Card(say("desk.stranger", language, house=text("house.name", language)))


def greeting(person_name: str, roles: Collection[str], *, language: str) -> Card:
    """A known person says hello: what he is here, and what to do."""
    house = text("house.name", language)
    inspects = bool(INSPECTING & set(roles))
    words = lines(
        (
            say("desk.greeting", language, name=quoted(person_name), house=house),
            say("desk.roles", language, roles=_role_names(roles, language)) if roles else Rich(),
            say("desk.start_inspecting" if inspects else "desk.start_watching", language),
            say("desk.see_help", language),
        )
    )
    return Card(words, ((tap(text("button.begin", language), FindUnit()),),) if inspects else ())


def help_for(roles: Collection[str], *, language: str) -> Card:
    """The commands that this person can use."""
    house = text("house.name", language)
    inspecting = ("help.inspect", "help.cancel") if INSPECTING & set(roles) else ()
    administrating = ("help.units", "help.people", "help.edit", "help.channel") if ADMIN in roles else ()
    looking = () if ADMIN in roles or not LOOKING & set(roles) else ("help.units_look",)
    reporting = ("help.report",) if REPORTING & set(roles) else ()
    keys = (*inspecting, *reporting, *looking, *administrating, "help.language", "help.help")
    commands = lines(tuple(say(key, language) for key in keys))
    during = say("help.during", language) if inspecting else Rich()
    return Card(blocks(say("help.head", language, house=house), commands, during))


def choose_unit(units: Sequence[UnitChoice], *, query: str | None, truncated: bool, language: str) -> Card:
    """Which unit is to be inspected? `truncated`: there are more than are shown."""
    if not units:
        return Card(say("unit.empty", language) if query is None else no_unit(query, language=language))
    head = say("unit.found", language, query=quoted(query)) if query else say("unit.choose", language)
    more = say("unit.more", language) if truncated and query else Rich()
    return Card(
        lines((head, more)), arranged(tap(_label(unit, language), ChooseUnit(unit.key)) for unit in units)
    )


def no_unit(query: str, *, language: str) -> Rich:
    """Nothing of that name; asked again where no letter was left of it."""
    name = quoted(query, 60)
    return say("unit.none", language, query=name) if name else say("unit.choose", language)


def choose_purpose(
    unit_label: str,
    last: LastVisit | None,
    *,
    unit_key: str,
    purposes: Sequence[Purpose],
    usual: Mapping[Purpose, Checklist] = NO_CHOICE,
    language: str,
) -> Card:
    """Why the team came; with how the last visit ended, and what the team says about photos.

    `usual`: the checklist that each purpose takes, where there is a choice.
    """
    words = lines(
        (
            say("purpose.ask", language, unit=capitalised(unit_label)),
            _last_line(last, language) if last else say("purpose.first", language),
            usual_lines(usual, language=language),
            italic(text("purpose.photos", language)),
        )
    )
    begin = tuple(
        tap(text(f"purpose.{purpose.value}", language), BeginVisit(unit_key, purpose.value))
        for purpose in purposes
    )
    other = (tap(text("button.other_checklist", language), ChooseChecklist(unit_key)),) if usual else ()
    return Card(words, (begin, (*other, tap(text("button.other_unit", language), FindUnit()))))


def not_in_force(unit_label: str, first: date | None, last: date | None, *, language: str) -> Card:
    """The unit is no more, or not yet, so nothing can begin there."""
    key, day = ("unit.ended", last) if last else ("unit.not_begun", first)
    told = format_date(day) if day else ""
    words = say(key, language, unit=capitalised(unit_label), date=told)
    return Card(words, ((tap(text("button.other_unit", language), FindUnit()),),))


def joined(unit: str, code: str, starter_name: str, *, language: str) -> Rich:
    """The person came to a visit that somebody else began."""
    return say("joined", language, unit=unit, code=code, name=quoted(starter_name))


def open_there(unit: str, code: str, starter_name: str, *, visit_id: str, language: str) -> Card:
    """A visit is open at the unit already: it is joined, not begun again."""
    words = say("open_there", language, unit=unit, code=code, name=quoted(starter_name))
    enter = tap(text("button.enter_visit", language), OpenIt(visit_id), "success")
    return Card(words, ((enter,), (tap(text("button.other_unit", language), FindUnit()),)))


def open_visits(items: Sequence[OpenVisit], *, language: str) -> Card:
    """Which of the open visits to go on with."""
    head = say("open_visits.head", language)
    told = tuple(
        say(
            "open_visits.line",
            language,
            code=item.code,
            unit=item.unit,
            time=format_time(item.started_at.time()),
            date=format_date(item.started_at.date()),
        )
        for item in items
    )
    buttons = tuple(tap(item.unit, OpenIt(item.visit_id)) for item in items)
    other = (tap(text("open_visits.other", language), FindUnit()),)
    return Card(lines((head, *told)), (*in_rows(buttons, 1), other))


def choose_language(*, language: str) -> Card:
    """Each language under its own name."""
    buttons = tuple(tap(text(f"language.{name}", name), Speak(name)) for name in CATALOGS)
    return Card(say("desk.language", language), (buttons,))


def language_set(*, language: str) -> Rich:
    """The language is changed; said in the new one."""
    return say("desk.language_set", language)


def unknown_command(*, language: str) -> Rich:
    """No such command."""
    return say("desk.unknown_command", language)


def may_not(*, language: str) -> Rich:
    """The person may not do this."""
    return say("desk.may_not", language)


def lost_button(*, language: str) -> Rich:
    """A button whose object is not to be had: missing, not the person's, or not understood."""
    return say("desk.lost_button", language)


def link_unknown(*, language: str) -> Rich:
    """A link that leads nowhere."""
    return say("desk.link_unknown", language)


def no_checklist(*, language: str) -> Rich:
    """There is no checklist for units of this kind."""
    return say("desk.no_checklist", language)


def nothing_to_cancel(*, language: str) -> Rich:
    """No visit is open."""
    return say("desk.nothing_to_cancel", language)


def stopped(*, language: str) -> Rich:
    """What was being done outside a visit is given up."""
    return say("desk.stopped", language)


def edited_text(*, language: str) -> Rich:
    """A message was edited; answers do not follow edits."""
    return say("desk.edited", language)


def no_visit_for_photo(*, language: str) -> Rich:
    """A photo came while no visit is open."""
    return say("desk.no_visit_for_photo", language)


def no_visit_open(*, language: str) -> Rich:
    """Something for a visit came while none is open."""
    return say("desk.no_visit_open", language)


def may_not_see_photos(*, language: str) -> Rich:
    """The photos are not for this person."""
    return say("desk.may_not_see_photos", language)


def no_photos(*, language: str) -> Rich:
    """The visit has no photos."""
    return say("desk.no_photos", language)


def photos_sent(*, language: str) -> str:
    """The short answer to a press: the photos are in the private chat."""
    return text("desk.photos_sent", language)


def wait_a_moment(limit: int, *, language: str) -> Rich:
    """More than `limit` taps and texts in a minute."""
    return say("desk.wait", language, limit=limit)


def too_many_photos(limit: int, *, language: str) -> Rich:
    """More than `limit` photos in a minute."""
    return say("desk.wait_photos", language, limit=limit)


def rest_of_long_text(*, language: str) -> Rich:
    """The rest of a text that was refused for its length."""
    return say("desk.rest_of_long_text", language)


def _role_names(roles: Collection[str], language: str) -> str:
    return ", ".join(text(f"role.{role}", language) for role in ROLE_ORDER if role in roles)


def _label(unit: UnitChoice, language: str) -> str:
    return text("unit.open", language, label=unit.label) if unit.is_open else unit.label


def _last_line(last: LastVisit, language: str) -> Rich:
    key = "purpose.last_failed" if last.failed else "purpose.last"
    return say(
        key,
        language,
        date=format_date(last.at.date()),
        passed=last.passed,
        judged=last.judged,
        findings=plain(counted("finding", last.failed, language)),
    )
