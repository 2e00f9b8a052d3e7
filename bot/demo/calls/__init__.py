"""The methods that act for real, one module a family, and the table of them.

Rules: a method checks everything first and then changes the world without waiting, so that calls never
interleave half done. Methods that exist at Telegram but not here are refused, unknown ones are not found.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.demo.calls import callbacks, chats, edits, identity, media, messages, receiving
from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import bad_request

Method = Callable[[LocalTelegram, Call], Awaitable[object]]

METHODS: Mapping[str, Method] = {
    "getMe": identity.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendLocation": messages.send_location,
    "copyMessage": messages.copy_message,
    "forwardMessage": messages.forward_message,
    "deleteMessage": messages.delete_message,
    "setMessageReaction": messages.set_message_reaction,
    "sendChatAction": messages.send_chat_action,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendMediaGroup": media.send_media_group,
    "getFile": media.get_file,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "editMessageMedia": edits.edit_message_media,
    "answerCallbackQuery": callbacks.answer_callback_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "pinChatMessage": chats.pin_chat_message,
    "unpinChatMessage": chats.unpin_chat_message,
    "leaveChat": chats.leave_chat,
    "setMyCommands": identity.set_my_commands,
    "getMyCommands": identity.get_my_commands,
    "deleteMyCommands": identity.delete_my_commands,
    "setMyName": identity.set_my_name,
    "setMyDescription": identity.set_my_description,
    "setMyShortDescription": identity.set_my_short_description,
    "setChatMenuButton": identity.set_chat_menu_button,
}
BY_LOWER_NAME: Mapping[str, Method] = {name.lower(): method for name, method in METHODS.items()}


async def perform(local: LocalTelegram, call: Call) -> object:
    """Run a checked call and return its result; raises CallRefusedError."""
    method = BY_LOWER_NAME.get(call.method.lower())
    if method is None:
        raise bad_request(f"{call.method} is not supported by the local Bot API")
    return await method(local, call)
