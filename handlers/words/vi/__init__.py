"""What the house says in Vietnamese: every sentence, label and key of the chat and the channel.

Rules: `{name}` is filled as plain text, `**bold**` is the only style; short, polite, "anh/chị" in sentences,
no pronoun on buttons; no exclamation marks. "Không đạt" where one chooses, "Chưa đạt" where one reads.
Must not know: who reads it, limits of platforms.
"""

from collections.abc import Mapping

from handlers.words.vi import channel, desk, editing, people, report, slips, things, trouble, units, visit

PARTS = (channel, desk, editing, people, report, slips, things, trouble, units, visit)

TEXTS: Mapping[str, str] = {key: words for part in PARTS for key, words in part.TEXTS.items()}
