"""The words of each language, and how a sentence is filled.

`catalog.say` fills a sentence; `vi` and `en` hold them. A new language is one more catalog.
"""

from handlers.words.catalog import CATALOGS, HOUSE_LANGUAGE, counted, say, text

__all__ = ["CATALOGS", "HOUSE_LANGUAGE", "counted", "say", "text"]
