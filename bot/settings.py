"""What an operator may set: environment or `.env`, prefix `WARDROUNDS_`, each also as `..._FILE` for secrets.

Rules: every mistake is reported at once, in Vietnamese and English, and never with the value (it may be
a secret); defaults live in one folder, mode 0700.
Must not know: who uses a setting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "WARDROUNDS_"
_TRANSPORTS = ("telegram", "zalo")


@dataclass(frozen=True, slots=True)
class Address:
    """Someone or some chat on a platform."""

    transport: str
    id: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong setting: its full name and what it must be."""

    name: str
    vi: str
    en: str

    def __str__(self) -> str:
        """One line for the operator."""
        return f"{self.name}: {self.vi} / {self.en}"


class BadSettings(Exception):  # noqa: N818 - it is named for what the operator reads
    """All mistakes in the settings."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def read_address(text: object) -> Address:
    """`telegram:1001`, or a bare number, which is Telegram's. ValueError for anything else."""
    if isinstance(text, Address):
        return text
    transport, found, name = str(text).strip().partition(":")
    if not found:
        transport, name = "telegram", transport
    if transport not in _TRANSPORTS or not name or (transport == "telegram" and not _is_number(name)):
        raise ValueError("not an address")
    return Address(transport, name)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,20}", text) is not None


def _read_addresses(text: object) -> tuple[Address, ...]:
    parts = text.split(",") if isinstance(text, str) else ()
    return tuple(read_address(part) for part in parts if part.strip())


