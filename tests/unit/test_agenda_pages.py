"""The pages made from the agenda, without a browser: what stands in them, and where there is none."""

import posixpath
import re
from pathlib import Path

from day_scripts import days_in
from rotas import YEAR_END, edition_of, files
from sopbook.handbook.links import print_path
from sopbook.outputs.html.handbook import Handbook, render
from sopbook.outputs.html.today import today
from sopbook.site.files import files_beside, navigation
from unit.html_pages import Page

BRANCH = """\
name: {en: Headquarters}
locales: [en]
params: {hours: 9-21}
slots:
  group.number: {title: {en: Group number}}
holidays:
  - {date: 2026-12-31, name: {en: New Year's Eve}, note: {en: The shop closes at six.}}
"""
PLAN = "rota/year-end"


def handbook(root: Path, given: dict[str, str]) -> Handbook:
    made, problems = render(edition_of(root, given))
    assert problems == []
    return made


def days(made: Handbook) -> dict[str, str]:
    """Return the days of Today."""
    return days_in(str(text) for path, text in made.files.items() if path.startswith("today/"))


def test_an_edition_begins_with_today_then_comes_the_catalogue_and_a_calendar_after_its_plan(tmp_path: Path) -> None:
    made = handbook(tmp_path, files())
    nav = navigation(made, "Authors")

    assert nav[:2] == ["index.md", "all.md"]
    assert "<h1>Today</h1>" in made.pages["index"].body
    assert "<h1>What do you need now?</h1>" in made.pages["all"].body
    assert {"Rotas": ["rota/index.md", f"{PLAN}.md", f"calendar/{PLAN}.md"]} in nav


def test_a_handbook_that_plans_nothing_has_neither(tmp_path: Path) -> None:
    given = {name: text for name, text in files().items() if name != "playbooks/hq/rota/year-end.yaml"}
    made = handbook(tmp_path, given)

    assert [path for path in made.pages if "today" in path or "calendar" in path] == []
    assert navigation(made, "Authors")[:1] == ["index.md"]
    assert "<h1>What do you need now?</h1>" in made.pages["index"].body
    assert [path for path in ("all.html", "today.html") if path in made.files or path.removesuffix(".html") in made.pages] == []
    assert [path for path in files_beside(made, edition_of(tmp_path / "again", given), {}) if "calendar" in path] == []


def test_a_draft_has_a_calendar_that_says_so_and_no_place_on_today(tmp_path: Path) -> None:
    draft = files()["playbooks/hq/rota/year-end.yaml"].replace("status: active", "status: draft")
    made = handbook(tmp_path, {**files(), "playbooks/hq/rota/year-end.yaml": draft})

    assert "all" not in made.pages
    assert "<h1>Today</h1>" not in made.pages["index"].body
    calendar = made.pages[f"calendar/{PLAN}"].body
    assert "Not in force yet" in calendar
    assert "index.html#2026" not in calendar  # Today does not know its days.


def test_holidays_stand_on_today_and_in_the_calendar(tmp_path: Path) -> None:
    made = handbook(tmp_path, files(**{"playbooks/hq/branch.yaml": BRANCH}))

    for said in (days(made)["2026-12-31"], made.pages[f"calendar/{PLAN}"].body):
        assert "New Year&#39;s Eve" in said
        assert "The shop closes at six." in said


def test_a_message_is_the_same_bubble_as_everywhere(tmp_path: Path) -> None:
    body = days(handbook(tmp_path, files()))["2026-12-31"]
    entry = body.partition('id="2026-12-31-party-open"')[2].partition("</li>")[0]

    assert re.search(
        r'data-sop-message>Welcome, this is <span class="sop-slot" data-slot="group.number"[^>]*>\[Group number\]</span>.</div>', entry
    )
    assert "data-sop-copy" in entry


def test_every_link_of_today_and_of_the_calendar_leads_to_something(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, files(YEAR_END))
    made, _ = render(edition)
    there = {f"{path}.html": set(re.findall(r'\bid="([^"]+)"', page.body)) for path, page in made.pages.items()}
    beside = {*files_beside(made, edition, {}), *(print_path(*key) for key in edition.playbooks)}

    on_days = "".join(days(made).values())
    there["index.html"] |= set(re.findall(r'\bid="([^"]+)"', on_days))
    for path, body in (("index", made.pages["index"].body + on_days), (f"calendar/{PLAN}", made.pages[f"calendar/{PLAN}"].body)):
        links = Page(body).links
        assert len(links) > 5
        for href in links:
            address, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else f"{path}.html"
            assert target in there or target in beside, href
            assert not anchor or anchor in there[target], href


def test_days_come_in_scripts_of_their_own_so_that_the_page_stays_light_however_many_there_are(tmp_path: Path) -> None:
    made = handbook(tmp_path, files())
    sizes = {path: len(text) for path, text in made.files.items() if path.startswith("today/")}

    assert list(sizes) == ["today/2026-12-3.js", "today/2027-01-0.js"]
    assert [day for day in days(made) if day in made.pages["index"].body] == list(days(made))  # It knows on which days something is due, and for whom.
    assert "Welcome, this is" not in made.pages["index"].body


def test_the_former_address_of_today_leads_on_to_the_same_place(tmp_path: Path) -> None:
    page = str(handbook(tmp_path, files()).files["today.html"])

    assert '<meta http-equiv="refresh" content="0; url=index.html">' in page
    assert '<script src="assets/redirect.js"></script>' in page  # It takes #2026-12-31 along.


def test_scripts_to_print_are_linked_where_there_are_some(tmp_path: Path) -> None:
    edition = edition_of(tmp_path, files())

    start = today(edition, {("show", "quiz"): "print/show/quiz.pdf"})

    assert start
    assert "".join(days_in(start.files.values()).values()).count('href="print/show/quiz.pdf"') == 2  # At the run, and at the step that is announced.


def test_a_calendar_is_subscribed_to_by_a_link_where_the_address_is_known_and_else_only_a_file(tmp_path: Path) -> None:
    known = {**files(), "mkdocs.yml": "site_name: Desk\nsite_url: https://desk.example/book/\nplugins: [{sopbook: {built_in_kinds: false}}]\n"}
    given, without = (handbook(tmp_path / name, one).pages[f"calendar/{PLAN}"].body for name, one in (("known", known), ("unknown", files())))

    assert 'href="webcal://desk.example/book/calendar/rota/year-end.ics"' in given
    assert ">https://desk.example/book/calendar/rota/year-end.ics</div>" in given
    assert re.findall(r"data-sop-(?:address|how)[^>]* hidden", given) == []
    assert "webcal:" not in without
    assert len(re.findall(r"data-sop-(?:address|how)[^>]* hidden", without)) == 4
    assert 'href="year-end.ics" download' in without
