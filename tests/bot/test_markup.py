"""Text, entities and keyboards as Telegram wants them."""

from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.telegram.markup import inline_keyboard, reply_keyboard, text_and_entities
from handlers.outgoing import Button, Key, Keyboard
from handlers.rich import Rich, Span, Style, bold, plain

STYLED = (Style.BOLD, Style.ITALIC, Style.CODE, Style.QUOTE, Style.FOLDED)


def test_entities_count_utf16_units() -> None:
    """An emoji counts two, a Vietnamese letter one."""
    text, entities = text_and_entities(plain("✅ 👀 Đã lưu ") + bold("Phường Hà Đông") + plain(" 🟢"))
    assert text == "✅ 👀 Đã lưu Phường Hà Đông 🟢"
    assert [(each.type, each.offset, each.length) for each in entities] == [("bold", 12, 14)]


def test_folded_text_is_an_expandable_quote_and_a_hashtag_needs_no_entity() -> None:
    """Styles become Telegram's kinds."""
    rich = Rich((Span("#KT_2611_0034", Style.HASHTAG), Span("\n"), Span("chi tiết", Style.FOLDED)))
    _, entities = text_and_entities(rich)
    assert [(each.type, each.offset) for each in entities] == [("expandable_blockquote", 14)]


SPANS = st.builds(Span, st.text(max_size=12), st.sampled_from(tuple(Style)))


@given(st.lists(SPANS, max_size=8))
def test_every_entity_covers_exactly_its_span(spans: list[Span]) -> None:
    """Cut out of the UTF-16 text, an entity gives its span's words back."""
    text, entities = text_and_entities(Rich(tuple(spans)))
    units = text.encode("utf-16-le", "surrogatepass")
    found = [cut(units, each) for each in entities]
    assert found == [span.text for span in spans if span.style in STYLED and span.text]


def cut(units: bytes, entity: MessageEntity) -> str:
    start, end = entity.offset * 2, (entity.offset + entity.length) * 2
    return units[start:end].decode("utf-16-le", "surrogatepass")


def test_a_button_does_one_thing() -> None:
    """Data, address or text to copy; the tone is Telegram's style."""
    markup = inline_keyboard(
        (
            (Button("✅ Đạt", data="a:1", tone="success"), Button("❌ Không đạt", data="a:2", tone="danger")),
            (Button("Mở", url="https://t.me/x"), Button("Mã", copy="KT-2611-0034")),
        )
    )
    assert markup == {
        "inline_keyboard": [
            [
                {"text": "✅ Đạt", "callback_data": "a:1", "style": "success"},
                {"text": "❌ Không đạt", "callback_data": "a:2", "style": "danger"},
            ],
            [
                {"text": "Mở", "url": "https://t.me/x"},
                {"text": "Mã", "copy_text": {"text": "KT-2611-0034"}},
            ],
        ]
    }
    assert inline_keyboard(()) is None


def test_a_channel_picker_asks_for_the_rights_to_post_and_edit() -> None:
    """The bot wants to post and edit; the person must be able to appoint it."""
    keyboard = Keyboard(((Key("Vị trí", "location"),), (Key("Chọn kênh", "channel", 7), Key("Thôi"))))
    rows = reply_keyboard(keyboard).to_dict()["keyboard"]
    asked = rows[1][0]["request_chat"]
    assert rows[0][0]["request_location"] is True
    assert (asked["request_id"], asked["chat_is_channel"]) == (7, True)
    assert asked["bot_administrator_rights"]["can_post_messages"] is True
    assert asked["user_administrator_rights"]["can_promote_members"] is True
    assert rows[1][1] == {"text": "Thôi"}


def test_a_keyboard_without_keys_is_taken_away() -> None:
    """No keys: remove."""
    assert reply_keyboard(Keyboard()).to_dict()["remove_keyboard"] is True
