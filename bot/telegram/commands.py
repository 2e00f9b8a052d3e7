"""What Telegram is told about the bot at its start: the list of commands.

Rules: may fail, the bot works without it.
Must not know: what a command does.
"""

import structlog
from telegram import Bot, BotCommand

VIETNAMESE = (
    ("kiemtra", "Bắt đầu hoặc tiếp tục lượt kiểm tra"),
    ("donvi", "Đơn vị, địa chỉ, giờ làm việc"),
    ("baocao", "Báo cáo theo kỳ"),
    ("nguoidung", "Người dùng và lời mời"),
    ("suaphieu", "Sửa phiếu kiểm tra"),
    ("kenh", "Kênh tổng hợp"),
    ("ngonngu", "Ngôn ngữ"),
    ("trogiup", "Trợ giúp"),
    ("huy", "Hủy việc đang làm"),
)
ENGLISH = (
    ("inspect", "Start or go on with a visit"),
    ("units", "Units, addresses, hours"),
    ("report", "Report of a period"),
    ("people", "People and invitations"),
    ("edit", "Edit checklists"),
    ("channel", "Reporting channel"),
    ("language", "Language"),
    ("help", "Help"),
    ("cancel", "Cancel what is going on"),
)
_logger = structlog.get_logger(__name__)


async def set_commands(bot: Bot) -> None:
    """Show the commands in the menu, in English to those whose app is English."""
    try:
        await bot.set_my_commands([BotCommand(*each) for each in VIETNAMESE])
        await bot.set_my_commands([BotCommand(*each) for each in ENGLISH], language_code="en")
    except Exception as error:  # noqa: BLE001 - an odd answer makes the library raise anything
        _logger.warning("commands not set", error=type(error).__name__)
