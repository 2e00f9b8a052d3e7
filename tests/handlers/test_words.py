"""The catalogs: complete in every language, polite, and free of words that are the authority's to say."""

import re
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from checklists.language import modern_spelling
from handlers.rich import Span, Style, plain
from handlers.words import CATALOGS, HOUSE_LANGUAGE, counted, en, say, text, vi

HANDLERS = Path(__file__).resolve().parents[2] / "handlers"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
EVERY_TEXT = tuple(
    (language, key, words) for language, catalog in CATALOGS.items() for key, words in catalog.items()
)
VIETNAMESE = tuple((key, words) for language, key, words in EVERY_TEXT if language == "vi")

# The team recommends; these words are the authority's, or name another procedure.
NOT_OURS = (
    "nghiêm trọng",
    "khiển trách",
    "cảnh cáo",
    "cách chức",
    "thôi việc",
    "kỷ luật",
    "sai phạm",
    "vi phạm",
    "xử phạt",
    "thanh tra",
)
NOT_POLITE = ("bạn", "quý khách", "khách hàng", "đồng chí", "mày", "tao")
PICTURES = frozenset({"So", "Sk", "Cs"})
SIGNS = frozenset("✅❌➖📷👀👍⚠🔴🟡🟢◀▶")


def has_word(words: str, wanted: str) -> bool:
    """Whether the text has the word or phrase, as whole words."""
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words.lower()) is not None


@pytest.mark.parametrize("catalog", [vi, en])
def test_no_key_stands_in_two_parts(catalog: ModuleType) -> None:
    """A sentence stands in one place: a part of a catalog never covers another's key."""
    keys = [key for part in catalog.PARTS for key in part.TEXTS]
    assert len(keys) == len(set(keys))


def test_every_language_has_every_key() -> None:
    """A catalog is complete: it has the keys of the house's own language, no more and no fewer."""
    keys = {language: set(catalog) for language, catalog in CATALOGS.items()}
    assert all(each == keys[HOUSE_LANGUAGE] for each in keys.values())


@pytest.mark.parametrize("language", CATALOGS)
def test_every_language_has_the_same_placeholders(language: str) -> None:
    """What is filled in one language is filled in all, so no fact is lost by changing the language."""
    house = CATALOGS[HOUSE_LANGUAGE]
    for key, words in CATALOGS[language].items():
        assert set(PLACEHOLDER.findall(words)) == set(PLACEHOLDER.findall(house[key])), key


def test_every_key_is_said_somewhere() -> None:
    """A catalog speaks of what exists now: each key, or the family it belongs to, stands in the code."""
    saying = (path for path in HANDLERS.rglob("*.py") if path.parent.name not in CATALOGS)
    code = "\n".join(path.read_text(encoding="utf-8") for path in saying)
    families = {
        "units.field.",
        "alias.",
        "button.person_",
        "people.link.",
        "people.offer.",
        "people.taken.",
        "people.notice.",
        "people.told.",
        "site.",
        "button.site_",
        "button.merge.",
        "button.day.",
        "unit_edit.ask.",
        "unit_edit.day.",
        "unit_edit.not_read.",
        "site_edit.ask.",
        "site_edit.not_read.",
        "count.",
        "severity.",
        "button.period.",
        "purpose.",
        "role.",
        "slip.",
        "language.",
        "answer.",
        "value.",
    }
    families |= {f"edit.{name}." for name in ("page", "ask", "kind", "photo", "note", "severity", "when")}
    families |= {"edit.issue.", "edit.text.", "edit.language.", "edit.type.", "edit.button.text_", "diff."}
    families |= {"edit.type.choice_", "edit.type.section_", "edit.type.title_", "edit.share_photo.toggle_"}
    for key in CATALOGS[HOUSE_LANGUAGE]:
        in_family = any(key.startswith(family) and f'"{family}{{' in code for family in families)
        counted_noun = key.startswith("count.") and f'counted("{key.split(".")[1]}"' in code
        assert f'"{key}"' in code or in_family or counted_noun, key


