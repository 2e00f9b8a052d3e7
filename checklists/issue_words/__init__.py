"""The words of every issue: what is wrong and what to do, in Vietnamese and English.

Rules: short, polite, in the author's terms; keys of checklists stand as they are written. Each module has the
words of one kind of fault.
Must not know: how an issue is found.
"""

from collections.abc import Mapping
from typing import Final

from checklists.issue_words.meaning import MEANING_WORDS
from checklists.issue_words.writing import WRITING_WORDS

# code: fault (vi), fault (en), remedy (vi), remedy (en)
WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = {**WRITING_WORDS, **MEANING_WORDS}
