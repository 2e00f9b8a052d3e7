"""What the house is: the settings and sources of chance that a turn needs, as values.

Rules: made once by the wiring; ids and codes come from here, never from the core.
Must not know: databases, platforms' calls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.capabilities import Capabilities


@dataclass(frozen=True, slots=True)
class House:
    """`token(n)` gives n random characters of A-Z a-z 0-9.

    `deep_link` turns a payload into a link to the bot.

    `capabilities` by the transport's name. `now` is aware UTC. `taps_a_minute` (texts count too) and
    `photos_a_minute`, and the files read for him `imports_an_hour`, are one person's rates; none: no limit.
    `stamp` is printed on reports.
    """

    timezone: ZoneInfo
    language: str
    now: Callable[[], datetime]
    token: Callable[[int], str]
    deep_link: Callable[[str], str]
    capabilities: Mapping[str, Capabilities]
    invitation_life: timedelta = timedelta(hours=72)
    taps_a_minute: int | None = None
    photos_a_minute: int | None = None
    imports_an_hour: int | None = None
    stamp: str = ""

    def local(self, moment: datetime) -> datetime:
        """The moment in the district's zone."""
        return moment.astimezone(self.timezone)
