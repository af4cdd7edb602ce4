"""Today where several groups have plans of their own: each reader sees theirs, and what goes on over midnight."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import REPOSITORY, SIZES, served
from browser.today_page import TODAY, at, day, shown
from end_to_end.running import sopbook
from example_workspaces import lay_out
from rotas import YEAR_END, files


@pytest.fixture(scope="module")
def rotas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small handbook with two plans for different groups; what one of them runs goes on over midnight."""
    root = tmp_path_factory.mktemp("rotas")
    vigil = "      - {id: vigil, at: '23:45', lasts: 60, what: Stay awake}\n"
    given = files(YEAR_END.replace("  - date: 2027-01-01", f"{vigil}  - date: 2027-01-01"))
    other = YEAR_END.replace("[good]", "[other]").replace("days:\n", "days:\n  - {date: 2026-12-29, turns: [{id: early, at: '10:00', what: Only for the other group}]}\n")
    given["playbooks/hq/rota/other.yaml"] = files(other)["playbooks/hq/rota/year-end.yaml"].replace("id: year-end", "id: other")
    given["playbooks/hq/note/other.yaml"] = given["playbooks/hq/rota/year-end.yaml"].partition("groups")[0].replace("id: year-end", "id: other").replace("A note", "The other group")
    given |= {"docs/about.md": "# About\n", "mkdocs.yml": (REPOSITORY / "mkdocs.yml").read_text("utf-8")}
    lay_out(root / "workspace", dict(given))
    done = sopbook("build", "-C", root / "workspace", "--to", root / "site")
    assert done.exit_code == 0, done.output
    with served(root / "site") as where:
        yield where


@pytest.fixture(params=list(SIZES))
def small(request: pytest.FixtureRequest, browser: Browser, rotas: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=rotas, service_workers="block", viewport=SIZES[request.param])
    yield made
    made.close()


def choose(page: Page, sort: str) -> None:
    """Tap on a sort of group."""
    page.get_by_role("group", name="Sort of group").get_by_role("button", name=sort, exact=True).click()


def test_what_the_browser_keeps_may_be_damaged(small: BrowserContext) -> None:
    kept = ["groups", "today:group", "ticks", "colours"]
    small.add_init_script(f"""for (const key of {kept}) if (!localStorage.getItem("sopbook:" + key)) localStorage.setItem("sopbook:" + key, "null");""")
    with without_complaints(small) as page:
        page.clock.install(time=datetime.fromisoformat("2026-12-30T09:00+08:00"))
        page.goto(TODAY)
        assert len(shown(page)) == 6

        choose(page, "The other group")
        page.reload()
        expect(page.get_by_role("button", name="The other group")).to_have_attribute("aria-pressed", "true")


def test_the_reader_chooses_a_group_and_sees_only_its_plan_even_after_a_reload(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        at(page, "2026-12-30T09:00")
        both = len(shown(page))
        assert both == 6
        choose(page, "The other group")
        assert both == 2 * len(shown(page)) > 0

        page.reload()
        expect(page.get_by_role("button", name="The other group")).to_have_attribute("aria-pressed", "true")
        assert both == 2 * len(shown(page))
        page.get_by_role("button", name="The day before").click()
        assert [one[-24:] for one in shown(page)] == ["Only for the other group"]

        choose(page, "A good note")
        expect(page.locator(".sop-today__note")).to_contain_text("No plan covers this day: the first begins on 2026-12-30.")
        choose(page, "All groups")
        assert len(shown(page)) == 1


def test_what_goes_on_over_midnight_and_the_years_end_stays_in_sight(small: BrowserContext) -> None:
    with without_complaints(small) as page:
        at(page, "2027-01-01T00:10")
        choose(page, "A good note")

        assert day(page) == "Thursday 2026-12-31 | Friday 2027-01-01"
        assert shown(page) == ["now 23:45 Stay awake", "now 00:00 Count down", "next 00:30 Close"]
        expect(page.locator(".sop-note--quiet:visible")).to_have_text("Quiet day. Everybody sleeps.")
        page.clock.run_for(40 * 60_000)
        assert shown(page) == ["now 00:30 Close"]  # Nobody touched the page: what is over is folded.
