"""PTB with a commit for each answer."""

from ptb_conversation import run
from questions import API, TOKEN, open_answers
from telegram.ext import Application


async def open_database(application: Application) -> None:
    """Open before the first update."""
    application.bot_data["database"] = await open_answers()


run(Application.builder().token(TOKEN).base_url(f"{API}/bot").post_init(open_database).build())
