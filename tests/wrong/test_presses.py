"""Buttons in the wrong hands, too late, twice, by two people, and far too often."""

import asyncio

from bot.demo.world import Chat, ChatType
from bot.lanes import Lanes
from handlers.card import Card
from handlers.outgoing import encode
from handlers.rich import plain
from handlers.talk import Outbox, tell_person
from storage import people
from storage.queue import OUTBOX
from tests.wrong.files import whole
from tests.wrong.ward import AT, BINH, DUC, LAN, Ward, beside, house, lanes_once, later, picture_file

LOST = "(Nút này không còn dùng được. Gửi /kiemtra để mở lại việc đang làm.)"
GROUP = -1009000000077


async def test_a_forwarded_button_does_nothing_for_somebody_else(ward: Ward) -> None:
    """A card that comes by a group to a colleague outside the team, or to a stranger, changes nothing."""
    await ward.begin()
    in_group, data = await forwarded_to_group(ward)
    for who, words in ((BINH, LOST), (DUC, "(Chào anh/chị. Sổ kiểm tra công vụ chỉ dành cho cán bộ")):
        sent = await ward.act(who, "forward", from_chat=GROUP, message=in_group)
        await ward.quiet()
        ward.news(who)
        said = await ward.tap(who, "✅", message=sent["message_id"], data=data)
        assert said[0].startswith(words)
        await ward.act(who, "tap", chat=GROUP, message=in_group, data=data)
        assert (await ward.heard(who))[0].startswith(words)
    assert await ward.value("W1") is None
    assert (await ward.tap(LAN, "✅"))[0] == "(Đã lưu câu 1: Đạt)"
    await ward.assert_nothing_lost()


async def test_a_forwarded_button_does_nothing_in_a_group(ward: Ward) -> None:
    """The bot never puts such a button there, so even its owner's press changes nothing."""
    await ward.begin()
    message, data = await forwarded_to_group(ward)
    await ward.act(LAN, "tap", chat=GROUP, message=message, data=data)
    assert await ward.heard(LAN) == [LOST]
    assert await ward.value("W1") is None


async def forwarded_to_group(ward: Ward) -> tuple[int, str]:
    """Lan forwards her card to a group in which the bot is; the message there, and its button's data."""
    message, data = ward.button(LAN, "✅")
    group = Chat(GROUP, ChatType.SUPERGROUP, "Nhóm", members=(LAN, BINH, DUC), bot="member")
    ward.local.world.put_chat(group)
    sent = await ward.act(LAN, "forward", from_chat=LAN, message=message, chat=GROUP)
    await ward.quiet()
    return sent["message_id"], data


async def test_an_inbox_row_of_yesterday_counts_and_is_confirmed_on_the_card(ward: Ward) -> None:
    """After 23 hours no toast can answer a press: its card says what was saved, with the time of receipt."""
    await ward.begin()
    message, data = ward.button(LAN, "✅")
    await ward.act(LAN, "tap", message=message, data=data)
    await ward.receive()
    later(ward, hours=23)
    said = await ward.heard(LAN)
    assert said[-1].startswith("Đã lưu câu 1: Đạt\n")
    answer = (await ward.visit()).answers["W1"]
    assert answer.at == AT
    assert await ward.say(LAN, "sau một ngày")
    await ward.assert_nothing_lost()


ROUNDS = (("pass", "fail"), ("na", "pass"), ("fail", "na")) * 3


async def test_two_people_at_once_keep_both_answers_and_the_last_received_counts(ward: Ward) -> None:
    """For one question the order of receipt decides; the other answer stays in the history."""
    await together(ward)
    for mine, theirs in ROUNDS:
        await press_both(ward, mine, theirs)
        await ward.quiet()
        answer = (await ward.visit()).answers["W1"]
        assert (answer.by, await ward.value("W1")) == ("person-binh", theirs)
        assert answer.history[-1].by == "person-lan"
    await ward.assert_nothing_lost()


