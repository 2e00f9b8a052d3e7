"""The two real processes of a crash test: the local Bot API, and the bot, which is killed again and again.

Rules: a bot is started exactly as an operator starts it, its settings in the environment; killing is SIGKILL
to the whole process; what ends by itself is seen. Waits are for conditions, never for a guess.
Must not know: what people say to the bot.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.clock import Clock
from bot.commands.demo import demo_environment
from bot.demo.stage import DEFAULT_TOKEN
from bot.house import furnish, open_database
from bot.settings import PREFIX, Settings
from storage import checklists, people
from storage.people import Grant, Identity, Role
from tests.playing.cast import UNITS, put_listed_units

ROOT = Path(__file__).resolve().parents[2]
CHECKLIST = Path(__file__).with_name("ba-buoc.yaml")
CHANNEL = -1001000000001
ADMIN = 1001
LOUD = "CRASH_TESTS_LOUD"
RUNNING = b'"running"'
_COMES_UP_WITHIN = 60.0  # seconds; a machine busy with other tests is slow
_LOOK_AGAIN = 0.005
_FREE = "1000000"


@dataclass(slots=True)
class BotProcess:
    """One bot after another on one folder, born in a nursery (see `tests.crash.nursery`)."""

    nursery: asyncio.subprocess.Process
    environment: dict[str, str]
    log: Path
    starts: int = 0
    _pid: int = 0
    _code: asyncio.Future[int] | None = None
    _from: int = 0
    _watching: asyncio.Task[None] | None = None

    @property
    def armed(self) -> Path:
        """The file whose presence lets a failing bot fail."""
        return self.log.with_suffix(".armed")

    async def start(self, *, step: str | None = None) -> None:
        """Start a bot, to fail at a step once it is armed; it is not yet running when this returns."""
        assert not self.is_up
        assert self.nursery.stdin
        self._from = self.log.stat().st_size if self.log.exists() else 0
        failing = "" if step is None else f"\t{self.armed}\t{step}"
        self.nursery.stdin.write(f"{self.log}{failing}\n".encode())
        born, pid = await self._heard()
        assert born == "born"
        self._pid, self._code = int(pid), asyncio.get_running_loop().create_future()
        self.starts += 1
        self._watching = asyncio.create_task(self._watch(self._code))

    async def _heard(self) -> list[str]:
        assert self.nursery.stdout
        return (await asyncio.wait_for(self.nursery.stdout.readline(), _COMES_UP_WITHIN)).decode().split()

    async def _watch(self, code: asyncio.Future[int]) -> None:
        assert self.nursery.stdout
        line = (await self.nursery.stdout.readline()).decode().split()
        code.set_result(int(line[2]) if line else -signal.SIGKILL)

    async def comes_up(self) -> None:
        """Wait until it works on its queues."""
        async with asyncio.timeout(_COMES_UP_WITHIN):
            while RUNNING not in self.said():
                assert self.is_up, f"the bot ended by itself: {self.said().decode()[-2000:]}"
                await asyncio.sleep(_LOOK_AGAIN)

    def said(self) -> bytes:
        """What this bot has logged so far."""
        if not self.log.exists():
            return b""
        with self.log.open("rb") as log:
            log.seek(self._from)
            return log.read()

    @property
    def is_up(self) -> bool:
        """Whether the process is there."""
        return self._code is not None and not self._code.done()

    async def kill(self) -> None:
        """SIGKILL. AssertionError when it had ended before, by itself."""
        assert self.is_up, f"the bot ended by itself, {self._code}: {self.said().decode()[-2000:]}"
        os.kill(self._pid, signal.SIGKILL)
        code = await self.ended()
        assert code == -signal.SIGKILL, f"the bot ended by itself with {code}"

    async def ended(self) -> int:
        """Wait for its end; its exit code, or minus the signal."""
        assert self._code
        return await asyncio.wait_for(asyncio.shield(self._code), _COMES_UP_WITHIN)

    async def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code and the seconds it took."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        os.kill(self._pid, signal.SIGTERM)
        return await self.ended(), loop.time() - began


@asynccontextmanager
async def bot_process(environment: dict[str, str], log: Path) -> AsyncIterator[BotProcess]:
    """A bot that may be started; whatever runs at the end is killed."""
    nursery = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.crash.nursery"),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    bot = BotProcess(nursery, environment, log)
    try:
        assert await bot._heard() == ["ready"]
        yield bot
    finally:
        if bot.is_up:
            os.kill(bot._pid, signal.SIGKILL)
            await bot.ended()
        await _ended(nursery)


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Its end, and its pipes closed with it."""
    if process.returncode is None:
        process.kill()
    await process.communicate()


