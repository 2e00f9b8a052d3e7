"""Operations -> calls of Telegram's Bot API; each gives an outcome, never an exception.

Rules: one operation is one call, so that a doubt is about one thing; what comes after a sent message
(pinning it) may fail without changing the outcome. Formatting that Telegram refuses goes again as plain
text.
Must not know: queues, how often to try again, what a message means.
"""

from dataclasses import dataclass, field, replace
from typing import assert_never

import structlog
from telegram import (
    Bot,
    InputMediaPhoto,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import TelegramError

from bot.outcome import MessageGone, NotActed, Outcome, Permanent, Refusal, Sent
from bot.telegram.calls import Calls, Json
from bot.telegram.files import bring, fetch
from bot.telegram.markup import (
    NO_PREVIEW,
    entities,
    inline_keyboard,
    reply_keyboard,
    text_and_entities,
)
from bot.telegram.refusals import classify, is_unparsable
from handlers.incoming import Chat
from handlers.outgoing import (
    AnswerPress,
    Carried,
    EditText,
    Fetch,
    Operation,
    React,
    ReadFile,
    SendFile,
    SendPhotos,
    SendText,
    Stored,
)
from handlers.rich import Rich, plain
from storage.evidence import EvidenceStore, Missing
from storage.picture_workshop import PictureWorkshop, Unfinished
from storage.pictures import UnshowablePicture

_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TelegramSender:
    """Performs operations through `bot`; pictures come from and go to `store`, looked at in `pictures`."""

    bot: Bot
    store: EvidenceStore
    pictures: PictureWorkshop = field(default_factory=PictureWorkshop)

    async def perform(
        self, operation: Operation, chat: Chat, *, standing: str | None = None, reply_to: str | None = None
    ) -> Outcome:
        """Do it. `standing` is the message in the operation's slot, `reply_to` the message it answers."""
        if isinstance(operation, Fetch):
            return await fetch(self.bot, self.store, self.pictures, operation.file_id)
        if isinstance(operation, ReadFile):
            return await bring(self.bot, operation.file_id, largest=operation.largest)
        try:
            return await self._perform(operation, chat, standing=standing, reply_to=reply_to)
        except (Missing, UnshowablePicture) as error:
            return Permanent(Refusal.REFUSED, type(error).__name__)
        except Unfinished:
            return NotActed()
        except Exception as error:  # noqa: BLE001 - every error has a meaning, found by `classify`
            if is_unparsable(error):
                _logger.error("formatting refused", operation=type(operation).__name__)  # noqa: TRY400
                return await self._perform_plainly(operation, chat, standing=standing, reply_to=reply_to)
            return classify(error)

    async def _perform_plainly(
        self, operation: Operation, chat: Chat, *, standing: str | None, reply_to: str | None
    ) -> Outcome:
        try:
            return await self._perform(_without_style(operation), chat, standing=standing, reply_to=reply_to)
        except Exception as error:  # noqa: BLE001 - as in `perform`
            return classify(error)

    async def _perform(
        self, operation: Operation, chat: Chat, *, standing: str | None, reply_to: str | None
    ) -> Outcome:
        match operation:
            case SendText():
                return await self._send_text(operation, chat, reply_to)
            case EditText():
                return await self._edit_text(operation, chat, standing)
            case SendPhotos():
                return await self._send_photos(operation, chat, reply_to)
            case SendFile():
                return await self._send_file(operation, chat)
            case React():
                return await self._react(operation, chat)
            case AnswerPress():
                return await self._answer_press(operation)
            case Fetch() | ReadFile():
                raise AssertionError("fetched before anything is sent")
            case _:
                assert_never(operation)

    async def _send_text(self, operation: SendText, chat: Chat, reply_to: str | None) -> Sent:
        below = reply_keyboard(operation.keyboard).to_dict() if operation.keyboard is not None else None
        number = await Calls(self.bot).message(
            "sendMessage",
            chat_id=_number(chat.id),
            text=operation.text.plain,
            entities=entities(operation.text),
            # A message carries one of the two; buttons are what the conversation needs.
            reply_markup=inline_keyboard(operation.rows) or below,
            reply_parameters=_answered(reply_to),
            link_preview_options=NO_PREVIEW,
        )
        if operation.pin:
            await self._pin(chat, number)
        return Sent(number)

    async def _pin(self, chat: Chat, number: str) -> None:
        try:
            await self.bot.pin_chat_message(_number(chat.id), int(number), disable_notification=True)
        except TelegramError as error:
            _logger.warning("not pinned", error=str(error))

    async def _edit_text(self, operation: EditText, chat: Chat, standing: str | None) -> Outcome:
        if standing is None:
            return MessageGone()
        await Calls(self.bot).message(
            "editMessageText",
            chat_id=_number(chat.id),
            message_id=int(standing),
            text=operation.text.plain,
            entities=entities(operation.text),
            reply_markup=inline_keyboard(operation.rows),
            link_preview_options=NO_PREVIEW,
        )
        return Sent(standing)

    async def _react(self, operation: React, chat: Chat) -> Sent:
        await Calls(self.bot).do(
            "setMessageReaction",
            chat_id=_number(chat.id),
            message_id=int(operation.message_id),
            reaction=[{"type": "emoji", "emoji": operation.sign}],
        )
        return Sent()

    async def _answer_press(self, operation: AnswerPress) -> Sent:
        await Calls(self.bot).do(
            "answerCallbackQuery",
            callback_query_id=operation.press_id,
            text=operation.text or None,
            show_alert=operation.alert or None,
        )
        return Sent()

    async def _send_photos(self, operation: SendPhotos, chat: Chat, reply_to: str | None) -> Sent:
        pictures = [await self._shown(sha256) for sha256 in operation.pictures]
        caption, styles = text_and_entities(operation.caption)
        if len(pictures) == 1:
            message = await self.bot.send_photo(
                _number(chat.id),
                pictures[0],
                caption=caption or None,
                caption_entities=styles,
                reply_parameters=_reply(reply_to),
            )
            return Sent(str(message.message_id))
        messages = await self.bot.send_media_group(
            _number(chat.id), _album(pictures, caption, styles), reply_parameters=_reply(reply_to)
        )
        first, *others = (str(message.message_id) for message in messages)
        return Sent(first, tuple(others))

    async def _shown(self, sha256: str) -> bytes:
        return await self.pictures.shown(await self.store.get(sha256))

    async def _send_file(self, operation: SendFile, chat: Chat) -> Sent:
        caption, styles = text_and_entities(operation.caption)
        message = await self.bot.send_document(
            _number(chat.id),
            await self._content(operation.content),
            filename=operation.name,
            caption=caption or None,
            caption_entities=styles,
        )
        return Sent(str(message.message_id))

    async def _content(self, content: Stored | Carried) -> bytes:
        return content.content if isinstance(content, Carried) else await self.store.get(content.sha256)


def _album(pictures: list[bytes], caption: str, styles: tuple[MessageEntity, ...]) -> list[InputMediaPhoto]:
    first = InputMediaPhoto(pictures[0], caption=caption or None, caption_entities=styles)
    return [first, *(InputMediaPhoto(picture) for picture in pictures[1:])]


def _reply(message_id: str | None) -> ReplyParameters | None:
    return ReplyParameters(int(message_id), allow_sending_without_reply=True) if message_id else None


def _answered(message_id: str | None) -> Json | None:
    return {"message_id": int(message_id), "allow_sending_without_reply": True} if message_id else None


def _number(chat_id: str) -> int:
    return int(chat_id)


def _without_style(operation: Operation) -> Operation:
    match operation:
        case SendText() | EditText():
            return replace(operation, text=_flat(operation.text))
        case SendPhotos() | SendFile():
            return replace(operation, caption=_flat(operation.caption))
        case _:
            return operation


def _flat(rich: Rich) -> Rich:
    return plain(rich.plain)
