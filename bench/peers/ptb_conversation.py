"""PTB's ConversationHandler as its examples have it: a state for each question, its buttons, one handler."""

import aiosqlite
from questions import CHOICES, DONE, QUESTIONS, keep
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
)


def buttons(number: int) -> InlineKeyboardMarkup:
    """The choices of a question, from 1."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"a:{number}:{choice}") for label, choice in CHOICES]]
    )


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask the first question."""
    del context
    await update.message.reply_text(QUESTIONS[0], reply_markup=buttons(1))
    return 1


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep the answer, ask on."""
    query = update.callback_query
    _, number, choice = query.data.split(":")
    database: aiosqlite.Connection | None = context.bot_data.get("database")
    if database is not None:
        await keep(database, query.from_user.id, int(number), choice)
    else:
        context.user_data[f"answer {number}"] = choice
    await query.answer()
    if int(number) == len(QUESTIONS):
        await query.edit_message_text(DONE)
        return ConversationHandler.END
    await query.edit_message_text(QUESTIONS[int(number)], reply_markup=buttons(int(number) + 1))
    return int(number) + 1


def conversation(*, name: str | None, persistent: bool) -> ConversationHandler:
    """The whole conversation."""
    states = {
        number: [CallbackQueryHandler(answer, pattern=f"^a:{number}:")]
        for number in range(1, len(QUESTIONS) + 1)
    }
    begin = CommandHandler("start", start)
    return ConversationHandler(
        entry_points=[begin], states=states, fallbacks=[begin], name=name, persistent=persistent
    )


def run(application: Application, *, name: str | None = None, persistent: bool = False) -> None:
    """Add the conversation and poll."""
    application.add_handler(conversation(name=name, persistent=persistent))
    application.run_polling()
