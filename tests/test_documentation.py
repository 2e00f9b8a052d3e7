"""The pages, held to the program: what they name exists, what they show works, what they quote was said.

A page is read as a stranger reads it: commands, settings, buttons, files and conversations are taken from
its text. This module knows nothing of how well a page reads.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.command_line import parser
from bot.settings import PREFIX, Settings, read_settings
from bot.wiring import ALREADY_RUNNING, BAD_SETTINGS
from checklists.language import modern_spelling
from handlers.speech import COMMANDS
from handlers.words import CATALOGS
from handlers.words.vi import TEXTS
from tests.test_architecture import Source, nothing_local_is_tracked

ROOT = Path(__file__).resolve().parent.parent
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
GUIDES = tuple(sorted((ROOT / "docs").glob("huong-dan-*.md")))
VIETNAMESE = (*GUIDES, ROOT / "docs" / "van-hanh.md")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
every_guide = pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND_IN_CHAT = re.compile(r"(?<![\w/.:`-])/([a-z]+)\b(?!/)")
EXCERPT = re.compile(r"<!-- excerpt of (\S+) -->\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING_ROW = re.compile(rf"^\| `{PREFIX}(\w+)` \| (.+?) \|", re.MULTILINE)
NAMED_SETTING = re.compile(rf"{PREFIX}(\w*[A-Z])")
BUTTONS = (
    "edit.button.",
    "edit.page.",
    "button.",
    "key.",
    "purpose.",
    "answer.",
    "language.",
    "open_visits.other",
)
# What stands for a value in a line of usage.
USAGE = {
    "ID": "1",
    "ROLE": "admin",
    "NAME": "An",
    "OFFICE": "x",
    "UNIT": "x",
    "FILE": "file",
    "DIR": "out",
    "PORT": "8765",
}
FILE_ENDINGS = frozenset({".py", ".md", ".yaml", ".json", ".chat", ".csv", ".toml", ".lock", ".sh", ".png"})
MADE_BY_USE = frozenset({"data/wardrounds.sqlite", "data/files", "out/visits.json", "DIR/visits.json"})
FIGURES = "build/"  # what campaigns write; a fresh checkout has none of it
NOT_HARMLESS = frozenset({"run", "demo"})


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and its lines."""

    language: str
    text: str


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> tuple[Block, ...]:
    """The fenced blocks of those languages, in order."""
    found = (Block(*each) for each in FENCE.findall(read(page)))
    return tuple(block for block in found if block.language in languages)


def inline(page: Path) -> tuple[str, ...]:
    """The code that stands in sentences and tables."""
    return tuple(INLINE.findall(FENCE.sub("", read(page))))


def shell_lines(page: Path) -> tuple[str, ...]:
    return tuple(line for block in blocks(page, "sh") for line in block.text.splitlines() if line)


def our_commands(page: Path) -> tuple[tuple[str, ...], ...]:
    """The arguments of each `wardrounds` line of a shell block."""
    split = (tuple(shlex.split(line)) for line in shell_lines(page))
    return tuple(words[1:] for words in split if words and Path(words[0]).name == "wardrounds")


def usages(page: Path) -> tuple[tuple[str, ...], ...]:
    """The arguments of each line of usage in the text, with values for what is named."""
    lines = (code for code in inline(page) if code.startswith("wardrounds ") and "." not in code)
    return tuple(
        tuple(USAGE.get(word, word) for word in line.replace("[", "").replace("]", "").split()[1:])
        for line in lines
    )


