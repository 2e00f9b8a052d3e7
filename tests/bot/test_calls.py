"""Calls past the library's types: what goes, and what an answer of another shape is taken for."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.outcome import Ambiguous, Outcome, Sent
from bot.telegram.calls import Fields
from bot.telegram.send import TelegramSender
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import AnswerPress, Button, EditText, Operation, React, SendText
from handlers.rich import bold, plain
from storage.evidence import EvidenceStore
from tests.bot.test_aiohttp_request import MESSAGE, answer, answering, bot_at, serving

LAN = Chat("telegram", "1002", ChatKind.PRIVATE)
WORDS = plain("Câu 1: ") + bold("Niêm yết")
ROWS = ((Button("✅ Đạt", data="ch.v.q.pass", tone="success"), Button("Mở", url="https://t.me/x")),)
OPERATIONS: tuple[Operation, ...] = (
    SendText(WORDS, ROWS),
    EditText("card:1", WORDS, ROWS),
    React("5", "👀"),
    AnswerPress("77", "Đã lưu"),
)
ODD = (b'{"ok":true}', b'{"ok":true,"result":{}}', b'{"ok":true,"result":"yes"}', b"[]", b"\xff")


async def became(tmp_path: Path, operation: Operation, body: bytes) -> Outcome:
    """What becomes of an operation that is answered so."""
    async with serving(answering(answer(body))) as address, bot_at(address) as bot:
        sender = TelegramSender(bot, EvidenceStore(f"file://{tmp_path}"))
        return await sender.perform(operation, LAN, standing="7")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("body", ODD)
async def test_an_answer_of_another_shape_is_a_doubt(
    tmp_path: Path, operation: Operation, body: bytes
) -> None:
    """Something answered with 200, but not as Telegram does: nobody knows whether it acted."""
    assert await became(tmp_path, operation, body) == Ambiguous()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: type(each).__name__)
async def test_an_answer_as_told_is_a_success(tmp_path: Path, operation: Operation) -> None:
    """Messages are answered with a message, all else with true."""
    is_message = isinstance(operation, SendText | EditText)
    body = MESSAGE if is_message else b'{"ok":true,"result":true}'
    assert await became(tmp_path, operation, body) == Sent("7" if is_message else None)


def test_fields_say_the_same_as_json_and_as_a_form() -> None:
    """Behind a proxy fields go as a form, where whatever is no text is JSON; what is none does not go."""
    given: dict[str, Any] = {"chat_id": 1, "text": "Sổ", "entities": [{"type": "bold"}], "url": None}
    fields = Fields(given)
    assert json.loads(fields.json_payload) == {"chat_id": 1, "text": "Sổ", "entities": [{"type": "bold"}]}
    assert fields.json_parameters == {"chat_id": "1", "text": "Sổ", "entities": '[{"type": "bold"}]'}
