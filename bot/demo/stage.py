"""The demo's people and channels: who stands on the stage when the curtain opens.

Rules: names and channels are invented; ids never change, because settings of the demo name them.
"""

from __future__ import annotations

from bot.demo.world import BotAccount, Chat, ChatType, Person, World

BOT_ACCOUNT = BotAccount(id=7000000001, username="kiem_tra_cong_vu_bot", first_name="Kiểm tra công vụ")
DEFAULT_TOKEN = "7000000001:demo-token-of-the-local-bot-api"
TITLE = "Kiểm tra công vụ (bản dùng thử trên máy này)"

PEOPLE = (
    Person(id=1001, first_name="Nguyễn Văn An", note="Quản trị viên"),
    Person(id=1002, first_name="Trần Thị Lan", note="Người kiểm tra"),
    Person(id=1003, first_name="Phạm Văn Bình", note="Người kiểm tra thứ hai"),
    Person(id=1004, first_name="Lê Quốc Cường", note="Người theo dõi"),
    Person(id=1005, first_name="Hoàng Minh Đức", note="Người lạ"),
)
ADMIN = 1001
CHANNEL_RIGHTS = (
    "can_manage_chat",
    "can_post_messages",
    "can_edit_messages",
    "can_delete_messages",
    "can_pin_messages",
)
REPORTING_CHANNEL = Chat(
    id=-1001000000001,
    type=ChatType.CHANNEL,
    title="Kiểm tra công vụ – Hà Đông (minh họa)",
    members=(1001, 1002, 1003, 1004),
    admins=(ADMIN,),
    bot="administrator",
    bot_rights=CHANNEL_RIGHTS,
)
SPARE_CHANNEL = Chat(
    id=-1001000000002,
    type=ChatType.CHANNEL,
    title="Kênh thử (minh họa)",
    members=(ADMIN,),
    admins=(ADMIN,),
)


def set_stage(world: World) -> None:
    """Bring the bot, the people and the channels into an empty world."""
    bot = world.bot
    world.log.append(
        "bot_info", {"bot": {"id": bot.id, "username": bot.username, "first_name": bot.first_name}}
    )
    for person in PEOPLE:
        world.add_person(person)
    world.put_chat(REPORTING_CHANNEL)
    world.put_chat(SPARE_CHANNEL)
