"""The beats of a run sheet as data: in the JSON of the playbook, and as a table."""

import csv
import io
from typing import Any

from sopbook.branches.playbook import Playbook
from sopbook.handbook.beat_words import beat_anchor, beat_answer, beat_text, beat_title
from sopbook.handbook.beats import Beat, beats_of
from sopbook.handbook.edition import Edition
from sopbook.handbook.links import playbook_path
from sopbook.handbook.moment import clock_time
from sopbook.handbook.words import words_at
from sopbook.outputs.data.csv_cells import guarded
from sopbook.source.pointer import at, write_pointer

_COLUMNS = {"minute": "at", "time": "time", "who": "who", "type": "type", "what": "title", "message": "text", "answer": "answer", "page": "page", "id": "id"}
"""The columns of the table, and what of a beat stands in each."""


def beat_records(playbook: Playbook, edition: Edition) -> list[dict[str, Any]]:
    """Return the beats of a playbook as data/<kind>/<id>.json shows them: docs/authors/data.md."""
    return [_record(beat, playbook, edition) for beat in beats_of(playbook.kind, playbook.value)]


def beats_csv(playbook: Playbook, edition: Edition) -> str:
    """Return the same as a table, with a mark at its beginning, without which Excel takes Chinese for another encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([edition.labels(f"sheet.{name}") for name in _COLUMNS])
    for record in beat_records(playbook, edition):
        cells = (record.get(name, "") for name in _COLUMNS.values())
        writer.writerow([guarded(cell) if isinstance(cell, str) and name != "time" else cell for name, cell in zip(_COLUMNS, cells, strict=True)])
    return f"\ufeff{text.getvalue()}"


def _record(beat: Beat, playbook: Playbook, edition: Edition) -> dict[str, Any]:
    sheet = playbook.kind.run_sheet
    who = words_at(playbook, (*beat.step, *sheet.parts["who"])) if sheet and "who" in sheet.parts else ""
    attachments = at(playbook.value, beat.attachments) if beat.attachments else None
    return {
        "id": beat.id, "at": beat.minute, **_time(beat, playbook), "type": beat.type, "who": who,
        "title": beat_title(beat, playbook, edition.labels), "text": beat_text(beat, playbook),
        **({"answer": beat_answer(beat, playbook)} if beat.answer else {}),
        **({"attachments": attachments} if attachments else {}),
        "from": write_pointer(beat.item), "page": f"{playbook_path(*playbook.key)}.html#{beat_anchor(beat, playbook)}",
    }


def _time(beat: Beat, playbook: Playbook) -> dict[str, Any]:
    """Return the time of day of a beat, and how many days after the start it is; nothing where the start is no time of day."""
    sheet = playbook.kind.run_sheet
    start = clock_time(at(playbook.value, sheet.start)) if sheet else None
    if start is None:
        return {}
    days, minute = divmod(start.hour * 60 + start.minute + beat.minute, 1440)
    return {"time": f"{minute // 60:02}:{minute % 60:02}", "day": days}
