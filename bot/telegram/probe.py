"""Looking at a message of a chat, for which the Bot API has no call: by forwarding it, or by editing it.

Rules: a forward goes silently into a private place and is deleted at once; an edit is tried only where the
bot can change nobody's messages but its own, since it would overwrite what it finds. Singular calls only: the
plural ones may refuse after acting in part.
Must not know: what is looked for, or why.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import structlog
from telegram import (
    Bot,
    ChatMemberAdministrator,
    Message,
    MessageOriginChannel,
    MessageOriginUser,
)
from telegram.error import BadRequest, TelegramError

from bot.outcome import MessageGone, Permanent, Refusal, SendError, Sent
from bot.telegram.calls import Calls
from bot.telegram.markup import NO_PREVIEW, entities, inline_keyboard, text_and_entities
from bot.telegram.refusals import classify
from handlers.incoming import Chat, ChatKind
from handlers.outgoing import SendPhotos, SendText

_NOT_THERE: Final = (
    "message to forward not found",
    "message_id_invalid",
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
_logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands: its text or caption, and whether it is a picture; `is_own`: written there."""

    text: str
    is_picture: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """No message of that id can be seen."""


Sight: TypeAlias = Seen | Absent | SendError


@dataclass(frozen=True, slots=True)
class TelegramProbe:
    """Looks through `bot`."""

    bot: Bot

    async def look(self, chat: Chat, message_id: int, *, scratch: str) -> Sight:
        """The message, read from a forward into the chat `scratch`."""
        try:
            copy = await self.bot.forward_message(
                int(scratch), int(chat.id), message_id, disable_notification=True
            )
        except Exception as error:  # noqa: BLE001 - every error has a meaning, found by `_meaning`
            if "message can't be forwarded" in str(error).lower():
                return await self._closed(chat)
            return _meaning(error)
        await self._discard(copy)
        return Seen(copy.text or copy.caption or "", bool(copy.photo), _is_own(copy, chat, message_id))

    async def _closed(self, chat: Chat) -> Sight:
        """What cannot be forwarded: a service message, or any message where that is forbidden."""
        try:
            is_protected = (await self.bot.get_chat(int(chat.id))).has_protected_content
        except Exception as error:  # noqa: BLE001 - as above
            return _meaning(error)
        if is_protected:
            return Permanent(Refusal.RIGHTS, "the chat forbids forwarding")
        return Seen("", is_picture=False, is_own=False)

    async def _discard(self, copy: Message) -> None:
        try:
            await self.bot.delete_message(copy.chat_id, copy.message_id)
        except TelegramError as error:
            _logger.warning("a probe was left behind", error=type(error).__name__)

    async def is_edit_harmless(self, chat: Chat) -> bool | SendError:
        """Whether the bot can edit nobody's messages but its own there."""
        if chat.kind is not ChatKind.CHANNEL:
            return True
        try:
            me = await self.bot.get_chat_member(int(chat.id), self._own_id())
        except Exception as error:  # noqa: BLE001 - as above
            found = classify(error)
            return False if isinstance(found, Sent) else found
        return not (isinstance(me, ChatMemberAdministrator) and me.can_edit_messages)

    def _own_id(self) -> int:
        return int(self.bot.token.partition(":")[0])

    async def claim(self, operation: SendText | SendPhotos, chat: Chat, message_id: int) -> Sight:
        """Edit the message to what was to be sent; `Seen` when it is there and now says that."""
        words = operation.text if isinstance(operation, SendText) else operation.caption
        text, styles = text_and_entities(words)
        try:
            if isinstance(operation, SendText):
                await Calls(self.bot).message(
                    "editMessageText",
                    chat_id=int(chat.id),
                    message_id=message_id,
                    text=text,
                    entities=entities(words),
                    reply_markup=inline_keyboard(operation.rows),
                    link_preview_options=NO_PREVIEW,
                )
            else:
                await self.bot.edit_message_caption(
                    int(chat.id), message_id, caption=text, caption_entities=styles
                )
        except Exception as error:  # noqa: BLE001 - as above
            found = _meaning(error)
            if not isinstance(found, Seen):
                return found
        return Seen(text, is_picture=isinstance(operation, SendPhotos), is_own=True)

    async def remove(self, chat: Chat, message_id: int) -> bool:
        """Delete the message. False: it cannot be deleted any more."""
        try:
            await self.bot.delete_message(int(chat.id), message_id)
        except BadRequest:
            return False
        return True


def _meaning(error: Exception) -> Sight:
    words = str(error).lower()
    if isinstance(error, BadRequest) and any(each in words for each in _NOT_THERE):
        return Absent()
    match classify(error):
        case Sent():
            return Seen("", is_picture=False, is_own=True)
        case MessageGone():
            return Absent()
        case other:
            return other


def _is_own(copy: Message, chat: Chat, message_id: int) -> bool:
    """Whether it was written in this place: what somebody forwarded there tells of another one."""
    match copy.forward_origin:
        case MessageOriginChannel(chat=origin, message_id=number):
            return (str(origin.id), number) == (chat.id, message_id)
        case MessageOriginUser(sender_user=user):
            return bool(user.is_bot)
        case _:
            return False
