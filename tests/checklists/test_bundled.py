"""What comes with the program: the bank of questions, the sets made from it, and the demo's units."""

import csv
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from checklists.bundled import bank, bundled
from checklists.choosing import ranked
from checklists.findings import fail_words
from checklists.language import find_names, fold, nfc
from checklists.model import Checklist, Label, PhotoRule, Question
from checklists.source import read_checklist, write_checklist
from checklists.visit import Purpose

FORBIDDEN = (
    "nghiêm trọng", "khiển trách", "cảnh cáo", "cách chức", "buộc thôi việc", "sai phạm", "xử phạt",
    "thanh tra", "kỷ luật", "bạn ", "quý khách", "hoà ", "thuỷ", "uỷ", "!",
)  # fmt: skip
ASKED = dict(zip("ABCDEFGHIJKLM", (8, 10, 10, 5, 5, 5, 7, 5, 8, 5, 4, 3, 5), strict=True))
RECORDED = {"A1", "A2", "A3", "A4", "A5", "M4"}  # the visit itself records these
NOT_ASKED_FOR = {2, 3, 4, 5, 6, 14, 22, 35}  # visits, counting and documents meet these
SERVED = {number for number in range(1, 36) if number not in NOT_ASKED_FOR}
SHORT = "A7 A8 B1 D1 D2 E2 F2 F4 H1 M3"
CORE = (
    "A6 A7 A8 B1 B2 B3 B4 B5 B9 C1 C2 C3 C5 C9 C10 D1 D2 E1 E2 E4 F2 F3 F4 G1 G5 H1 I1 I2 I3 I7 M1 M2 M3 M5"
)
SHORT = "A7 A8 B1 D1 D2 E2 F2 F4 H1 M3"
PUBLISHED = Path(__file__).with_name("published.txt")
SETS = {each.key: each for each in bundled()}


def read(key: str) -> Checklist:
    checklist = read_checklist(SETS[key].source())
    assert isinstance(checklist, Checklist), checklist
    return checklist


def texts(question: Question) -> tuple[Label, ...]:
    own = (question.label, question.hint, question.constraint_message, question.fail_text)
    choices = (each.label for each in question.choices)
    counts = (each.label for each in question.counts)
    return tuple(each for each in (*own, question.photo_hint, *choices, *counts) if each is not None)


@pytest.mark.parametrize("key", SETS)
def test_every_set_is_sound_and_whole(key: str) -> None:
    """A set can be read as it is published, and its questions have the bank's texts."""
    checklist = read(key)
    assert read_checklist(write_checklist(checklist)) == checklist
    for question in checklist.written:
        source = bank().written_question(question.code)
        assert source is not None
        assert texts(question) == texts(source)


@pytest.mark.parametrize("key", SETS)
def test_a_set_that_changes_gets_a_new_version(key: str) -> None:
    """What is published under a version never changes: a change of a set needs a higher version."""
    kept = dict(line.rsplit(" ", 1) for line in PUBLISHED.read_text("utf-8").splitlines())
    digest = hashlib.sha256(SETS[key].source().encode()).hexdigest()[:16]
    name = f"{key} {SETS[key].version}"
    assert kept.get(name) == digest, f"raise the version, or add to {PUBLISHED.name}: {name} {digest}"


def test_the_bank_has_every_question_once() -> None:
    """The eighty questions, but for those that the visit records; what was added is known."""
    codes = [question.code for question in bank().written]
    expected = {f"{letter}{number}" for letter, count in ASKED.items() for number in range(1, count + 1)}
    mains = {code for code in codes if re.fullmatch("[A-Z][0-9]+", code)}
    assert mains == (expected - RECORDED) | {"A9"}
    assert set(codes) - mains == {"A2a", "B4a", "F2a", "F4a", "J1a", "J3a", "J4a", "K4a", "L1a"}


def test_every_requirement_with_a_question_is_served() -> None:
    """Each requirement of the district's report that questions can serve is named by one."""
    named = {name for question in bank().written for name in question.serves}
    assert named == {f"R{number:02d}" for number in SERVED}


def test_the_sets_ask_what_they_are_for() -> None:
    """The core set, the surprise set and the full set have their questions; modules are only offered."""
    core = [each.code for each in read("phuong-co-ban").written]
    assert [code for code in core if re.fullmatch("[A-Z][0-9]+", code)] == CORE.split()
    assert {each.code for each in read("dot-xuat").written} >= frozenset(SHORT.split())
    assert len(read("day-du").written) == len(bank().written) - 1
    extra = {key for key in SETS if read(key).is_extra}
    assert extra == {"day-du", "cd-dat-dai", "cd-cap-phep", "cd-trat-tu-xd", "cd-don-thu", "cd-iso"}


