"""Where editing begins: a draft of a version, a new checklist, a copy, an older version again; and files out.

Rules: a checklist has one draft; who wants another gets the one that is open. A copy and a new checklist
have a key of their own, made of their title.
Must not know: what is edited then.
"""

from dataclasses import replace

from checklists.editing import replay
from checklists.edits import AddSection, Edit, SetTitle, SetUnitKinds, TakeVersion
from checklists.language import clean_line
from checklists.model import Checklist
from checklists.naming import LONGEST_KEY, next_name
from checklists.soundness import LONGEST_TITLE
from checklists.writing import write_checklist
from handlers.cards.editor import list_cards
from handlers.desks.editor import publishing, showing
from handlers.desks.editor.making import make
from handlers.outgoing import SendFile, carried
from handlers.scenes import AwaitingFile, NamingChecklist
from handlers.talk import Talk
from handlers.words import say, text
from storage import checklists, drafts
from storage.checklist_files import write_checklist_file
from storage.drafts import Draft

ID_LENGTH = 6  # a button holds it beside a section's key
FIRST_KIND = "phuong"


async def edit(talk: Talk, version_id: str) -> None:
    """Begin a draft of the newest version, or go on with the one that is open."""
    found = await showing.version_of(talk, version_id)
    if found is not None:
        await showing.show_draft(talk, await begin(talk, found.checklist.key))


async def begin(talk: Talk, key: str) -> Draft:
    """The open draft of the checklist, begun now if there is none."""
    every = await checklists.versions_of(talk.connection, key)
    base = every[0].checklist.version if every else None
    return await drafts.begin(
        talk.connection, talk.house.token(ID_LENGTH), key=key, base=base, by=talk.person.id, at=talk.at
    )


async def again(talk: Talk, version_id: str) -> None:
    """An older version as a draft, shown with what it changes, so that it can be published again."""
    found = await showing.version_of(talk, version_id)
    if found is None:
        return
    draft = await begin(talk, found.checklist.key)
    version = found.checklist.version
    taken = TakeVersion(version, write_checklist(found.checklist))
    after = await make(talk, draft.id, lambda _: taken)
    if after is not None:
        await publishing.show_changes(talk, after)


async def ask_how(talk: Talk, how: str) -> None:
    """How a new checklist is to begin, and then its name or its file."""
    if how == "scratch":
        await ask_name(talk, copied="")
        return
    if how == "file":
        talk.state = replace(talk.state, scene=AwaitingFile())
        talk.show(list_cards.ask_file(language=talk.language))
        return
    every = await checklists.newest(talk.connection)
    titles = tuple((str(each.id), each.checklist.title.in_language(talk.language)) for each in every)
    talk.show(list_cards.new_checklist(titles, language=talk.language))


async def ask_name(talk: Talk, *, copied: str) -> None:
    """What the new checklist, or the copy, is to be called."""
    talk.state = replace(talk.state, scene=NamingChecklist(copied))
    talk.show(list_cards.ask_name(language=talk.language))


async def named(talk: Talk, scene: NamingChecklist, words: str) -> None:
    """Begin the new checklist under that title."""
    title = clean_line(words)
    if not title or len(title) > LONGEST_TITLE:
        talk.say(say("edit.new.name_again", talk.language, most=LONGEST_TITLE))
        return
    start: tuple[Edit, ...] = (
        SetTitle("vi", title),
        SetUnitKinds((FIRST_KIND,)),
        AddSection("noi-dung", text("edit.new.section", "vi")),
    )
    if scene.copied:
        found = await showing.version_of(talk, scene.copied)
        if found is None:
            return
        start = (
            TakeVersion(found.checklist.version, write_checklist(found.checklist)),
            SetTitle("vi", title),
        )
    draft = await begin_new(talk, title, start)
    await showing.show_draft(talk, draft)


async def begin_new(talk: Talk, title: str, start: tuple[Edit, ...]) -> Draft:
    """A draft of a checklist that there was not, with its first edits."""
    published = [each.checklist.key for each in await checklists.newest(talk.connection)]
    drafted = [key for key, _ in await drafts.open_keys(talk.connection)]
    key = next_name(title, (*published, *drafted), longest=LONGEST_KEY)
    draft = await begin(talk, key)
    for each in start:
        # A beginning is not judged edit by edit: what has no section yet makes no sense yet.
        changed = replay(draft.checklist, each)
        checklist = changed if isinstance(changed, Checklist) else draft.checklist
        draft = await drafts.append(talk.connection, draft, each, checklist, by=talk.person.id, at=talk.at)
    return draft


async def download(talk: Talk, version_id: str) -> None:
    """Send a version as a file."""
    found = await showing.version_of(talk, version_id)
    if found is not None:
        _send(talk, found.checklist)


def download_draft(talk: Talk, draft: Draft) -> None:
    """Send a draft as a file."""
    _send(talk, draft.checklist)


def _send(talk: Talk, checklist: Checklist) -> None:
    name, content = write_checklist_file(checklist)
    caption = say("edit.file.caption", talk.language, title=checklist.title.in_language(talk.language))
    talk.outbox.add(talk.chat, SendFile(carried(content), name, caption))
    talk.push()
    talk.toast(text("edit.file.sent", talk.language))
