"""A checklist as a file that somebody sends or gets.

Rules: any bytes give a checklist or issues, never an exception, beside the event loop.
Must not know: who sent it, what becomes of it.
"""

import asyncio

from checklists.issues import Issue, make_issue
from checklists.model import Checklist
from checklists.source import read_checklist, write_checklist


async def read_checklist_file(name: str, content: bytes) -> Checklist | tuple[Issue, ...]:
    """The checklist that the file holds, or every issue found in it."""
    del name
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return (make_issue("not_yaml", "", {"detail": ""}),)
    return await asyncio.to_thread(read_checklist, text)


def write_checklist_file(checklist: Checklist) -> tuple[str, bytes]:
    """A name and the bytes of a file that `read_checklist_file` reads back."""
    return f"{checklist.key}-v{checklist.version}.yaml", write_checklist(checklist).encode()
