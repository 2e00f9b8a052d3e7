"""What was fetched from a platform, as a note for the inbox: a photo that is kept, a file that was read.

Rules: a file is read here, beside the talk, since reading takes time; whatever its bytes are, it says
something: what it holds, or what is wrong with it. A new kind of file is one line in `READERS`.
Must not know: who sent it, what follows.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import assert_never

from bot.internal import Note, fetch_note, file_note
from bot.outcome import Brought, Kept, Lost
from handlers.checklist_file import CHECKLIST, ChecklistFile, dump_checklist_file
from handlers.incoming import Fetched, FetchFailed, FileRead, FileUnread
from handlers.outgoing import Fetch, Outgoing, ReadFile
from storage.checklist_files import read_checklist_file


async def _read_checklist(name: str, content: bytes) -> str:
    return dump_checklist_file(ChecklistFile.of(await read_checklist_file(name, content)))


# By the `reader` of a `ReadFile`: from a file's name and bytes to what it says.
READERS: Mapping[str, Callable[[str, bytes], Awaitable[str]]] = {CHECKLIST: _read_checklist}


async def fetched_note(outgoing: Outgoing, outcome: Kept | Brought | Lost) -> Note | None:
    """The note of what came of a fetch; none for what fetches nothing."""
    operation = outgoing.operation
    if isinstance(operation, Fetch):
        photo = operation.photo
        match outcome:
            case Kept(sha256, size):
                return fetch_note(Fetched(photo, sha256, size), outgoing.chat)
            case Lost(reason):
                return fetch_note(FetchFailed(photo, reason), outgoing.chat)
            case Brought():
                return None
            case _ as never:
                assert_never(never)
    if not isinstance(operation, ReadFile):
        return None
    file, reader, name = operation.file, operation.reader, operation.name
    if isinstance(outcome, Brought):
        said = await READERS[reader](name, outcome.content)
        return file_note(FileRead(file, reader, name, said), outgoing.chat)
    return file_note(
        FileUnread(file, reader, name, outcome.reason if isinstance(outcome, Lost) else ""), outgoing.chat
    )
