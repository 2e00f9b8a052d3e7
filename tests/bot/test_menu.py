"""The menu of commands that Telegram shows."""

from bot.telegram.commands import ENGLISH, VIETNAMESE
from handlers.speech import COMMANDS


def test_the_menu_offers_what_the_bot_understands() -> None:
    """Every command of the menu is one that the bot answers; only /start is not in it."""
    vietnamese = {names[0] for names in COMMANDS.values()} - {"start"}
    english = {names[-1] for names in COMMANDS.values()} - {"start"}
    assert {name for name, _ in VIETNAMESE} == vietnamese
    assert {name for name, _ in ENGLISH} == english
