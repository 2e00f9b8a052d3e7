"""All tables, in one MetaData; a module a topic.

Rules: one statement of each table for both dialects; times are `Instant`; ids are text made by the caller
unless a row number says otherwise; what must hold is a constraint here, never a check before an insert.
Answers and the audit chain are only ever added to. `migrations/` must make exactly these tables.
Must not know: what asks them.
"""

from storage.tables.audit import audit, lease
from storage.tables.chats import channel, chat_alias, connect_code, conversation, shown
from storage.tables.checklists import (
    DRAFT_OPEN,
    checklist,
    checklist_break,
    checklist_kind,
    draft,
    draft_edit,
    trial,
)
from storage.tables.due import due
from storage.tables.metadata import METADATA
from storage.tables.people import identity, invitation, invitation_try, person, role_grant
from storage.tables.queues import UNDONE, QueueColumns, inbox, outbox
from storage.tables.units import (
    site,
    site_hours,
    unit,
    unit_alias,
    unit_code,
    unit_draft,
    unit_former_name,
    unit_kind,
    unit_lineage,
)
from storage.tables.visits import OPEN, answer, member, photo, photo_claim, visit, visit_number

__all__ = [
    "DRAFT_OPEN",
    "METADATA",
    "OPEN",
    "UNDONE",
    "QueueColumns",
    "answer",
    "audit",
    "channel",
    "chat_alias",
    "checklist",
    "checklist_break",
    "checklist_kind",
    "connect_code",
    "conversation",
    "draft",
    "draft_edit",
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
    "role_grant",
    "shown",
    "site",
    "site_hours",
    "trial",
    "unit",
    "unit_alias",
    "unit_code",
    "unit_draft",
    "unit_former_name",
    "unit_kind",
    "unit_lineage",
    "visit",
    "visit_number",
]
