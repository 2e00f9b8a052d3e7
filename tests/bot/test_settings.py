"""Settings: environment, `.env`, files, and all mistakes at once."""

from pathlib import Path

import pytest

from bot.command_line import main
from bot.settings import Address, BadSettings, make_data_dir, read_settings

TOKEN = "7000000001:canary-secret-of-this-test"


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment without settings, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_without_any_setting_the_defaults_hold(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Everything has a default but the token."""
    settings = read_settings()
    assert settings.database == f"sqlite:///{tmp_path}/data/wardrounds.sqlite"
    assert settings.files == f"file://{tmp_path}/data/files"
    assert (settings.timezone, settings.language, settings.demo_port) == ("Asia/Ho_Chi_Minh", "vi", 8765)


def test_addresses_name_their_platform(env: pytest.MonkeyPatch) -> None:
    """A bare number is Telegram's."""
    env.setenv("WARDROUNDS_ADMIN_IDS", "telegram:1001, 1002,zalo:abc")
    env.setenv("WARDROUNDS_CHANNEL_ID", "telegram:-100123")
    settings = read_settings()
    assert settings.admin_ids == (
        Address("telegram", "1001"),
        Address("telegram", "1002"),
        Address("zalo", "abc"),
    )
    assert settings.channel_id == Address("telegram", "-100123")


def test_a_secret_may_lie_in_a_file(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`..._FILE` names a file; its line end does not count."""
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    env.setenv("WARDROUNDS_TELEGRAM_TOKEN_FILE", str(tmp_path / "token"))
    assert read_settings(token_needed=True).token == TOKEN


def test_dot_env_counts_and_the_environment_is_stronger(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`.env` gives what the environment does not."""
    (tmp_path / ".env").write_text(
        "WARDROUNDS_DEMO_PORT=9000\nWARDROUNDS_LANGUAGE=en\nWARDROUNDS_FILES_URL_FILE=u\n"
    )
    (tmp_path / "u").write_text("s3://bucket/prefix")
    env.setenv("WARDROUNDS_DEMO_PORT", "9001")
    settings = read_settings()
    assert (settings.demo_port, settings.language, settings.files) == (9001, "en", "s3://bucket/prefix")


def test_all_mistakes_are_told_at_once_without_values(env: pytest.MonkeyPatch) -> None:
    """Every wrong setting is named once, in both languages, and no value is repeated."""
    wrong = {
        "TELEGRAM_TOKEN": "no-token-canary",
        "TELEGRAM_API_URL": "ftp://canary",
        "TELEGRAM_PROXY": "canary",
        "DATABASE_URL": "mysql://canary",
        "FILES_URL": "canary",
        "ADMIN_IDS": "telegram:1001,canary:5",
        "CHANNEL_ID": "telegram:canary",
        "CHANNEL_STRICT": "canary",
        "SCRATCH_CHAT_ID": "canary",
        "SETTLE_SECONDS": "-1",
        "LISTEN": "canary",
        "DEMO_PORT": "70000",
        "TIMEZONE": "Canary/Nowhere",
        "LANGUAGE": "canary",
        "CLOCK": "2026-11-05T08:00:00",
        "LIMIT_OVERALL": "0",
        "LIMIT_PRIVATE": "canary",
        "LIMIT_GROUP": "-1",
        "LIMIT_TAPS": "0",
        "LIMIT_PHOTOS": "2.5",
    }
    for name, value in wrong.items():
        env.setenv(f"WARDROUNDS_{name}", value)
    env.setenv("WARDROUNDS_DATA_DIR_FILE", "not-there")
    with pytest.raises(BadSettings) as caught:
        read_settings(token_needed=True)
    named = [mistake.name.removeprefix("WARDROUNDS_") for mistake in caught.value.mistakes]
    assert sorted(named) == sorted([*wrong, "DATA_DIR_FILE"])
    assert "canary" not in str(caught.value)
    assert all(mistake.vi and mistake.en for mistake in caught.value.mistakes)


def test_a_setting_given_twice_is_a_mistake(env: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A value and a file for the same setting contradict each other."""
    (tmp_path / "token").write_text(TOKEN)
    env.setenv("WARDROUNDS_TELEGRAM_TOKEN", TOKEN)
    env.setenv("WARDROUNDS_TELEGRAM_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(BadSettings):
        read_settings()


def test_bad_settings_end_with_78(env: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` without a token and with a wrong port tells both and ends with 78."""
    env.setenv("WARDROUNDS_DEMO_PORT", "x")
    assert main(["run"]) == 78
    told = capsys.readouterr().err
    assert "WARDROUNDS_TELEGRAM_TOKEN" in told
    assert "WARDROUNDS_DEMO_PORT" in told


def test_the_data_folder_is_closed_to_others(env: pytest.MonkeyPatch) -> None:
    """It is made with mode 0700, or brought to it."""
    folder = make_data_dir(read_settings())
    assert folder.stat().st_mode & 0o777 == 0o700
