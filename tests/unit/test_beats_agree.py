"""The same beats, in the same order, with the same words, wherever a run sheet is shown: for every activity of every edition."""

import csv
import io
import json
from html.parser import HTMLParser
from typing import Any

import pytest

from day_scripts import days_in
from sopbook.branches.playbook import Playbook
from sopbook.handbook.agenda import plans
from sopbook.handbook.check.workspace import CheckedWorkspace, edition_names
from sopbook.handbook.edition import Edition, edition
from sopbook.handbook.words import plain
from sopbook.outputs.data.calendar import calendar_files
from sopbook.outputs.data.data import data_files
from sopbook.outputs.html.playbook import playbook_page
from sopbook.outputs.html.today import today
from sopbook.outputs.pdf.sheet_data import page_data

VOID = ("br", "img", "input")
"""Elements without an end."""


class Shown(HTMLParser):
    """The items of a page with one of some classes: their ids, and what each says in its messages."""

    def __init__(self, html: str, class_: str) -> None:
        super().__init__()
        self._class = class_
        self._depth = 0
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._depth:
            self._depth += tag not in VOID
        if self._class in (given.get("class") or "").split():
            self.found.append((given.get("id") or "", ""))
        if "data-sop-message" in given and self.found:
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= bool(self._depth) and tag not in VOID

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found[-1] = (self.found[-1][0], self.found[-1][1] + data)


@pytest.fixture(scope="module")
def editions(shipped: CheckedWorkspace) -> list[Edition]:
    names = edition_names(shipped.workspace, shipped.family)
    return [edition(shipped, *name, alone=True) for name in names]


def run_by(of: Edition) -> list[Playbook]:
    """Return the playbooks of an edition that have a run sheet."""
    return [playbook for playbook in of.playbooks.values() if playbook.kind.run_sheet]


def unfolded(calendar: bytes) -> str:
    """Return the text of a calendar (RFC 5545, 3.1 and 3.3.11)."""
    text = calendar.decode().replace("\r\n ", "")
    for written, meant in (("\\,", ","), ("\\;", ";"), ("\\n", "\n"), ("\\\\", "\\")):
        text = text.replace(written, meant)
    return text


def read(of: Edition, text: str) -> str:
    """Return a text as it is read: slots as [titles]."""
    return plain(text, of.branch, of.locale)


def said_on_paper(beat: dict[str, Any]) -> str:
    """Return what the sheet prints as the message of a beat."""
    return "\n".join([beat["message"]["text"], *(f"{letter}{option['text']}" for letter, option in beat["options"])]).strip("\n")


def test_page_data_table_and_paper_show_the_same_beats(editions: list[Edition]) -> None:
    shown = 0
    for of in editions:
        files = data_files(of)
        for playbook in run_by(of):
            path = f"data/activity/{playbook.id}"
            beats = json.loads(files[f"{path}.json"])["beats"]
            said = [(beat["id"], read(of, beat["text"])) for beat in beats]
            page = Shown(playbook_page(playbook, of)[0].body.partition('aria-labelledby="run-sheet"')[2].partition("</section>")[0], "sop-line")
            paper = page_data(playbook, of)["beats"]
            table = list(csv.reader(io.StringIO(files[f"{path}.beats.csv"].removeprefix("\ufeff"), newline="")))[1:]

            assert beats
            assert len({beat["id"] for beat in beats}) == len(beats)
            assert [beat["at"] for beat in beats] == sorted(beat["at"] for beat in beats)
            assert [(id_.removeprefix("run-sheet-"), text) for id_, text in page.found] == said
            assert [(beat["id"], said_on_paper(beat)) for beat in paper] == said
            assert [(row[-1], read(of, row[5].removeprefix("'"))) for row in table] == said  # docs/decisions/0021
            assert [beat["page"].partition("#")[2] for beat in beats] == [id_ for id_, _ in page.found]
            shown += 1
    assert shown >= 10 * len(editions)


def test_today_and_the_calendar_show_every_beat_of_what_a_plan_runs(editions: list[Edition]) -> None:
    for of in editions:
        start = today(of)
        assert start
        on_page = dict(Shown("".join(days_in(start.files.values()).values()), "sop-due").found)
        files, calendars = data_files(of), calendar_files(of)
        for plan in (one for one in plans(of) if one.playbook.kind.name == "monthly-plan" and not one.playbook.is_draft):
            calendar = unfolded(calendars[f"calendar/monthly-plan/{plan.playbook.id}.ics"])
            taken = {(one.step.playbook.id, one.step.key) for one in plan.entries if one.step}
            runs = [(one, one.runs) for one in plan.entries if one.runs]
            assert len(runs) >= 5
            for entry, playbook in runs:
                beats = json.loads(files[f"data/activity/{playbook.id}.json"])["beats"]
                due = [beat for beat in beats if f"{entry.id}-{beat['id']}" in on_page]
                sheet = {step["id"]: step for step in playbook.value["run_sheet"]}
                steps = {beat["id"].partition("/")[0] for beat in beats if beat not in due}

                assert [on_page[f"{entry.id}-{beat['id']}"] for beat in due] == [read(of, beat["text"]) for beat in due]
                places = [list(on_page).index(f"{entry.id}-{beat['id']}") for beat in due]
                assert places == sorted(places)
                assert all(f"{beat['who']}{of.labels('colon')}{read(of, beat['title'])}" in calendar for beat in due)
                assert [step for step in steps if "weekdays" not in sheet[step] and not any(one == playbook.id for one, _ in taken)] == []
