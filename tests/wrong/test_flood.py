"""One who floods is slow himself and slows nobody: the wired bot, over HTTP."""

import asyncio
import time
from pathlib import Path

from bot.demo.actors import perform_act
from bot.demo.local import LocalTelegram
from storage.queue import INBOX, State
from tests.playing.http_depth import HttpDepth, http_depth
from tests.wrong.ward import BINH, LAN, SCRIPT, furnished

FLOOD = 200


async def test_a_flood_of_one_holds_up_nobody_else(tmp_path: Path, template: Path) -> None:
    """While 200 messages of one person wait, another's press is answered before most of them; none is lost."""
    async with http_depth(SCRIPT, await furnished(tmp_path, template), tmp_path) as depth:
        await perform_act(depth.local, {"as": BINH, "do": "say", "text": "/start"})
        await depth.quiet()
        for number in range(FLOOD):
            await perform_act(depth.local, {"as": LAN, "do": "say", "text": f"/trogiup {number}"})
        began = time.monotonic()
        await perform_act(depth.local, {"as": BINH, "do": "say", "text": "/ngonngu"})
        await answered(depth.local, BINH, "Chọn ngôn ngữ.")
        took, done = time.monotonic() - began, await settled(depth)
        # On a machine busy with other tests the order says more than the clock.
        assert done < FLOOD // 2 or took < 1.0, f"{done} of {FLOOD} first, {took:.2f} s"
        await depth.quiet()
        assert heard(depth.local, LAN) == FLOOD
        await depth.forget()


async def answered(local: LocalTelegram, who: int, words: str) -> None:
    """Wait until the bot has said these words to this person."""
    async with asyncio.timeout(30):
        while not any(event.get("message", {}).get("text") == words for event in of_bot(local, who)):
            await asyncio.sleep(0.005)


def of_bot(local: LocalTelegram, who: int) -> list[dict[str, object]]:
    """What the bot said in a private chat."""
    return [each for each in local.log.since(0) if (each.get("chat_id"), each.get("sender")) == (who, "bot")]


def heard(local: LocalTelegram, who: int) -> int:
    """How many messages the bot has sent there."""
    return sum(event["kind"] == "message" for event in of_bot(local, who))


async def settled(depth: HttpDepth) -> int:
    """How many updates have had their turn."""
    assert depth._database is not None
    async with depth._database.read() as connection:
        return (await INBOX.count(connection))[State.DONE]
