"""The drafts' contract: one open for a checklist, every edit kept, nobody's edit lost; trials stay apart."""

from dataclasses import replace

import pytest

from checklists.editing import apply
from checklists.edits import AddQuestion, Edit, RetireQuestion, SetText, TextOf
from checklists.lineage import Break
from checklists.messages import VisitSubmitted
from checklists.model import Checklist
from checklists.visit import Purpose, Status
from storage import checklists, drafts, posts, trials, visits
from storage.database import Database
from storage.drafts import Draft, DraftState, StaleDraft
from storage.sweep import reported_visits
from tests.storage.examples import AN, HANOI, MINUTE, MO_LAO, NOW, loaded, start
from tests.storage.test_contract_checklists import FIRST, SECOND

LABEL = SetText("B1", TextOf.LABEL, "vi", "Niêm yết đủ và đúng")
MORE = AddQuestion("mot-cua", "B2", "Có ghế chờ")


def after(draft: Draft, edit: Edit) -> Checklist:
    """What the edit makes of the draft."""
    changed = apply(draft.checklist, edit)
    assert isinstance(changed, Checklist)
    return changed


async def begun(database: Database) -> Draft:
    """A draft of the first version."""
    async with database.write() as connection:
        await checklists.publish(connection, FIRST, at=NOW, by="p-an")
        return await drafts.begin(connection, "d1", key="cong-vu", base=1, by="p-an", at=NOW)


async def edit(database: Database, draft: Draft, change: Edit, by: str = "p-an") -> Draft:
    """One edit, kept."""
    async with database.write() as connection:
        return await drafts.append(connection, draft, change, after(draft, change), by=by, at=NOW + MINUTE)


async def test_a_draft_is_its_edits(database: Database) -> None:
    """Loaded again, a draft has every edit with who and when, and is the checklist that they make."""
    draft = await begun(database)
    draft = await edit(database, draft, LABEL)
    draft = await edit(database, draft, MORE, by="p-binh")
    async with database.read() as connection:
        again = await drafts.load(connection, "d1")
        assert again == draft
        assert await drafts.open_keys(connection) == (("cong-vu", "d1"),)
    assert [(each.revision, each.edit, each.by) for each in draft.made] == [
        (1, LABEL, "p-an"),
        (2, MORE, "p-binh"),
    ]
    assert [question.label.vi for question in draft.checklist.questions] == [
        "Niêm yết đủ và đúng",
        "Có ghế chờ",
    ]


async def test_one_open_draft_of_a_checklist(database: Database) -> None:
    """Who begins a second one gets the one that is open; after its end there may be another."""
    draft = await begun(database)
    async with database.write() as connection:
        same = await drafts.begin(connection, "d2", key="cong-vu", base=1, by="p-binh", at=NOW)
        assert same.id == "d1"
        await drafts.end(connection, draft, DraftState.DISCARDED, by="p-an", at=NOW)
        other = await drafts.begin(connection, "d2", key="cong-vu", base=1, by="p-binh", at=NOW + MINUTE)
        assert other.id == "d2"
        assert [each.id for each in await drafts.of(connection, "cong-vu")] == ["d2", "d1"]


async def test_of_two_who_edit_at_once_the_second_looks_again(database: Database) -> None:
    """An edit made of a draft that has changed since is refused, and so is one of an ended draft."""
    draft = await begun(database)
    newer = await edit(database, draft, LABEL)
    with pytest.raises(StaleDraft):
        await edit(database, draft, MORE)
    async with database.write() as connection:
        await drafts.end(connection, newer, DraftState.DISCARDED, by="p-an", at=NOW)
    async with database.read() as connection:
        ended = await drafts.load(connection, "d1")
    assert ended is not None
    with pytest.raises(StaleDraft):
        await edit(database, ended, MORE)
    with pytest.raises(StaleDraft):
        async with database.write() as connection:
            await drafts.end(connection, ended, DraftState.PUBLISHED, by="p-an", at=NOW, version=2)


async def test_codes_ever_used_are_known(database: Database) -> None:
    """Codes of every version and of every draft, though its question is gone again."""
    draft = await edit(database, await begun(database), MORE)
    draft = await edit(database, draft, RetireQuestion("B2"))
    async with database.write() as connection:
        assert await drafts.used_codes(connection, "cong-vu") == {"B1", "B2"}
        assert await drafts.used_codes(connection, "khac") == set()


async def test_history_says_who_published_what(database: Database) -> None:
    """Every version, newest first, with its person; a row's number leads to it."""
    async with database.write() as connection:
        await checklists.publish(connection, FIRST, at=NOW)
        await checklists.publish(connection, SECOND, at=NOW + MINUTE, by="p-an")
        second, first = await checklists.versions_of(connection, "cong-vu")
        assert (second.checklist.version, second.by, second.at) == (2, "p-an", NOW + MINUTE)
        assert (first.checklist.version, first.by) == (1, None)
        assert await checklists.version_numbered(connection, second.id) == ("cong-vu", 2)
        assert await checklists.version_numbered(connection, 999) is None
        assert [each.checklist.version for each in await checklists.newest(connection)] == [2]


async def test_breaks_come_back(database: Database) -> None:
    """Where comparison breaks is kept with its checklist."""
    breaks = (Break(2, "B1"), Break(3, "B3", replaces="B1"))
    async with database.write() as connection:
        await checklists.add_breaks(connection, "cong-vu", breaks)
        await checklists.add_breaks(connection, "cong-vu", ())
        assert await checklists.breaks_of(connection, "cong-vu") == breaks
        assert await checklists.breaks_of(connection, "khac") == ()


async def test_a_trial_leaves_no_trace(database: Database) -> None:
    """A trial is in nobody's list but that of its maker's open visits: no number, no post, no report."""
    async with database.write() as connection:
        key = await trials.keep(connection, "t1", FIRST)
        tried = await checklists.checklist(connection, key, 0)
        assert (tried.key, tried.version) == (key, 0)
        await visits.create(
            connection,
            id="v-trial",
            unit=MO_LAO,
            site="t1",
            purpose=Purpose.TRIAL,
            checklist=tried,
            member=AN,
            failed_before=frozenset(),
            at=NOW.astimezone(HANOI),
            local_month="2611",
        )
        trial = await loaded(connection, "v-trial")
        assert (trial.code, trial.is_trial) == ("THU-0001", True)
        assert await visits.open_of(connection, AN.person) == ("v-trial",)
        assert (await start(connection)).code == "KT-2611-0001"
        changed = replace(trial, status=Status.SUBMITTED, submitted_at=NOW, revision=1)
        await visits.append(connection, trial, changed, (VisitSubmitted(),), source_key="end", at=NOW)
        assert await visits.all_visits(connection) == ("v1",)
        assert await visits.submitted(connection, NOW - MINUTE, NOW + MINUTE) == ()
        assert await visits.started(connection, NOW - MINUTE, NOW + MINUTE) == ()
        assert await visits.last_submitted(connection, MO_LAO.key, NOW + MINUTE) is None
        assert await visits.recent_units(connection, AN.person, 5) == (MO_LAO.key,)
        assert await posts.waiting(connection) == ()
        assert await visits.last_reported(connection, NOW + MINUTE) is None
        swept = reported_visits(connection, NOW - MINUTE, NOW + MINUTE, HANOI)
        assert [each async for each in swept] == []
        assert set((await visits.count_by_version(connection)).values()) == {(1, 1)}
