"""The people of the house as an admin sees and changes them, and what the person is told of it.

Rules: names come from admins and are quoted; of an account the last digits alone are shown.
Must not know: who may do what, how accounts are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from checklists.language import format_date, format_time
from handlers.actions.inviting import AcceptInvitation, DeclineInvitation, WithdrawInvitation
from handlers.actions.staffing import (
    AskPerson,
    DropAccount,
    LinkAccount,
    ListPeople,
    ResumePerson,
    ScopePerson,
    ShowPerson,
    SpeakTo,
    SuspendPerson,
    ToggleRole,
)
from handlers.actions.visiting import FindUnit, OpenIt
from handlers.card import Card
from handlers.cards.layout import arranged, blocks, capitalised, in_rows, quoted, tap
from handlers.cards.register_cards import UnitLine
from handlers.outgoing import Button, Rows
from handlers.rich import Rich, lines
from handlers.words import CATALOGS, say, text

ROLES: Final = ("inspector", "supervisor", "contact", "viewer", "admin")
NAME_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list."""

    id: str
    name: str
    is_suspended: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is shown, and how a button names it."""

    shown: str
    digest: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person; `roles` pairs a role with the unit it is for, empty for all."""

    id: str
    revision: int
    name: str
    office: str
    language: str
    roles: Sequence[tuple[str, str]]
    accounts: Sequence[Account]
    open_visits: Sequence[str]
    suspended_since: datetime | None

    @property
    def seen(self) -> str:
        """The revision, as buttons carry it."""
        return str(self.revision)


@dataclass(frozen=True, slots=True)
class PendingInvitation:
    """An invitation that waits."""

    id: str
    name: str
    role: str
    expires_at: datetime


def people(found: Sequence[PersonLine], *, page: int, pages: int, language: str) -> Card:
    """One page of the people, each a button; a name may be typed."""
    key = "people.list_page" if pages > 1 else "people.list"
    words = lines((say(key, language, page=page + 1, pages=pages), say("people.search", language)))
    turning = [
        tap(text(f"button.{word}_page", language), ListPeople(str(to)))
        for word, to in (("earlier", page - 1), ("later", page + 1))
        if 0 <= to < pages
    ]
    return Card(words, (*_names(found, language), *((tuple(turning),) if turning else ())))


def found(query: str, people: Sequence[PersonLine], *, language: str) -> Card:
    """The people whom a text may mean."""
    key = "people.found" if people else "people.not_found"
    words = say(key, language, query=quoted(query, NAME_LIMIT))
    return Card(words, (*_names(people, language), (_all(language),)))


def _names(found: Sequence[PersonLine], language: str) -> Rows:
    return arranged(
        tap(
            text("people.suspended_name", language, name=quoted(each.name, NAME_LIMIT))
            if each.is_suspended
            else quoted(each.name, NAME_LIMIT),
            ShowPerson(each.id),
        )
        for each in found
    )


def _all(language: str) -> Button:
    return tap(text("button.people", language), ListPeople("0"))


def person(facts: PersonFacts, *, language: str) -> Card:
    """All that is known of a person, and what may be changed."""

    def ask(what: str) -> Button:
        return tap(text(f"button.person_{what}", language), AskPerson(facts.id, what))

    is_suspended = facts.suspended_since is not None
    standing: Button = (
        tap(text("button.resume", language), ResumePerson(facts.id, facts.seen))
        if is_suspended
        else tap(text("button.suspend", language), SuspendPerson(facts.id, facts.seen))
    )
    rows = ((ask("roles"), ask("scope")), (ask("name"), ask("language")), (ask("accounts"), standing))
    return Card(_told(facts, language), (*rows, (_all(language),)))


