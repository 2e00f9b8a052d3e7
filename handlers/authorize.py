"""Who may do what: one function, asked for every request, with roles fresh from the database.

Rules: what is not allowed here is forbidden; a missing object and a forbidden one get the same answer, so the
caller learns nothing; roles are never kept between turns.
Must not know: wording, platforms, how objects are loaded.
"""

from dataclasses import dataclass
from enum import StrEnum

from checklists.visit import Visit
from storage.people import Grant, Person, Role


class Verb(StrEnum):
    """What can be asked for; one verb, one permission."""

    TALK = "talk"
    INSPECT = "inspect"
    ANSWER = "answer"
    READ_VISIT = "read_visit"
    SEE_PHOTOS = "see_photos"
    INVITE = "invite"
    READ_UNITS = "read_units"
    KEEP_UNITS = "keep_units"
    KEEP_PEOPLE = "keep_people"
    CONNECT_CHANNEL = "connect_channel"
    REPORT = "report"
    EDIT_CHECKLISTS = "edit_checklists"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the verb is about: a visit, or a unit; `lineage` are the unit's key and those above it."""

    visit: Visit | None = None
    lineage: tuple[str, ...] = ()


NOTHING = Subject()

ROLES: dict[Verb, frozenset[Role]] = {
    Verb.TALK: frozenset(Role),
    Verb.INSPECT: frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN}),
    Verb.ANSWER: frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN}),
    Verb.READ_VISIT: frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN}),
    Verb.SEE_PHOTOS: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Verb.INVITE: frozenset({Role.ADMIN}),
    Verb.READ_UNITS: frozenset({Role.INSPECTOR, Role.SUPERVISOR, Role.ADMIN, Role.VIEWER}),
    Verb.KEEP_UNITS: frozenset({Role.ADMIN}),
    Verb.KEEP_PEOPLE: frozenset({Role.ADMIN}),
    Verb.CONNECT_CHANNEL: frozenset({Role.ADMIN}),
    Verb.REPORT: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    Verb.EDIT_CHECKLISTS: frozenset({Role.ADMIN}),
}

# These are allowed to the visit's own team alone, whatever else a person is.
_TEAM_ONLY = frozenset({Verb.ANSWER, Verb.READ_VISIT})

# These touch everybody, so a role for one unit does not allow them.
_HOUSE_WIDE = frozenset({Verb.KEEP_UNITS, Verb.KEEP_PEOPLE})


def authorize(person: Person | None, verb: Verb, subject: Subject = NOTHING) -> bool:
    """Whether the person may do that to the subject now."""
    if person is None or not person.active:
        return False
    if verb in _TEAM_ONLY and not _is_of_team(person, subject.visit):
        return False
    if verb is Verb.SEE_PHOTOS and _is_of_team(person, subject.visit):
        return _holds(person, ROLES[Verb.INSPECT], subject)
    if verb in _HOUSE_WIDE:
        return _holds_everywhere(person, ROLES[verb])
    return _holds(person, ROLES[verb], subject)


def _is_of_team(person: Person, visit: Visit | None) -> bool:
    return visit is not None and any(member.person == person.id for member in visit.team)


def _holds(person: Person, roles: frozenset[Role], subject: Subject) -> bool:
    return any(grant.role in roles and _covers(grant, subject) for grant in person.grants)


def _holds_everywhere(person: Person, roles: frozenset[Role]) -> bool:
    return any(grant.role in roles and grant.unit is None for grant in person.grants)


def _covers(grant: Grant, subject: Subject) -> bool:
    return grant.unit is None or not subject.lineage or grant.unit in subject.lineage
