"""The shape of the house: directions of import, purity of the core, sizes, names, and what stays untracked.

A rule is a function from one file to its faults. Every rule proves itself on a small sample with the fault
(`SAMPLES`) and is then applied to every tracked file. This module knows nothing of what the code does.
"""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT: dict[str, frozenset[str]] = {
    "checklists": frozenset(),
    "storage": frozenset({"checklists"}),
    "reports": frozenset({"checklists"}),
    "handlers": frozenset({"checklists", "storage", "reports"}),
    "bot": frozenset({"checklists", "storage", "reports", "handlers"}),
}
PACKAGES = frozenset(MAY_IMPORT)
OURS = PACKAGES | {"tests"}

FILES = frozenset({"fileinput", "glob", "importlib", "os", "pathlib", "PIL", "obstore", "shutil", "tempfile"})
CLOCK_AND_CHANCE = frozenset({"random", "secrets", "time", "uuid"})
MACHINE = frozenset(
    {"ctypes", "getpass", "locale", "logging", "platform", "pydantic_settings", "signal", "structlog", "sys"}
)
CONCURRENCY = frozenset({"asyncio", "multiprocessing", "select", "subprocess", "threading"})
NETWORK = frozenset({"http", "httpx", "socket", "ssl", "starlette", "telegram", "uvicorn"})
DATABASE = frozenset({"aiosqlite", "alembic", "psycopg", "sqlalchemy", "sqlite3"})
IMPURE_MODULES = FILES | CLOCK_AND_CHANCE | MACHINE | CONCURRENCY | NETWORK | DATABASE
IMPURE_CALLS = frozenset({"open", "input", "print", "now", "today", "utcnow", "read_text", "read_bytes"})

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)

FILE_LINES = 400
FUNCTION_LINES = 40
TEST_LINES = 60
SIZED_SUFFIXES = (".py", ".js", ".css", ".html", ".sh")

VAGUE_WORDS = frozenset(
    {"manager", "managers", "util", "utils", "helper", "helpers", "service", "services", "base"}
)

# Written in pieces, so that this file passes its own rule.
LEAKS = (
    (re.compile(r"pypi\.\w|python" + r"hosted", re.IGNORECASE), "names a package index"),
    (re.compile(r"(?<!\S)--(?:extra-|default-)?index" + r"-url|(?<!\S)--find" + r"-links"), "names an index"),
    (re.compile(r"(?<![\w.:/-])/(?:work|root)(?=[/\s\"'`),;:]|$)", re.MULTILINE), "path of one machine"),
    (re.compile(r"(?<![\w.:-])/(?:home|Users)/\w"), "path of one machine"),
    (re.compile(r"\.\./" + r"shared\b"), "path outside the repository"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path inside the repository and its text."""

    path: str
    text: str

    @property
    def package(self) -> str:
        """The top folder, empty for files at the top."""
        return self.path.split("/")[0] if "/" in self.path else ""

    @property
    def is_python(self) -> bool:
        """Whether the code rules apply."""
        return self.path.endswith(".py")


Rule = Callable[[Source], Iterator[str]]


@cache
def nodes(source: Source) -> tuple[ast.AST, ...]:
    """Every node of a Python file; none for other files."""
    return tuple(ast.walk(ast.parse(source.text))) if source.is_python else ()


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    return (node for node in nodes(source) if isinstance(node, FUNCTION))


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Line and top name of each absolute import, `import_module("x.y")` included."""
    for node in nodes(source):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name.split(".")[0]) for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield node.lineno, module.split(".")[0]
            case ast.Call(func=called, args=[ast.Constant(value=str(module)), *_]):
                if called_name(called) in {"import_module", "__import__"}:
                    yield node.lineno, module.split(".")[0]


def called_name(called: ast.expr) -> str:
    """The last name of what is called: `now` for `datetime.now`."""
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def imports_point_one_way(source: Source) -> Iterator[str]:
    """`checklists` <- `storage`, `reports` <- `handlers` <- `bot`, and nothing imports the tests."""
    allowed = MAY_IMPORT.get(source.package)
    if allowed is None:
        return
    for line, name in imported(source):
        if name in OURS and name != source.package and name not in allowed:
            yield f"{source.path}:{line}: {source.package} must not import {name}"


def core_is_pure(source: Source) -> Iterator[str]:
    """`checklists` reads no file, clock or chance, and talks to nobody."""
    if source.package != "checklists":
        return
    for line, name in imported(source):
        if name in IMPURE_MODULES:
            yield f"{source.path}:{line}: checklists must not import {name}"
    for node in nodes(source):
        if isinstance(node, ast.Call) and called_name(node.func) in IMPURE_CALLS:
            yield f"{source.path}:{node.lineno}: checklists must not call {called_name(node.func)}()"


def files_are_short(source: Source) -> Iterator[str]:
    """No source file is longer than 400 lines."""
    lines = len(source.text.splitlines())
    if source.path.endswith(SIZED_SUFFIXES) and lines > FILE_LINES:
        yield f"{source.path}: {lines} lines, at most {FILE_LINES}"


def functions_are_short(source: Source) -> Iterator[str]:
    """No function is longer than 40 lines, in tests 60."""
    limit = TEST_LINES if source.package == "tests" else FUNCTION_LINES
    for node in functions(source):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > limit:
            yield f"{source.path}:{node.lineno}: {node.name} has {lines} lines, at most {limit}"


def names_say_something(source: Source) -> Iterator[str]:
    """No module, class or function is named by a word that fits everything."""
    if not source.is_python:
        return
    for part in source.path.removesuffix(".py").split("/"):
        if vague := words(part) & VAGUE_WORDS:
            yield f"{source.path}: a module named {', '.join(sorted(vague))}"
    for node in nodes(source):
        if isinstance(node, (*FUNCTION, ast.ClassDef)) and (vague := words(node.name) & VAGUE_WORDS):
            yield f"{source.path}:{node.lineno}: {node.name} is named {', '.join(sorted(vague))}"


def words(name: str) -> frozenset[str]:
    """The words of a snake_case or CamelCase name, in small letters."""
    return frozenset(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))


