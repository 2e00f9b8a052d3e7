"""What time it is: the machine's clock, or one that starts at a given moment and moves on from there.

Rules: aware UTC, always; the second kind is for tests and the demo only. Waiting uses
the monotonic clock instead.
Must not know: what the time is wanted for.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """The time. `start` (aware) is what it showed when it was made; None means the machine's own time."""

    start: datetime | None = None
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The time now, aware UTC."""
        if self.start is None:
            return datetime.now(UTC)
        return self.start.astimezone(UTC) + timedelta(seconds=time.monotonic() - self.began)
