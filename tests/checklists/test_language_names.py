"""Text made comparable, the alphabet, and finding a unit by a few letters."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.language import (
    Match,
    clean,
    clean_line,
    find_names,
    fold,
    initials,
    modern_spelling,
    nfc,
    person_sort_key,
    rank_names,
    sort_key,
    unit_search_key,
)

WARDS = {
    "nguyen-trai": ("Nguyễn Trãi", "NT"),
    "mo-lao": ("Mộ Lao", "ML", "Mỗ Lao", "Văn Mỗ"),
    "van-quan": ("Văn Quán", "VQ", "Văn Mỗ"),
    "van-phuc": ("Vạn Phúc", "VP"),
    "yet-kieu": ("Yết Kiêu", "YK"),
    "quang-trung": ("Quang Trung", "QT"),
    "la-khe": ("La Khê", "LK"),
    "phu-la": ("Phú La", "PL", "09552"),
    "phuc-la": ("Phúc La", "PL", "Xa La", "09553"),
    "ha-cau": ("Hà Cầu", "HC", "09556"),
    "yen-nghia": ("Yên Nghĩa", "YN"),
    "kien-hung": ("Kiến Hưng", "KH"),
    "phu-lam": ("Phú Lãm", "PL"),
    "phu-luong": ("Phú Lương", "PL"),
    "duong-noi": ("Dương Nội", "DN"),
    "dong-mai": ("Đồng Mai", "ĐM", "DM"),
    "bien-giang": ("Biên Giang", "BG"),
}

ALPHABETICAL = (
    "Biên Giang, Dương Nội, Đồng Mai, Hà Cầu, Kiến Hưng, La Khê, Mộ Lao, Nguyễn Trãi, Phú La, Phú Lãm, "
    "Phú Lương, Phúc La, Quang Trung, Vạn Phúc, Văn Quán, Yên Nghĩa, Yết Kiêu"
)


@pytest.mark.parametrize(
    ("typed", "key", "certain"),
    [
        ("p. Mo Lao", "mo lao", "mo-lao"),
        ("P.Mộ Lao", "mo lao", "mo-lao"),
        ("UBND phường Mộ Lao", "mo lao", "mo-lao"),
        ("MO  LAO", "mo lao", "mo-lao"),
        ("Mỗ Lao", "mo lao", "mo-lao"),
        ("Uỷ ban nhân dân phường Mộ Lao", "mo lao", "mo-lao"),
        ("phuong mo lao", "mo lao", "mo-lao"),
        (unicodedata.normalize("NFD", "Phúc La"), "phuc la", "phuc-la"),
        ("ĐỒNG MAI", "dong mai", "dong-mai"),
        ("xã Yên Nghĩa", "yen nghia", "yen-nghia"),
        ("x. Yên Nghĩa", "yen nghia", "yen-nghia"),
        ("TT Văn Quán", "van quan", "van-quan"),
        ("Xa La", "xa la", "phuc-la"),
        ("ml", "ml", "mo-lao"),
        ("dm", "dm", "dong-mai"),
        ("bien", "bien", "bien-giang"),
        ("09556", "09556", "ha-cau"),
    ],
)
def test_find__one_unit_meant__is_certain(typed: str, key: str, certain: str) -> None:
    """Marks, case, spacing and the kind of unit do not matter when only one unit can be meant."""
    assert unit_search_key(typed) == key
    assert find_names(typed, WARDS.items()).certain == certain


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("PL", ("phu-la", "phu-lam", "phu-luong", "phuc-la")),
        ("phu l", ("phu-la", "phu-lam", "phu-luong")),
        ("phu la", ("phu-la", "phu-lam", "phuc-la")),
        ("van mo", ("mo-lao", "van-quan")),
        ("dongmai", ("dong-mai",)),
        ("xa", ("phuc-la",)),
        ("09557", ()),
        ("", ()),
        ("...", ()),
    ],
)
def test_find__unsure_name__brings_a_choice(typed: str, keys: tuple[str, ...]) -> None:
    """What could be several units, or was only nearly written, is never picked by itself."""
    found = find_names(typed, WARDS.items())
    assert found.keys == keys
    assert found.certain is None


def test_find__phu_la__ranks_exact_prefix_near() -> None:
    """The likelier hit stands first, and each says how it was met."""
    assert rank_names("phu la", WARDS.items()) == [
        ("phu-la", Match.EXACT),
        ("phu-lam", Match.PREFIX),
        ("phuc-la", Match.NEAR),
    ]


def test_find__all_marks_written__is_certain_among_neighbours() -> None:
    """A name written out as it stands is meant, though others come near."""
    assert find_names("phường Phú La", WARDS.items()).certain == "phu-la"


def test_find__same_name_in_two_periods__brings_both() -> None:
    """A name used again by another unit brings both, until a date decides."""
    found = find_names("Phú Lương", [("phu-luong-2009", ["Phú Lương"]), ("phu-luong-2025", ["Phú Lương"])])
    assert found.keys == ("phu-luong-2009", "phu-luong-2025")
    assert found.certain is None


def test_find__every_ward_in_every_spelling__is_its_first_hit() -> None:
    """Every ward is found by its name plain, folded, decomposed, in capitals, and with its kind before it."""
    for key, (name, *_) in WARDS.items():
        for typed in (name, fold(name), unicodedata.normalize("NFD", name), name.upper(), f"Phường {name}"):
            assert find_names(typed, WARDS.items()).keys[0] == key


def test_initials__are_folded_first_letters() -> None:
    """Initials have neither marks nor case."""
    assert initials("Mộ Lao") == "ml"
    assert initials("Đồng  Mai") == "dm"


def test_sort__wards__stand_in_the_vietnamese_alphabet() -> None:
    """Đ follows D, ă follows a, and a space comes before any letter."""
    names = ALPHABETICAL.split(", ")
    shuffled = random.Random(0).sample(names, len(names))
    assert sorted(shuffled, key=sort_key) == names


def test_sort__tones__break_ties_only() -> None:
    """Tones stand none, huyền, hỏi, ngã, sắc, nặng; a letter of its own outweighs them."""
    mixed = ["mâ", "mạ", "ma", "má", "mã", "mă", "mà", "mả"]
    assert sorted(mixed, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"]


def test_sort__persons__by_given_name_then_family_name() -> None:
    """Persons stand by given name, then family name, then middle name."""
    names = ["Trần Thị Bình", "Nguyễn Văn An", "Lê Thị An", "Nguyễn Hữu An"]
    assert sorted(names, key=person_sort_key) == [
        "Lê Thị An",
        "Nguyễn Hữu An",
        "Nguyễn Văn An",
        "Trần Thị Bình",
    ]


def test_modern_spelling__puts_the_tone_on_the_first_vowel() -> None:
    """Both placements of the tone are one spelling: hòa, thủy, ủy; closed syllables and qu- stay."""
    assert modern_spelling("Uỷ ban, hoà, thuỷ, HOÀ") == "Ủy ban, hòa, thủy, HÒA"
    assert modern_spelling("quý, quỳnh, hoàng, hòa") == "quý, quỳnh, hoàng, hòa"


def test_clean__drops_what_cannot_be_seen_and_keeps_lines() -> None:
    """Control, direction and invisible characters go; line ends stay as one kind."""
    assert clean("a\u202eb\u200b\x00c\r\nd\te\u2028f") == "abc\nd e\nf"
    assert clean_line("  Mộ \n Lao ") == "Mộ Lao"


def test_clean__keeps_at_most_four_marks_on_a_letter() -> None:
    """Stacked marks cannot run over the neighbours; Vietnamese letters stay whole."""
    assert len(unicodedata.normalize("NFD", clean("a" + "\u0300" * 50))) == 5
    assert clean(unicodedata.normalize("NFD", "Nguyễn Trãi")) == "Nguyễn Trãi"


@given(text=st.text())
def test_fold_and_clean__twice__change_nothing_more(text: str) -> None:
    """Folding, cleaning and spelling are idempotent, and what is cleaned is NFC."""
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text) == nfc(clean(text))
    assert modern_spelling(modern_spelling(text)) == modern_spelling(text)


@given(text=st.text())
def test_any_text__can_be_searched_and_sorted(text: str) -> None:
    """No text breaks the search or the order, and a certain hit is among the hits or written out."""
    found = find_names(text, WARDS.items())
    assert found.certain is None or found.certain in WARDS
    assert sort_key(text) <= sort_key(text + "a")
    assert person_sort_key(text) == person_sort_key(nfc(text))
