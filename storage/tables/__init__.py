"""All tables, in one MetaData; a module a topic.

Rules: one statement of each table for both dialects; times are `Instant`; ids are text made by the caller
unless a row number says otherwise; what must hold is a constraint here, never a check before an insert.
Answers and the audit chain are only ever added to. `migrations/` must make exactly these tables.
Must not know: what asks them.
"""

from storage.tables.audit import audit, lease
from storage.tables.chats import channel, chat_alias, connect_code, conversation, shown
from storage.tables.checklists import checklist, checklist_kind
from storage.tables.due import due
from storage.tables.metadata import METADATA
from storage.tables.people import identity, invitation, invitation_try, person, role_grant
from storage.tables.plans import campaign, draw, planned_member, planned_visit
from storage.tables.queues import UNDONE, QueueColumns, inbox, outbox
from storage.tables.units import unit
from storage.tables.visits import OPEN, answer, member, photo, photo_claim, visit, visit_number

__all__ = [
    "METADATA",
    "OPEN",
    "UNDONE",
    "QueueColumns",
    "answer",
    "audit",
    "campaign",
    "channel",
    "chat_alias",
    "checklist",
    "checklist_kind",
    "connect_code",
    "conversation",
    "draw",
    "due",
    "identity",
    "inbox",
    "invitation",
    "invitation_try",
    "lease",
    "member",
    "outbox",
    "person",
    "photo",
    "photo_claim",
    "planned_member",
    "planned_visit",
    "role_grant",
    "shown",
    "unit",
    "visit",
    "visit_number",
]
