"""The checklist of every peer, and how it keeps an answer: one row, one commit."""

import os
from pathlib import Path

import aiosqlite

API, TOKEN, FOLDER = os.environ["API"], os.environ["TOKEN"], Path(os.environ["FOLDER"])
QUESTIONS = tuple(f"Câu {number}/15 · Nội dung thứ {number} có đạt không?" for number in range(1, 16))
CHOICES = (("Đạt", "pass"), ("Chưa đạt", "fail"))
DONE = "Đã xong 15 nội dung."


async def open_answers() -> aiosqlite.Connection:
    """The database, as durable as ours: WAL and a commit on the disk."""
    database = await aiosqlite.connect(FOLDER / "answers.sqlite")
    await database.execute("PRAGMA journal_mode=WAL")
    await database.execute("PRAGMA synchronous=FULL")
    await database.execute(
        "CREATE TABLE IF NOT EXISTS answer (person INTEGER, question INTEGER, choice TEXT)"
    )
    await database.commit()
    return database


async def keep(database: aiosqlite.Connection, person: int, question: int, choice: str) -> None:
    """Keep one answer."""
    await database.execute("INSERT INTO answer VALUES (?, ?, ?)", (person, question, choice))
    await database.commit()
