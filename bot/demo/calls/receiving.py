"""Receiving updates: polling, and setting where a webhook is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.demo.local import LocalTelegram
from bot.demo.parameters import Call
from bot.demo.refusals import Json, bad_request
from bot.demo.updates import LOOPBACK

PORTS = frozenset({443, 80, 88, 8443})
CONNECTIONS = 40
MOST_CONNECTIONS = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(local: LocalTelegram, call: Call) -> object:
    """Return waiting updates, or wait for the first up to 50 seconds."""
    return await local.updates.poll(
        offset=call.number("offset"),
        limit=call.number("limit", 100),
        seconds=call.number("timeout"),
        allowed=call.values.get("allowed_updates"),
    )


async def set_webhook(local: LocalTelegram, call: Call) -> object:
    """Note where updates should go; an empty address takes the webhook away."""
    url = str(call.values.get("url", ""))
    if not url:
        return await delete_webhook(local, call)
    info: Json = {"url": _checked_url(url), "has_custom_certificate": bool(call.uploads)}
    secret = call.text("secret_token")
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = call.number("max_connections", CONNECTIONS)
    info |= {"max_connections": min(max(connections, 1), MOST_CONNECTIONS)}
    info |= {"secret_token": secret} if secret else {}
    local.updates.set_webhook(info, call.values.get("allowed_updates"), drop=_is_dropping(call))
    return True


async def delete_webhook(local: LocalTelegram, call: Call) -> object:
    """Go back to polling."""
    local.updates.set_webhook({}, None, drop=_is_dropping(call))
    return True


async def get_webhook_info(local: LocalTelegram, _call: Call) -> object:
    """Return the Bot API `WebhookInfo`."""
    info = {key: value for key, value in local.updates.webhook.items() if key != "secret_token"}
    found: Json = {
        "url": "",
        "has_custom_certificate": False,
        **info,
        "pending_update_count": local.updates.pending(),
        **(local.updates.webhook_trouble if info else {}),
    }
    allowed = local.updates.allowed()
    return found if allowed is None else found | {"allowed_updates": allowed}


def _is_dropping(call: Call) -> bool:
    return bool(call.values.get("drop_pending_updates"))


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise bad_request("bad webhook: invalid webhook URL specified") from error
    if parts.scheme in ("http", "https") and parts.hostname in LOOPBACK:
        return url  # on this machine nobody listens in, and ports below 1024 need rights
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return url