async def test_two_desks_on_one_file_lose_nothing(ward: Ward) -> None:
    """Two desks with connections of their own, at once: every press is kept, as answer or in its history."""
    await together(ward)
    async with beside(ward) as other:
        for count, (mine, theirs) in enumerate(ROUNDS, start=1):
            await press_both(ward, mine, theirs)
            await at_once(ward, other)
            answer = (await ward.visit()).answers["W1"]
            assert {answer.by, answer.history[-1].by} == {"person-lan", "person-binh"}
            assert answer.revision == 2 * count
    await ward.quiet()
    await ward.assert_nothing_lost()


async def together(ward: Ward) -> None:
    """Lan and Binh are in one visit."""
    await ward.begin(LAN)
    await ward.say(BINH, "/kiemtra Mộ Lao")
    await ward.tap(BINH, "Vào lượt")


async def press_both(ward: Ward, mine: str, theirs: str) -> None:
    """Both answer the first question, Binh last; the bot has received it and done nothing yet."""
    for who, choice in ((LAN, mine), (BINH, theirs)):
        message, data = ward.button(who, "✅")
        chosen = data.replace(".pass", f".{choice}")
        await ward.act(who, "tap", message=message, data=chosen, forged=True)
    await ward.receive()


async def at_once(ward: Ward, other: Lanes) -> None:
    """Both desks claim until nothing is left."""
    while any(await asyncio.gather(lanes_once(ward.inbox), lanes_once(other))):
        pass


async def test_over_the_rate_a_person_is_told_once_a_minute(ward: Ward) -> None:
    """Over the rate nothing is saved: each press says so, texts once a minute; a minute later all is well."""
    await ward.begin()
    ward.limit(taps=10, photos=3)
    said = [line for _ in range(14) for line in await ward.tap(LAN, "✅", stale=True)]
    too_much = "Quá 10 lần bấm và tin trong một phút nên những gì vừa gửi chưa được lưu. "
    assert sum(too_much in line for line in said) >= 4
    assert await ward.say(LAN, "một") == await ward.say(LAN, "hai") == []
    later(ward, seconds=61)
    assert "Đã lưu câu 2: ba" in (await ward.say(LAN, "ba"))[-1]
    await ward.assert_nothing_lost()


async def test_too_many_photos_are_refused_once_and_none_is_lost_silently(ward: Ward) -> None:
    """Over the rate a photo gets no 👀, and one sentence says what that means; a minute later it is taken."""
    await ward.begin()
    ward.limit(taps=100, photos=3)
    token = await picture_file(ward, whole("JPEG"), "anh.jpg")
    for _ in range(6):
        await ward.act(LAN, "document", upload=token)
    said = await ward.heard(LAN)
    assert said.count("(👀)") == 3
    assert said.count("(👍)") == 3
    refusal = "Quá 3 ảnh trong một phút. Ảnh nào chưa có 👀 là chưa được lưu, "
    assert [line.startswith(refusal) for line in said].count(True) == 1
    later(ward, seconds=61)
    await ward.act(LAN, "document", upload=token)
    assert "(👍)" in await ward.heard(LAN)


async def test_a_notice_below_the_card_sends_the_next_card_anew(ward: Ward) -> None:
    """Nobody looks for a card above what was said last: after a notice the next card stands below it."""
    await ward.begin()
    notice, known = Outbox("notice"), house(ward.clock)
    card = Card(plain("Thông báo"))
    async with ward.database.write() as connection:
        person = await people.person_of(connection, "telegram", str(LAN))
        assert person
        await tell_person(connection, notice, house=known, person_id=person.id, card=card)
        for each in notice.operations:
            await OUTBOX.put(
                connection, key=each.dedupe_key, lane=each.lane, body=encode(each), at=known.now()
            )
    assert await ward.heard(LAN) == ["Thông báo"]
    since = ward.local.log.seq
    await ward.tap(LAN, "✅")
    kinds = [event["kind"] for event in ward.local.log.since(since) if "message" in event]
    assert kinds[-1] == "message"
