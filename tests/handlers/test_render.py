"""Lowering a card: limits kept, nothing lost, nothing cut where it hurts."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handlers.capabilities import TELEGRAM, Capabilities, LengthUnit
from handlers.card import Card
from handlers.graphemes import graphemes, shortened, utf16_length
from handlers.outgoing import Button, Key, Keyboard
from handlers.render import render
from handlers.rich import Rich, Span, Style, plain

NARROW = replace(TELEGRAM, text_limit=40)
# Letters that are hard to cut: marks, joiners, flags, surrogate pairs, direction, line ends.
HARD = st.sampled_from(
    [
        "a",
        "ế",
        "e\u0302\u0301",
        " ",
        "\n",
        "👨‍👩‍👧",
        "🇻🇳",
        "👍🏽",
        "📷",
        "<b>",
        "*",
        "\u202e",
        "각",
        "z\u0300\u0301",
    ]
)
TEXTS = st.lists(HARD, max_size=120).map("".join)
STYLES = st.sampled_from(list(Style))
RICHES = st.lists(st.builds(Span, TEXTS, STYLES), max_size=6).map(lambda spans: Rich(tuple(spans)))


def parts_of(text: Rich, capabilities: Capabilities = NARROW) -> tuple[str, ...]:
    """The plain texts of the messages."""
    return tuple(part.text.plain for part in render(Card(text), capabilities))


@given(RICHES)
def test_no_part_is_over_the_limit_and_nothing_is_lost(text: Rich) -> None:
    """Joined, the parts are the text, but for parts of mere white space, which no platform takes."""
    parts = parts_of(text)
    assert all(utf16_length(part) <= NARROW.text_limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.plain.split())
    assert len(parts) == 1 or all(part.strip() for part in parts)


@given(RICHES)
def test_no_cut_goes_through_a_letter_and_its_marks(text: Rich) -> None:
    """A cut never parts a base letter from its marks, a flag, a family or a skin tone."""
    ends = set()
    at = 0
    for cluster in graphemes(text.plain):
        at += len(cluster)
        ends.add(at)
    at = 0
    for part in parts_of(text)[:-1]:
        at = text.plain.index(part, at) + len(part)
        assert at in ends


@given(RICHES)
def test_styles_survive_the_cut(text: Rich) -> None:
    """Each letter keeps its style."""
    parts = render(Card(text), NARROW)
    kept = [(each, span.style) for part in parts for span in part.text.spans for each in span.text]
    meant = [(each, span.style) for span in text.spans for each in span.text]
    assert [pair for pair in kept if not pair[0].isspace()] == [
        pair for pair in meant if not pair[0].isspace()
    ]


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_shortening_is_total(text: str, limit: int) -> None:
    """Any text is shortened to the limit; a text that fits stays."""
    short = shortened(text, limit, measure=utf16_length)
    assert utf16_length(short) <= limit
    assert short == text or utf16_length(text) > limit


@given(st.text())
def test_clusters_joined_are_the_text(text: str) -> None:
    """Cutting into clusters loses nothing."""
    assert "".join(graphemes(text)) == text


def test_a_text_is_cut_at_whole_lines() -> None:
    """Lines stay whole where they can."""
    text = plain("\n".join(["Niêm yết đủ thủ tục"] * 4))
    assert parts_of(text) == ("Niêm yết đủ thủ tục\nNiêm yết đủ thủ tục\n",) * 1 + (
        "Niêm yết đủ thủ tục\nNiêm yết đủ thủ tục",
    )


def test_a_long_line_is_cut_at_words() -> None:
    """A line that is too long is cut between words."""
    parts = parts_of(plain("Bố trí đủ người trực tại các quầy theo quy định của cơ quan"))
    assert parts[0].endswith(" ")
    assert "".join(parts) == "Bố trí đủ người trực tại các quầy theo quy định của cơ quan"


def test_a_styled_run_that_fits_is_not_cut() -> None:
    """A run in bold moves to the next message whole, rather than be parted."""
    text = Rich((Span("x" * 30), Span("Thẻ, trang phục", Style.BOLD), Span("y" * 20)))
    first, second = render(Card(text), NARROW)
    assert first.text == plain("x" * 30)
    assert second.text.spans[0] == Span("Thẻ, trang phục", Style.BOLD)


def test_a_cluster_longer_than_a_message_is_cut_at_letters() -> None:
    """A letter with ten thousand marks is sent in pieces, not refused."""
    parts = parts_of(plain("a" + "\u0301" * 100))
    assert "".join(parts) == "a" + "\u0301" * 100


def test_buttons_stand_on_the_last_part() -> None:
    """One reads the whole text first."""
    card = Card(plain("dòng\n" * 30), ((Button("Gửi", data="sb.x"),),))
    parts = render(card, NARROW)
    assert all(not part.rows for part in parts[:-1])
    assert parts[-1].rows == card.rows


def test_labels_and_rows_fit_the_platform() -> None:
    """A long label is shortened, a wide row broken, a button with too much data left out."""
    row = tuple(Button("Niêm yết " * 10, data=f"go.{number}") for number in range(10))
    [part] = render(Card(plain("x"), (row, (Button("y", data="z" * 65),))), TELEGRAM)
    assert [len(each) for each in part.rows] == [8, 2]
    assert all(len(button.label) <= TELEGRAM.button_label for each in part.rows for button in each)


def test_there_are_never_more_buttons_than_a_message_carries() -> None:
    """The first ones stay."""
    rows = tuple((Button(str(number), data=str(number)),) for number in range(150))
    [part] = render(Card(plain("x"), rows), TELEGRAM)
    assert len(part.rows) == TELEGRAM.buttons


def test_a_platform_without_buttons_and_styles_gets_plain_words() -> None:
    """What cannot be shown is left out."""
    poor = replace(TELEGRAM, buttons=0, markup=False, text_limit=2000, len_unit=LengthUnit.CODE_POINTS)
    card = Card(Rich((Span("Thẻ", Style.BOLD),)), ((Button("x", data="x"),),), Keyboard(((Key("k"),),)))
    assert render(card, poor) == (Card(plain("Thẻ")),)


def test_a_key_for_a_location_goes_where_locations_do_not() -> None:
    """The other keys stay."""
    keys = Keyboard(((Key("Gửi vị trí", asks="location"),), (Key("Bỏ qua"),)))
    [part] = render(Card(plain("x"), keyboard=keys), replace(TELEGRAM, location_in=False))
    assert part.keyboard == Keyboard(((Key("Bỏ qua"),),))
