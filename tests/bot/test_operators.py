"""What an operator relies on: image, compose file and unit, and a bot that runs under their rules."""

import asyncio
import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from pydantic import SecretStr

from bot.demo.app import create_app, listening, serve
from bot.demo.faults import FaultPlan, Faults
from bot.demo.local import LocalTelegram, open_local
from bot.settings import BadSettings, Settings, read_settings
from bot.wiring import ALREADY_RUNNING, BAD_SETTINGS, run
from tests.bot.test_logs import talkative
from tests.bot.test_wiring import answers

ROOT = Path(__file__).resolve().parents[2]
SECRET = "canary-webhook-secret"
WORDS = "Canary: công chức vắng mặt"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", read("Dockerfile"), flags=re.MULTILINE))
    return [
        (line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line.strip()
    ]


def test_the_image_runs_as_nobody_from_pinned_packages() -> None:
    """No root at run time, packages only by hash, one volume, and a look at the health."""
    found = instructions()
    (_, last), *_ = [each for each in reversed(found) if each[0] == "USER"]
    assert int(last.split(":")[0]) > 1000
    installs = [line for name, line in found if name == "RUN" and "pip install" in line]
    assert installs
    assert all("--require-hashes" in line and "requirements.lock" in line for line in installs)
    bases = [line for name, line in found if name == "FROM"]
    assert all(re.match(r"python:3\.1\d-slim\b", line) for line in bases)
    assert ("VOLUME", "/data") in found
    assert [line for name, line in found if name == "HEALTHCHECK" and "/healthz" in line]
    assert ("ENTRYPOINT", '["python", "-m", "bot"]') in found


def test_the_image_gets_code_alone() -> None:
    """Everything is kept out of the build but what is named; every copied folder is let in."""
    lines = [line for line in read(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {
        word
        for name, line in instructions()
        if name == "COPY" and "--from" not in line
        for word in line.split()[:-1]
    }
    assert copied == let_in
    assert all((ROOT / name).exists() for name in let_in)


def test_the_compose_file_takes_every_right_away() -> None:
    """Read-only root, no new privileges, no capabilities, data in a volume, nothing open to the network."""
    services = yaml.safe_load(read("compose.yaml"))["services"]
    bot = services["bot"]
    assert bot["read_only"] is True
    assert any(line.startswith("/tmp") for line in bot["tmpfs"])
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert bot["cap_drop"] == ["ALL"]
    assert bot["volumes"] == ["data:/data"]
    assert bot["env_file"] == ".env"
    assert all(port.startswith("127.0.0.1:") for port in bot["ports"])
    assert int(bot["user"].split(":")[0]) > 1000
    assert services["postgres"]["profiles"] == ["postgres"]
    assert "ports" not in services["postgres"]
    assert bot["depends_on"]["postgres"]["required"] is False


class Unit(configparser.RawConfigParser):
    """A unit file: names keep their letters, and may come again."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit() -> Unit:
    parser = Unit(strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.read_string(read("deploy/wardrounds.service"))
    return parser


def test_the_unit_is_closed_in_and_starts_again_only_when_that_helps() -> None:
    """Its own user and folder, a read-only system; 75 and 78 are not tried again."""
    service = dict(unit()["Service"])
    wanted = {
        "DynamicUser": "yes",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "StateDirectory": "wardrounds",
        "StateDirectoryMode": "0700",
        "Restart": "on-failure",
        "RestartPreventExitStatus": f"{ALREADY_RUNNING} {BAD_SETTINGS}",
        "TimeoutStopSec": "10",
        "CapabilityBoundingSet": "",
    }
    assert {name: service[name] for name in wanted} == wanted
    assert "WARDROUNDS_DATA_DIR=/var/lib/wardrounds" in shlex.split(service["Environment"])
    assert service["ExecStart"].endswith("/python -m bot run")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_itself_understands_the_unit(tmp_path: Path) -> None:
    """No unknown line, and a program that is there."""
    text = re.sub(
        r"^ExecStart=\S+",
        f"ExecStart={sys.executable}",
        read("deploy/wardrounds.service"),
        flags=re.MULTILINE,
    )
    file = tmp_path / "wardrounds.service"
    file.write_text(text.replace("/opt/wardrounds\n", f"{tmp_path}\n"), encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert "wardrounds.service" not in told.stdout + told.stderr


@dataclass
class House:
    """A bot that runs against a local Telegram."""

    http: httpx.AsyncClient
    local: LocalTelegram
    settings: Settings
    faults: Faults

    async def say(self, text: str, person: int = 1005) -> None:
        """Have a person write something."""
        answer = await self.http.post("/demo/act", json={"as": person, "do": "say", "text": text})
        assert answer.json()["ok"]

    @asynccontextmanager
    async def running(self, **changed: object) -> AsyncIterator[None]:
        """The bot, stopped at the end within five seconds."""
        stopped = asyncio.Event()
        task = asyncio.create_task(run(self.settings.model_copy(update=changed), stopped))
        try:
            yield
        finally:
            stopped.set()
            assert await asyncio.wait_for(task, 6) == 0


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """A local Telegram, and settings for a bot on any free port."""
    monkeypatch.chdir(tmp_path)
    local, faults = open_local(), Faults()
    app = create_app(local, faults=faults)
    async with (
        serve(app, listening(0)) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as http,
    ):
        with listening(0) as probe:
            port = probe.getsockname()[1]
        settings = Settings(
            telegram_token=SecretStr(local.token),
            telegram_api_url=address,
            data_dir=tmp_path / "data",
            listen=f"127.0.0.1:{port}",
        )
        yield House(http, local, settings, faults)
    local.close()


def hooked(house: House) -> dict[str, object]:
    """The settings of a webhook."""
    return {"public_url": f"http://{house.settings.listen}", "webhook_secret": SecretStr(SECRET)}


async def until_asked(house: House, *, url: str) -> None:
    """Wait until the webhook stands there."""
    async with asyncio.timeout(10):
        while house.local.updates.webhook.get("url", "") != url:
            await asyncio.sleep(0.02)


async def test_a_bot_with_a_webhook_answers_and_goes_back_to_polling(house: House) -> None:
    """Set with its secret and our kinds of update, taken away later, and nothing that waited is dropped."""
    async with house.running(**hooked(house)):
        await until_asked(house, url=f"http://{house.settings.listen}/telegram")
        assert house.local.updates.webhook["secret_token"] == SECRET
        await house.say("xin chào")
        assert await answers(house.http, 1005)
        async with httpx.AsyncClient(trust_env=False) as other:
            health = (await other.get(f"http://{house.settings.listen}/healthz")).json()
        assert (health["state"], health["receiving"]) == ("ok", "webhook")
        assert health["last_webhook"]
    await house.say("tin này chờ", 1003)
    async with house.running():
        await until_asked(house, url="")
        assert await answers(house.http, 1003)


def test_half_a_webhook_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The missing half is named, and so is a secret that Telegram would not take."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARDROUNDS_PUBLIC_URL", "https://example.org")
    with pytest.raises(BadSettings) as bad:
        read_settings()
    assert [mistake.name for mistake in bad.value.mistakes] == ["WARDROUNDS_WEBHOOK_SECRET"]
    monkeypatch.setenv("WARDROUNDS_WEBHOOK_SECRET", "có dấu, và cách")
    with pytest.raises(BadSettings) as bad:
        read_settings()
    assert [mistake.name for mistake in bad.value.mistakes] == ["WARDROUNDS_WEBHOOK_SECRET"]
    monkeypatch.setenv("WARDROUNDS_WEBHOOK_SECRET", SECRET)
    assert read_settings().secret == SECRET
    monkeypatch.delenv("WARDROUNDS_PUBLIC_URL")
    with pytest.raises(BadSettings, match="WARDROUNDS_PUBLIC_URL"):
        read_settings()


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_no_log_line_holds_words_or_secrets(
    house: House, way: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At DEBUG, with refusals and garbage from Telegram and a turn that crashes on what was written."""

    async def crash(*_: object, **__: object) -> None:
        raise ValueError(f"cannot deal with {WORDS!r}")

    plan = {"seed": 3, "rates": {"all": 0.5}, "delay_seconds": 0, "late_seconds": 0.1, "hang_seconds": 0.2}
    with talkative():
        async with house.running(**(hooked(house) if way == "webhook" else {})):
            await house.say(WORDS)
            await answers(house.http, 1005)
            house.faults.switch(FaultPlan.model_validate(plan))
            for number in range(5):
                await house.say(f"{WORDS} {number}")
            monkeypatch.setattr("handlers.desk.people.person_of", crash)
            await house.say(WORDS, 1003)
            await asyncio.sleep(2)
            house.faults.switch(FaultPlan())
    told = capsys.readouterr().err
    assert "item failed" in told
    assert "ValueError" in told
    token = house.local.token
    for secret in (token, token.partition(":")[2], SECRET, WORDS, "Canary", "vắng mặt"):
        assert secret not in told


def may_unshare() -> bool:
    """Whether this machine lets us make a root file system of our own."""
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def read_only(data: Path) -> Iterator[str]:
    """The words that start the bot where only its data can be written."""
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro / && shift 0 && exec "$@"'
    yield from ("unshare", "-Urm", "sh", "-c", script, str(data), sys.executable, "-m", "bot", "run")


@pytest.mark.skipif(not may_unshare(), reason="no name spaces for users here")
async def test_it_runs_where_only_its_data_can_be_written(house: House) -> None:
    """A read-only root, /tmp included, and a stop by SIGTERM within seconds with exit code 0."""
    data = house.settings.data_dir
    data.mkdir()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("WARDROUNDS_")
    } | {
        "WARDROUNDS_TELEGRAM_TOKEN": house.local.token,
        "WARDROUNDS_TELEGRAM_API_URL": house.settings.telegram_api_url,
        "WARDROUNDS_DATA_DIR": str(data),
        "WARDROUNDS_LISTEN": house.settings.listen,
    }
    program = await asyncio.create_subprocess_exec(
        *read_only(data), cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        await house.say("xin chào")
        assert await answers(house.http, 1005)
        async with httpx.AsyncClient(trust_env=False) as other:
            health: dict[str, Any] = (await other.get(f"http://{house.settings.listen}/healthz")).json()
        assert health["state"] == "ok"
        program.terminate()
        assert await asyncio.wait_for(program.wait(), 6) == 0
    finally:
        if program.returncode is None:
            program.kill()
        await program.communicate()
