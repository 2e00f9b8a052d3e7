"""The checklists that come with the program, as YAML.

Rules: they are package data, the same in every installation; reading them is the one thing in `checklists`
that touches more than its arguments, and it goes through the import system, so a zipped package works too.
Must not know: which of them is in use.
"""

import pkgutil
from typing import Final

NAMES: Final = ("phuong-co-ban",)


def bundled_sources() -> tuple[str, ...]:
    """The YAML text of every bundled checklist, in the order in which they are offered."""
    return tuple(_source(name) for name in NAMES)


def _source(name: str) -> str:
    content = pkgutil.get_data(__name__, f"{name}.yaml")
    if content is None:
        raise FileNotFoundError(f"bundled checklist {name}.yaml")
    return content.decode("utf-8")