def modules_are_introduced(source: Source) -> Iterator[str]:
    """Every module begins with a docstring."""
    if source.is_python and not ast.get_docstring(ast.parse(source.text)):
        yield f"{source.path}: no module docstring"


def each_test_states_its_rule(source: Source) -> Iterator[str]:
    """Every test has a docstring: its rule."""
    if source.package != "tests":
        return
    for node in functions(source):
        if node.name.startswith("test_") and not ast.get_docstring(node):
            yield f"{source.path}:{node.lineno}: {node.name} states no rule"


def text_is_sent_plain(source: Source) -> Iterator[str]:
    """Formatting goes as entities: no `parse_mode` but in the demo's Bot API, which must understand it."""
    if source.package not in PACKAGES or source.path.startswith("bot/demo/"):
        return
    for node in nodes(source):
        match node:
            case ast.keyword(arg="parse_mode") | ast.Constant(value="parse_mode"):
                yield f"{source.path}:{node.lineno}: parse_mode; send entities instead"


def nothing_local_is_tracked(source: Source) -> Iterator[str]:
    """No tracked file names a package index, a developer's machine, or a place outside the repository."""
    for pattern, reason in LEAKS:
        for found in pattern.finditer(source.text):
            line = source.text.count("\n", 0, found.start()) + 1
            yield f"{source.path}:{line}: {found[0]!r}: {reason}"


RULES: tuple[Rule, ...] = (
    imports_point_one_way,
    core_is_pure,
    files_are_short,
    functions_are_short,
    names_say_something,
    modules_are_introduced,
    each_test_states_its_rule,
    text_is_sent_plain,
    nothing_local_is_tracked,
)


def long_function(lines: int) -> str:
    """Source of a test function of that many lines."""
    return "def test_long():\n" + "    pass\n" * (lines - 1)