@dataclass(frozen=True, slots=True)
class Rig:
    """A local Bot API that listens, and a bot that may be started."""

    http: httpx.AsyncClient
    bot: BotProcess
    folder: Path
    settings: Settings
    accounts: tuple[int, ...]
    unit_keys: tuple[str, ...] = field(default=())


@asynccontextmanager
async def rig(
    folder: Path,
    *,
    inspectors: int,
    seed: int,
    faults: str = "{}",
    token: str = DEFAULT_TOKEN,
    loud: bool = False,
) -> AsyncIterator[Rig]:
    """The local Bot API in a process of its own; a furnished house for a bot that is not started yet.

    `faults`: a plan as for POST /demo/faults. `loud`: the bot and all its libraries log at DEBUG.
    """
    folder.mkdir(parents=True, exist_ok=True)
    async with local_api(seed=seed, faults=faults, token=token) as http:
        await http.post("/demo/act", json={"as": ADMIN, "do": "say", "text": "/start"})
        accounts = [await _new_person(http, number) for number in range(inspectors)]
        environment = _environment(folder, str(http.base_url), token) | ({LOUD: "1"} if loud else {})
        house = Settings(data_dir=folder / "bot")
        keys = await furnish_house(house, accounts)
        async with bot_process(environment, folder / "bot.log") as bot:
            yield Rig(http, bot, folder, house, tuple(accounts), keys)


@asynccontextmanager
async def local_api(*, seed: int, faults: str, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """The local Bot API as a process, without flood limits, in memory; a client that knows its address."""
    options = ("--port", "0", "--no-limits", "--seed", str(seed), "--faults", faults, "--token", token)
    local = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.demo", *options), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert local.stdout
    try:
        address = (await asyncio.wait_for(local.stdout.readline(), _COMES_UP_WITHIN)).decode().strip()
        async with httpx.AsyncClient(base_url=address, timeout=70, trust_env=False) as http:
            yield http
    finally:
        await _ended(local)


def _environment(folder: Path, address: str, token: str) -> dict[str, str]:
    names = ("OVERALL", "PRIVATE", "GROUP", "TAPS", "PHOTOS")
    paces = {f"LIMIT_{name}": _FREE for name in names}
    # Doubtful posts are settled soon, looked up in the admin's own chat with the bot.
    doubts = {"SETTLE_SECONDS": "1", "SCRATCH_CHAT_ID": f"telegram:{ADMIN}"}
    ours = paces | doubts | {"TELEGRAM_API_URL": address, "TELEGRAM_TOKEN": token, "LISTEN": "127.0.0.1:0"}
    return demo_environment(folder / "bot", port=1) | _prefixed(ours)


def _prefixed(settings: dict[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name}": value for name, value in settings.items()}


async def _new_person(http: httpx.AsyncClient, number: int) -> int:
    made = await http.post("/demo/act", json={"do": "new_person", "name": f"Kiểm Tra {number + 1}"})
    account: int = made.json()["person"]["id"]
    return account


async def furnish_house(settings: Settings, accounts: Sequence[int]) -> tuple[str, ...]:
    """Units, the short checklist as the newest, an inspector for each account. The units' keys."""
    clock = Clock(None)
    async with open_database(settings) as database:
        await furnish(database, settings, clock)
        async with database.write() as connection:
            listed = await put_listed_units(connection, UNITS.read_bytes(), at=clock.now())
            await checklists.publish(connection, CHECKLIST.read_text(encoding="utf-8"), at=clock.now())
            for account in accounts:
                await people.add_person(
                    connection,
                    id=f"person-{account}",
                    name=f"Kiểm Tra {account}",
                    office="Phòng Nội vụ",
                    language="vi",
                    identity=Identity("telegram", str(account)),
                    grants=(Grant(Role.INSPECTOR),),
                    at=clock.now(),
                )
    return tuple(each.key for each in listed if each.kind == "phuong")
