"""A question as its editor sees it: as the inspector will see it, what is set, and what can be set.

Rules: the preview is the inspector's own card, drawn by the same function; each setting has a page of its own
where the present value is marked.
Must not know: how edits are made or kept.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from checklists.editing import is_untranslated
from checklists.kinds import Kind
from checklists.messages import Ask
from checklists.model import Checklist, Choice, NoteRule, PhotoRule, Question
from checklists.visit import Purpose, Visit
from handlers.actions.editing import (
    AskOfChoice,
    AskOfQuestion,
    Page,
    SeeChoice,
    SeeDraft,
    SeeQuestion,
    SeeSection,
    SetChoice,
    SetQuestion,
    What,
)
from handlers.card import Card
from handlers.cards.editor.value_words import FAILED, condition_words, settings_line, value_words
from handlers.cards.layout import blocks, in_rows, quoted, tap
from handlers.cards.sight import Sight
from handlers.cards.visit_cards import ask
from handlers.outgoing import Button, Rows
from handlers.rich import Rich, Span, Style, lines, plain
from handlers.words import say, text

DAYS: Final = (3, 5, 7, 10, 15, 30)
LABEL_SHOWN: Final = 28
SELECTS: Final = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})
_TEXTS: Final = ("label", "hint", "photo_hint", "fail_text")


def preview(checklist: Checklist, code: str, *, at: datetime, language: str) -> Rich:
    """The question's card as an inspector sees it when a visit begins, with its buttons as words."""
    visit = Visit(
        id="preview",
        code="KT-0000-0000",
        unit_key="",
        unit_name=text("edit.preview.unit", language),
        site="",
        purpose=Purpose.TRIAL,
        checklist_key=checklist.key,
        checklist_version=checklist.version,
        team=(),
        started_at=at,
    )
    card = ask(Sight(checklist, visit, at), Ask(code), language=language)
    buttons = (" ".join(f"[{button.label}]" for button in row) for row in card.rows)
    body = card.text.plain.partition("\n\n")[2] or card.text.plain
    return Rich((Span("\n".join((body, *buttons)), Style.QUOTE),))


def question(draft_id: str, checklist: Checklist, code: str, *, at: datetime, language: str) -> Card:
    """The preview and the settings; the three things that a new question mostly wants."""
    found = _found(checklist, code)
    english = found.label.en or text("edit.none_yet", language)
    section = checklist.section_of(code)
    words = blocks(
        say("edit.question.head", language, number=checklist.number(code), section=section.title.vi),
        preview(checklist, code, at=at, language="vi"),
        lines(
            (
                plain(settings_line(checklist, found, language)),
                say("edit.english", language, words=english),
                say("edit.question.untranslated", language)
                if is_untranslated(found) and found.label.en
                else Rich(),
            )
        ),
    )
    return Card(
        words,
        (
            (
                tap(text("edit.button.change", language), SeeQuestion(draft_id, code, Page.MORE)),
                tap(text("edit.button.translate", language), AskOfQuestion(draft_id, code, "label_en")),
            ),
            (
                tap(text("button.done", language), SeeSection(draft_id, section.key, Page.CARD)),
                tap(text("edit.button.changes_short", language), SeeDraft(draft_id, Page.CHANGES)),
            ),
        ),
    )


def more(draft_id: str, checklist: Checklist, code: str, *, language: str) -> Card:
    """Everything that can be changed."""
    found = _found(checklist, code)

    def page(name: Page) -> Button:
        return tap(text(f"edit.page.{name}", language), SeeQuestion(draft_id, code, name))

    required = tap(
        text("edit.required.toggle_yes" if found.required else "edit.required.toggle_no", language),
        SetQuestion(draft_id, code, What.REQUIRED, "no" if found.required else "yes"),
    )
    rows: list[tuple[Button, ...]] = [
        (
            tap(text("edit.button.reword", language), AskOfQuestion(draft_id, code, "label_vi")),
            page(Page.TEXTS),
        ),
        (page(Page.KIND), page(Page.PHOTO)),
        (page(Page.SEVERITY), page(Page.DAYS)),
        (page(Page.NOTE), required),
        (page(Page.WHEN), page(Page.FAIL)),
        (page(Page.PLACE), *((page(Page.CHOICES),) if found.kind in SELECTS else ())),
        (tap(text("edit.button.retire", language), SetQuestion(draft_id, code, What.RETIRE, ""), "danger"),),
        (_back(draft_id, code, language),),
    ]
    return Card(_head(checklist, code, "edit.more", language), tuple(rows))


