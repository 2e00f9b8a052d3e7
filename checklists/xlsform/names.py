"""Names as other tools want them, codes as we keep them, and conditions written with either.

Rules: a code is short and plain, for every button carries one; a longer name, or one with marks, is folded
and cut, always in the same way, so that a form that comes again has the same codes. Conditions follow: names
of questions, and names of choices where they are compared.
Must not know: rows, what a condition means.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

from checklists.language import fold

CODE: Final = re.compile(r"[A-Za-z0-9_]{1,12}")
CHOICE: Final = re.compile(r"[A-Za-z0-9_-]{1,16}")
KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
LONGEST_CODE: Final = 12
LONGEST_CHOICE: Final = 16
LONGEST_KEY: Final = 40
XML_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
REFERENCE: Final = re.compile(r"\$\{\s*([^{}]*?)(\.[a-z][a-z0-9_]*)?\s*\}")
UNUSUAL: Final = re.compile(r"\$\{(\s+[^{}]*|[^{}]*[.\s][^{}]*)\}")
BARE: Final = re.compile(r"(?<!\$)\{([^{}]*)\}")
QUOTED: Final = re.compile(r"('[^']*'|\"[^\"]*\")")
WORD: Final = re.compile(r"[^a-zA-Z0-9]+")


def code_of(name: str, taken: Collection[str]) -> str:
    """A code for a question of that name; `taken` are those in use, in small letters."""
    return _free(name if CODE.fullmatch(name) else _plain(name, LONGEST_CODE), taken, LONGEST_CODE)


def choice_of(name: str, taken: Collection[str]) -> str:
    """A name for a choice of that name."""
    return _free(name if CHOICE.fullmatch(name) else _plain(name, LONGEST_CHOICE), taken, LONGEST_CHOICE)


def key_of(name: str, taken: Collection[str] = ()) -> str:
    """A key for a section or a checklist of that name."""
    key = name if KEY.fullmatch(name) else WORD.sub("-", fold(name)).strip("-")[:LONGEST_KEY].strip("-")
    return _free(key or "phieu", taken, LONGEST_KEY)


def xml_name(code: str, taken: Collection[str]) -> str:
    """A name that other tools take for what we call `code`."""
    return _free(code if XML_NAME.fullmatch(code) else f"_{code}", taken, LONGEST_KEY + 4)


def _plain(name: str, longest: int) -> str:
    return WORD.sub("_", fold(name)).strip("_")[:longest].strip("_") or "q"


def _free(name: str, taken: Collection[str], longest: int) -> str:
    free, number = name, 2
    while free.casefold() in taken:
        ending = str(number)
        free, number = f"{name[: longest - len(ending)]}{ending}", number + 1
    return free


def renamed(condition: str, name_of: Callable[[str], str]) -> str:
    """The condition with other names of questions; what stands in quotes is left alone."""
    return _outside_quotes(
        condition, lambda piece: REFERENCE.sub(lambda found: _named(found, name_of), piece)
    )


def bare(condition: str) -> str:
    """The condition with `{A7.whole}` for what other tools would take for a name that is not there.

    They look for names in every cell, also in columns that they ignore.
    """
    return _outside_quotes(condition, lambda piece: UNUSUAL.sub(r"{\1}", piece))


def unbared(condition: str) -> str:
    """The condition that `bare` wrote."""
    return _outside_quotes(condition, lambda piece: BARE.sub(r"${\1}", piece))


def tidy(condition: str) -> str:
    """The condition with its references as other tools want them: no blanks inside."""
    return _outside_quotes(condition, lambda piece: REFERENCE.sub(r"${\1\2}", piece))


def _outside_quotes(condition: str, change: Callable[[str], str]) -> str:
    pieces = QUOTED.split(condition)
    return "".join(piece if at % 2 else change(piece) for at, piece in enumerate(pieces))


def _named(found: re.Match[str], name_of: Callable[[str], str]) -> str:
    side = found[2] or ""
    whole = f"{found[1]}{side}"  # other tools allow a dot in a name; ours parts a side of the answer
    if (new := name_of(whole)) != whole:
        return f"${{{new}}}"
    new = name_of(found[1])
    return found[0] if new == found[1] else f"${{{new}{side}}}"


def with_choices(condition: str, where: str, choices: Mapping[str, str]) -> str:
    """The condition with other names of choices wherever the answer `where` is compared with one."""
    if not any(old != new for old, new in choices.items()):
        return condition
    answer = re.escape(where) if where == "." else r"\$\{\s*" + re.escape(where) + r"\s*\}"
    literal = r"(?P<quote>['\"])(?P<name>[^'\"]*)(?P=quote)"

    def changed(found: re.Match[str]) -> str:
        name = choices.get(found["name"], found["name"])
        start, end = found.span("name")
        begin = found.start()
        return f"{found[0][: start - begin]}{name}{found[0][end - begin :]}"

    for shape in (
        rf"{answer}\s*!?=\s*{literal}",
        rf"{literal}\s*!?=\s*{answer}",
        rf"selected\(\s*{answer}\s*,\s*{literal}\s*\)",
    ):
        condition = re.sub(shape, changed, condition)
    return condition
