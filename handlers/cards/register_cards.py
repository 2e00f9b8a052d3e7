"""The register of units as it is looked at: kinds, lists, one unit, one site.

Rules: who may only look sees no button that changes anything; what is not verified says so.
Must not know: where units come from, who may do what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from handlers.actions.registering import (
    AddSite,
    AddUnit,
    AskProvince,
    EditSite,
    EditUnit,
    EndSite,
    ListKind,
    OpenRegister,
    ReopenUnit,
    ShowSite,
    ShowUnit,
)
from handlers.card import Card
from handlers.cards.layout import arranged, blocks, capitalised, in_rows, quoted, tap
from handlers.outgoing import Rows
from handlers.rich import Rich, lines
from handlers.words import say, text

ENDED: Final = "ended"
NAME_LIMIT: Final = 60


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many units of a kind are in force."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list; `about` tells it from others of its name, `when` does so in a few letters."""

    key: str
    label: str
    about: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known of a site, in words; empty where nothing is."""

    id: str
    unit_key: str
    name: str
    kind: str
    address: str = ""
    hours: str = ""
    place: str = ""
    operator: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of a unit, in words; `period` says since when and until when."""

    key: str
    label: str
    kind: str
    codes: Sequence[str]
    above: str
    period: str
    aliases: Sequence[tuple[str, str, bool]]
    former: Sequence[tuple[str, str]]
    became: Sequence[Rich]
    sites: Sequence[SiteFacts]
    open_visit: str
    is_ended: bool


def register(counts: Sequence[KindCount], ended: int, *, may_keep: bool, language: str) -> Card:
    """How many there are, and where to look."""
    told = ", ".join(text("register.count", language, n=each.count, kind=each.label) for each in counts)
    known = say("register.counts", language, list=told) if counts else say("register.empty", language)
    words = lines(
        (
            say("register.head", language),
            known,
            say("register.ended_count", language, n=ended) if ended else Rich(),
            say("register.search", language) if counts else Rich(),
        )
    )
    kinds = [tap(f"{capitalised(each.label)} ({each.count})", ListKind(each.kind, "0")) for each in counts]
    if ended:
        kinds.append(tap(text("button.ended_units", language, n=ended), ListKind(ENDED, "0")))
    keeping = (
        (tap(text("button.add_unit", language), AddUnit("")),),
        (tap(text("button.communes", language), AskProvince()),),
    )
    return Card(words, (*arranged(kinds), *(keeping if may_keep else ())))


def listing(
    title: str, units: Sequence[UnitLine], *, kind: str, page: int, pages: int, language: str
) -> Card:
    """One page of the units of a kind, each a button."""
    key = "register.list_page" if pages > 1 else "register.list"
    head = say(key, language, kind=capitalised(title), page=page + 1, pages=pages)
    turning = []
    if page > 0:
        turning.append(tap(text("button.earlier_page", language), ListKind(kind, str(page - 1))))
    if page + 1 < pages:
        turning.append(tap(text("button.later_page", language), ListKind(kind, str(page + 1))))
    back = tap(text("button.register", language), OpenRegister())
    return Card(head, (*_units(units), *((tuple(turning),) if turning else ()), (back,)))


def found(query: str, units: Sequence[UnitLine], *, is_more: bool, language: str) -> Card:
    """What a search found: each unit told apart by what it belongs to and when."""
    told = tuple(
        say("register.found_line", language, label=capitalised(each.label), about=each.about)
        for each in units
    )
    more = say("unit.more", language) if is_more else Rich()
    head = say("register.found", language, query=quoted(query, NAME_LIMIT))
    back = (tap(text("button.register", language), OpenRegister()),)
    return Card(blocks(head, lines((*told, more))), (*_units(units), back))


def _units(units: Sequence[UnitLine]) -> Rows:
    labels = [each.label for each in units]
    doubled = {label for label in labels if labels.count(label) > 1}
    return arranged(
        tap(
            f"{each.label} · {each.when}" if each.label in doubled and each.when else each.label,
            ShowUnit(each.key),
        )
        for each in units
    )


