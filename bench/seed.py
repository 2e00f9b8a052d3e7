"""`python -m bench.seed FOLDER FIRST COUNT [--open]`: inspectors, their units, the checklist, open visits.

Rules: written through the bot's own storage, so that what it finds is what it would have written.
Must not know: what is measured.
"""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bench.bots import QUESTIONS, question, unit_of, visit_of
from checklists.model import Checklist
from checklists.visit import Member, Purpose
from storage.checklists import publish
from storage.database import Database
from storage.migrate import migrate
from storage.people import Grant, Identity, Role, add_person
from storage.units import Unit, put_units
from storage.visits import create

_KIND = "tinh"  # no bundled checklist is for it, so that nothing is chosen between


def checklist_text() -> str:
    """Fifteen questions, pass or fail, one section."""
    title = "title: {vi: Đo tốc độ, en: Speed}"
    head = f"checklist: bench\nversion: 1\n{title}\nunit_kinds: [{_KIND}]\nsections:\n"
    section = "  - key: only\n    title: {vi: Nội dung, en: Contents}\n    one_by_one: yes\n    questions:\n"
    questions = (
        f"      - code: {question(number)}\n        kind: pf\n"
        f"        label: {{vi: Nội dung thứ {number} có đạt không, en: Is item {number} in order}}\n"
        f"        fail_text: {{vi: nội dung thứ {number} chưa đạt, en: item {number} is not in order}}\n"
        for number in range(1, QUESTIONS + 1)
    )
    return head + section + "".join(questions)


async def seed(folder: Path, chats: Sequence[int], *, is_open: bool) -> None:
    """Fill the database below the folder. `is_open`: each inspector's visit has begun."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'data' / 'wardrounds.sqlite'}"
    await migrate(url)
    database = await Database.open(url)
    at = datetime.now(UTC)
    try:
        async with database.write() as connection:
            checklist = await publish(connection, checklist_text(), at=at)
            await put_units(connection, [_unit(chat) for chat in chats])
            for chat in chats:
                await _add(connection, chat, checklist if is_open else None, at)
    finally:
        await database.close()


async def _add(connection: AsyncConnection, chat: int, checklist: Checklist | None, at: datetime) -> None:
    person = await add_person(
        connection,
        id=f"p{chat}",
        name=f"Trần Thị Lan {chat}",
        office="",
        language="vi",
        identity=Identity("telegram", str(chat)),
        grants=[Grant(Role.INSPECTOR)],
        at=at,
    )
    if checklist is None:
        return
    await create(
        connection,
        id=visit_of(chat),
        unit=_unit(chat),
        site="",
        purpose=Purpose.SURPRISE,
        checklist=checklist,
        member=Member(person=person.id, name=person.name, role="head", office=""),
        failed_before=frozenset(),
        at=at,
        local_month=at.strftime("%y%m"),
    )


def _unit(chat: int) -> Unit:
    return Unit(key=unit_of(chat), kind=_KIND, name=f"Đơn vị {chat}", sort_no=chat)


def main() -> None:
    """Seed as the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--open", action="store_true")
    asked = parser.parse_args()
    asyncio.run(seed(asked.folder, range(asked.first, asked.first + asked.count), is_open=asked.open))


if __name__ == "__main__":
    main()
