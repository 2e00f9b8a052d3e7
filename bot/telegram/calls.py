"""Calls of the Bot API past the library's own types: what every answer takes.

Why: the library builds objects of every button that goes and of every message that comes back, of which only
the number is needed; for one answer that takes longer than deciding and storing it. Its HTTP and its errors
stay: a call goes through its request object.
Rules: fields are plain JSON, none is left out; an answer of another shape than the Bot API's is a
ValueError, which nobody may take for a success.
Must not know: what is called why, what an error means.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, cast

from telegram import Bot
from telegram.request import RequestData

Json: TypeAlias = dict[str, Any]


class Fields:
    """A call's fields, in the forms in which a request object asks the library's `RequestData` for them."""

    contains_files = False
    multipart_data: None = None

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.parameters = {name: value for name, value in fields.items() if value is not None}

    @property
    def json_payload(self) -> bytes:
        """All fields as one JSON object."""
        return json.dumps(self.parameters, separators=(",", ":")).encode()

    @cached_property
    def json_parameters(self) -> dict[str, str]:
        """The fields of a form: what is no text, as JSON."""
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in self.parameters.items()
        }


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls through `bot`'s own request object."""

    bot: Bot

    async def message(self, method: str, **fields: Any) -> str:  # noqa: ANN401 - JSON
        """Call what answers with a message; its number."""
        result = await self._result(method, fields)
        number = result.get("message_id") if isinstance(result, dict) else None
        if not isinstance(number, int):
            raise ValueError(f"{method} was not answered with a message")  # noqa: TRY004 - nobody's argument
        return str(number)

    async def do(self, method: str, **fields: Any) -> None:  # noqa: ANN401 - JSON
        """Call what answers with true."""
        if await self._result(method, fields) is not True:
            raise ValueError(f"{method} was not answered with true")

    async def _result(self, method: str, fields: Json) -> object:
        data = cast(RequestData, Fields(fields))
        result: object = await self.bot.request.post(f"{self.bot.base_url}/{method}", request_data=data)
        return result
