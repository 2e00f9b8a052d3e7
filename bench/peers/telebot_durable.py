"""pyTelegramBotAPI's asynchronous half, and a commit for each answer."""

import asyncio

from questions import API, CHOICES, DONE, QUESTIONS, TOKEN, keep, open_answers
from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

asyncio_helper.API_URL = f"{API}/bot{{0}}/{{1}}"


def buttons(number: int) -> InlineKeyboardMarkup:
    """The choices of a question, from 1."""
    markup = InlineKeyboardMarkup()
    markup.row(
        *(InlineKeyboardButton(label, callback_data=f"a:{number}:{choice}") for label, choice in CHOICES)
    )
    return markup


async def main() -> None:
    """Poll."""
    database = await open_answers()
    bot = AsyncTeleBot(TOKEN)

    @bot.message_handler(commands=["start"])
    async def start(message: Message) -> None:
        await bot.send_message(message.chat.id, QUESTIONS[0], reply_markup=buttons(1))

    @bot.callback_query_handler(func=lambda query: query.data.startswith("a:"))
    async def answer(query: CallbackQuery) -> None:
        _, number, choice = query.data.split(":")
        await keep(database, query.from_user.id, int(number), choice)
        await bot.answer_callback_query(query.id)
        chat, message = query.message.chat.id, query.message.message_id
        if int(number) == len(QUESTIONS):
            await bot.edit_message_text(DONE, chat, message)
            return
        asked = QUESTIONS[int(number)]
        await bot.edit_message_text(asked, chat, message, reply_markup=buttons(int(number) + 1))

    await bot.infinity_polling()


asyncio.run(main())
