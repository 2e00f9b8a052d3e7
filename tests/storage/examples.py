"""A few things to store, the same in every test."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from checklists.model import Checklist, Label
from checklists.visit import Member, Purpose, Visit
from storage import visits
from storage.people import Identity
from storage.units import Code, Scheme, Unit

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 5, 1, 15, 30, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CHECKLIST = Checklist(
    key="cong-vu", version=3, title=Label("Kiểm tra", "Inspection"), unit_kinds=("phuong",), sections=()
)
MO_LAO = Unit(
    key="mo-lao-2009", kind="phuong", name="Mộ Lao", sort_no=2, codes=(Code(Scheme.STATISTICS, "09541"),)
)
VAN_QUAN = Unit(
    key="van-quan-2009", kind="phuong", name="Văn Quán", sort_no=3, codes=(Code(Scheme.STATISTICS, "09542"),)
)
AN = Member(person="p-an", name="Nguyễn Văn An", role="head")
BINH = Member(person="p-binh", name="Trần Thị Bình", role="member")
ACCOUNT = Identity(transport="telegram", external_id="1001")


async def start(
    connection: AsyncConnection, visit_id: str = "v1", *, unit: Unit = MO_LAO, at: datetime = NOW
) -> Visit:
    """A new visit, read back."""
    await visits.create(
        connection,
        id=visit_id,
        unit=unit,
        site="",
        purpose=Purpose.PLANNED,
        checklist=CHECKLIST,
        member=AN,
        failed_before=frozenset({"B1"}),
        at=at.astimezone(HANOI),
        local_month="2611",
    )
    return await loaded(connection, visit_id)


async def loaded(connection: AsyncConnection, visit_id: str = "v1") -> Visit:
    """The visit as it is stored."""
    visit = await visits.load(connection, visit_id, HANOI)
    assert visit is not None
    return visit
