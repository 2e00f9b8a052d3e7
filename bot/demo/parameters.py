"""Reading a call: JSON, form or multipart in, checked parameters out.

Rules: parameters of the query string, the form and JSON count alike; every parameter is held against the
interface; unknown ones are refused, so that a misspelling never passes silently.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.demo import shapes
from bot.demo.interface import Field, bot_api
from bot.demo.limits import UPLOAD_BYTES
from bot.demo.refusals import Json, bad_request, not_found, too_large

ATTACH = "attach://"
MULTIPART_OVERHEAD = 1_000_000  # boundaries, headers and the other parameters of a call

# What Telegram says when these are missing; others are named.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "message_id": "message identifier is not specified",
    "file_id": "file_id not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file: its name, bytes and media type as the client said them."""

    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call with parameters of the declared types; `uploads` by the name of their part."""

    method: str
    values: Json
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a String parameter."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str, default: int = 0) -> int:
        """Return an Integer parameter."""
        value = self.values.get(name, default)
        return value if isinstance(value, int) else default

    def attached(self, reference: str) -> Upload | None:
        """Return the upload that a parameter's name or an attach:// reference means."""
        if reference.startswith(ATTACH):
            found = self.uploads.get(reference.removeprefix(ATTACH))
            if found is None:
                raise bad_request("wrong file identifier/HTTP URL specified: attached file is missing")
            return found
        return None


async def read_call(request: Request, method: str) -> Call:
    """Read and check a call; raises CallRefusedError."""
    fields = bot_api().methods.get(method.lower())
    if fields is None:
        raise not_found()
    raw, uploads = await _read_raw(request)
    return checked(method, raw, uploads, fields)


def checked(method: str, raw: Json, uploads: Mapping[str, Upload], fields: Mapping[str, Field]) -> Call:
    """Hold raw parameters against the declared fields of the method."""
    if unknown := sorted(set(raw) - set(fields)):
        raise bad_request(f'parameter "{unknown[0]}" is unknown to {method}')
    values = {}
    for name, declared in fields.items():
        if raw.get(name) not in (None, ""):
            values[name] = _typed(name, raw[name], declared)
        elif declared.is_required and name not in uploads:
            raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
    check_letters(values)
    return Call(method=method, values=values, uploads=uploads)


def check_letters(values: Mapping[str, object]) -> None:
    """Refuse half surrogate pairs, which JSON can name but UTF-8 cannot carry."""
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _typed(name: str, value: object, declared: Field) -> object:
    try:
        return shapes.read(name, value, declared.types)
    except shapes.ShapeError as error:
        raise bad_request(str(error)) from error


async def _read_raw(request: Request) -> tuple[Json, dict[str, Upload]]:
    raw: Json = dict(request.query_params)
    if int(request.headers.get("content-length") or 0) > UPLOAD_BYTES + MULTIPART_OVERHEAD:
        raise too_large()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return raw | _read_json(await request.body()), {}
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return await _read_form(request, raw)
    return raw, {}


def _read_json(body: bytes) -> Json:
    try:
        found = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(found, dict):
        raise bad_request("object expected as request")
    return found


async def _read_form(request: Request, raw: Json) -> tuple[Json, dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    async with request.form(max_files=100, max_part_size=MULTIPART_OVERHEAD) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = await _read_upload(value)
            else:
                raw[name] = value
    return raw, uploads


async def _read_upload(part: UploadFile) -> Upload:
    content = await part.read()
    if len(content) > UPLOAD_BYTES:
        raise too_large()
    return Upload(
        name=part.filename or "file",
        content=content,
        type=part.content_type or "application/octet-stream",
    )
