"""Writing all visits out as files.

Rules: a file is complete or not there; the shape is the export's own (`reports.export`).
Must not know: who asked, from where.
"""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from reports.export import export_visits
from storage import checklists, visits


async def export_json(connection: AsyncConnection, folder: Path, timezone: ZoneInfo) -> tuple[Path, ...]:
    """Write `visits.json` into the folder, made if it is missing. The files written."""
    pairs = []
    for visit_id in await visits.all_visits(connection):
        visit = await visits.load(connection, visit_id, timezone)
        if visit is not None:
            pinned = await checklists.checklist(connection, visit.checklist_key, visit.checklist_version)
            pairs.append((visit, pinned))
    return (_write(folder, json.dumps(export_visits(pairs), ensure_ascii=False, indent=1)),)


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "visits.json"
    unfinished = target.with_suffix(".json.part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(target)
    return target
