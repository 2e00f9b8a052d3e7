"""aiogram 3 with its state machine, and a commit for each answer."""

import asyncio

import aiosqlite
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from questions import API, CHOICES, DONE, QUESTIONS, TOKEN, keep, open_answers


class Checklist(StatesGroup):
    """Within the checklist."""

    answering = State()


def buttons(number: int) -> InlineKeyboardMarkup:
    """The choices of a question, from 1."""
    row = [
        InlineKeyboardButton(text=label, callback_data=f"a:{number}:{choice}") for label, choice in CHOICES
    ]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def start(message: Message, state: FSMContext) -> None:
    """Ask the first question."""
    await state.set_state(Checklist.answering)
    await state.set_data({"number": 1})
    await message.answer(QUESTIONS[0], reply_markup=buttons(1))


async def answer(query: CallbackQuery, state: FSMContext, database: aiosqlite.Connection) -> None:
    """Keep the answer, ask on."""
    _, number, choice = query.data.split(":")
    await keep(database, query.from_user.id, int(number), choice)
    await query.answer()
    if int(number) == len(QUESTIONS):
        await state.clear()
        await query.message.edit_text(DONE)
        return
    await state.update_data(number=int(number) + 1)
    await query.message.edit_text(QUESTIONS[int(number)], reply_markup=buttons(int(number) + 1))


async def main() -> None:
    """Poll."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(API)))
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.callback_query.register(answer, Checklist.answering, F.data.startswith("a:"))
    await dispatcher.start_polling(bot, database=await open_answers())


asyncio.run(main())