def unit_card(facts: UnitFacts, *, may_keep: bool, language: str) -> Card:
    """All that is known of a unit, and what may be done with it."""
    key = say("register.key", language, code=facts.key) if may_keep else Rich()
    words = blocks(
        lines((say("register.unit", language, unit=capitalised(facts.label)), key, *_facts(facts, language))),
        lines(tuple(_site_line(each, language) for each in facts.sites)),
    )
    back = (tap(text("button.register", language), OpenRegister()),)
    sites = arranged(
        tap(text("button.site", language, name=quoted(each.name, 24)), ShowSite(each.id))
        for each in facts.sites
    )
    return Card(words, (*(_keeping(facts, language) if may_keep else ()), *(sites if may_keep else ()), back))


def _facts(facts: UnitFacts, language: str) -> Sequence[Rich]:
    aliases = ", ".join(
        text(
            "register.alias" if verified else "register.alias_unverified",
            language,
            alias=quoted(alias, 40),
            type=text(f"alias.{kind}", language),
        )
        for alias, kind, verified in facts.aliases
    )
    former = tuple(
        say("register.former", language, name=quoted(name, NAME_LIMIT), date=day)
        for name, day in facts.former
    )
    return (
        say("register.codes", language, codes=", ".join(facts.codes)) if facts.codes else Rich(),
        say("register.above", language, unit=facts.above) if facts.above else Rich(),
        say("register.period", language, period=capitalised(facts.period)) if facts.period else Rich(),
        say("register.aliases", language, list=aliases) if aliases else Rich(),
        *former,
        *facts.became,
        say("register.open_visit", language, code=facts.open_visit) if facts.open_visit else Rich(),
    )


def _keeping(facts: UnitFacts, language: str) -> Rows:
    def edit(what: str) -> EditUnit:
        return EditUnit(facts.key, what)

    if facts.is_ended:
        reopen = tap(text("button.reopen_unit", language), ReopenUnit(facts.key))
        return ((reopen, tap(text("button.merge_unit", language), edit("merge"))),)
    return (
        (
            tap(text("button.rename_unit", language), edit("name")),
            tap(text("button.aliases", language), edit("aliases")),
        ),
        (
            tap(text("button.unit_code", language), edit("code")),
            tap(text("button.add_site", language), AddSite(facts.key)),
        ),
        (
            tap(text("button.end_unit", language), edit("end")),
            tap(text("button.merge_unit", language), edit("merge")),
        ),
    )


def _site_line(site: SiteFacts, language: str) -> Rich:
    told = "; ".join(filter(None, (site.address, site.hours, site.period)))
    return say("register.site", language, name=quoted(site.name, NAME_LIMIT), about=quoted(told))


def site_card(facts: SiteFacts, unit_label: str, *, is_ended: bool, language: str) -> Card:
    """A site, and what may be changed of it."""
    nothing = text("register.not_known", language)
    words = lines(
        (
            say("register.site_head", language, name=quoted(facts.name, NAME_LIMIT), unit=unit_label),
            say("register.site_kind", language, kind=text(f"site.{facts.kind}", language)),
            say("register.address", language, address=quoted(facts.address) or nothing),
            say("register.place", language, place=facts.place or nothing),
            say("register.hours", language, hours=quoted(facts.hours) or nothing),
            say("register.operator", language, unit=facts.operator) if facts.operator else Rich(),
            say("register.period", language, period=capitalised(facts.period)) if facts.period else Rich(),
        )
    )
    edits = [
        tap(text(f"button.site_{what}", language), EditSite(facts.id, what))
        for what in ("address", "place", "hours", "name")
    ]
    end = tap(text("button.end_site", language), EndSite(facts.id))
    back = tap(text("button.to_unit", language), ShowUnit(facts.unit_key))
    return Card(words, (*(() if is_ended else (*in_rows(edits, 2), (end,))), (back,)))
