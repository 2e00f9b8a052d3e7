"""`people`: who may use the bot, from the command line.

Must not know: how people are invited in chat.
"""

import argparse
import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.commands.answers import DONE, Commands, complain, does
from bot.house import open_database, token
from bot.settings import Settings
from storage import people
from storage.database import Database
from storage.people import Grant, Identity, Role
from storage.units import unit


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added: `telegram` is the account, `unit` what the role is for."""

    telegram: str
    role: Role
    name: str
    office: str = ""
    unit: str | None = None


def add_to(known: Commands) -> None:
    """Add the commands of this topic."""
    verbs = known.add_parser("people", help="người dùng / people").add_subparsers(dest="verb", required=True)
    add = verbs.add_parser("add", help="thêm người hoặc vai trò / add a person or a role")
    add.add_argument(
        "--telegram", required=True, type=_account, metavar="ID", help="mã Telegram / Telegram id"
    )
    add.add_argument("--role", required=True, choices=[role.value for role in Role], help="vai trò / role")
    add.add_argument("--name", required=True, help="họ tên / name")
    add.add_argument("--office", default="", help="nơi công tác / office")
    add.add_argument("--unit", help="mã đơn vị / key of the unit")
    does(add, _add)


def _account(text: str) -> str:
    return str(int(text))


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    new = NewPerson(
        telegram=arguments.telegram,
        role=Role(arguments.role),
        name=arguments.name,
        office=arguments.office,
        unit=arguments.unit,
    )
    return asyncio.run(add_person(settings, new))


async def add_person(settings: Settings, new: NewPerson) -> int:
    """Add a person with a role, or give the role to one who is known."""
    at = Clock(settings.clock).now()
    async with open_database(settings) as database:
        if new.unit and not await _is_unit(database, new.unit):
            return complain(f"Không có đơn vị {new.unit}. / There is no unit {new.unit}.")
        async with database.write() as connection:
            await put_person(connection, new, at=at)
    return DONE


async def _is_unit(database: Database, key: str) -> bool:
    async with database.read() as connection:
        return await unit(connection, key) is not None


async def put_person(connection: AsyncConnection, new: NewPerson, *, at: datetime) -> None:
    """Make the person known with the role."""
    identity, grant = Identity("telegram", new.telegram), Grant(role=new.role, unit=new.unit)
    known = await people.person_of(connection, identity.transport, identity.external_id)
    if known is not None:
        await people.add_grant(connection, known.id, grant, at=at)
        return
    await people.add_person(
        connection,
        id=token(12),
        name=new.name,
        office=new.office,
        language="vi",
        identity=identity,
        grants=(grant,),
        at=at,
    )
