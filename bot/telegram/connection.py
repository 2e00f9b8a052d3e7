"""The Telegram library's `Bot`, tuned: addresses, pools, time-outs, proxy.

Rules: `Bot` alone, no receive loop and no dispatcher of the library; the proxy is on both request objects.
Calls go over aiohttp; through a proxy, over the library's own client, which speaks SOCKS too.
Must not know: what is called.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.aiohttp_request import AiohttpRequest, Limits

_POOL = 32
_POLLING_POOL = 8


@dataclass(frozen=True, slots=True)
class Access:
    """Where Telegram is and who we are there: `api_url` without a slash at its end."""

    token: str
    api_url: str
    proxy: str | None = None

    @property
    def source(self) -> str:
        """The bot's name among the sources of events: its id is the token's public half."""
        return f"telegram:{self.token.partition(':')[0]}"

    def method_url(self, method: str) -> str:
        """The address of a method. It holds the token: for no log."""
        return f"{self.api_url}/bot{self.token}/{method}"


@asynccontextmanager
async def connected(access: Access) -> AsyncIterator[Bot]:
    """A `Bot` for the access, its connections closed at the end."""
    sending, polling = _request(access, pool=_POOL), _request(access, pool=_POLLING_POOL)
    try:
        yield Bot(
            access.token,
            base_url=f"{access.api_url}/bot",
            base_file_url=f"{access.api_url}/file/bot",
            request=sending,
            get_updates_request=polling,
        )
    finally:
        # Not `Bot.shutdown`, which closes nothing unless `initialize` has asked Telegram something before.
        await sending.shutdown()
        await polling.shutdown()


def _request(access: Access, *, pool: int) -> BaseRequest:
    limits = Limits(pool=pool)
    if access.proxy is None:
        return AiohttpRequest(limits)
    return HTTPXRequest(
        connection_pool_size=limits.pool,
        read_timeout=limits.read,
        write_timeout=limits.write,
        connect_timeout=limits.connect,
        pool_timeout=limits.free,
        media_write_timeout=limits.write_files,
        proxy=access.proxy,
        # Our own settings decide about proxies, not the machine's environment.
        httpx_kwargs={"trust_env": False},
    )