@pytest.mark.parametrize(
    ("purpose", "unit_kind", "key"),
    [
        (Purpose.PLANNED, "phuong", "phuong-co-ban"),
        (Purpose.SURPRISE, "phuong", "dot-xuat"),
        (Purpose.RECHECK, "phuong", "phuc-tra"),
        (Purpose.PLANNED, "phong_chuyen_mon", "phong-ban"),
        (Purpose.SURPRISE, "phong_chuyen_mon", "phong-ban"),
        (Purpose.RECHECK, "phong_chuyen_mon", "phuc-tra"),
    ],
)
def test_the_purpose_chooses_the_set(purpose: Purpose, unit_kind: str, key: str) -> None:
    """Without a word the set that is meant for the purpose is taken."""
    suitable = [each for each in map(read, SETS) if unit_kind in each.unit_kinds]
    assert ranked(suitable, purpose)[0].key == key


def test_a_re_check_asks_only_what_failed() -> None:
    """Of the subjects only what failed last time is asked; beginning, results and end always."""
    always = {section.key for section in read("phuc-tra").sections if not section.only_failed}
    assert always == {"mo-dau", "lan-truoc", "ket-thuc"}


def test_words__are_nfc_short_and_claim_no_guilt() -> None:
    """Texts are NFC, in both languages, spelt hòa and thủy, without words that only an authority may say."""
    everything = "\n".join(SETS[key].source() for key in SETS)
    assert everything == nfc(everything)
    for question in bank().written:
        for label in texts(question):
            assert label.vi.strip()
            assert label.en.strip()
            assert not [word for word in FORBIDDEN if word in label.vi.lower()], label.vi
        assert len(question.label.vi) <= 90
        if question.kind == "pf":
            assert "?" not in question.label.vi + question.label.en


def test_documents__say_each_failure_without_an_abbreviation() -> None:
    """A criterion without a sentence of its own reads well after "chưa", without an abbreviation."""
    for question in bank().written:
        if question.is_judged and question.fail_text is None:
            said = fail_words(bank(), question, None, (), "vi")
            assert said.startswith("chưa "), said
            assert not re.search("chưa (không|chưa|số|các) ", said), said
            assert not re.search("TTHC|UBND|HĐND|QSDĐ|TTXD|CBCC", said), said


def test_photos__of_people_are_not_shared_and_say_so() -> None:
    """Badges, dress, counters, registers and conduct stay private; a shooter is told what to hide."""
    for question in bank().written:
        hint = question.photo_hint
        assert question.photo is PhotoRule.NEVER or hint is not None, question.code
        if question.code[0] in "CDH" or question.code in {"F2", "F4", "E4", "E5"}:
            assert not question.share_photo, question.code
        if question.code[0] in "CD" and hint is not None:
            assert "không rõ mặt" in hint.vi or "che tên" in hint.vi, question.code
        if question.code in {"I3", "I4", "I5", "I6", "I7", "I8"}:
            assert (question.photo, question.note) == (PhotoRule.NEVER, "never"), question.code


def test_findings__have_a_deadline_and_the_gravest_are_looked_at_singly() -> None:
    """What can become a finding has 7 or 15 days; severity 3 is never passed with the rest."""
    for question in bank().written:
        badges = question.code in {"D1", "D2"}
        assert question.due_days == ((7 if badges else 15) if question.severity else None), question.code
        assert question.allow_bulk is (question.severity < 3), question.code


def test_law__nothing_unverified_could_be_printed() -> None:
    """No bundled legal text claims to have been held against the official one."""
    assert bank().legal_basis
    assert not any(each.is_verified for each in bank().legal_basis)


def test_units__demo_set__is_the_seventeen_wards_in_official_order() -> None:
    """The demo has the 17 wards by code and order, its offices, all under the district, open-ended."""
    text = files("storage").joinpath("bundled/units-ha-dong.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    wards = [row for row in rows if row["kind"] == "phuong"]
    assert [row["sort_no"] for row in wards] == [str(number) for number in range(1, 18)]
    assert [row["code"] for row in wards] == sorted(row["code"] for row in wards)
    assert all(len(row["code"]) == 5 for row in wards)
    assert all(row["key"] == fold(row["name"]).replace(" ", "-") + "-2009" for row in wards)
    assert {row["kind"] for row in rows} == {"phuong", "quan", "phong_chuyen_mon", "van_phong"}
    assert len({row["key"] for row in rows}) == len(rows) == 23
    assert {row["parent"] for row in rows if row["kind"] != "quan"} == {"ha-dong-2009"}
    assert {row["valid_to"] for row in rows} == {""}
    assert text == nfc(text)


def test_units__aliases__find_their_unit() -> None:
    """Every alias leads to its unit; PL leads to four."""
    text = files("storage").joinpath("bundled/units-ha-dong.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    columns = ("abbreviations", "misspellings", "former_names", "places", "code")
    aliases = {row["key"]: ";".join(row[name] for name in columns).split(";") for row in rows}
    names = [(row["key"], (row["name"], *aliases[row["key"]])) for row in rows]
    for key, others in aliases.items():
        for alias in filter(None, others):
            assert key in find_names(alias, names).keys
    assert len(find_names("PL", names).hits) == 4
