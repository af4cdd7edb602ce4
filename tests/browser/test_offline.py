"""A handbook that was opened once opens without a network; a new version waits until the reader wants it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import PHONE, served
from browser.kept_editions import KINDS, open_and_keep, part_of, rebuild

CACHES = "caches.keys().then((names) => names.filter((name) => name.startsWith('sopbook ')))"


@contextmanager
def _reader(browser: Browser, address: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=address, viewport=PHONE) as context:
        yield context


@pytest.fixture
def host(tmp_path: Path, whole_site: Path) -> Path:
    """The root of a host that has two editions in a subfolder."""
    for edition in ("hq/en", "hq/zh"):
        part_of(whole_site / edition, tmp_path / "host" / "handbooks" / edition)
    return tmp_path / "host"


def test_what_was_opened_once_opens_without_a_network(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/zh/index.html")
        open_and_keep(page, "/handbooks/hq/en/index.html")
        context.set_offline(True)

        page.goto("/handbooks/hq/en/")
        expect(page.locator("h1")).to_have_text("Today")
        page.goto("/handbooks/hq/en/all.html")
        page.get_by_role("link", name="Run an activity").first.click()
        page.locator(".sop-rows a[href='dice-guess.html']").click()
        expect(page.locator("h1")).to_have_text("Guess the dice")
        # The style and the script are there too.
        assert page.locator(".sop-bubble__text").first.evaluate("(one) => getComputedStyle(one).whiteSpace") == "pre-wrap"
        page.locator(".sop-bubble:not(:has(.sop-slot)) [data-sop-copy]").first.click()

        page.locator(".sop-switch summary").click()
        page.locator(".sop-switch").get_by_role("link", name="中文").click()
        expect(page).to_have_url(f"{address}/handbooks/hq/zh/activity/dice-guess.html")
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        expect(page.locator("section[aria-labelledby=run-sheet]")).to_be_visible()


def test_a_host_may_have_a_folder_with_any_name(browser: Browser, host: Path) -> None:
    (host / "handbooks").rename(host / "群 手册")
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/群 手册/hq/zh/index.html")
        open_and_keep(page, "/群 手册/hq/en/index.html")
        context.set_offline(True)

        page.locator(".sop-switch summary").click()
        page.locator(".sop-switch").get_by_role("link", name="中文").click()

        expect(page.locator("html")).to_have_attribute("lang", "zh")
        expect(page.locator("h1")).to_be_visible()


def test_an_edition_that_was_never_opened_is_named_and_the_page_stays(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/en/index.html")
        context.set_offline(True)
        page.locator(".sop-switch summary").click()
        page.locator(".sop-switch").get_by_role("link", name="中文").click()

        expect(page.locator(".sop-offline")).to_contain_text("has not been opened on this device")
        assert page.url.endswith("/hq/en/index.html")


AWAY = (
    "print/activity/dice-guess.pdf", "calendar.ics", "calendar/monthly-plan/beauty-december-2026.ics", "calendar/monthly-plan/beauty-december-2026.xlsx",
    "calendar/monthly-plan/beauty-december-2026.csv", "data/activity/red-packet-hour.json", "crisis/no-such-card.html",
)  # fmt: skip


def test_no_link_ends_in_the_page_of_the_browser_and_what_is_not_kept_is_said_with_what_to_do(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/zh/index.html")
        context.set_offline(True)
        for path in ("index", "tags", *KINDS):
            page.goto(f"/handbooks/hq/zh/{path}.html")
            expect(page.locator("h1")).not_to_have_text("这份不在这台手机上")
        for path in AWAY:
            page.goto(f"/handbooks/hq/zh/{path}")
            expect(page.locator("h1")).to_have_text("这份不在这台手机上")
            expect(page.locator("[data-sop-away-name]")).to_have_text(path)
            expect(page.get_by_role("link", name="再打开一次")).to_have_attribute("href", f"{address}/handbooks/hq/zh/{path}")
            expect(page.get_by_role("link", name="看手机上的那一页")).to_have_count(1 if path.endswith(".pdf") else 0)
        page.goto(f"/handbooks/hq/zh/{AWAY[0]}")
        page.get_by_role("link", name="看手机上的那一页").click()
        expect(page.locator("h1")).to_have_text("猜骰子")


def test_the_menu_says_that_the_handbook_is_kept_and_of_which_day(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/zh/index.html")
        page.goto("/handbooks/hq/zh/tags.html")
        line = page.locator("[data-sop-ready]")
        expect(line).to_have_text(re.compile(r"^没有网络也能用 · \d+月\d+日版 · \d+份$"))
        context.set_offline(True)
        page.goto("/handbooks/hq/zh/index.html")
        expect(line).to_contain_text("没有网络也能用")


def test_data_is_kept_when_it_is_used(browser: Browser, host: Path) -> None:
    path = "/handbooks/hq/en/data/activity/dice-guess.json"
    ask = f"fetch('{path}').then((answer) => answer.json()).then((one) => one.id, () => 'nothing')"
    with served(host) as address, _reader(browser, address) as context, without_complaints(context, tolerated=path) as page:
        open_and_keep(page, "/handbooks/hq/en/index.html")
        page.goto("/handbooks/hq/en/tags.html")
        context.set_offline(True)
        assert page.evaluate(ask) == "nothing"
        context.set_offline(False)
        assert page.evaluate(ask) == "dice-guess"
        context.set_offline(True)
        assert page.evaluate(ask) == "dice-guess"


def test_a_new_version_waits_for_the_reader_and_never_mixes_with_the_old(browser: Browser, host: Path) -> None:
    edition = host / "handbooks/hq/en"
    pages = ("all.html", "activity/index.html", "activity/dice-guess.html")
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/en/index.html")
        other = context.new_page()
        open_and_keep(other, "/handbooks/hq/en/tags.html")
        (first,) = page.evaluate(CACHES)

        rebuild(edition, "Guess the dice", "Guess both dice", *pages[1:])
        rebuild(edition, "What do you need now?", "What now?", pages[0])
        rebuild(edition, ".sop-page{", ".sop-page { --version: 2;", "assets/sopbook.css")
        page.goto("/handbooks/hq/en/activity/index.html")

        notice = page.get_by_role("region", name="New version")
        expect(notice).to_contain_text("There is a new version of this handbook.", timeout=20_000)
        expect(page.get_by_role("status").filter(has_text="new version")).to_have_count(1)
        # Until the reader wants it, every page is the old one, with the old style.
        page.goto("/handbooks/hq/en/all.html")
        expect(page.locator("h1")).to_have_text("What do you need now?")
        assert _version(page) == ""
        assert len(page.evaluate(CACHES)) == 2

        box = notice.get_by_role("button", name="Reload").bounding_box()
        assert box
        assert box["height"] >= 44
        notice.get_by_role("button", name="Reload").click()
        expect(page.locator("h1")).to_have_text("What now?")
        assert _version(page) == "2"
        expect(page.get_by_role("region", name="New version")).to_have_count(0)

        # The other tab was not reloaded. It is told, and keeps getting the files of its own version.
        expect(other.get_by_role("region", name="New version")).to_be_visible()
        assert "--version" not in other.evaluate("fetch('assets/sopbook.css').then((answer) => answer.text())")
        assert "--version: 2" in page.evaluate("fetch('assets/sopbook.css').then((answer) => answer.text())")
        other.get_by_role("button", name="Reload").click()
        expect(other.get_by_role("region", name="New version")).to_have_count(0)
        assert _version(other) == "2"
        # Nobody needs the old version any more.
        other.goto("/handbooks/hq/en/index.html")
        other.wait_for_function(f"{CACHES}.then((names) => names.length === 1)")
        assert page.evaluate(CACHES) != [first]

        context.set_offline(True)
        page.goto("/handbooks/hq/en/activity/dice-guess.html")
        expect(page.locator("h1")).to_have_text("Guess both dice")


def _version(page: Page) -> str:
    return str(page.locator(".sop-page").evaluate("(one) => getComputedStyle(one).getPropertyValue('--version')"))


def test_later_means_later(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/en/index.html")
        rebuild(host / "handbooks/hq/en", "What do you need now?", "What now?", "all.html")
        page.goto("/handbooks/hq/en/tags.html")
        page.get_by_role("button", name="Later").click()
        page.goto("/handbooks/hq/en/all.html")
        expect(page.locator("h1")).to_have_text("What do you need now?")
        page.wait_for_timeout(300)
        expect(page.get_by_role("region", name="New version")).to_have_count(0)


def test_a_new_version_that_cannot_be_loaded_whole_leaves_the_old_one(browser: Browser, host: Path) -> None:
    edition = host / "handbooks/hq/en"
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/en/index.html")
        rebuild(edition, "What do you need now?", "What now?", "all.html")
        rebuild(edition, "Crises", "Emergencies", "crisis/index.html")
        (edition / "crisis/index.html").write_text("half of a pa", "utf-8")  # of neither version
        page.goto("/handbooks/hq/en/tags.html")
        failed = page.evaluate(
            """async () => {
              const registration = await navigator.serviceWorker.ready;
              await registration.update().catch(() => {});
              const coming = registration.installing;
              if (!coming) return registration.waiting ? "waiting" : "gone";
              return new Promise((done) => coming.addEventListener("statechange", () => done(coming.state)));
            }"""
        )
        assert failed in ("redundant", "gone")
        context.set_offline(True)
        page.goto("/handbooks/hq/en/all.html")
        expect(page.locator("h1")).to_have_text("What do you need now?")
        page.goto("/handbooks/hq/en/crisis/index.html")
        expect(page.locator("h1")).to_have_text("Crises")
        expect(page.get_by_role("region", name="New version")).to_have_count(0)


def test_a_page_is_found_by_the_addresses_that_hosts_make_of_it(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        open_and_keep(page, "/handbooks/hq/en/index.html")
        context.set_offline(True)
        for path, title in (("", "Today"), ("all", "What do you need now?"), ("crisis/", "Crises"), ("activity/dice-guess", "Guess the dice"), ("activity/dice-guess.html?from=card", "Guess the dice")):
            page.goto(f"/handbooks/hq/en/{path}")
            expect(page.locator("h1")).to_have_text(title)


def test_the_manifest_installs_an_edition_in_its_own_language(browser: Browser, host: Path) -> None:
    with served(host) as address, _reader(browser, address) as context, without_complaints(context) as page:
        page.goto("/handbooks/hq/zh/activity/dice-guess.html")
        link = page.locator("link[rel=manifest]").evaluate("(one) => one.href")
        assert link == f"{address}/handbooks/hq/zh/manifest.webmanifest"
        session = context.new_cdp_session(page)
        answer = session.send("Page.getAppManifest")
        assert answer["errors"] == []
        manifest = json.loads(answer["data"])
        assert manifest["lang"] == "zh"
        assert manifest["name"].endswith("社群手册")
        installable = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one["errorId"] for one in installable if one["errorId"] != "in-incognito"] == []