def _schemes(*allowed: str) -> AfterValidator:
    def check(url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in allowed or not (parts.netloc or parts.path.strip("/")):
            raise ValueError("wrong address")
        return url.rstrip("/")

    return AfterValidator(check)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise ValueError("unknown time zone") from error
    return name


def _is_token(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", secret.get_secret_value()):
        raise ValueError("not a token")
    return secret


def _is_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
        raise ValueError("not a secret")
    return secret


def _is_listen(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port):
        raise ValueError("not an address")
    return text


Pace = Annotated[float, Field(gt=0, le=1_000_000)]
Rate = Annotated[int, Field(gt=0, le=1_000_000)]


class Settings(BaseSettings):
    """The settings, checked.

    Paces of sending: `limit_overall` and `limit_private` a second, `limit_group` a minute.
    Rates of one person: `limit_taps` (texts count too) and `limit_photos` a minute, `limit_imports` an hour.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    telegram_token: Annotated[SecretStr, AfterValidator(_is_token)] | None = None
    telegram_api_url: Annotated[str, _schemes("https", "http")] = "https://api.telegram.org"
    telegram_proxy: Annotated[str, _schemes("http", "https", "socks5", "socks5h")] | None = None
    database_url: Annotated[str, _schemes("sqlite", "postgresql")] | None = None
    files_url: Annotated[str, _schemes("file", "s3")] | None = None
    data_dir: Path = Path("data")
    admin_ids: Annotated[tuple[Address, ...], NoDecode, BeforeValidator(_read_addresses)] = ()
    channel_id: Annotated[Address, NoDecode, BeforeValidator(read_address)] | None = None
    public_url: Annotated[str, _schemes("https", "http")] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_is_secret)] | None = None
    channel_strict: bool = False
    scratch_chat_id: Annotated[Address, NoDecode, BeforeValidator(read_address)] | None = None
    settle_seconds: Annotated[float, Field(ge=0, le=3600)] = 60.0
    listen: Annotated[str, AfterValidator(_is_listen)] = "127.0.0.1:8080"
    demo_port: Annotated[int, Field(ge=1, le=65535)] = 8765
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"
    stamp: Annotated[str, Field(max_length=80)] | None = None
    parent_agency: Annotated[str, Field(max_length=120)] | None = None
    agency: Annotated[str, Field(max_length=120)] | None = None
    place: Annotated[str, Field(max_length=60)] | None = None
    clock: AwareDatetime | None = None
    limit_overall: Pace = 25.0
    limit_private: Pace = 1.0
    limit_group: Pace = 18.0
    limit_taps: Rate = 120
    limit_photos: Rate = 20
    limit_imports: Rate = 30

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then `.env`, then the files that `..._FILE` names."""
        del file_secret_settings
        return init_settings, env_settings, dotenv_settings, SecretFiles(settings_cls)

    @property
    def database(self) -> str:
        """Where the database is, as a URL."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'wardrounds.sqlite'}"

    @property
    def files(self) -> str:
        """Where evidence files are, as a URL."""
        return self.files_url or f"file://{self.data_dir.absolute() / 'files'}"

    @property
    def token(self) -> str:
        """The bot's token, or nothing when there is none."""
        return self.telegram_token.get_secret_value() if self.telegram_token else ""

    @property
    def secret(self) -> str:
        """What Telegram must know to reach our webhook, or nothing when there is none."""
        return self.webhook_secret.get_secret_value() if self.webhook_secret else ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of days."""
        return ZoneInfo(self.timezone)


class SecretFiles(PydanticBaseSettingsSource):
    """Values out of the files named by `WARDROUNDS_<NAME>_FILE`, from the environment or `.env`."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The file's content without the line end, or none."""
        del field
        path = _named(field_name)
        try:
            content = Path(path).read_text(encoding="utf-8").strip() if path else None
        except (OSError, ValueError):
            content = None  # told by `_unreadable_files`, with the right name
        return content, field_name, False

    def __call__(self) -> dict[str, Any]:
        """All values that come from files."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self._fields()}
        return {name: value for name, value in found.items() if value is not None}

    def _fields(self) -> Iterator[tuple[str, FieldInfo]]:
        return iter(self.settings_cls.model_fields.items())


def _named(field: str) -> str | None:
    """The path that `WARDROUNDS_<FIELD>_FILE` holds."""
    name = f"{PREFIX}{field.upper()}_FILE"
    return _environment().get(name.lower()) or None


def _environment() -> dict[str, str | None]:
    """Environment over `.env`, with lower-case names."""
    environ = EnvSettingsSource(Settings, case_sensitive=False).env_vars
    written = {name.lower(): value for name, value in dotenv_values(".env").items()}
    return {**written, **environ}


_WANTED: dict[str, tuple[str, str]] = {
    "telegram_token": (
        "phải có dạng số:chuỗi do @BotFather cấp",
        "must be number:characters, as @BotFather gave it",
    ),
    "telegram_api_url": ("phải là địa chỉ http(s)", "must be an http(s) address"),
    "telegram_proxy": ("phải là địa chỉ http, https hoặc socks5", "must be an http, https or socks5 address"),
    "database_url": (
        "phải là sqlite:///... hoặc postgresql://...",
        "must be sqlite:///... or postgresql://...",
    ),
    "files_url": ("phải là file:///... hoặc s3://...", "must be file:///... or s3://..."),
    "data_dir": ("phải là một thư mục ghi được", "must be a folder that can be written"),
    "admin_ids": (
        "phải là các mã như telegram:1001, cách nhau bằng dấu phẩy",
        "must be ids such as telegram:1001, separated by commas",
    ),
    "channel_id": ("phải có dạng telegram:-100...", "must look like telegram:-100..."),
    "channel_strict": ("phải là true hoặc false", "must be true or false"),
    "scratch_chat_id": ("phải có dạng telegram:-100...", "must look like telegram:-100..."),
    "settle_seconds": ("phải là số giây từ 0 đến 3600", "must be seconds from 0 to 3600"),
    "public_url": ("phải là địa chỉ http(s)", "must be an http(s) address"),
    "webhook_secret": (
        "phải có 16 đến 256 ký tự A-Z a-z 0-9 _ -",
        "must be 16 to 256 characters A-Z a-z 0-9 _ -",
    ),
    "listen": ("phải có dạng địa chỉ:cổng", "must look like address:port"),
    "demo_port": ("phải là số từ 1 đến 65535", "must be a number from 1 to 65535"),
    "timezone": ("phải là tên múi giờ như Asia/Ho_Chi_Minh", "must be a time zone such as Asia/Ho_Chi_Minh"),
    "language": ("phải là vi hoặc en", "must be vi or en"),
    "stamp": ("phải ngắn hơn 80 ký tự", "must be shorter than 80 characters"),
    "parent_agency": ("phải ngắn hơn 120 ký tự", "must be shorter than 120 characters"),
    "agency": ("phải ngắn hơn 120 ký tự", "must be shorter than 120 characters"),
    "place": ("phải ngắn hơn 60 ký tự", "must be shorter than 60 characters"),
    "clock": (
        "phải là thời điểm có múi giờ, như 2026-11-05T08:00:00+07:00",
        "must be a time with its zone, such as 2026-11-05T08:00:00+07:00",
    ),
    "limit_taps": ("phải là số nguyên lớn hơn 0", "must be a whole number above 0"),
    "limit_photos": ("phải là số nguyên lớn hơn 0", "must be a whole number above 0"),
    "limit_imports": ("phải là số nguyên lớn hơn 0", "must be a whole number above 0"),
}
_TOGETHER = ("public_url", "webhook_secret")
_PACE = ("phải là số lớn hơn 0", "must be a number above 0")


def read_settings(*, token_needed: bool = False) -> Settings:
    """The settings of this program's environment. BadSettings with all mistakes."""
    settings, wrong = _validated()
    mistakes = [_mistake(name) for name in wrong]
    mistakes += _unreadable_files() + _missing_half()
    if token_needed and settings is not None and settings.telegram_token is None:
        mistakes.append(_mistake("telegram_token"))
    if token_needed and settings is None and not _given("telegram_token"):
        mistakes.append(_mistake("telegram_token"))
    if settings is None or mistakes:
        raise BadSettings(tuple(dict.fromkeys(mistakes)))
    return settings


def _validated() -> tuple[Settings | None, tuple[str, ...]]:
    try:
        return Settings(), ()
    except ValidationError as error:
        return None, tuple(dict.fromkeys(str(each["loc"][0]) for each in error.errors()))


def _mistake(field: str) -> Mistake:
    return Mistake(f"{PREFIX}{field.upper()}", *_WANTED.get(field, _PACE))


def _given(field: str) -> bool:
    values = _environment()
    name = f"{PREFIX}{field}".lower()
    return bool(values.get(name) or values.get(f"{name}_file"))


def _missing_half() -> list[Mistake]:
    """A mistake for the webhook's setting that is missing when the other one is given."""
    given = [field for field in _TOGETHER if _given(field)]
    if len(given) != 1:
        return []
    other = f"{PREFIX}{given[0].upper()}"
    missing = next(field for field in _TOGETHER if field not in given)
    return [
        Mistake(f"{PREFIX}{missing.upper()}", f"phải đặt cùng {other}", f"must be set together with {other}")
    ]


def _unreadable_files() -> list[Mistake]:
    """A mistake for each `..._FILE` that cannot be read, and for each setting given twice."""
    mistakes = []
    for field in Settings.model_fields:
        path = _named(field)
        name = f"{PREFIX}{field.upper()}"
        if path is None:
            continue
        if _environment().get(name.lower()):
            mistakes.append(Mistake(f"{name}_FILE", f"trùng với {name}", f"given together with {name}"))
        if not _is_readable(Path(path)):
            mistakes.append(Mistake(f"{name}_FILE", "không đọc được tệp này", "this file cannot be read"))
    return mistakes


def _is_readable(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return True


def make_data_dir(settings: Settings) -> Path:
    """The data folder, there and closed to others (0700). BadSettings when it cannot be made."""
    folder = settings.data_dir.absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise BadSettings((_mistake("data_dir"),)) from error
    return folder
