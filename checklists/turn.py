"""The shape of one turn of a visit: what a person was asked last, and what comes out of one event.

Rules: frozen; the prompt is what a bare `3/5` or a photo is taken for.
Must not know: chats, storage.
"""

from dataclasses import dataclass

from checklists.messages import Effect, Message, Part
from checklists.visit import Visit


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is open: a part of a question, a card that begins with it, or the review when it is none."""

    question: str | None
    part: Part = Part.VALUE


@dataclass(frozen=True, slots=True)
class Conversation:
    """What this person was asked last in this visit; none before the first question."""

    person: str
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What `advance` returns: new state, what to say, and the changes to store."""

    visit: Visit
    conversation: Conversation
    messages: tuple[Message, ...]
    effects: tuple[Effect, ...]
