"""The JSON export: names that others rely on, plain values, UTC, no persons' names."""

import json
from dataclasses import replace
from typing import Any

from checklists.visit import Status
from reports.export import export_visits
from tests.checklists.small_visit import SMALL, Player, at_the_end


def exported(player: Player) -> dict[str, Any]:
    """The one visit, through JSON and back."""
    data = json.loads(json.dumps(export_visits([(player.visit, SMALL)])))
    [visit] = data["visits"]
    assert isinstance(visit, dict)
    return visit


def submitted() -> Player:
    """A submitted visit with one finding and a corrected answer."""
    player = at_the_end(Player())
    player.tap("E2", "fail")
    player.type("3/4", to="A7")
    player.type("4/4", to="A7")
    player.submit()
    assert player.visit.status is Status.SUBMITTED
    return player


def test_a_visit_has_the_published_keys() -> None:
    """Keys keep their names."""
    visit = exported(submitted())
    assert list(visit) == [
        "id",
        "code",
        "unit",
        "site",
        "purpose",
        "checklist",
        "team",
        "status",
        "started_at",
        "submitted_at",
        "answers",
        "findings",
    ]
    assert visit["unit"] == {"key": "mo-lao", "name": "Phường Mộ Lao"}
    assert visit["checklist"] == {"key": "nho", "version": 1}
    assert visit["started_at"] == "2026-11-23T01:15:00Z"
    assert visit["status"] == "submitted"


def test_persons_are_opaque() -> None:
    """An id and a role, never a name."""
    visit = exported(submitted())
    assert visit["team"] == [{"id": "lan", "role": "head"}]
    assert "Trần Thị Lan" not in json.dumps(visit, ensure_ascii=False)


def test_answers_have_plain_values_and_their_history() -> None:
    """The present value, and what it was before."""
    answers = exported(submitted())["answers"]
    by_code = {answer["question"]: answer for answer in answers}
    assert by_code["B1"]["value"] == "pass"
    assert by_code["B1"]["photos"] == ["sha-b1"]
    assert by_code["A7"]["value"] == {"part": 4, "whole": 4}
    assert [earlier["value"] for earlier in by_code["A7"]["history"]] == [
        {"part": 4, "whole": 5},
        {"part": 3, "whole": 4},
    ]
    assert by_code["A7"]["label"] == "Số người có mặt / phải có mặt"
    assert by_code["E4"]["value"] == []
    assert by_code["F2"]["value"] == "08:00"


def test_findings_come_with_submission() -> None:
    """An open visit has none; a submitted one numbers them."""
    player = submitted()
    [finding] = exported(player)["findings"]
    assert finding["code"] == "KT-2611-0034-1"
    assert finding["question"] == "E2"
    assert finding["status"] == "open"
    assert [event["event"] for event in finding["events"]] == ["opened"]
    player.visit = replace(player.visit, status=Status.OPEN)
    assert exported(player)["findings"] == []
