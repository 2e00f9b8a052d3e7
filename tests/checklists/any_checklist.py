"""Any sound checklist, for tests that must hold for all of them.

Rules: every key of the language is drawn; questions refer only to earlier ones.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from checklists.kinds import Kind
from checklists.language import clean_line
from checklists.model import (
    FAILED_BEFORE,
    Checklist,
    Choice,
    ChoiceList,
    Count,
    Label,
    LegalBasis,
    NoteRule,
    PhotoRule,
    Question,
    Section,
)
from checklists.visit import Purpose
from tests.checklists.small_visit import condition

LINES = st.text(min_size=1, max_size=30).map(clean_line).filter(lambda text: bool(text) and "?" not in text)
PLAIN_LINES = LINES.filter(lambda text: "{" not in text)
LABELS = st.builds(Label, vi=PLAIN_LINES, en=PLAIN_LINES)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,15}", fullmatch=True).filter(lambda name: name != "other")
SCORES = st.none() | st.decimals(0, 1000, places=2)
CHOICES = st.lists(
    st.builds(Choice, name=NAMES, label=LABELS, score=SCORES, is_na=st.booleans()),
    min_size=2,
    max_size=4,
    unique_by=lambda each: each.name,
).map(tuple)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))
LISTS = ("linh-vuc", "cot")
LAWS = ("nd-30-2020", "nd-61-2018")
COUNTS = tuple(Count(name, Label(vi=name, en=name)) for name in ("late", "early"))

OWN: dict[Kind, tuple[str, ...]] = {
    Kind.RATIO: ("part < whole", ". < 1", "whole - part > 2"),
    Kind.COUNTS: ("late > 0 or early > 0", "sum(.) = 2"),
    Kind.INTEGER: (". > 0", ". mod 2 = 0 and not(. = 4)"),
    Kind.DECIMAL: ("round(., 1) >= 0.5",),
    Kind.TEXT: ("string-length(.) > 3", "regex(., '[0-9]+')"),
    Kind.DATES: ("count(.) > 0",),
    Kind.DATE: (". <= today() - 7",),
    Kind.YES_NO: (". = 'no'",),
    Kind.SELECT_MULTIPLE: ("count-selected(.) > 1",),
}
OTHERS = ("${A0} = 'fail'", "if(${A0} = 'pass', true(), ${A1} > 2)", "coalesce(${A1}, 3) != 4")


@st.composite
def questions(draw: st.DrawFn, *, code: str) -> Question:
    """A question that may look at A0, a `pf`, and A1, an integer."""
    kind = draw(st.sampled_from(Kind))
    is_select = kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}
    listed = draw(st.sampled_from(LISTS)) if is_select and draw(st.booleans()) else None
    own = st.none() | st.sampled_from(OWN.get(kind, OTHERS)).map(condition)
    others = st.sampled_from(OTHERS).map(condition)
    question = Question(
        code=code,
        kind=kind,
        label=draw(LABELS),
        hint=draw(st.none() | LABELS),
        required=draw(st.booleans() | others),
        relevant=draw(st.none() | others),
        constraint=draw(own),
        constraint_message=draw(st.none() | LABELS),
        choices=draw(CHOICES) if is_select and listed is None else (),
        choices_from=listed,
        other=is_select and draw(st.booleans()),
        counts=COUNTS if kind is Kind.COUNTS else (),
        fail_when=None if kind is Kind.PASS_FAIL else draw(own),
        fail_text=draw(st.none() | LABELS),
    )
    return replace(question, **draw(_rules()), **draw(_links(kind)))


def _rules() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "photo": st.sampled_from(PhotoRule),
            "photo_hint": st.none() | LABELS,
            "photos_min": st.integers(1, 3),
            "photos_max": st.integers(3, 20),
            "share_photo": st.booleans(),
            "note": st.sampled_from(NoteRule),
            "severity": st.integers(0, 3),
            "due_days": st.none() | st.integers(1, 365),
            "weight": st.none() | st.decimals(0, 1000, places=2),
            "assignee_role": st.none() | NAMES,
            "memory": st.booleans(),
            "allow_bulk": st.booleans(),
            "legal_basis": st.lists(st.sampled_from(LAWS), max_size=2, unique=True).map(tuple),
            "serves": st.lists(st.sampled_from(["R16", "R17"]), max_size=2).map(tuple),
        }
    )


@st.composite
def _links(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    links: dict[str, Any] = {"detail_of": draw(st.sampled_from([None, "A0"]))}
    if kind is Kind.RATIO:
        links["whole_from"] = draw(st.sampled_from([None, "A3"]))
    if kind is Kind.DATE:
        links["look_back_days"] = draw(st.integers(0, 366))
    source = draw(st.sampled_from([None, None, "A2", "linh-vuc", FAILED_BEFORE]))
    if source is not None:
        links |= {"for_each": source, "label": Label(vi="Ảnh: {item}", en="Photo: {item}")}
    return links


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    """A checklist with four fixed questions and some that may refer to them."""
    lists = tuple(ChoiceList(name, draw(CHOICES)) for name in LISTS)
    first = (
        Question("A0", Kind.PASS_FAIL, draw(LABELS), severity=1),
        Question("A1", Kind.INTEGER, draw(LABELS)),
        Question("A2", Kind.SELECT_MULTIPLE, draw(LABELS), choices_from="linh-vuc", other=True),
        Question("A3", Kind.RATIO, draw(LABELS)),
    )
    more = tuple(draw(questions(code=f"B{number}")) for number in range(draw(st.integers(1, 4))))
    others = st.none() | st.sampled_from(OTHERS).map(condition)
    return Checklist(
        key=draw(NAMES),
        version=draw(st.integers(1, 9999)),
        title=draw(LABELS),
        unit_kinds=("phuong",),
        sections=(
            Section("mot", draw(LABELS), first),
            Section(
                "hai",
                draw(LABELS),
                more,
                hint=draw(st.none() | LABELS),
                relevant=draw(others),
                one_by_one=draw(st.booleans()),
                only_failed=draw(st.booleans()),
            ),
        ),
        purposes=draw(st.lists(st.sampled_from([str(each) for each in Purpose]), unique=True).map(tuple)),
        is_extra=draw(st.booleans()),
        pass_mark=draw(st.none() | st.decimals(0, 100, places=1)),
        lists=lists,
        legal_basis=draw(_laws()),
    )


@st.composite
def _laws(draw: st.DrawFn) -> tuple[LegalBasis, ...]:
    on = draw(DAYS)
    law = LegalBasis(
        key=LAWS[0],
        so_ky_hieu=draw(LINES),
        ten=draw(LINES),
        ngay_ban_hanh=draw(DAYS),
        hieu_luc_tu=draw(DAYS),
        verified_by=None if on is None else draw(LINES),
        verified_on=on,
    )
    return (law, LegalBasis(key=LAWS[1], so_ky_hieu="61/2018/NĐ-CP", ten=draw(LINES)))
