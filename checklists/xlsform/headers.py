"""What a header cell of an XLSForm sheet means: which column, in which language.

Rules: case, blanks and the standard's older names do not matter; `label::Tiếng Việt (vi)`, `label:vi` and a
bare `label` are all understood. A language that is not of the house is told as such, so that it can be left
out aloud.
Must not know: rows, which columns a sheet wants.
"""

import re
from dataclasses import dataclass
from typing import Final

from checklists.language import clean_line, fold

PARTED: Final = re.compile(r"\s*:{1,2}\s*")
SHORT: Final = re.compile(r"\(\s*([a-zA-Z]{2,3})(?:[-_]\w+)?\s*\)\s*$")
OTHER_LANGUAGE: Final = "other"

LANGUAGE_NAMES: Final = {
    "vi": "vi",
    "vie": "vi",
    "tieng viet": "vi",
    "viet": "vi",
    "vietnamese": "vi",
    "en": "en",
    "eng": "en",
    "english": "en",
    "tieng anh": "en",
}

ALIASES: Final = {
    "caption": "label",
    "relevance": "relevant",
    "constraining message": "constraint_message",
    "constraint message": "constraint_message",
    "constraining_message": "constraint_message",
    "calculate": "calculation",
    "requiredmsg": "required_message",
    "required message": "required_message",
    "read_only": "readonly",
    "read only": "readonly",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "repeat count": "repeat_count",
    "value": "name",
    "tag": "name",
    "command": "type",
    "list name": "list_name",
    "set_form_id": "form_id",
    "set form id": "form_id",
    "id_string": "form_id",
    "set_form_title": "form_title",
    "set form title": "form_title",
    "title": "form_title",
    "default language": "default_language",
    "choice filter": "choice_filter",
    "choice-filter": "choice_filter",
}


@dataclass(frozen=True, slots=True, order=True)
class Header:
    """A column by its name in small letters; `language` is `vi`, `en`, OTHER_LANGUAGE or empty."""

    name: str
    language: str = ""


def read_header(text: str) -> Header:
    """What a header cell says. Never raises; an empty one has an empty name."""
    line = clean_line(text.replace("\u00a0", " "))
    small = line.casefold()
    if small in ALIASES:
        return Header(ALIASES[small])
    name, *rest = PARTED.split(small, maxsplit=1)
    name = ALIASES.get(name, name.replace(" ", "_") if name.startswith("kt") else name)
    if name in {"media", "image", "audio", "video", "big-image"} or not rest:
        return Header(name)
    return Header(name, read_language(rest[0]))


def read_language(text: str) -> str:
    """The language that a person names: by its short form in brackets, or by its name."""
    found = SHORT.search(text)
    short = found[1].lower() if found else fold(text)
    return LANGUAGE_NAMES.get(short, OTHER_LANGUAGE)
