"""The time zone that a branch.yaml names."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sopbook.source.diagnostics import Diagnostic, say
from sopbook.source.document import Document
from sopbook.source.schema.wording import closest


def check_time_zone(document: Document) -> list[Diagnostic]:
    """Return WORK015 where branch.yaml names a time zone that does not exist."""
    name = document.value.get("time_zone")
    if name is None or _exists(name):
        return []
    meant = closest(name, sorted(available_timezones()))
    return [document.diagnostic(
        ("time_zone",), "WORK015", say("There is no time zone {name}.", name=name),
        say("Did you mean {meant}?", meant=meant) if meant else say("Write continent and city, such as Asia/Shanghai."),
    )]


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # ValueError: a path that leaves the data base; OSError: a folder of it.
        return False
    return True
