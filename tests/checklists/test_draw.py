"""A draw is fair, fixed beforehand and computed again by anybody."""

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from checklists.draw import HEAVIEST, Lot, Lots, commitment, drawn, read_lots, written

UNITS = st.from_regex(r"[a-z]{1,8}-[0-9]{4}", fullmatch=True)
LOTS = st.lists(
    st.builds(Lot, unit=UNITS, weight=st.integers(1, HEAVIEST), tier=st.integers(0, 3)),
    max_size=12,
    unique_by=lambda lot: lot.unit,
)
WARDS = ("mo-lao-2009", "phuc-la-2009", "dong-mai-2009")


@given(lots=LOTS, wanted=st.integers(1, 9), seed=st.text("ab1", min_size=1, max_size=9))
def test_what_is_committed_to_can_be_read_and_drawn_again(lots: list[Lot], wanted: int, seed: str) -> None:
    """The published lines give the same lots, so the same units; another seed or list has another digest."""
    every = Lots(tuple(lots), wanted)
    again = read_lots(written(every))
    assert again == every
    assert drawn(seed, again) == drawn(seed, every)
    assert len(drawn(seed, every)) == min(wanted, len(lots))
    assert commitment(seed + "x", every) != commitment(seed, every)


@given(st.text(max_size=60))
def test_any_text_gives_lots_or_none(text: str) -> None:
    """A list that was changed by hand never raises."""
    found = read_lots(text)
    assert found is None or isinstance(found, Lots)


@given(lots=LOTS, seed=st.text("ab1", min_size=1, max_size=9))
def test_coverage_never_depends_on_luck(lots: list[Lot], seed: str) -> None:
    """A unit that was visited more often is never drawn before one that was visited less often."""
    tiers = {lot.unit: lot.tier for lot in lots}
    order = [tiers[unit] for unit in drawn(seed, Lots(tuple(lots), len(lots)))]
    assert order == sorted(order)


def test_the_draw_is_what_the_page_says() -> None:
    """Computed here from the published rule alone, with nothing of the program's."""
    lots = Lots(tuple(Lot(unit, weight=2) for unit in WARDS), wanted=2)
    seed = "hat-giong"
    tickets = {
        unit: min(hashlib.sha256(f"{seed}:{unit}:{number}".encode()).hexdigest() for number in (1, 2))
        for unit in WARDS
    }
    assert drawn(seed, lots) == tuple(sorted(tickets, key=tickets.__getitem__)[:2])
    lines = f"{seed}\n2\n" + "\n".join(f"{unit} 2 0" for unit in WARDS)
    assert commitment(seed, lots) == hashlib.sha256(lines.encode()).hexdigest()


def test_tickets_weigh() -> None:
    """Of two units, one with three tickets and one with one, the first comes first three times of four."""
    lots = Lots((Lot("heavy", 3), Lot("light", 1)), wanted=1)
    first = Counter(drawn(str(seed), lots)[0] for seed in range(2000))
    assert 0.72 < first["heavy"] / 2000 < 0.78
