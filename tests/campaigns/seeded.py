"""Safety lines taken out one by one: what each guards, how it is broken, and the test that must turn red.

Rules: `text` stands exactly once in `file`; the test is narrow, and green while nothing is broken.
Must not know: how a mutant is tried.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """A safety line, and the same place without it."""

    name: str
    file: str
    text: str
    broken: str
    test: str


_RECEIVER, _WORKER, _QUEUE = "bot/receiver.py", "bot/worker.py", "storage/queue.py"
_STORE = "            new = await store(self.database, updates, source=self.access.source, at=self.now())\n"
_OFFSET = 'self._offset = max(update["update_id"] for update in updates) + 1'
_FIRST = "storage/migrations/versions/0001_lay_down_queues_people_and_chats.py"
_SAMPLES = "tests/campaigns/test_samples.py"

MUTANTS = (
    Mutant(
        "commits do not wait for the disk",
        "storage/database.py",
        '"synchronous=FULL"',
        '"synchronous=NORMAL"',
        f"{_SAMPLES} -k cuts",
    ),
    Mutant(
        "the inbox's UNIQUE dropped",
        _FIRST,
        '        sa.UniqueConstraint("key", name=op.f("uq_inbox_key")),\n',
        "",
        "tests/storage/test_contract_queue.py -k key_is_unique",
    ),
    Mutant(
        "a batch confirmed before its commit",
        _RECEIVER,
        _STORE,
        f"            {_OFFSET}\n{_STORE}",
        "tests/bot/test_receiver.py -k asked_for_again",
    ),
    Mutant(
        "a webhook answered before its commit",
        "bot/web/webhook.py",
        "new = await store(self.database, (update,), source=self.source, at=self.now())",
        "new = 1\n"
        "                asyncio.get_running_loop().call_later(0.5, asyncio.ensure_future, "
        "store(self.database, (update,), source=self.source, at=self.now()))",
        "tests/bot/test_web.py -k durable_when_it_is_answered",
    ),
    Mutant(
        "the webhook's secret compared letter by letter",
        "bot/web/webhook.py",
        "not hmac.compare_digest(given, self.secret.encode())",
        "given != self.secret.encode()",
        "tests/bot/test_web.py -k constant_time",
    ),
    Mutant(
        "an inbox key that is another each time",
        "bot/telegram/parse.py",
        "hashlib.sha256(raw.encode()).hexdigest()[:16]",
        "id(object())}{hashlib.sha256(__import__('os').urandom(8)).hexdigest()[:16]",
        "tests/bot/test_receiver.py -k stored_once",
    ),
    Mutant(
        "a turn outside its transaction",
        _WORKER,
        "            await sending.finish_claimed(connection, INBOX, item)\n",
        "        async with self.database.write() as connection:\n"
        "            await sending.finish_claimed(connection, INBOX, item)\n",
        "tests/bot/test_worker.py -k no_longer_ours",
    ),
    Mutant(
        "a lost claim commits all the same",
        _QUEUE,
        'row.state == State.RUNNING, row.attempts == bindparam("attempt")',
        'row.attempts + 99 != bindparam("attempt")',
        "tests/storage/test_contract_sending.py -k lost_claim",
    ),
    Mutant(
        "tries not counted",
        _QUEUE,
        "attempts=row.attempts + 1)",
        "attempts=row.attempts)",
        "tests/bot/test_lanes.py -k buried_after_three",
    ),
    Mutant(
        "nothing set aside after three tries",
        "bot/lanes.py",
        "if self.tries is not None and item.attempts >= self.tries:",
        "if self.tries is None:",
        "tests/bot/test_lanes.py -k buried_after_three",
    ),
    Mutant(
        "what killed the program tried beside others",
        "bot/lanes.py",
        "limit = 1 if self.suspects else self.limit",
        "limit = self.limit",
        "tests/bot/test_quarantine.py -k takes_nobody_along",
    ),
    Mutant(
        "everybody may do everything",
        "handlers/authorize.py",
        '    """Whether the person may do that to the subject now."""\n',
        '    """Whether the person may do that to the subject now."""\n    return True\n',
        "tests/handlers/test_authorization_matrix.py -x -q",
    ),
    Mutant(
        "a withdrawn person still acts",
        "handlers/authorize.py",
        "if person is None or not person.active:",
        "if person is None:",
        "tests/handlers/test_authorization_matrix.py -x -q",
    ),
    Mutant(
        "the team alone no longer answers",
        "handlers/authorize.py",
        "if verb in _TEAM_ONLY and not _is_of_team(person, subject.visit):",
        "if verb in _TEAM_ONLY and subject.visit is None:",
        "tests/handlers/test_authorization_matrix.py -x -q",
    ),
    Mutant(
        "the redactor off",
        "bot/logs.py",
        "return redact(super().format(record), self.secrets)",
        "return super().format(record)",
        "tests/bot/test_logs.py -k no_token",
    ),
    Mutant(
        "a doubtful post sent again blindly",
        "bot/poster.py",
        "        if mark.since is not None:\n",
        "        if mark.since is not None and self.strict:\n",
        "tests/bot/test_posts.py -k unknown_fate_stands_once",
    ),
    Mutant(
        "a second copy on the same file",
        "storage/lock.py",
        "            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)\n",
        "            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)\n",
        "tests/storage/test_contract_lock.py",
    ),
    Mutant(
        "an overtaken program goes on",
        "storage/lease.py",
        "if await _HELD.first(connection, holder=self.name) != (self.epoch,):",
        "if await _HELD.first(connection, holder=self.name) is None:",
        "tests/bot/test_quarantine.py -k overtaken",
    ),
    Mutant(
        "submission does not wait for photos",
        "checklists/progress.py",
        "photo.state is PhotoState.PENDING for",
        "photo.state is None for",
        "tests/checklists/test_advance_photos.py -k waits_for_the_bytes",
    ),
    Mutant(
        "a visit saved over somebody's change",
        "storage/visits.py",
        'visit.c.revision == bindparam("read")',
        'visit.c.revision + 99 != bindparam("read")',
        "tests/storage/test_contract_visits.py -k stale_reader",
    ),
    Mutant(
        "an invitation serves twice",
        "storage/invitations.py",
        "row.id == id, row.used_at.is_(None), row.withdrawn_at",
        "row.id == id, row.withdrawn_at",
        "tests/storage/test_contract_people.py -k serves_once",
    ),
    Mutant(
        "the audit chain may be changed",
        _FIRST,
        "    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit\n",
        "    CREATE TRIGGER audit_no_update BEFORE UPDATE OF object ON audit WHEN 1 = 0\n",
        "tests/storage/test_contract_audit.py -k refuses_changes",
    ),
    Mutant(
        "a photo's bytes not synced before their name",
        "storage/evidence.py",
        "    file.flush()\n    os.fsync(file.fileno())\n",
        "    file.flush()\n",
        "tests/storage/test_contract_evidence.py -k durable_before_the_name",
    ),
    Mutant(
        "a picture of any size decoded",
        "storage/pictures.py",
        "if width * height > PIXELS_MOST:",
        "if width * height < 0:",
        "tests/storage/test_contract_evidence.py -k bomb",
    ),
    Mutant(
        "a full disk met with silence",
        "bot/unstored.py",
        "            if incoming := self._read(update, source):\n                self._note(incoming)\n",
        "            self._read(update, source)\n",
        "tests/wrong/test_unstored.py -k told_once",
    ),
    Mutant(
        "a change that failed stays in the transaction",
        "storage/group_commit.py",
        "            group.door.direct.run(_TAKE_BACK)\n",
        "",
        "tests/storage/test_contract_database.py -k rolls_back",
    ),
)
