"""What a person sent: a picture from Telegram into the evidence store, any other file into memory.

Rules: the address is asked for afresh each time, never kept or logged (it holds the token); at most 20 MB;
bytes are looked at before they are kept, and what is no picture is not kept.
Must not know: which visit a picture belongs to.
"""

from collections.abc import AsyncIterator

from obstore.exceptions import BaseError
from telegram import Bot
from telegram import error as telegram_error

from bot.outcome import (
    Ambiguous,
    BrokenToken,
    Brought,
    Kept,
    Loss,
    Lost,
    NotActed,
    Permanent,
    SendError,
    Sent,
    Unkept,
)
from bot.telegram.refusals import classify
from storage.evidence import EvidenceStore
from storage.picture_workshop import PictureWorkshop, Unfinished
from storage.pictures import PictureFacts

LARGEST_DOWNLOAD = 20 * 1024 * 1024
_PIECE = 256 * 1024


async def fetch(
    bot: Bot, store: EvidenceStore, pictures: PictureWorkshop, file_id: str
) -> Kept | Lost | Unkept | SendError:
    """Bring one picture home. Fetching twice is harmless, so doubt means: again."""
    brought = await bring(bot, file_id, largest=LARGEST_DOWNLOAD)
    if not isinstance(brought, Brought):
        return brought
    try:
        return await keep(store, pictures, brought.content)
    except Unfinished:
        return NotActed()


async def bring(bot: Bot, file_id: str, *, largest: int) -> Brought | Lost | SendError:
    """The bytes of a file that a person sent; what is larger is not asked for."""
    try:
        claim = await bot.get_file(file_id)
    except Exception as error:  # noqa: BLE001 - every error has a meaning, found by `classify`
        return _unfound(error)
    if (claim.file_size or 0) > largest:
        return Lost(Loss.TOO_BIG)
    try:
        content = bytes(await claim.download_as_bytearray())
    except Exception as error:  # noqa: BLE001 - as above
        return _undownloaded(error)
    return Lost(Loss.TOO_BIG) if len(content) > largest else Brought(content)


async def keep(store: EvidenceStore, pictures: PictureWorkshop, content: bytes) -> Kept | Lost | Unkept:
    """Check and store the bytes; they are durable when this returns. Unfinished."""
    if len(content) > LARGEST_DOWNLOAD:
        return Lost(Loss.TOO_BIG)
    facts = await pictures.check(content)
    if not isinstance(facts, PictureFacts):
        return Lost(Loss(facts.value))
    try:
        blob = await store.put(_pieces(content))
    except (OSError, BaseError) as error:
        return Unkept(error)
    return Kept(blob.sha256, blob.size)


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]


def _unfound(error: Exception) -> Lost | SendError:
    if isinstance(error, telegram_error.BadRequest):
        words = str(error).lower()
        if "too big" in words:
            return Lost(Loss.TOO_BIG)
        return NotActed() if "temporarily" in words else Lost(Loss.GONE)
    return _harmless(classify(error))


def _undownloaded(error: Exception) -> SendError:
    """For a file's address 404 means an old link, not a wrong token: the next try asks for a new one."""
    if isinstance(error, telegram_error.InvalidToken):
        return NotActed()
    return _harmless(classify(error))


def _harmless(outcome: Sent | SendError) -> SendError:
    match outcome:
        case Ambiguous() | Sent() | Permanent():
            return NotActed()
        case BrokenToken() as broken:
            return broken
        case other:
            return other
