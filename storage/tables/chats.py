"""Tables of conversations, the reporting channel, and which message shows what."""

from datetime import datetime

from sqlalchemy import Column, Index, Named, Table, Text, TypedColumns, UniqueConstraint

from storage.columns import Instant, RowNumber
from storage.tables.metadata import METADATA


class ConversationColumns(TypedColumns):
    """What a person is doing in a chat, as JSON that only the handlers read."""

    person: Named[str] = Column(Text, primary_key=True)
    chat: Named[str] = Column(Text, primary_key=True)
    state: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


class ChannelColumns(TypedColumns):
    """A reporting channel; `lost_reason` is none while it is connected."""

    transport: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[str] = Column(Text, primary_key=True)
    title: Named[str] = Column(Text, nullable=False)
    connected_by: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    lost_reason: Named[str | None] = Column(Text)


class ConnectCodeColumns(TypedColumns):
    """A code that connects the channel in which it is posted; the code itself is never kept."""

    code_hash: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[str | None] = Column(Text)
    by: Named[str] = Column(Text, nullable=False)
    expires_at: Named[datetime] = Column(Instant, nullable=False)
    used_at: Named[datetime | None] = Column(Instant)


class ShownColumns(TypedColumns):
    """Which message of a chat shows which slot; the latest of a slot is the one to edit."""

    id: Named[int] = Column(RowNumber, primary_key=True, autoincrement=True)
    transport: Named[str] = Column(Text, nullable=False)
    chat_id: Named[str] = Column(Text, nullable=False)
    message_id: Named[str] = Column(Text, nullable=False)
    slot: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


conversation = Table("conversation", METADATA, ConversationColumns, sqlite_with_rowid=False)
channel = Table("channel", METADATA, ChannelColumns)
connect_code = Table("connect_code", METADATA, ConnectCodeColumns)
shown = Table("shown", METADATA, ShownColumns, UniqueConstraint("transport", "chat_id", "message_id"))
Index(None, shown.c.transport, shown.c.chat_id, shown.c.slot)


class ChatAliasColumns(TypedColumns):
    """A chat whose platform gave it another id."""

    transport: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[str] = Column(Text, primary_key=True)
    new_chat_id: Named[str] = Column(Text, nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)


chat_alias = Table("chat_alias", METADATA, ChatAliasColumns)