def page(draft_id: str, checklist: Checklist, code: str, name: Page, *, language: str) -> Card:
    """The page of one setting, with the present value marked."""
    found = _found(checklist, code)
    words = _head(checklist, code, f"edit.ask.{name}", language)
    rows = _rows(draft_id, checklist, found, name, language)
    return Card(words, (*rows, (_back(draft_id, code, language),)))


def _rows(draft_id: str, checklist: Checklist, found: Question, name: Page, language: str) -> Rows:
    match name:
        case Page.KIND:
            return _values(draft_id, checklist, found, (What.KIND, "kind"), tuple(Kind), language)
        case Page.PHOTO:
            shared = "no" if found.share_photo else "yes"
            share = SetQuestion(draft_id, found.code, What.SHARE, shared)
            button = tap(text(f"edit.share_photo.toggle_{shared}", language), share)
            values = _values(draft_id, checklist, found, (What.PHOTO, "photo"), tuple(PhotoRule), language)
            return (*values, (button,))
        case Page.NOTE:
            return _values(draft_id, checklist, found, (What.NOTE, "note"), tuple(NoteRule), language)
        case Page.SEVERITY:
            return _values(draft_id, checklist, found, (What.SEVERITY, "severity"), range(4), language)
        case Page.DAYS:
            return _days(draft_id, checklist, found, language)
        case Page.TEXTS:
            return _texts(draft_id, found, language)
        case Page.WHEN:
            return _when(draft_id, checklist, found, language)
        case Page.FAIL:
            return _fail(draft_id, found, language)
        case Page.CHOICES:
            return _choices(draft_id, found, language)
        case Page.PLACE:
            return _places(draft_id, checklist, found, language)
        case _:
            return ()


def _values(
    draft_id: str,
    checklist: Checklist,
    found: Question,
    names: tuple[What, str],
    values: Iterable[Kind | PhotoRule | NoteRule | int],
    language: str,
) -> Rows:
    what, field = names
    present = getattr(found, field)
    buttons = (
        tap(
            value_words(field, str(value), checklist, language) + (" ✓" if value == present else ""),
            SetQuestion(draft_id, found.code, what, str(value)),
        )
        for value in values
    )
    return in_rows(buttons, 1 if field in {"photo", "note", "severity"} else 2)


def _days(draft_id: str, checklist: Checklist, found: Question, language: str) -> Rows:
    values = ("", *(str(days) for days in DAYS))
    present = "" if found.due_days is None else str(found.due_days)
    buttons = (
        tap(
            value_words("due_days", value, checklist, language) + (" ✓" if value == present else ""),
            SetQuestion(draft_id, found.code, What.DAYS, value),
        )
        for value in values
    )
    other = tap(text("edit.button.other_days", language), AskOfQuestion(draft_id, found.code, "days"))
    return (*in_rows(buttons, 2), (other,))


def _texts(draft_id: str, found: Question, language: str) -> Rows:
    return tuple(
        tuple(
            tap(
                text(f"edit.button.text_{spoken}", language, name=text(f"edit.text.{name}", language)),
                AskOfQuestion(draft_id, found.code, f"{name}_{spoken}"),
            )
            for spoken in ("vi", "en")
        )
        for name in _TEXTS
    )


def _when(draft_id: str, checklist: Checklist, found: Question, language: str) -> Rows:
    present = FAILED.fullmatch(found.relevant.source) if found.relevant else None
    always = text("edit.relevant.none", language) + ("" if found.relevant else " ✓")
    earlier = checklist.questions[: checklist.place(found.code)]
    near = [each for each in earlier if each.kind is Kind.PASS_FAIL][-6:]
    buttons = (
        tap(
            text(
                "edit.when.button",
                language,
                number=checklist.number(each.code),
                label=quoted(each.label.vi, 16),
            )
            + (" ✓" if present and present["code"] == each.code else ""),
            SetQuestion(draft_id, found.code, What.WHEN, each.code),
        )
        for each in near
    )
    free = tap(text("edit.button.free_condition", language), AskOfQuestion(draft_id, found.code, "relevant"))
    return ((tap(always, SetQuestion(draft_id, found.code, What.WHEN, "")),), *in_rows(buttons, 1), (free,))


def _fail(draft_id: str, found: Question, language: str) -> Rows:
    code = found.code
    limit = (tap(text("edit.button.constraint", language), AskOfQuestion(draft_id, code, "constraint")),)
    if found.kind is Kind.PASS_FAIL:
        return (limit,)
    return (
        (tap(text("edit.button.fail_when", language), AskOfQuestion(draft_id, code, "fail_when")),),
        (tap(text("edit.button.never_fails", language), SetQuestion(draft_id, code, What.NEVER_FAILS, "")),),
        limit,
    )