@pytest.mark.parametrize("word", [*NOT_OURS, *NOT_POLITE])
def test_no_word_that_is_not_ours(word: str) -> None:
    """Nothing that only the authority may say, nothing too familiar or too commercial."""
    assert not [key for key, words in VIETNAMESE if has_word(words, word)]


def test_vietnamese_is_spelled_as_decrees_spell() -> None:
    """hòa, thủy, ủy: the tone stands on the first vowel; composed letters."""
    assert not [key for key, words in VIETNAMESE if modern_spelling(words) != words]
    assert not [key for key, words in VIETNAMESE if not unicodedata.is_normalized("NFC", words)]


def test_signs_are_few_and_nobody_is_shouted_at() -> None:
    """No exclamation marks; only the signs that carry meaning; no loose spaces at the ends."""
    signs = {each for _, _, words in EVERY_TEXT for each in words if unicodedata.category(each) in PICTURES}
    assert signs <= SIGNS
    assert not [key for _, key, words in EVERY_TEXT if "!" in words or words != words.strip()]


def test_labels_have_no_pronoun() -> None:
    """Buttons, keys and posts say what happens; only sentences of the chat speak to somebody."""
    labels = ("button.", "edit.button.", "edit.page.", "key.", "answer.", "post.", "tally")
    assert not [key for key, words in VIETNAMESE if key.startswith(labels) and "anh/chị" in words.lower()]


def test_documents_say_chua_dat() -> None:
    """A button says "Không đạt", what is read later says "Chưa đạt"."""
    catalog = CATALOGS["vi"]
    assert catalog["answer.fail"].endswith("Không đạt")
    told = [words for key, words in catalog.items() if key.startswith(("post.", "tally", "receipt."))]
    assert not [words for words in told if "Không đạt" in words]
    assert "Chưa đạt" in catalog["tally"]


def test_the_fixed_labels_keep_their_words() -> None:
    """Labels that the outside relies on never change."""
    catalog = CATALOGS["vi"]
    fixed = {
        "answer.pass": "✅ Đạt",
        "answer.fail": "❌ Không đạt",
        "answer.na": "➖ Không áp dụng",
        "button.it_is_me": "Đúng là tôi",
        "button.begin": "Bắt đầu",
        "button.done": "Xong",
        "button.review": "Xem lại",
        "button.submit": "Gửi",
        "purpose.planned": "Định kỳ",
        "purpose.surprise": "Đột xuất",
        "purpose.recheck": "Phúc tra",
    }
    assert {key: catalog[key] for key in fixed} == fixed
    assert CATALOGS["en"]["answer.pass"] == "✅ Pass"
    assert catalog["button.next"].startswith("Tiếp")


def test_a_value_is_never_read_as_markup() -> None:
    """What a person wrote stays as it is: stars, braces and tags are only letters."""
    hostile = "**x** {code} <b>_y_</b> {0} %s"
    said = say("desk.greeting", "vi", name=hostile, house="Sổ")
    assert said.plain == f"Chào anh/chị {hostile}. Đây là Sổ."
    assert [span.text for span in said.spans if span.style is Style.BOLD] == ["Sổ"]


def test_a_run_of_one_style_is_one_span() -> None:
    """A style begins and ends where a reader sees it, whatever is filled in."""
    said = say("channel.is", "vi", title="Kênh quận")
    assert said.spans == (Span("Kênh tổng hợp: "), Span("Kênh quận", Style.BOLD), Span("."))


def test_a_rich_value_keeps_its_style() -> None:
    """Words that already have a style keep it inside a sentence."""
    said = say("channel.is", "vi", title=plain("Kênh"))
    assert said.spans == (Span("Kênh tổng hợp: Kênh."),)


def test_a_missing_value_is_a_bug() -> None:
    """A sentence is never said with a hole."""
    with pytest.raises(KeyError):
        say("desk.greeting", "vi", name="Lan")


def test_an_unknown_language_gets_the_house_language() -> None:
    """Nobody is left without words."""
    assert text("button.done", "fr") == "Xong"


def test_counts_agree_with_their_number() -> None:
    """English has a plural."""
    assert counted("photo", 1, "en") == "1 photo"
    assert counted("photo", 2, "en") == "2 photos"
    assert counted("finding", 3, "vi") == "3 tồn tại"
