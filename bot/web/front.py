"""The program's HTTP side put together, and the choice between polling and the webhook.

Rules: Telegram is asked to send only once we listen; going back to polling takes the webhook away first,
because Telegram gives either the one or the other; nothing that waits at Telegram is dropped.
Must not know: what an update means.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot

from bot.arrivals import Refuse
from bot.lanes import Wake
from bot.receiver import Receiver
from bot.settings import Settings
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.pulse import Pulse, Way
from bot.web.server import WebServer, web_app
from bot.web.webhook import Webhook, register, unregister
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Front:
    """What is shown over HTTP, and what it is told from."""

    pulse: Pulse
    metrics: Metrics
    server: WebServer


def open_front(
    settings: Settings,
    database: Database,
    *,
    source: str,
    now: Callable[[], datetime],
    inbox: Wake,
    pulse: Pulse,
    on_refused: Refuse,
) -> Front:
    """The HTTP side as the settings want it; not yet serving. `inbox` is woken by the webhook."""
    metrics = Metrics(database, pulse, now)
    health = Health(database, pulse, now, settings.data_dir.absolute())
    hook = (
        Webhook(settings.secret, source, database, now, inbox, pulse, metrics.stored, on_refused)
        if pulse.way is Way.WEBHOOK
        else None
    )
    return Front(pulse, metrics, WebServer(web_app(health, metrics, hook), settings.listen))


async def receive(settings: Settings, bot: Bot, receiver: Receiver, front: Front) -> None:
    """Have updates come in, by the way that the settings name, until cancelled."""
    if settings.public_url:
        await front.server.bound.wait()
        await register(bot, public_url=settings.public_url, secret=settings.secret, pulse=front.pulse)
        return
    front.pulse.last_poll = lambda: receiver.last_poll_at
    receiver.on_stored = front.metrics.stored
    await unregister(bot)
    await receiver.run()
