"""The Telegram library's calls over aiohttp, which takes a fraction of httpx's time per call.

Rules: every wait has its limit: for a connection, for the socket, for the answer, for the whole; an answer
has a size limit; nothing is sent twice; no cookies, no redirects, no settings of the machine's environment.
An error's cause says whether the call can have acted (`NotSent` or `NotAnswered`), and never holds an
address, because addresses hold the token.
Must not know: what is called, proxies (the library's own client takes those).
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

LARGEST_ANSWER = 32 * 1024 * 1024  # a file may have 20 MB
_IDLE = 15.0  # seconds a connection is kept; platforms keep theirs longer, so that none is used while it ends
_NAMES_KEPT = 60  # seconds
_JSON = {"Content-Type": "application/json"}
# Small answers gain nothing from compression, and what is not unpacked cannot be a bomb.
_HEADERS = {"User-Agent": BaseRequest.USER_AGENT, "Accept-Encoding": "identity"}
_NOT_SENT = (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError, aiohttp.InvalidURL)
_BROKEN = (aiohttp.ClientError, TimeoutError, OSError)


class NotSent(Exception):  # noqa: N818 - it says what happened
    """No connection stood: the call cannot have acted. The text names the error's class."""


class NotAnswered(Exception):  # noqa: N818 - it says what happened
    """The call may have acted, or not. The text names the error's class."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`pool`: connections at once. The others are seconds.

    For a free connection, for connecting, for each piece of an answer, for sending a request, and for sending
    one with files.
    """

    pool: int
    free: float = 10
    connect: float = 10
    read: float = 20
    write: float = 20
    write_files: float = 60

    def timeout(self, asked: "Asked", *, has_files: bool) -> aiohttp.ClientTimeout:
        """What aiohttp is told: `connect` there includes the wait for a free connection."""
        connect = _seconds(asked.connect, self.connect)
        free = _seconds(asked.free, self.free)
        read = _seconds(asked.read, self.read)
        write = _seconds(asked.write, self.write_files if has_files else self.write)
        # aiohttp has no limit of its own for sending, so the whole has one.
        return aiohttp.ClientTimeout(
            connect=free + connect, sock_connect=connect, sock_read=read, total=free + connect + write + read
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the library asks for one call, in seconds; whatever is no number means: ours."""

    read: object
    write: object
    connect: object
    free: object


def _seconds(asked: object, ours: float) -> float:
    return float(asked) if isinstance(asked, int | float) else ours


@dataclass(slots=True)
class AiohttpRequest(BaseRequest):
    """The library's seam for HTTP. Opens itself at the first call; `shutdown` closes it for good."""

    limits: Limits
    _session: aiohttp.ClientSession | None = None
    _is_closed: bool = False

    @property
    def read_timeout(self) -> float | None:
        """Our limit for an answer, in seconds."""
        return self.limits.read

    async def initialize(self) -> None:
        """Nothing: the first call opens the session."""

    async def shutdown(self) -> None:
        """Close all connections."""
        self._is_closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. TimedOut or NetworkError, with NotSent or NotAnswered as cause."""
        if self._is_closed:
            raise NetworkError("closed") from NotSent("closed")
        has_files = bool(request_data and request_data.contains_files)
        asked = Asked(read_timeout, write_timeout, connect_timeout, pool_timeout)
        try:
            data, headers = _body(request_data)
            async with self._open().request(
                method,
                url,
                data=data,
                headers=headers,
                timeout=self.limits.timeout(asked, has_files=has_files),
                allow_redirects=False,
            ) as response:
                return response.status, await _read(response)
        except _BROKEN as error:
            raise _told(error) from _cause(error)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self.limits.pool, ttl_dns_cache=_NAMES_KEPT, keepalive_timeout=_IDLE
            )
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=_HEADERS
            )
        return self._session


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, Mapping[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        # As JSON, not as a form: escaping Vietnamese for a form takes many times as long.
        return request_data.json_payload, _JSON
    # Names of files go as UTF-8, as browsers send them.
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in request_data.multipart_data.items():
        # As a stream it is sent in pieces, so that a large picture holds nobody up.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=file_name, content_type=kind)
    return form, {}


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The whole body. ClientPayloadError when it is too long."""
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise aiohttp.ClientPayloadError
    return bytes(body)


def _told(error: Exception) -> NetworkError:
    """The library's error; the class is named, the words are not, since they may hold the address."""
    if isinstance(error, TimeoutError):
        return TimedOut(f"Timed out: aiohttp.{type(error).__name__}")
    return NetworkError(f"aiohttp.{type(error).__name__}")


def _cause(error: Exception) -> NotSent | NotAnswered:
    kind = NotSent if isinstance(error, _NOT_SENT) else NotAnswered
    return kind(type(error).__name__)
