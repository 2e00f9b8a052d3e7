"""YAML, the harmless part: texts, lists and blocks, with the line of each.

Rules: no aliases, anchors, tags, merges or second documents; a key stands once in its block; scalars stay
text; size, depth and number of pieces are limited before anything is built. Any text gives a document or
faults.
Must not know: what the text is about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

LARGEST: Final = 512 * 1024  # bytes; the longest checklist in use has about 60 KiB
DEEPEST: Final = 12
MOST_PIECES: Final = 20_000

# The reader in C is twenty times faster; it is missing where PyYAML was built without libyaml.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Document:
    """What was read; `lines` gives the line (from 1) of each piece by its path."""

    tree: Tree
    lines: Mapping[Path, int]


@dataclass(frozen=True, slots=True)
class YamlFault:
    """Why it cannot be read, and where; `code` is a code of `issues`."""

    code: str
    line: int
    detail: str = ""


class _UnreadableError(Exception):
    """The text cannot be read further."""

    def __init__(self, code: str, line: int, detail: str = "") -> None:
        super().__init__(code)
        self.fault = YamlFault(code=code, line=line, detail=detail)


def read_yaml(text: str) -> Document | tuple[YamlFault, ...]:
    """The document that `text` writes, or all that is found wrong with it. Never raises."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        return (YamlFault(code="too_large", line=1, detail=str(LARGEST // 1024)),)
    growing = _Growing()
    try:
        for event in _events(text):
            growing.take(event)
    except _UnreadableError as unreadable:
        return (*growing.faults, unreadable.fault)
    if growing.root is None:
        return (YamlFault(code="empty_file", line=1),)
    return tuple(growing.faults) or Document(tree=growing.root, lines=growing.lines)


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _UnreadableError("not_yaml", line, error.problem or "") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # Characters that YAML forbids, and escapes beyond Unicode, come without a place.
        raise _UnreadableError("not_yaml", 1) from error


@dataclass(slots=True)
class _Open:
    """A list or block being filled; `key` is the key that waits for its value."""

    piece: "list[Tree] | dict[str, Tree]"
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Growing:
    """The tree as far as it has been read."""

    root: "Tree | None" = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[YamlFault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        """Take one event of the parser. `_UnreadableError` for what may not stand there."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.AliasEvent():
                raise _UnreadableError("yaml_alias", line)
            case yaml.ScalarEvent():
                self._allow(event, line)
                self._scalar(event.value, line)
            case yaml.SequenceStartEvent():
                self._allow(event, line)
                self._open([], line)
            case yaml.MappingStartEvent():
                self._allow(event, line)
                self._open({}, line)
            case yaml.CollectionEndEvent():
                self.stack.pop()
            case yaml.DocumentStartEvent() if self.root is not None:
                raise _UnreadableError("yaml_documents", line)
            case _:
                return

    def _allow(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            raise _UnreadableError("yaml_alias", line, f"&{event.anchor}")
        if event.tag is not None:
            raise _UnreadableError("yaml_tag", line, event.tag)
        if len(self.lines) >= MOST_PIECES:
            raise _UnreadableError("too_many_pieces", line, str(MOST_PIECES))

    def _scalar(self, text: str, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is None or isinstance(top.piece, list) or top.key is not None:
            self._add(text, line)
            return
        if text == "<<":
            raise _UnreadableError("yaml_merge", line)
        if text in top.piece:
            self.faults.append(YamlFault(code="duplicate_key", line=line, detail=text))
        top.key = text

    def _open(self, piece: "list[Tree] | dict[str, Tree]", line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.piece, dict) and top.key is None:
            raise _UnreadableError("yaml_key", line)
        if len(self.stack) >= DEEPEST:
            raise _UnreadableError("too_deep", line, str(DEEPEST))
        self.stack.append(_Open(piece=piece, path=self._add(piece, line)))

    def _add(self, piece: Tree, line: int) -> Path:
        """Put a piece where it belongs; returns its path."""
        if not self.stack:
            self.root = piece
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.piece, list):
            path: Path = (*top.path, len(top.piece))
            top.piece.append(piece)
        else:
            path = (*top.path, top.key or "")
            top.piece[top.key or ""] = piece
            top.key = None
        self.lines[path] = line
        return path