def _told(facts: PersonFacts, language: str) -> Rich:
    since = facts.suspended_since
    return lines(
        (
            say("people.person", language, name=quoted(facts.name, NAME_LIMIT)),
            say("people.office", language, office=quoted(facts.office, NAME_LIMIT))
            if facts.office
            else Rich(),
            say("people.roles", language, roles=_roles(facts.roles, language)),
            say("people.language", language, spoken=text(f"language.{facts.language}", facts.language)),
            say("people.accounts", language, list=", ".join(each.shown for each in facts.accounts)),
            say("people.open_visits", language, codes=", ".join(facts.open_visits))
            if facts.open_visits
            else Rich(),
            say("people.suspended", language, date=format_date(since.date())) if since else Rich(),
        )
    )


def _roles(roles: Sequence[tuple[str, str]], language: str) -> str:
    told = [
        text("people.role_at", language, role=text(f"role.{role}", language), unit=unit)
        if unit
        else text(f"role.{role}", language)
        for role, unit in roles
    ]
    return ", ".join(told) or text("people.no_role", language)


def roles(facts: PersonFacts, *, language: str) -> Card:
    """The roles, those that the person has with a sign; a tap gives or takes one."""
    held = {role for role, _ in facts.roles}
    buttons = (
        tap(
            f"✅ {capitalised(text(f'role.{role}', language))}"
            if role in held
            else capitalised(text(f"role.{role}", language)),
            ToggleRole(facts.id, facts.seen, role),
        )
        for role in ROLES
    )
    words = say("people.ask.roles", language, name=quoted(facts.name, NAME_LIMIT))
    return Card(words, (*in_rows(buttons, 1), (_back(facts.id, language),)))


def _back(person_id: str, language: str) -> Button:
    return tap(text("button.to_person", language), ShowPerson(person_id))


def scope(facts: PersonFacts, found: Sequence[UnitLine], *, language: str) -> Card:
    """The unit that the roles are for: everywhere, or one that is typed."""
    words = say("people.ask.scope", language, name=quoted(facts.name, NAME_LIMIT))
    units = in_rows(
        (tap(each.label, ScopePerson(facts.id, facts.seen, each.key)) for each in found),
        1,
    )
    everywhere = tap(text("button.everywhere", language), ScopePerson(facts.id, facts.seen, ""))
    return Card(words, (*units, (everywhere,), (_back(facts.id, language),)))


def ask_name(facts: PersonFacts, *, language: str) -> Card:
    """Name and office are typed."""
    words = say("people.ask.name", language, name=quoted(facts.name, NAME_LIMIT))
    return Card(words, ((_back(facts.id, language),),))


def languages(facts: PersonFacts, *, language: str) -> Card:
    """Each language under its own name."""
    buttons = tuple(
        tap(text(f"language.{name}", name), SpeakTo(facts.id, facts.seen, name)) for name in CATALOGS
    )
    words = say("people.ask.language", language, name=quoted(facts.name, NAME_LIMIT))
    return Card(words, (buttons, (_back(facts.id, language),)))


def accounts(facts: PersonFacts, *, language: str) -> Card:
    """The accounts; a link moves the person to another one, or adds one."""
    told = lines(tuple(say("people.account", language, account=each.shown) for each in facts.accounts))
    drop = (
        tap(
            text("button.drop_account", language, account=each.shown),
            DropAccount(facts.id, facts.seen, each.digest),
        )
        for each in facts.accounts
        if len(facts.accounts) > 1
    )
    words = blocks(say("people.ask.accounts", language, name=quoted(facts.name, NAME_LIMIT)), told)
    move = tap(text("button.account_move", language), LinkAccount(facts.id, "move"))
    add = tap(text("button.account_add", language), LinkAccount(facts.id, "add"))
    return Card(words, ((move,), (add,), *in_rows(drop, 1), (_back(facts.id, language),)))


def account_link(
    kind: str, name: str, link: str, expires_at: datetime, *, invitation_id: str, language: str
) -> Card:
    """The link for another account, shown once."""
    words = lines(
        (
            say(f"people.link.{kind}", language, name=quoted(name, NAME_LIMIT)),
            say("people.send_link", language, link=link),
            say(
                "invite.expires",
                language,
                time=format_time(expires_at.time()),
                date=format_date(expires_at.date()),
            ),
        )
    )
    copy = Button(label=text("button.copy_link", language), copy=link)
    withdraw = tap(text("button.withdraw", language), WithdrawInvitation(invitation_id))
    return Card(words, ((copy, withdraw),))


