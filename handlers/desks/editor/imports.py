"""A checklist that comes as a file: read beside the talk, then what is wrong is told, or what changes.

Rules: only names that a checklist can have, at most five megabytes, at most so many an hour; every issue
is told, what does not fit a message in a file of its own; a file becomes an edit of a draft, never a
version by itself.
Must not know: how a file is fetched or read.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from checklists.edits import TakeFile
from checklists.issues import Issue
from checklists.model import Checklist
from checklists.source import read_checklist
from handlers.cards.editor import file_cards
from handlers.checklist_file import CHECKLIST, load_checklist_file
from handlers.desks.editor import beginning, publishing
from handlers.desks.editor.making import make
from handlers.incoming import FileRead, FileSent, FileUnread
from handlers.outgoing import ReadFile, SendFile, carried
from handlers.scenes import AwaitingFile, NoScene
from handlers.talk import Talk
from storage import checklists, drafts

LARGEST: Final = 5 * 1024 * 1024
ENDINGS: Final = (".xlsx", ".yaml", ".yml", ".csv")
HOUR: Final = timedelta(hours=1)


def is_checklist(content: FileSent) -> bool:
    """Whether the file can be a checklist, by its name."""
    return (content.file.name or "").lower().endswith(ENDINGS)


async def received(talk: Talk, content: FileSent) -> None:
    """Have the file fetched and read."""
    recent = tuple(at for at in talk.state.imports if timedelta() <= talk.at - at < HOUR)
    limit = talk.house.imports_an_hour
    if (content.file.size or 0) > LARGEST:
        talk.say(file_cards.too_large(LARGEST, language=talk.language), reply_to=talk.incoming.message_id)
        return
    if limit is not None and len(recent) >= limit:
        talk.say(file_cards.too_many(limit, language=talk.language), reply_to=talk.incoming.message_id)
        return
    talk.state = replace(talk.state, imports=(*recent, talk.at))
    talk.react(talk.incoming.message_id or "", "👀")
    reading = ReadFile(
        file=talk.house.token(16),
        file_id=content.file.id,
        name=content.file.name or "",
        reader=CHECKLIST,
        largest=LARGEST,
    )
    talk.outbox.add(talk.chat, reading, lane=f"fetch:{talk.chat.transport}:{talk.chat.id}")


async def read(talk: Talk, content: FileRead | FileUnread) -> None:
    """What the file says, or that it could not be fetched."""
    talk.push()
    if isinstance(content, FileUnread):
        talk.say(file_cards.unread(content.name, content.reason, language=talk.language))
        return
    file = load_checklist_file(content.said)
    if isinstance(talk.state.scene, AwaitingFile):
        talk.state = replace(talk.state, scene=NoScene())
    checklist = read_checklist(file.written) if not file.issues else file.issues
    if isinstance(checklist, Checklist):
        await _take(talk, content.name, file.written, checklist)
    else:
        _tell_issues(talk, content.name, checklist)


async def _take(talk: Talk, name: str, written: str, checklist: Checklist) -> None:
    taken = TakeFile(name, written)
    known = await checklists.versions_of(talk.connection, checklist.key)
    drafted = await drafts.open_for(talk.connection, checklist.key)
    if not known and drafted is None:
        draft = await beginning.begin(talk, checklist.key)
    else:
        draft = drafted or await beginning.begin(talk, checklist.key)
    after = await make(talk, draft.id, lambda _: taken)
    if after is not None:
        await publishing.show_changes(talk, after)


def _tell_issues(talk: Talk, name: str, issues: tuple[Issue, ...]) -> None:
    card, rest = file_cards.faulty(name, issues, language=talk.language)
    talk.say(card)
    if rest is not None:
        caption = file_cards.all_issues(language=talk.language)
        talk.outbox.add(talk.chat, SendFile(carried(rest.encode("utf-8-sig")), f"{name}.txt", caption))
        talk.push()
