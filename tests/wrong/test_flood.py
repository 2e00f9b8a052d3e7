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
    """While 200 messages of one person wait, another's is answered before most of them; none is lost."""
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
        async with asyncio.timeout(30):
            while await settled(depth) < FLOOD + 2:
                await asyncio.sleep(0.02)
        await depth.forget()


async def answered(local: LocalTelegram, who: int, words: str) -> None:
    """Wait until the bot has said these words to this person."""
    async with asyncio.timeout(30):
        while not any(
            (event.get("chat_id"), event.get("message", {}).get("text")) == (who, words)
            for event in local.log.since(0)
        ):
            await asyncio.sleep(0.005)


async def settled(depth: HttpDepth) -> int:
    """How many updates have had their turn."""
    assert depth._database is not None
    async with depth._database.read() as connection:
        return (await INBOX.count(connection))[State.DONE]