def invitations(waiting: Sequence[PendingInvitation], *, language: str) -> Card:
    """The invitations that wait, each with a button that takes it back."""
    told = tuple(
        say(
            "people.invitation",
            language,
            name=quoted(each.name, NAME_LIMIT),
            role=text(f"role.{each.role}", language),
            time=format_time(each.expires_at.time()),
            date=format_date(each.expires_at.date()),
        )
        for each in waiting
    )
    head = say("people.invitations" if told else "people.no_invitations", language)
    buttons = in_rows(
        (
            tap(text("button.withdraw_of", language, name=quoted(each.name, 30)), WithdrawInvitation(each.id))
            for each in waiting
        ),
        1,
    )
    return Card(blocks(head, lines(told)), buttons)


def stale(*, language: str) -> Rich:
    """Somebody else changed the person since the button was shown."""
    return say("people.stale", language)


def last_admin(*, language: str) -> Rich:
    """The only admin left stays one."""
    return say("people.last_admin", language)


def not_oneself(*, language: str) -> Rich:
    """Nobody suspends himself."""
    return say("people.not_oneself", language)


def last_role(*, language: str) -> Rich:
    """A person without a role could do nothing: he is suspended instead."""
    return say("people.last_role", language)


def contact_needs_unit(*, language: str) -> Rich:
    """A contact is one of a unit."""
    return say("people.contact_needs_unit", language)


def last_account(*, language: str) -> Rich:
    """The only account stays."""
    return say("people.last_account", language)


def told_roles(roles: Sequence[tuple[str, str]], *, language: str) -> Card:
    """To the person: what he may do is another now."""
    return Card(say("people.told.roles", language, roles=_roles(roles, language)))


def told(what: str, *, language: str, **values: str) -> Card:
    """To the person: what was changed of him."""
    return Card(say(f"people.told.{what}", language, **values))


def account_offer(kind: str, name: str, code: str, *, language: str) -> Card:
    """To who opens a link for an account: whose it is, and what accepting does."""
    words = say(
        f"people.offer.{kind}", language, name=quoted(name, NAME_LIMIT), house=text("house.name", language)
    )
    accept = tap(text("button.it_is_me", language), AcceptInvitation(code), "success")
    decline = tap(text("button.it_is_not_me", language), DeclineInvitation(code))
    return Card(words, ((accept, decline),))


def link_used(*, language: str) -> Rich:
    """A link for an account was used before it could be taken back."""
    return say("people.link_used", language)


def account_in_use(*, language: str) -> Rich:
    """A link for an account was opened with one that belongs to somebody already."""
    return say("people.account_in_use", language)


def account_taken(kind: str, name: str, *, open_visits: Sequence[tuple[str, str]], language: str) -> Card:
    """To the person on the new account: what goes on here. `open_visits`: ids and codes."""
    codes = ", ".join(code for _, code in open_visits)
    words = lines(
        (
            say(f"people.taken.{kind}", language, name=quoted(name, NAME_LIMIT)),
            say("people.taken.visits", language, codes=codes) if codes else Rich(),
        )
    )
    enter = in_rows(
        (tap(text("button.enter", language, code=code), OpenIt(visit)) for visit, code in open_visits), 1
    )
    return Card(words, enter or ((tap(text("button.begin", language), FindUnit()),),))


def account_moved(*, language: str) -> Card:
    """To the old account: it no longer belongs to the house."""
    return Card(say("people.told.moved", language))


def account_notice(kind: str, name: str, account: str, *, language: str) -> Card:
    """To the admins: who uses which account now."""
    words = say(f"people.notice.{kind}", language, name=quoted(name, NAME_LIMIT), account=quoted(account, 60))
    return Card(words)
