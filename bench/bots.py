"""The bots that are measured: how each is started and talked to.

Rules: every bot gets the same address, the same token and a folder of its own, and keeps answers in SQLite
with `synchronous=FULL`, but for the one that shows what pickling costs.
Must not know: what is measured.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from bench.api import TOKEN, FakeTelegram, Shown
from bench.crowd import Manner

ROOT = Path(__file__).resolve().parent.parent
OURS = "wardrounds"
QUESTIONS = 15
_UNPACED = "1000000"


@dataclass(frozen=True, slots=True)
class PeerManner:
    """`/start`, then buttons `a:<question>:<choice>` until there is none."""

    answers: str = "a:"

    def open(self, api: FakeTelegram, chat: int) -> None:
        """Begin."""
        api.say(chat, "/start")

    def next(self, shown: Shown, last: str) -> str | None:
        """The first button, or the end."""
        offered = buttons(shown)
        if offered:
            return offered[0] if offered[0] != last else None
        return "" if last.startswith(f"a:{QUESTIONS}:") else None


@dataclass(frozen=True, slots=True)
class OurManner:
    """A visit is begun by its button; the next question's first choice; at the end the visit is submitted."""

    answers: str = "ch."

    def open(self, api: FakeTelegram, chat: int) -> None:
        """Begin a visit at the inspector's own unit."""
        api.press(chat, None, f"bg.{unit_of(chat)}.surprise")

    def next(self, shown: Shown, last: str) -> str | None:
        """A choice of another question than the last, or the submission; its answer is the end."""
        offered = buttons(shown)
        for data in offered:
            if data.startswith("ch.") and data.rpartition(".")[0] != last.rpartition(".")[0]:
                return data
        closing = next((data for data in offered if data.startswith("sb.")), None)
        if closing and last.startswith("ch."):
            return closing
        return "" if last.startswith("sb.") and not closing else None


@dataclass(frozen=True, slots=True)
class Bot:
    """One bot. `is_seeded`: its people are put into its database before the start."""

    name: str
    title: str
    command: tuple[str, ...]
    manner: Manner
    is_seeded: bool = False

    def environment(self, address: str, folder: Path, *, is_paced: bool) -> dict[str, str]:
        """What the process sees."""
        around = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        if not self.is_seeded:
            return around | {"API": address, "TOKEN": TOKEN, "FOLDER": str(folder)}
        ours = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "DATA_DIR": str(folder / "data")}
        if not is_paced:
            ours |= dict.fromkeys(("LIMIT_OVERALL", "LIMIT_PRIVATE", "LIMIT_GROUP"), _UNPACED)
        # Simulated inspectors tap as fast as the bot answers: more than one person ever would.
        ours |= dict.fromkeys(("LIMIT_TAPS", "LIMIT_PHOTOS"), _UNPACED)
        return around | {f"WARDROUNDS_{name}": value for name, value in ours.items()}


def buttons(shown: Shown) -> list[str]:
    """What the buttons of a message carry."""
    rows = shown.get("reply_markup", {}).get("inline_keyboard", ())
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def unit_of(chat: int) -> str:
    """The unit that an inspector goes to."""
    return f"u{chat}"


def visit_of(chat: int) -> str:
    """The visit that is open from the beginning."""
    return f"v{chat}"


def question(number: int) -> str:
    """The code of a question, from 1."""
    return f"Q{number}"


def all_bots(python: Path, peers_python: Path) -> tuple[Bot, ...]:
    """Ours first; each with the interpreter it needs."""

    def peer(name: str, title: str) -> Bot:
        return Bot(
            name, title, (str(peers_python), str(ROOT / "bench" / "peers" / f"{name}.py")), PeerManner()
        )

    return (
        Bot(OURS, "Ward Rounds", (str(python), "-m", "bot", "run"), OurManner(), is_seeded=True),
        peer("ptb_pickle", "PTB ConversationHandler + PicklePersistence"),
        peer("ptb_durable", "PTB ConversationHandler + commit"),
        peer("aiogram_durable", "aiogram 3 FSM + commit"),
        peer("telebot_durable", "pyTelegramBotAPI (async) + commit"),
    )
