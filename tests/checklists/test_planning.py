"""What counts as done in a plan, what is reached, and who may know of a surprise."""

from datetime import date

from checklists.planning import Made, Planned, coverage, done, may_see
from checklists.visit import Purpose

MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


def planned(number: str, unit: str, on: date, purpose: Purpose = Purpose.PLANNED) -> Planned:
    """A planned visit of Lan's."""
    return Planned(number, "c1", unit, on, purpose, ("lan",))


def test_a_visit_on_its_day_or_later_makes_good_a_planned_one() -> None:
    """Late is better than never; a visit before its day is another visit."""
    every = [planned("p1", "mo-lao", TUESDAY)]
    assert done(every, [Made("mo-lao", FRIDAY)]) == {"p1"}
    assert done(every, [Made("mo-lao", MONDAY)]) == frozenset()
    assert done(every, [Made("phuc-la", TUESDAY)]) == frozenset()


def test_one_visit_makes_good_one_planned_visit() -> None:
    """The earliest first; two visits make good both, in whatever order they are told."""
    every = [planned("p2", "mo-lao", FRIDAY), planned("p1", "mo-lao", TUESDAY)]
    assert done(every, [Made("mo-lao", FRIDAY)]) == {"p1"}
    assert done(every, [Made("mo-lao", FRIDAY), Made("mo-lao", TUESDAY)]) == {"p1", "p2"}


def test_coverage_keeps_the_order_of_the_units() -> None:
    """Reached by any visit; units and visits of others do not matter."""
    found = coverage(("a", "b", "c"), (Made("c", MONDAY), Made("a", MONDAY), Made("x", MONDAY)))
    assert (found.reached, found.missing) == (("a", "c"), ("b",))


def test_a_surprise_is_its_teams_own_until_it_is_made() -> None:
    """Whoever does not go learns of it afterwards; other visits are no secret."""
    surprise = planned("p1", "mo-lao", MONDAY, Purpose.SURPRISE)
    assert may_see(surprise, "lan", is_done=False)
    assert not may_see(surprise, "cuong", is_done=False)
    assert may_see(surprise, "cuong", is_done=True)
    assert may_see(planned("p2", "mo-lao", MONDAY), "cuong", is_done=False)
