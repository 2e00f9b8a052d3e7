"""What a visit's card is drawn from.

Rules: frozen; `at` is the local time of the turn, so that a card can offer "now" and the last days.
Must not know: words, buttons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checklists.model import Checklist
from checklists.visit import Visit


@dataclass(frozen=True, slots=True)
class Sight:
    """A visit as it stands. `answer_authors`: by question code, the name to be shown beside an answer."""

    checklist: Checklist
    visit: Visit
    at: datetime
    answer_authors: Mapping[str, str] = field(default_factory=dict)
