"""What the house says in English: the same keys as the Vietnamese catalog, with the same placeholders.

Rules: `{name}` is filled as plain text, `**bold**` is the only style; short, polite, no exclamation marks.
Must not know: who reads it, limits of platforms.
"""

from collections.abc import Mapping

from handlers.words.en import channel, desk, editing, people, report, slips, things, trouble, units, visit

PARTS = (channel, desk, editing, people, report, slips, things, trouble, units, visit)

TEXTS: Mapping[str, str] = {key: words for part in PARTS for key, words in part.TEXTS.items()}
