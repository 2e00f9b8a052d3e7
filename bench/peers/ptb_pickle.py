"""PTB with its own persistence, all defaults."""

from ptb_conversation import run
from questions import API, FOLDER, TOKEN
from telegram.ext import Application, PicklePersistence

built = Application.builder().token(TOKEN).base_url(f"{API}/bot")
built = built.persistence(PicklePersistence(FOLDER / "answers.pickle"))
run(built.build(), name="checklist", persistent=True)
