"""What is said outside a visit: first words, units, invitations, the channel."""

from datetime import timedelta

import pytest

from checklists.visit import Purpose
from handlers.actions import decode
from handlers.actions.inviting import AcceptInvitation, DeclineInvitation, InviteRole, WithdrawInvitation
from handlers.actions.settling import DropChannel, Speak
from handlers.actions.visiting import BeginVisit, ChooseUnit, FindUnit, OpenIt
from handlers.card import Card
from handlers.cards import desk_cards
from handlers.cards.desk_cards import LastVisit, OpenVisit, UnitChoice
from handlers.rich import Style
from handlers.words import CATALOGS
from tests.checklists.small_visit import MORNING


def actions(card: Card) -> list[object]:
    """What the buttons mean, in order."""
    return [decode(button.data or "") for row in card.rows for button in row]


def labels(card: Card) -> list[str]:
    """The labels of the buttons, in order."""
    return [button.label for row in card.rows for button in row]


def test_a_stranger_learns_what_this_is_and_whom_to_ask() -> None:
    """No more than that, and no button."""
    card = desk_cards.stranger(language="vi")
    assert "Sổ kiểm tra công vụ chỉ dành cho cán bộ được mời." in card.text.plain
    assert card.rows == ()


def test_an_inspector_is_greeted_with_what_to_do() -> None:
    """The name, the roles, the command, and a button that begins."""
    card = desk_cards.greeting("Trần Thị Lan", ("inspector", "admin"), language="vi")
    assert "Chào anh/chị Trần Thị Lan." in card.text.plain
    assert "Vai trò: quản trị viên, người kiểm tra." in card.text.plain
    assert "/kiemtra" in card.text.plain
    assert actions(card) == [FindUnit()]


def test_a_viewer_is_offered_no_inspection() -> None:
    """Only what one may do is offered."""
    card = desk_cards.greeting("Lê Quốc Cường", ("viewer",), language="vi")
    assert "/kiemtra" not in card.text.plain
    assert card.rows == ()


def test_help_shows_the_commands_of_the_person() -> None:
    """An admin sees more than a viewer."""
    admin = desk_cards.help_for(("admin",), language="vi").text.plain
    viewer = desk_cards.help_for(("viewer",), language="vi").text.plain
    assert "/nguoidung" in admin
    assert "/kenh" in admin
    assert "/nguoidung" not in viewer
    assert "/kiemtra" not in viewer
    assert "/trogiup" in viewer


def test_units_are_buttons() -> None:
    """A unit that is being inspected says so; more than are shown is told."""
    units = (UnitChoice("mo-lao-2009", "Mộ Lao", is_open=True), UnitChoice("phuc-la-2009", "Phúc La"))
    card = desk_cards.choose_unit(units, query=None, truncated=True, language="vi")
    assert labels(card) == ["Mộ Lao · đang kiểm tra", "Phúc La"]
    assert actions(card)[0] == ChooseUnit("mo-lao-2009")
    assert "ví dụ: mo lao" in card.text.plain
    found = desk_cards.choose_unit(units, query="la", truncated=True, language="vi")
    assert "Còn đơn vị khác" in found.text.plain


def test_a_search_repeats_what_was_typed() -> None:
    """What was typed is quoted, cleaned and shortened."""
    card = desk_cards.choose_unit((UnitChoice("a", "A"),), query="**phu** la", truncated=False, language="vi")
    assert card.text.plain == "Chọn đơn vị cho «**phu** la»."
    missing = desk_cards.no_unit("x" * 500, language="vi").plain
    assert len(missing) < 160
    assert (
        "Chưa có đơn vị nào"
        in desk_cards.choose_unit((), query=None, truncated=False, language="vi").text.plain
    )


def test_the_kind_of_visit_is_asked_with_the_last_result() -> None:
    """How the last visit ended, what is photographed, and a button for each purpose."""
    last = LastVisit(at=MORNING, passed=21, judged=26, failed=5)
    card = desk_cards.choose_purpose(
        "Phường Mộ Lao", last, unit_key="mo-lao-2009", purposes=(*Purpose,)[:3], language="vi"
    )
    assert "Lần trước 23/11/2026: Đạt 21/26, 5 tồn tại." in card.text.plain
    assert "không chụp người dân, giấy tờ tùy thân" in card.text.plain
    assert labels(card) == ["Định kỳ", "Đột xuất", "Phúc tra", "Chọn đơn vị khác"]
    assert actions(card)[1] == BeginVisit("mo-lao-2009", "surprise")


def test_a_first_visit_says_so() -> None:
    """No earlier result is invented."""
    card = desk_cards.choose_purpose("A", None, unit_key="a", purposes=(Purpose.PLANNED,), language="vi")
    assert "Chưa có lượt kiểm tra nào trước đây." in card.text.plain


def test_open_visits_are_offered() -> None:
    """Each with its code and since when; another unit is possible."""
    card = desk_cards.open_visits((OpenVisit("v1", "phường Mộ Lao", "KT-2611-0034", MORNING),), language="vi")
    assert "KT-2611-0034 · phường Mộ Lao · từ 08:15, 23/11/2026" in card.text.plain
    assert actions(card) == [OpenIt("v1"), FindUnit()]


