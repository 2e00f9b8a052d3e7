"""The middle depth: inbox, SQLite and outbox, with everything saved and loaded again after every line.

Rules: the bot's own worker and deliverer, over a platform of paper; a new database object, desk and queue
for each line, so that nothing can live in memory.
Must not know: networks.
"""

import itertools
from datetime import timedelta

from bot.deliverer import Deliverer
from bot.lanes import Wake
from bot.limiter import Limiter, Paces
from bot.telegram.parse import key_of, lane_of
from bot.worker import Worker
from handlers.capabilities import TELEGRAM
from handlers.desk import Desk
from handlers.house import House
from storage.database import Database
from storage.queue import INBOX, OUTBOX, Queue, State
from tests.playing.acts import Act
from tests.playing.cast import BOT_NAME, CHANNEL, clock_of, counting
from tests.playing.paper import Paper
from tests.playing.screen import Screen
from tests.playing.script import HANOI, Player, Script
from tests.playing.updates import Updates, raw

_FREE = Paces(1e6, 1e6, 1e6)


class StoreDepth:
    """A bot without network, on the furnished database of `url`."""

    def __init__(self, script: Script, url: str) -> None:
        self.screen = Screen()
        self._url = url
        self._database: Database | None = None
        self._clock = clock_of(script)
        message_ids = itertools.count(1)
        self._paper = Paper(self.screen, message_ids)
        self._updates = Updates(self.screen, self._clock, message_ids)
        self._house = House(
            timezone=HANOI,
            language="vi",
            now=self._clock.now,
            token=counting(),
            deep_link=lambda payload: f"https://t.me/{BOT_NAME}?start={payload}",
            capabilities={TELEGRAM.transport: TELEGRAM},
        )

    async def act(self, who: Player, act: Act) -> None:
        """Put the update into the inbox."""
        update = self._updates.of(who, act)
        if press := update.get("callback_query"):
            self._paper.presses[press["id"]] = str(who.account)
        else:
            self._paper.open_chats |= {str(who.account), CHANNEL}
        body = raw(update)
        key = key_of(update["update_id"], body, source="telegram:1")
        database = await self._opened()
        async with database.write() as connection:
            await INBOX.put(connection, key=key, lane=lane_of(update), body=body, at=self._clock.now())

    async def quiet(self) -> None:
        """Work both queues off, the inbox first."""
        database, wake, now = await self._opened(), Wake(), self._clock.now
        worker = Worker(database, Desk(self._house), wake, now)
        performers = {TELEGRAM.transport: self._paper}
        deliverer = Deliverer(database, performers, Limiter(_FREE), wake, now)
        while await self._work(INBOX, worker) or await self._work(OUTBOX, deliverer):
            pass

    async def forget(self) -> None:
        """Let go of every connection, so that the next line reads what is in the file."""
        database = await self._opened()
        await assert_nothing_is_buried(database)
        await database.close()

    async def restart(self) -> None:
        """Not even what was prepared for speed lives on."""
        await self.forget()
        self._database = None

    def wait(self, time: timedelta) -> None:
        """Let the clock go on."""
        self._clock.move(time)

    async def _opened(self) -> Database:
        self._database = self._database or await Database.open(self._url)
        return self._database

    async def _work(self, queue: Queue, hand: Worker | Deliverer) -> bool:
        database = await self._opened()
        async with database.write() as connection:
            items = await queue.claim(connection, now=self._clock.now(), limit=100)
        for item in items:
            await hand.handle(item)
        return bool(items)


async def assert_nothing_is_buried(database: Database) -> None:
    """Every turn and every message came through."""
    async with database.read() as connection:
        for queue in (INBOX, OUTBOX):
            dead = (await queue.count(connection))[State.DEAD]
            assert dead == 0, f"{dead} buried in {queue.table.name}"