def _choices(draft_id: str, found: Question, language: str) -> Rows:
    buttons = (
        tap(
            quoted(each.label.vi, LABEL_SHOWN)
            + ("" if each.label.en else text("edit.mark.untranslated", language)),
            SeeChoice(draft_id, found.code, each.name),
        )
        for each in found.choices
    )
    add = tap(text("edit.button.new_choice", language), AskOfQuestion(draft_id, found.code, "choice"))
    return (*in_rows(buttons, 1), (add,))


def _marked(choice: Choice, language: str) -> str:
    label = quoted(choice.label.vi, LABEL_SHOWN)
    return label if choice.label.en else f"{label} {text('edit.mark.untranslated', language)}"


def _places(draft_id: str, checklist: Checklist, found: Question, language: str) -> Rows:
    section = checklist.section_of(found.code)
    step = (
        tap(text("edit.button.up", language), SetQuestion(draft_id, found.code, What.UP, "")),
        tap(text("edit.button.down", language), SetQuestion(draft_id, found.code, What.DOWN, "")),
    )
    after = (
        tap(
            text(
                "edit.button.after",
                language,
                number=checklist.number(each.code),
                label=quoted(each.label.vi, 28),
            ),
            SetQuestion(draft_id, found.code, What.AFTER, each.code),
        )
        for each in section.questions
        if found.code not in {each.code, each.detail_of} and each.detail_of is None
    )
    elsewhere = (
        tap(
            text("edit.button.to_section", language, title=quoted(each.title.vi, 30)),
            SetQuestion(draft_id, found.code, What.SECTION, each.key[:30]),
        )
        for each in checklist.sections
        if each != section
    )
    return (step, *in_rows(after, 1), *in_rows(elsewhere, 1))


def choice(draft_id: str, checklist: Checklist, code: str, name: str, *, language: str) -> Card:
    """One choice."""
    found = _found(checklist, code)
    label = next(each.label for each in found.choices if each.name == name)
    words = lines(
        (
            say("edit.choice", language, number=checklist.number(code), label=label.vi),
            say("edit.english", language, words=label.en or text("edit.none_yet", language)),
        )
    )
    return Card(
        words,
        (
            (
                tap(text("edit.button.rename", language), AskOfChoice(draft_id, code, name, "vi")),
                tap(text("edit.button.english", language), AskOfChoice(draft_id, code, name, "en")),
            ),
            (
                tap(text("edit.button.up", language), SetChoice(draft_id, code, name, What.UP)),
                tap(
                    text("edit.button.retire_choice", language), SetChoice(draft_id, code, name, What.RETIRE)
                ),
            ),
            (tap(text("edit.button.choices", language), SeeQuestion(draft_id, code, Page.CHOICES)),),
        ),
    )


def replaces(
    draft_id: str, code: str, checklist: Checklist, gone: Sequence[tuple[str, str]], *, language: str
) -> Card:
    """Which old question the new one goes on for; `gone` are codes and labels."""
    rows = tuple(
        (
            tap(
                text("edit.replaces.button", language, label=quoted(label, LABEL_SHOWN)),
                SetQuestion(draft_id, code, What.REPLACES, old),
            ),
        )
        for old, label in gone
    )
    none = tap(text("edit.replaces.none", language), SetQuestion(draft_id, code, What.REPLACES, ""))
    words = say(
        "edit.replaces.ask", language, number=checklist.number(code), label=_found(checklist, code).label.vi
    )
    return Card(
        words,
        (
            (none,),
            *rows,
            (tap(text("edit.button.changes_back", language), SeeDraft(draft_id, Page.CHANGES)),),
        ),
    )


def _found(checklist: Checklist, code: str) -> Question:
    return checklist.questions[checklist.place(code)]


def _head(checklist: Checklist, code: str, key: str, language: str) -> Rich:
    found = _found(checklist, code)
    named = say("edit.question.line", language, number=checklist.number(code), label=found.label.vi)
    present = found.relevant.source if found.relevant and key == "edit.ask.when" else ""
    if key == "edit.ask.fail" and found.fail_when:
        present = found.fail_when.source
    shown = plain(condition_words(checklist, present, language)) if present else Rich()
    return blocks(lines((named, shown)), say(key, language))


def _back(draft_id: str, code: str, language: str) -> Button:
    return tap(text("edit.button.back", language), SeeQuestion(draft_id, code, Page.CARD))
