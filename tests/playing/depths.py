"""What the player of a transcript asks of each depth, and the playing itself.

Rules: a line is played until the bot is quiet; then what is new on the screen is written under it.
Must not know: how deep it goes.
"""

from datetime import timedelta
from typing import Protocol

from handlers.words import text
from tests.playing.acts import Act, BadLine, Posts, Says, Taps
from tests.playing.printing import Names, printed
from tests.playing.screen import Screen
from tests.playing.script import Acted, Beginning, Kept, Line, Passed, Player, Restarted, Script


class Depth(Protocol):
    """A bot that can be talked to."""

    screen: Screen

    async def act(self, who: Player, act: Act) -> None:
        """Let somebody do something; the bot may not have noticed yet."""

    async def quiet(self) -> None:
        """Return when the bot has done all it has to do."""

    async def forget(self) -> None:
        """A line is over: whatever need not live on in memory is let go."""

    async def restart(self) -> None:
        """Stop the bot and start it again."""

    def wait(self, time: timedelta) -> None:
        """Let the clock go on."""


async def play(script: Script, depth: Depth) -> str:
    """The whole transcript, with what the bot said this time."""
    names = Names()
    if script.visit:
        await _begin(script, script.visit, depth)
    lines = [*script.head, ""]
    for line in script.lines:
        try:
            lines += await _played(line, script, depth, names)
        except BadLine as fault:
            raise BadLine(f"{script.name}: {line.text}: {fault}\n" + "\n".join(lines[-30:])) from fault
    return "\n".join(lines).rstrip("\n") + "\n"


async def _begin(script: Script, beginning: Beginning, depth: Depth) -> None:
    """Begin the visit that the header names; nothing of this is written."""
    first = script.people[0]
    for words in ("/kiemtra", beginning.unit):
        await depth.act(first, Says(words))
        await depth.quiet()
    await depth.act(first, Taps(text(f"purpose.{beginning.purpose.value}", first.language)))
    await depth.quiet()
    depth.screen.look_back()
    await depth.forget()


async def _played(line: Line, script: Script, depth: Depth, names: Names) -> list[str]:
    match line:
        case Kept(text):
            return [text]
        case Passed(text, time):
            depth.wait(time)
            return [text]
        case Restarted(text):
            await depth.restart()
            await depth.quiet()
            return [
                text,
                *printed(depth.screen.look_back(), actor=script.people[0], people=script.people, names=names),
            ]
        case Acted():
            return [line.text, *await _acted(line, script, depth, names)]


async def _acted(line: Acted, script: Script, depth: Depth, names: Names) -> list[str]:
    news: list[str] = []
    for _ in range(line.rounds):
        for act in line.acts:
            for _ in range(line.at_once):
                await depth.act(line.who, _revealed(act, names))
            await depth.quiet()
            said = depth.screen.look_back()
            news = printed(said, actor=line.who, people=script.people, names=names)
    await depth.forget()
    return news


def _revealed(act: Act, names: Names) -> Act:
    match act:
        case Says(text, to):
            return Says(names.reveal(text), to)
        case Posts(text):
            return Posts(names.reveal(text))
        case _:
            return act
