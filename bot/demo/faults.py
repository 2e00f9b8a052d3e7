"""Which faults the local Bot API shows: rates and a seed, and the count of what was shown.

Rules: a call meets at most one fault, drawn from the seed, the method and the how-manieth call of that method
it is, so that a run can be repeated; the order of other calls does not matter. It must not know HTTP.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, PositiveInt, model_validator

from bot.demo.refusals import Json


class Fault(StrEnum):
    """What can go wrong; the value is its name in `rates`."""

    FLOOD = "429"
    ERROR_BEFORE = "5xx_before"
    ERROR_AFTER = "5xx_after"
    REFUSED = "refused"  # the connection ends before anything is read
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    HANG_BEFORE = "hang_before"
    HANG_AFTER = "hang_after"
    GARBAGE = "garbage"  # it acted and answers 200 with what nobody can read
    LATE = "late"  # it answers 5xx or not at all, and acts seconds later
    DELAY = "delay"
    KILL_BEFORE = "kill_before"  # SIGKILL of the supervised bot while it waits for the answer
    KILL_AFTER = "kill_after"
    DUPLICATE = "duplicate"
    REORDER = "reorder"


ON_UPDATES = (Fault.DUPLICATE, Fault.REORDER)  # change what getUpdates hands out
ON_CALLS = tuple(fault for fault in Fault if fault not in ON_UPDATES)
ON_ANSWERS = tuple(fault for fault in ON_CALLS if not fault.startswith("kill"))
Rate = dict[Fault, float]


class FaultPlan(BaseModel):
    """What to inject: chances of 0-1 for each fault; `methods` limits them, None means every method.

    `retry_after` is in whole seconds as Telegram gives it; the other times are seconds. "file" is the method
    of downloads. The rate "all" is a chance shared evenly by every fault of calls but killing. `at` names
    single calls since the plan began, such as {"sendMessage:3": "reset_after"}, for tests of one case.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int = 0
    rates: Rate = Field(default_factory=dict)
    at: dict[str, Fault] = Field(default_factory=dict)
    methods: tuple[str, ...] | None = None
    retry_after: PositiveInt = 1
    delay_seconds: NonNegativeFloat = 0.5
    late_seconds: NonNegativeFloat = 2.0
    hang_seconds: NonNegativeFloat = 60.0

    @model_validator(mode="before")
    @classmethod
    def _share_all(cls, given: object) -> object:
        if not (isinstance(given, dict) and isinstance(rates := given.get("rates"), dict) and "all" in rates):
            return given
        shared = rates["all"]
        if not isinstance(shared, int | float):
            raise ValueError('the rate "all" must be a number')  # noqa: TRY004 - pydantic wants ValueError
        named = {key: rate for key, rate in rates.items() if key != "all"}
        even = dict.fromkeys((fault.value for fault in ON_ANSWERS), shared / len(ON_ANSWERS))
        return given | {"rates": even | named}

    @model_validator(mode="after")
    def _check_rates(self) -> Self:
        on_calls = sum(rate for fault, rate in self.rates.items() if fault in ON_CALLS)
        if any(not 0 <= rate <= 1 for rate in self.rates.values()) or on_calls > 1.000001:  # noqa: PLR2004
            raise ValueError("rates are chances of 0-1 that together make at most 1")
        return self

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing will go wrong."""
        return not (self.rates or self.at)

    def applies_to(self, method: str) -> bool:
        """Tell whether a method is meant; Telegram ignores the case of methods."""
        if not self.rates:
            return False
        return self.methods is None or method.lower() in (name.lower() for name in self.methods)


class Faults:
    """Draws faults and counts them."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        """Start with a plan; without one nothing goes wrong."""
        self.plan = plan or FaultPlan()
        self._drawn: Counter[str] = Counter()
        self._calls: Counter[str] = Counter()
        self._injected: Counter[Fault] = Counter()
        self._by_method: dict[str, Counter[Fault]] = {}

    def switch(self, plan: FaultPlan) -> None:
        """Go on with another plan; its draws begin anew, the counts go on."""
        self.plan = plan
        self._drawn.clear()

    def chance(self, method: str) -> random.Random:
        """Return the chance that belongs to the next call of a method, and count the call."""
        self._calls[method] += 1
        self._drawn[method] += 1
        return random.Random(f"{self.plan.seed}:{method}:{self._drawn[method]}")

    def draw(self, method: str, chance: random.Random) -> Fault | None:
        """Return the fault that a call meets, most often None."""
        chosen = self.plan.at.get(f"{method}:{self._drawn[method]}")
        if chosen:
            return self.count(method, chosen)
        if not self.plan.applies_to(method):
            return None
        at = chance.random()
        for fault in ON_CALLS:
            at -= self.plan.rates.get(fault, 0.0)
            if at < 0:
                return self.count(method, fault)
        return None

    def count(self, method: str, fault: Fault) -> Fault:
        """Count a fault as shown and return it."""
        self._injected[fault] += 1
        self._by_method.setdefault(method, Counter())[fault] += 1
        return fault

    def disturbed(
        self, updates: Sequence[Json], earlier: Sequence[Json], chance: random.Random
    ) -> list[Json]:
        """Return updates as a bad day hands them out: some twice, some of `earlier` again, in any order."""
        found: list[Json] = []
        for update in updates:
            found.append(update)
            if chance.random() < self.plan.rates.get(Fault.DUPLICATE, 0.0):
                self.count("getUpdates", Fault.DUPLICATE)
                found.append(chance.choice([*earlier, update]))
        if len(found) > 1 and chance.random() < self.plan.rates.get(Fault.REORDER, 0.0):
            self.count("getUpdates", Fault.REORDER)
            chance.shuffle(found)
        return found

    def told(self) -> Json:
        """Return the plan and what was injected so far, by fault and by method."""
        return {
            **self.plan.model_dump(mode="json"),
            "calls": dict(self._calls),
            "injected": dict(self._injected),
            "by_method": {method: dict(counts) for method, counts in self._by_method.items()},
        }
