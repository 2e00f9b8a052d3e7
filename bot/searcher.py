"""Looking for a post of unknown fate among the messages that came after those known.

Rules: what is found must say word for word what was to be sent, be written in that chat, and be no message
whose meaning is known already. It is read from a forward where a place for that is set; else, where the bot
can change nobody else's messages, by editing; else from a forward to an admin. The search ends after so many
ids in a row that nobody has; it can be taken up again where it stopped.
Must not know: queues, what follows from what is found.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.limiter import Limiter
from bot.outcome import Ambiguous, BrokenToken, NotActed, Permanent, RetryAfter, SendError
from bot.telegram.probe import Absent, Seen, Sight
from handlers.incoming import Chat
from handlers.outgoing import SendPhotos, SendText

_GAP = 10  # so many missing ids in a row are the chat's end
_MOST = 200  # ids in one go
_TRIES = 4  # a look that gets lost may be repeated: it changes nothing
_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may stand there: one of the texts (or captions), with so many pictures."""

    chat: Chat
    operation: SendText | SendPhotos
    texts: frozenset[str]
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The message, and an album's others."""

    message_id: int
    others: tuple[int, ...] = ()

    @property
    def all_ids(self) -> tuple[int, ...]:
        """All of them, in order."""
        return (self.message_id, *self.others)


@dataclass(frozen=True, slots=True)
class NotFound:
    """It does not stand there; everything up to `looked_to` was seen."""

    looked_to: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody can tell yet; `seconds` until the next try. `is_lasting`: a person has to mend something."""

    seconds: float
    looked_to: int
    is_lasting: bool = False


Search: TypeAlias = Found | NotFound | Unclear


class Probe(Protocol):
    """A platform's way of looking at messages."""

    async def look(self, chat: Chat, message_id: int, *, scratch: str) -> Sight:
        """The message, read from a forward."""

    async def is_edit_harmless(self, chat: Chat) -> bool | SendError:
        """Whether an edit can change the bot's own messages only."""

    async def claim(self, operation: SendText | SendPhotos, chat: Chat, message_id: int) -> Sight:
        """The message, found by editing it."""

    async def remove(self, chat: Chat, message_id: int) -> bool:
        """Delete the message."""


Look: TypeAlias = Callable[[int], Awaitable[Sight]]


@dataclass(frozen=True, slots=True)
class Searcher:
    """Searches with `probe`; `scratch` is the place for forwards, `admin` gives one that serves at need."""

    probe: Probe
    limiter: Limiter
    scratch: str | None
    admin: Callable[[str], Awaitable[str | None]]

    async def search(self, wanted: Wanted, *, after: int, known: frozenset[int]) -> Search:
        """Look at the unknown messages above `after`, lowest first."""
        look = await self._way(wanted)
        if isinstance(look, Unclear):
            return Unclear(look.seconds, after, is_lasting=look.is_lasting)
        last_seen, at = after, after
        while at - last_seen < _GAP:
            at += 1
            if at in known:
                last_seen = at
                continue
            if at - after > _MOST:
                return Unclear(0.0, last_seen)
            sight = await self._paced(wanted.chat, look, at)
            match sight:
                case Absent():
                    continue
                case Seen():
                    last_seen = at
                    if is_wanted(sight, wanted):
                        return Found(at, await self._others(wanted, look, at))
                case RetryAfter(seconds):
                    return Unclear(seconds, last_seen)
                case _:
                    return Unclear(_PAUSE, last_seen, is_lasting=_is_lasting(sight))
        return NotFound(last_seen)

    async def _others(self, wanted: Wanted, look: Look, first: int) -> tuple[int, ...]:
        """The pictures of the same album that follow; only what can be read is taken for one."""
        others: list[int] = []
        for number in range(first + 1, first + wanted.pictures):
            sight = await self._paced(wanted.chat, look, number) if self.scratch else Absent()
            if not (isinstance(sight, Seen) and sight.is_own and sight.is_picture and not sight.text):
                break
            others.append(number)
        return tuple(others)

    async def _way(self, wanted: Wanted) -> Look | Unclear:
        chat = wanted.chat
        if self.scratch is not None:
            return self._forwarding(chat, self.scratch)
        harmless = await self.probe.is_edit_harmless(chat)
        if harmless is True:
            return lambda number: self.probe.claim(wanted.operation, chat, number)
        if harmless is not False:
            pause = harmless.seconds if isinstance(harmless, RetryAfter) else _PAUSE
            return Unclear(pause, 0, is_lasting=_is_lasting(harmless))
        admin = await self.admin(chat.transport)
        return Unclear(_PAUSE, 0, is_lasting=True) if admin is None else self._forwarding(chat, admin)

    def _forwarding(self, chat: Chat, scratch: str) -> Look:
        return lambda number: self.probe.look(chat, number, scratch=scratch)

    async def _paced(self, chat: Chat, look: Look, number: int) -> Sight:
        sight: Sight = Absent()
        for _ in range(_TRIES):
            # The chat itself gets nothing; only the pace of all calls together counts.
            await self.limiter.wait(chat, cost=0)
            sight = await look(number)
            if not isinstance(sight, Ambiguous | NotActed):
                break
        return sight


def is_wanted(seen: Seen, wanted: Wanted) -> bool:
    """Whether a message is what was to be sent, word for word; platforms trim spaces."""
    fits = seen.is_own and seen.is_picture == bool(wanted.pictures)
    return fits and _words(seen.text) in {_words(each) for each in wanted.texts}


def _words(text: str) -> str:
    return " ".join(text.split())


def _is_lasting(trouble: SendError) -> bool:
    return isinstance(trouble, Permanent | BrokenToken)
