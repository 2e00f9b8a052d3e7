"""What comes with the program: the checklist and the demo's units."""

import csv
from importlib.resources import files

from checklists.bundled import NAMES, bundled_sources
from checklists.kinds import Kind
from checklists.language import find_names, fold, nfc
from checklists.model import Checklist, PhotoRule
from checklists.source import read_checklist, write_checklist

FORBIDDEN = ("nghiêm trọng", "khiển trách", "cảnh cáo", "cách chức", "buộc thôi việc", "sai phạm", "xử phạt")


def _core() -> Checklist:
    read = read_checklist(bundled_sources()[0])
    assert isinstance(read, Checklist), read
    return read


def test_bundled__every_file__is_listed_and_sound() -> None:
    """Every YAML file of the package is offered, is without issues, and is named by its key."""
    present = {each.name for each in files("checklists.bundled").iterdir() if each.name.endswith(".yaml")}
    assert present == {f"{name}.yaml" for name in NAMES}
    for name, source in zip(NAMES, bundled_sources(), strict=True):
        read = read_checklist(source)
        assert isinstance(read, Checklist), read
        assert read.key == name
        assert read_checklist(write_checklist(read)) == read


def test_core_set__asks_the_five_subjects_in_every_kind_of_answer() -> None:
    """Postings, badges, uniforms, duty leader and working hours are asked, by many kinds of question."""
    checklist = _core()
    assert {"B1", "B3", "D1", "D2", "E1", "E2", "E4", "F2", "F4"} <= {
        each.code for each in checklist.questions
    }
    assert {each.kind for each in checklist.questions} >= set(Kind) - {
        Kind.DECIMAL,
        Kind.DATE,
        Kind.YES_NO,
        Kind.COUNTS,
    }
    assert checklist.unit_kinds == ("phuong",)


def test_core_set__photos_of_people__are_not_shared_and_say_so() -> None:
    """Badges, dress and counters never reach the channel; whoever shoots is told what to hide."""
    for question in _core().questions:
        hint = question.photo_hint
        assert question.photo is PhotoRule.NEVER or hint is not None, question.code
        if question.code in {"D1", "D2", "F2", "F4"}:
            assert not question.share_photo
            assert hint is not None
            assert "không rõ mặt" in hint.vi


def test_core_set__each_finding__has_a_deadline() -> None:
    """What can become a finding has a deadline: 7 days for badges and dress, else 15."""
    for question in _core().questions:
        badges = question.code in {"D1", "D2"}
        assert question.due_days == ((7 if badges else 15) if question.severity else None), question.code


def test_core_set__words__are_nfc_and_claim_no_guilt() -> None:
    """Texts are NFC, spelt hòa and thủy, without exclamation marks or words of an authority."""
    text = bundled_sources()[0]
    assert text == nfc(text)
    assert "!" not in text
    assert not any(word in text.lower() for word in (*FORBIDDEN, "thanh tra", "hoà ", "thuỷ", "uỷ"))


def test_units__demo_set__is_the_seventeen_wards_in_official_order() -> None:
    """The demo has the 17 wards by code and order, four offices, all under the district, open-ended."""
    text = files("storage").joinpath("bundled/units-ha-dong.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    wards = [row for row in rows if row["kind"] == "phuong"]
    assert [row["sort_no"] for row in wards] == [str(number) for number in range(1, 18)]
    assert [row["code"] for row in wards] == sorted(row["code"] for row in wards)
    assert all(len(row["code"]) == 5 for row in wards)
    assert all(row["key"] == fold(row["name"]).replace(" ", "-") + "-2009" for row in wards)
    assert len([row for row in rows if row["kind"] == "phong_chuyen_mon"]) == 4
    assert len({row["key"] for row in rows}) == len(rows) == 23
    assert {row["parent"] for row in rows if row["kind"] != "quan"} == {"ha-dong-2009"}
    assert {row["valid_to"] for row in rows} == {""}
    assert text == nfc(text)


def test_units__aliases__find_their_unit() -> None:
    """Every short, misspelt or former name leads to its unit; PL leads to four."""
    text = files("storage").joinpath("bundled/units-ha-dong.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    columns = ("abbreviations", "misspellings", "former_names", "code")
    aliases = {
        row["key"]: tuple(
            name.strip() for column in columns for name in row[column].split(";") if name.strip()
        )
        for row in rows
    }
    names = [(row["key"], (row["name"], *aliases[row["key"]])) for row in rows]
    for row in rows:
        for alias in aliases[row["key"]]:
            assert row["key"] in find_names(alias, names).keys
    assert len(find_names("PL", names).hits) == 4