# rule, path, text with the fault, text without it
SAMPLES: tuple[tuple[Rule, str, str, str], ...] = (
    (imports_point_one_way, "checklists/a.py", "from storage.visits import x", "from checklists import x"),
    (imports_point_one_way, "storage/a.py", "import reports", "import checklists.model"),
    (imports_point_one_way, "reports/a.py", "def f():\n    from storage import x", "import docx"),
    (imports_point_one_way, "handlers/a.py", "import bot.settings as s", "import storage, reports"),
    (imports_point_one_way, "handlers/a.py", "import_module('bot.x')", "import_module('storage.x')"),
    (imports_point_one_way, "bot/a.py", "from tests import x", "from handlers import x"),
    (core_is_pure, "checklists/a.py", "import os.path", "import re"),
    (core_is_pure, "checklists/a.py", "from sqlalchemy import select", "from datetime import date"),
    (core_is_pure, "checklists/a.py", "datetime.now(UTC)", "datetime(2026, 5, 4)"),
    (core_is_pure, "checklists/a.py", "date.today()", "visit.day"),
    (core_is_pure, "checklists/a.py", "open('x')", "opened('x')"),
    (files_are_short, "bot/a.py", "x = 1\n" * 401, "x = 1\n" * 400),
    (files_are_short, "bot/demo/page/a.js", ";\n" * 401, ";\n" * 400),
    (functions_are_short, "bot/a.py", long_function(41), long_function(40)),
    (functions_are_short, "tests/a.py", long_function(61), long_function(60)),
    (names_say_something, "bot/utils.py", "", ""),
    (names_say_something, "bot/a.py", "class VisitManager: ...", "class Management: ..."),
    (names_say_something, "bot/a.py", "async def run_helper(): ...", "def database(): ..."),
    (names_say_something, "bot/a.py", "class HTTPBase: ...", "class Baseline: ..."),
    (modules_are_introduced, "bot/a.py", "x = 1", '"""What it is for."""'),
    (each_test_states_its_rule, "tests/a.py", "def test_x(): ...", 'def test_x():\n    """Rule."""'),
    (text_is_sent_plain, "handlers/a.py", "send(text, parse_mode='HTML')", "send(text, entities=e)"),
    (text_is_sent_plain, "bot/a.py", "{'parse_mode': 'HTML'}", "{'mode': 'HTML'}"),
    (nothing_local_is_tracked, "a.txt", "see https://py" + "pi.org/simple", "published on PyPI."),
    (nothing_local_is_tracked, "a.txt", "pip install --index" + "-url x", "uv --no-emit-index-url"),
    (nothing_local_is_tracked, "a.txt", "cd /" + "root/project", "the path a/root/project"),
    (nothing_local_is_tracked, "a.txt", "'/" + "root'", "https://host/root"),
    (nothing_local_is_tracked, "a.txt", "/" + "home/lan/x", "the home/lan page"),
    (nothing_local_is_tracked, "a.txt", "../" + "shared/design.md", "shared/design.md"),
)


def tracked() -> tuple[str, ...]:
    """Paths of the tracked files; of all files below the known folders where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return tuple(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file())
    below = (path for folder in sorted(OURS) for path in sorted((ROOT / folder).rglob("*")))
    return tuple(str(path.relative_to(ROOT)) for path in below if path.is_file())


@cache
def sources() -> tuple[Source, ...]:
    """Every tracked text file."""
    found = []
    for path in tracked():
        try:
            found.append(Source(path, (ROOT / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture or a font
    return tuple(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_tracked_file_keeps_the_rule(rule: Rule) -> None:
    """The rule named in brackets holds for every tracked file."""
    faults = [fault for source in sources() for fault in rule(source)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("rule", "path", "bad", "good"), SAMPLES)
def test_a_rule_sees_its_fault(rule: Rule, path: str, bad: str, good: str) -> None:
    """A rule that cannot fail holds nothing: each one finds the fault in its sample, and only there."""
    assert list(rule(Source(path, bad)))
    assert not list(rule(Source(path.replace("utils", "wards"), good)))


def test_every_rule_has_a_sample() -> None:
    """A new rule comes with its proof."""
    assert {sample[0] for sample in SAMPLES} == set(RULES)


def test_the_tracked_files_are_found() -> None:
    """An empty list of files would keep every rule."""
    assert {"pyproject.toml", "tests/test_architecture.py"} <= {source.path for source in sources()}
