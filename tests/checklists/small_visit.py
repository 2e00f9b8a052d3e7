"""A small checklist with every kind of question, and a person who plays a visit of it turn by turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from checklists.advance import advance
from checklists.conditions import Expression, Fault, parse_expression
from checklists.events import (
    Chosen,
    Event,
    PageLeft,
    PhotoReceived,
    PhotoStored,
    RestPassed,
    Started,
    SubmitAsked,
    Toggled,
    Typed,
    WentOn,
)
from checklists.kinds import Kind
from checklists.messages import Message
from checklists.model import Checklist, Choice, Count, Label, NoteRule, PhotoRule, Question, Section
from checklists.turn import Conversation, Turn
from checklists.visit import Answer, Member, Purpose, Visit

HANOI = timezone(timedelta(hours=7))
MORNING = datetime(2026, 11, 23, 8, 15, tzinfo=HANOI)
LAN = "lan"


def label(vi: str, en: str = "") -> Label:
    """A label; its English is the Vietnamese when none is given."""
    return Label(vi, en or vi)


def condition(text: str) -> Expression:
    """The condition, which must be a right one."""
    read = parse_expression(text)
    assert not isinstance(read, Fault)
    return read


def choices(*labels: str) -> tuple[Choice, ...]:
    """Choices named c1, c2, ... with these labels."""
    return tuple(Choice(f"c{place}", label(text)) for place, text in enumerate(labels, start=1))


NOTICES = Section(
    "niem-yet",
    label("Niêm yết, công khai"),
    (
        Question(
            "B1",
            Kind.PASS_FAIL,
            label("Niêm yết đủ thủ tục"),
            photo=PhotoRule.ALWAYS,
            severity=2,
            photos_max=3,
        ),
        Question(
            "B3",
            Kind.PASS_FAIL,
            label("Niêm yết đúng danh mục của từng lĩnh vực"),
            photo=PhotoRule.FAIL,
            severity=2,
            fail_text=label("chưa niêm yết đúng danh mục của từng lĩnh vực ({fields})"),
        ),
        Question(
            "B4",
            Kind.SELECT_MULTIPLE,
            label("Lĩnh vực niêm yết chưa đúng"),
            choices=choices("Hộ tịch", "Đất đai", "Đất đai, xây dựng"),
            relevant=condition("${B3} = 'fail'"),
            detail_of="B3",
        ),
    ),
    one_by_one=True,
)
PEOPLE = Section(
    "nguoi",
    label("Thẻ, trang phục"),
    (
        Question("A6", Kind.TEXT, label("Đại diện đơn vị"), required=False),
        Question("A7", Kind.RATIO, label("Số người có mặt / phải có mặt")),
        Question(
            "D1",
            Kind.RATIO,
            label("Số người đeo thẻ / có mặt"),
            whole_from="A7",
            photo=PhotoRule.OPTIONAL,
            note=NoteRule.FAIL,
            severity=2,
            fail_when=condition("part < whole"),
            fail_text=label("{missing}/{whole} người không đeo thẻ"),
        ),
        Question(
            "C7",
            Kind.INTEGER,
            label("Số hồ sơ quá hạn"),
            severity=2,
            constraint=condition(". <= 500"),
            fail_when=condition(". > 0"),
            fail_text=label("còn {n} hồ sơ quá hạn"),
        ),
        Question(
            "C8",
            Kind.PASS_FAIL,
            label("Có văn bản xin lỗi"),
            relevant=condition("${C7} > 0"),
            severity=1,
            note=NoteRule.NEVER,
        ),
        Question("N1", Kind.DECIMAL, label("Diện tích"), required=False),
    ),
    one_by_one=True,
)
DUTY = Section(
    "truc",
    label("Lãnh đạo trực"),
    (
        Question("E2", Kind.PASS_FAIL, label("Có lãnh đạo trực"), severity=2),
        Question(
            "E3",
            Kind.SELECT_ONE,
            label("Chức vụ người trực"),
            choices=choices("Chủ tịch", "Phó Chủ tịch"),
            relevant=condition("${E2} = 'pass'"),
        ),
        Question(
            "E4",
            Kind.DATES,
            label("Các ngày không có lãnh đạo trực"),
            severity=2,
            photo=PhotoRule.FAIL,
            fail_when=condition("count(.) > 0"),
            fail_text=label("có {n} ngày không có lãnh đạo trực ({dates})"),
        ),
        Question("F2", Kind.TIME, label("Giờ mở cửa")),
        Question("J4", Kind.DATE, label("Ngày rà soát"), look_back_days=366),
        Question("P1", Kind.IMAGE, label("Toàn cảnh trụ sở"), photos_min=2, photos_max=4),
        Question("G1", Kind.GEOPOINT, label("Vị trí trụ sở")),
    ),
    one_by_one=True,
)
MORE = Section(
    "them",
    label("Nội dung khác"),
    (
        Question("H1", Kind.YES_NO, label("Có bàn hướng dẫn"), fail_when=condition(". = 'no'")),
        Question(
            "F3",
            Kind.COUNTS,
            label("Số người đi muộn, về sớm"),
            counts=(Count("late", label("đi muộn")), Count("early", label("về sớm"))),
            fail_when=condition("late > 0 or early > 0"),
            fail_text=label("{late} người đi muộn, {early} người về sớm"),
        ),
    ),
    one_by_one=True,
)
SMALL = Checklist("nho", 1, label("Phiếu nhỏ"), ("phuong",), (NOTICES, PEOPLE, DUTY, MORE))
ON_CARDS = replace(SMALL, sections=tuple(replace(section, one_by_one=False) for section in SMALL.sections))


def new_visit(*, failed_before: frozenset[str] = frozenset()) -> Visit:
    """An open visit without answers."""
    return Visit(
        id="v1",
        code="KT-2611-0034",
        unit_key="mo-lao",
        unit_name="Phường Mộ Lao",
        site="Trụ sở",
        purpose=Purpose.SURPRISE,
        checklist_key="nho",
        checklist_version=1,
        team=(Member(LAN, "Trần Thị Lan", "head"),),
        started_at=MORNING.astimezone(UTC),
        failed_before=failed_before,
    )


class Player:
    """One person who sends events and keeps what came back last."""

    def __init__(self, checklist: Checklist = SMALL, *, person: str = LAN) -> None:
        self.checklist = checklist
        self.person = person
        self.visit = new_visit()
        self.conversation = Conversation(person)
        self.at = MORNING
        self.turn: Turn | None = None

    def send(self, event: Event) -> tuple[Message, ...]:
        """Play one event; what was said."""
        self.turn = advance(self.checklist, self.visit, self.conversation, event)
        self.visit, self.conversation = self.turn.visit, self.turn.conversation
        self.at += timedelta(minutes=1)
        return self.turn.messages

    def start(self) -> tuple[Message, ...]:
        """Start or come back."""
        return self.send(Started(self.person, self.at))

    def tap(self, question: str, choice: str) -> tuple[Message, ...]:
        """Tap an answering button."""
        return self.send(Chosen(self.person, self.at, question, choice))

    def toggle(self, question: str, choice: str) -> tuple[Message, ...]:
        """Tap a button that adds or takes away."""
        return self.send(Toggled(self.person, self.at, question, choice))

    def type(self, text: str, *, to: str | None = None) -> tuple[Message, ...]:
        """Type a text, maybe in reply to a question's card."""
        return self.send(Typed(self.person, self.at, text, to))

    def photo(
        self, photo: str, *, group: str | None = None, caption: str | None = None, to: str | None = None
    ) -> tuple[Message, ...]:
        """Send a photo."""
        return self.send(PhotoReceived(self.person, self.at, photo, group, caption, to))

    def store(self, *photos: str) -> None:
        """The bytes of these photos have become durable."""
        for photo in photos:
            self.send(PhotoStored(self.person, self.at, photo, sha256=f"sha-{photo}"))

    def go_on(self, question: str) -> tuple[Message, ...]:
        """Tap "on" on a question's card."""
        return self.send(WentOn(self.person, self.at, question))

    def rest_passes(self, question: str) -> tuple[Message, ...]:
        """Tap "the rest passes" on the card on which the question stands."""
        return self.send(RestPassed(self.person, self.at, question))

    def leave(self, question: str) -> tuple[Message, ...]:
        """Tap "on" on the card on which the question stands."""
        return self.send(PageLeft(self.person, self.at, question))

    def submit(self) -> tuple[Message, ...]:
        """Ask to submit."""
        return self.send(SubmitAsked(self.person, self.at))

    def answer(self, code: str) -> Answer:
        """The current answer to the question, which there must be."""
        answer = self.visit.answer(code)
        assert answer is not None
        return answer

    def with_team_mate(self, person: str) -> "Player":
        """Another person in the same visit as it stands."""
        other = Player(self.checklist, person=person)
        other.visit = replace(self.visit)
        other.at = self.at
        return other


def at_the_end(player: Player) -> Player:
    """Play everything right, up to the review with nothing missing."""
    player.start()
    player.tap("B1", "pass")
    player.photo("b1")
    player.tap("B3", "pass")
    player.go_on("A6")
    for text in ("4/5", "4/4", "0"):
        player.type(text)
    player.go_on("N1")
    player.tap("E2", "pass")
    player.tap("E3", "c2")
    player.tap("E4", "none")
    player.type("8h")
    player.type("20/11/2026")
    player.photo("p1", group="album")
    player.photo("p2", group="album")
    player.type("20.98, 105.78")
    player.tap("H1", "yes")
    player.type("0 0")
    player.store("b1", "p1", "p2")
    return player