def known_commands(
    of: argparse.ArgumentParser, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Every command that the argument parser has, as words, and the long options that its help shows."""
    below = [each for each in of._actions if isinstance(each, argparse._SubParsersAction)]
    if not below:
        shown = (each.option_strings for each in of._actions if each.help != argparse.SUPPRESS)
        yield above, {name for names in shown for name in names if name.startswith("--")} - {"--help"}
    for action in below:
        for name, each in action.choices.items():
            yield from known_commands(each, (*above, name))


@every_page
def test_every_make_command_exists(page: Path) -> None:
    """What a page tells to `make` is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {code.split()[1] for code in (*inline(page), *shell_lines(page)) if code.startswith("make ")}
    assert named <= targets


@every_page
def test_every_command_can_be_parsed(page: Path) -> None:
    """Each `wardrounds` line, in a block or in a sentence, is understood by the program's own parser."""
    for arguments in (*our_commands(page), *usages(page)):
        parser().parse_args(arguments)


def test_every_command_is_in_the_readme() -> None:
    """The README's table has every command of the command line, with every option of it."""
    told = usages(ROOT / "README.md")
    for command, options in known_commands(parser()):
        assert any(words[: len(command)] == command and options <= {*words} for words in told), command


@pytest.mark.timeout(400)  # every command is a process of its own, and the machine may be busy
def test_the_pages_can_be_followed(tmp_path: Path) -> None:
    """In an empty folder every harmless command of the pages succeeds; then their Python says ok."""
    (tmp_path / "checklists").symlink_to(ROOT / "checklists")
    for block in (block for page in PAGES for block in blocks(page, "csv")):
        name = "visits.csv" if block.text.startswith("visit,") else "units.csv"
        (tmp_path / name).write_text(block.text, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    commands = dict.fromkeys(arguments for page in PAGES for arguments in our_commands(page))
    harmless = [arguments for arguments in commands if arguments[0] not in NOT_HARMLESS]
    assert harmless
    for arguments in harmless:
        line = (sys.executable, "-m", "bot", *arguments)
        done = subprocess.run(
            line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
    for code in dict.fromkeys(block.text for page in PAGES for block in blocks(page, "python")):
        line = (sys.executable, "-c", code)
        said = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        assert said.stdout.strip() == "ok"


@every_page
def test_every_example_of_settings_is_accepted(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block of settings, as it stands, is a good `.env`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "telegram-token").write_text("1:invented\n", encoding="utf-8")
    for block in blocks(page, "ini"):
        if block.text.startswith(PREFIX):
            (tmp_path / ".env").write_text(block.text, encoding="utf-8")
            assert read_settings(token_needed=True)


def test_the_table_of_settings_is_the_settings() -> None:
    """The README has one row for each setting, with its true default."""
    told = {
        name.lower(): default.strip("`") for name, default in SETTING_ROW.findall(read(ROOT / "README.md"))
    }
    assert told == {name: shown(field.default) for name, field in Settings.model_fields.items()}


def shown(default: object) -> str:
    """A default as the table writes it."""
    if default in (None, ()):
        return "none"
    return f"{default:g}" if isinstance(default, float) else str(default)


@every_page
def test_every_setting_named_exists(page: Path) -> None:
    """No page names a setting that the program does not know."""
    known = {name.upper() for name in Settings.model_fields}
    assert {name.removesuffix("_FILE") for name in NAMED_SETTING.findall(read(page))} <= known


def test_the_exit_codes_are_told() -> None:
    """The codes that an operator's scripts wait for are the program's."""
    for page in ("README.md", "docs/operations.md", "docs/van-hanh.md"):
        assert {str(ALREADY_RUNNING), str(BAD_SETTINGS)} <= set(re.findall(r"\b\d+\b", read(ROOT / page))), (
            page
        )


def test_every_command_in_chat_is_documented() -> None:
    """A guide tells the first name of each command, the README all of its names."""
    guided = {name for page in GUIDES for name in COMMAND_IN_CHAT.findall(read(page))}
    assert {names[0] for names in COMMANDS.values()} <= guided
    assert {name for names in COMMANDS.values() for name in names} <= {
        code.removeprefix("/") for code in inline(ROOT / "README.md") if code.startswith("/")
    }


@every_guide
def test_a_guide_names_only_commands_that_exist(page: Path) -> None:
    """What looks like a command of the chat is one."""
    known = {name for names in COMMANDS.values() for name in names}
    assert set(COMMAND_IN_CHAT.findall(read(page))) <= known


@every_guide
def test_every_button_of_a_guide_exists(page: Path) -> None:
    """Each «label» of a guide is, letter by letter, a button or key of the Vietnamese catalogue."""
    patterns = [
        re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))
        for key, text in TEXTS.items()
        if key.startswith(BUTTONS)
    ]
    labels = re.findall(r"«([^»]+)»", read(page))
    assert labels
    unknown = [label for label in labels if not any(re.fullmatch(each, label) for each in patterns)]
    assert not unknown


def test_the_catalogues_are_complete() -> None:
    """Whatever the guides show in one language, the program says in every language."""
    assert all(catalogue.keys() == TEXTS.keys() for catalogue in CATALOGS.values())
    assert all(text.strip() for catalogue in CATALOGS.values() for text in catalogue.values())


@pytest.mark.parametrize("page", VIETNAMESE, ids=lambda page: page.name)
def test_vietnamese_pages_are_written_as_the_house_writes(page: Path) -> None:
    """One Unicode form, tone marks as in hòa and thủy, polite words, no exclamation marks."""
    text = read(page)
    assert text == unicodedata.normalize("NFC", text)
    assert text == modern_spelling(text)
    assert "!" not in text
    assert not re.search(r"(?<!\w)(bạn|quý khách|khách hàng)(?!\w)", text.lower())


@every_page
def test_every_file_named_exists(page: Path) -> None:
    """A path in code, with a folder or a known ending, is a file or folder of the repository."""
    top = {path.name for path in ROOT.iterdir()}
    for code in inline(page):
        begins_here = code.split("/")[0] in top or Path(code).suffix in FILE_ENDINGS
        is_path = re.fullmatch(r"\.?[\w-]+(/[\w.*-]+)+/?", code) and begins_here
        is_top_file = re.fullmatch(r"[\w-]+\.(md|toml|lock)|Makefile|LICENSE|NOTICE", code)
        is_made = code in MADE_BY_USE or code.startswith(FIGURES)
        if (is_path or is_top_file) and not is_made:
            assert list(ROOT.glob(code.rstrip("/"))), code


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link or picture inside the repository is there, its heading too."""
    for target in LINK.findall(FENCE.sub("", read(page))):
        if target.startswith("https://"):
            continue
        path, _, heading = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if heading:
            assert heading in {anchor(line) for line in re.findall(r"^#+ (.+)$", read(file), re.MULTILINE)}


def anchor(heading: str) -> str:
    """The name under which a heading can be linked."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize(("transcript", "excerpt"), EXCERPT.findall(read(ROOT / "README.md")))
def test_a_conversation_in_the_readme_was_really_had(transcript: str, excerpt: str) -> None:
    """Every line of an excerpt stands in the golden conversation, in the same order."""
    said = iter(read(ROOT / transcript).splitlines())
    for line in filter(None, excerpt.splitlines()):
        assert line in said, line


def test_the_readme_shows_a_conversation() -> None:
    """There is an excerpt to check."""
    assert EXCERPT.search(read(ROOT / "README.md"))


def test_every_library_is_explained() -> None:
    """What the program needs to run has a row in the table of libraries."""
    needed = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[^\w.-]", each)[0].lower() for each in needed}
    told = "\n".join(re.findall(r"^\| ([^|]+) \|", read(ROOT / "ARCHITECTURE.md"), re.MULTILINE)).lower()
    assert {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told)} == set()


def test_the_changelog_knows_this_version() -> None:
    """The version of the project has a section, and there is one for what comes next."""
    version = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[:1] == ["Unreleased"]
    assert version in headings


@every_page
def test_no_page_names_an_index_or_one_machine(page: Path) -> None:
    """No host of a package index, no path of a developer's machine."""
    assert not list(nothing_local_is_tracked(Source(page.name, read(page))))
