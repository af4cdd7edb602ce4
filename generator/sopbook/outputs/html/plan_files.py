"""Where a plan's calendar and its files are, as seen from a page."""

from dataclasses import dataclass

from sopbook.branches.playbook import Playbook
from sopbook.handbook.links import calendar_path, relative


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """The addresses of a plan's calendar, and of the same as files."""

    page: str
    ics: str
    xlsx: str
    csv: str


def plan_files(playbook: Playbook, page: str) -> PlanFiles:
    """Return where the calendar of a plan and its files are."""
    path = calendar_path(playbook.kind.name, playbook.id)
    endings = ("html", "ics", "xlsx", "csv")
    return PlanFiles(*(relative(f"{path}.{ending}", page) for ending in endings))