def test_an_invitation_is_made_shown_and_answered() -> None:
    """The admin gets the link and a way to withdraw it; the invited person two answers."""
    made = desk_cards.invite_made(
        name="Trần Thị Lan",
        role="inspector",
        office="Phòng Nội vụ",
        unit="",
        link="https://t.me/x?start=inv_abc",
        expires_at=MORNING + timedelta(hours=72),
        invitation_id="i1",
        language="vi",
    )
    assert "Lời mời cho Trần Thị Lan, người kiểm tra, Phòng Nội vụ." in made.text.plain
    assert "https://t.me/x?start=inv_abc" in made.text.plain
    assert "đến 08:15 ngày 26/11/2026" in made.text.plain
    copy, withdraw = made.rows[0]
    assert copy.copy == "https://t.me/x?start=inv_abc"
    assert decode(withdraw.data or "") == WithdrawInvitation("i1")
    shown = desk_cards.invitation(
        role="inspector", office="Phòng Nội vụ", unit="", name="Trần Thị Lan", code="abc", language="vi"
    )
    assert "làm người kiểm tra trong Sổ kiểm tra công vụ, Phòng Nội vụ." in shown.text.plain
    assert labels(shown) == ["Đúng là tôi", "Không phải tôi"]
    assert actions(shown) == [AcceptInvitation("abc"), DeclineInvitation("abc")]


def test_an_admin_can_take_back_what_a_wrong_account_took() -> None:
    """The notice names the account, as text, and has the button."""
    notice = desk_cards.invitation_used_notice(
        name="Trần Thị Lan", account="**Lan** <b>", role="inspector", invitation_id="i1", language="vi"
    )
    assert "tài khoản «**Lan** <b>»" in notice.text.plain
    assert all(span.style is Style.PLAIN for span in notice.text.spans)
    assert actions(notice) == [WithdrawInvitation("i1")]
    refused = desk_cards.invitation_declined_notice(
        name="Lan", account="x", invitation_id="i1", language="vi"
    )
    assert actions(refused) == [WithdrawInvitation("i1")]


def test_people_and_roles_to_invite() -> None:
    """Who is there, in at most thirty lines, and a button for each role."""
    people = tuple((f"Người {number}", "inspector", "") for number in range(40))
    card = desk_cards.invite_roles(people, language="vi")
    assert "… và 10 người khác" in card.text.plain
    assert actions(card)[0] == InviteRole("inspector")
    assert labels(card)[0] == "Mời người kiểm tra"


def test_who_accepted_is_told_how_to_begin() -> None:
    """An inspector begins at once, a viewer reads."""
    assert actions(desk_cards.invitation_accepted("inspector", name="Lan", language="vi")) == [FindUnit()]
    assert desk_cards.invitation_accepted("viewer", name="Lan", language="vi").rows == ()


def test_the_channel_is_connected_by_a_code() -> None:
    """A picker, then a code in fixed letters with a button that copies it."""
    pick = desk_cards.channel_pick(language="vi")
    assert pick.keyboard is not None
    assert pick.keyboard.keys[0][0].asks == "channel"
    code = desk_cards.channel_code("Kênh", "KT-abc", language="vi")
    assert code.text.spans[-1].text == "KT-abc"
    assert code.text.spans[-1].style is Style.CODE
    assert code.rows[0][0].copy == "KT-abc"
    status = desk_cards.channel_status("Kênh", chat_id="-100123", language="vi")
    assert actions(status) == [DropChannel("-100123")]


def test_a_channel_without_title_has_a_name() -> None:
    """A channel connected by settings is not called nothing."""
    assert "kênh đã cài đặt" in desk_cards.channel_lost("", language="vi").text.plain


def test_languages_are_offered_under_their_own_names() -> None:
    """Everybody finds his own."""
    card = desk_cards.choose_language(language="en")
    assert labels(card) == ["Tiếng Việt", "English"]
    assert actions(card) == [Speak("vi"), Speak("en")]


@pytest.mark.parametrize("language", CATALOGS)
def test_short_sentences_fit_an_alert(language: str) -> None:
    """What answers a press has at most 200 characters."""
    said = (
        desk_cards.lost_button(language=language),
        desk_cards.may_not(language=language),
        desk_cards.may_not_see_photos(language=language),
        desk_cards.no_photos(language=language),
        desk_cards.no_checklist(language=language),
        desk_cards.invitation_already_withdrawn(language=language),
        desk_cards.invitation_invalid(language=language).text,
        desk_cards.stranger(language=language).text,
        desk_cards.language_set(language=language),
        desk_cards.wait_a_moment(120, language=language),
        desk_cards.too_many_photos(20, language=language),
        desk_cards.rest_of_long_text(language=language),
    )
    assert all(0 < len(each.plain) <= 200 for each in said)
    assert len(desk_cards.photos_sent(language=language)) <= 200
