"""The choices sheet of an XLSForm: lists of choices by name, as pieces of a written checklist.

Rules: names that no button can carry are folded and cut, and conditions that compare with them follow
(`renames`). A choice marked as "other" is no choice of ours but a property of the question.
Must not know: questions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from checklists.issues import Issue
from checklists.language import fold
from checklists.source import Spot
from checklists.xlsform.columns import LANGUAGES, OTHER_LIST
from checklists.xlsform.names import choice_of
from checklists.xlsform.tables import Record, Table
from checklists.xlsform.truth import is_yes
from checklists.yaml_text import Tree

YES_WORDS: Final = frozenset({"yes", "co", "y", "1", "true"})
NO_WORDS: Final = frozenset({"no", "khong", "n", "0", "false"})
YES_LABELS: Final = frozenset({"co", "yes"})
NO_LABELS: Final = frozenset({"khong", "no"})


@dataclass(frozen=True, slots=True)
class ListedChoice:
    """One choice: its name as written and as ours, and what the tree holds of it."""

    written: str
    name: str
    piece: Mapping[str, Tree]
    record: Record
    is_na: bool = False
    is_other: bool = False

    @property
    def spots(self) -> Iterator[tuple[str, Spot]]:
        """The places of its parts."""
        yield from ((short, self.record.spot("label", short)) for short in LANGUAGES)
        yield from (("score", self.record.spot("kt_score")), ("na", self.record.spot("kt_is_na")))


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """All lists by name, in the sheet's order, and what is wrong with them."""

    lists: Mapping[str, tuple[ListedChoice, ...]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def choices(self, name: str) -> tuple[ListedChoice, ...]:
        """The list's choices without "other"; none when there is no such list."""
        return tuple(each for each in self.lists.get(name, ()) if not each.is_other)

    def has_other(self, name: str) -> bool:
        """Whether the list ends in a choice that is written out."""
        return any(each.is_other for each in self.lists.get(name, ()))

    def plain_name(self, name: str) -> str:
        """The name of the list without "other", where both are there."""
        plain = name.removesuffix(OTHER_LIST)
        return plain if self.has_other(name) and plain in self.lists else name

    def renames(self, name: str) -> dict[str, str]:
        """Our names of its choices by those that are written."""
        return {each.written: each.name for each in self.lists.get(name, ())}

    def yes_and_no(self, name: str) -> dict[str, str] | None:
        """How its two choices are called `yes` and `no`, where they say just that in name and label."""
        renames: dict[str, str] = {}
        for each in self.choices(name):
            labels = {fold(str(each.piece[short])) for short in LANGUAGES if short in each.piece}
            if fold(each.written) in YES_WORDS and labels <= YES_LABELS:
                renames[each.written] = "yes"
            elif fold(each.written) in NO_WORDS and labels <= NO_LABELS:
                renames[each.written] = "no"
            else:
                return None
        return renames if sorted(renames.values()) == ["no", "yes"] else None


def read_lists(table: Table, *, english: bool) -> ChoiceTable:
    """The lists of the sheet; without `english` the Vietnamese texts serve for both languages."""
    issues: list[Issue] = []
    lists: dict[str, list[ListedChoice]] = {}
    for record in table.records:
        listed, name = record.text("list_name"), record.text("name")
        if not listed or not name:
            issues.append(record.issue("list_unnamed", "name" if listed else "list_name"))
            continue
        choices = lists.setdefault(listed, [])
        if any(each.written == name for each in choices):
            issues.append(record.issue("choice_twice", "name", {"detail": name}))
            continue
        taken = {each.name.casefold() for each in choices}
        choices.append(_choice(record, name, choice_of(name, taken), english=english))
    return ChoiceTable({name: tuple(each) for name, each in lists.items()}, tuple(issues))


def _choice(record: Record, written: str, name: str, *, english: bool) -> ListedChoice:
    piece: dict[str, Tree] = labels_of(record, "label", english=english)
    if score := record.text("kt_score"):
        piece["score"] = score
    is_na = is_yes(record.text("kt_is_na"))
    if is_na:
        piece["na"] = "yes"
    is_other = is_yes(record.text("kt_is_other"))
    return ListedChoice(written, name, piece, record, is_na=is_na, is_other=is_other)


def labels_of(record: Record, name: str, *, english: bool) -> dict[str, Tree]:
    """The texts of a translated column; without `english` the Vietnamese one serves for both."""
    vi = record.text(name, "vi") or record.text(name)
    en = record.text(name, "en") if english else vi
    return {language: text for language, text in (("vi", vi), ("en", en)) if text}
