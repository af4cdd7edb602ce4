"""A wrong address leads on: near titles, what cannot wait, the search; whoever the host is and however deep the address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.handbook_site import PHONE, QuietHandler, served, stand
from browser.test_strict_policy import LISTEN, POLICY


class Root(QuietHandler):
    """A host that shows the page at its root, as most do, under the strictest policy."""

    folder = ""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def _page(self) -> Path:
        return Path(self.directory) / self.folder / "404.html"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page where nothing is."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        content = self._page().read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Below(Root):
    """A host of whose sites the handbook is one in a folder."""

    folder = "handbook"


class Nearest(Root):
    """A host that shows the page nearest to the address."""

    def _page(self) -> Path:
        root = Path(self.directory)
        asked = root / self.path.partition("?")[0].strip("/")
        return next(one / "404.html" for one in (*asked.parents, root) if (one / "404.html").is_file())


@contextmanager
def _reader(browser: Browser, address: str, *, scripts: bool = True, locale: str = "en-GB") -> Iterator[Page]:
    with browser.new_context(base_url=address, viewport=PHONE, service_workers="block", locale=locale, java_script_enabled=scripts) as context:
        context.add_init_script(LISTEN)
        yield context.new_page()


@pytest.fixture(params=[Root, Nearest, Below])
def host(request: pytest.FixtureRequest, whole_site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the handbook on a host of each sort."""
    (tmp_path / "handbook").symlink_to(whole_site)
    root = tmp_path if request.param is Below else whole_site
    with served(root, request.param) as address:
        yield f"{address}/handbook" if request.param is Below else address


@pytest.mark.parametrize(("path", "near"), [
    ("shanghai/zh/crisis/advert.html", "发广告"),
    ("shanghai/zh/activity/dice-gues", "猜骰子"),
    ("shanghai/zh/猜骰子", "猜骰子"),
    ("shanghai/zh/a/b/c/dice-game.html", "猜骰子"),
])  # fmt: skip
def test_near_titles_and_the_crisis_cards_are_one_tap_away(browser: Browser, host: str, path: str, near: str) -> None:
    with _reader(browser, host) as page:
        page.goto(f"{host}/{path}")
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        expect(page.locator("section")).to_have_count(1)
        expect(page.locator("[data-near] a").first).to_contain_text(near)
        assert page.locator(".alarm").evaluate("(one) => getComputedStyle(one).display") == "flex"
        assert page.evaluate("window.violations ?? []") == []
        box = page.locator("[data-near] a").first.bounding_box()
        assert box
        assert box["height"] >= 44

        page.locator(".alarm").click()
        expect(page).to_have_url(f"{host}/shanghai/zh/crisis/index.html")
        page.go_back()
        page.locator("[data-near] a").first.click()
        expect(page.locator("h1")).to_contain_text(near)


def test_the_search_of_the_edition_answers_from_there(browser: Browser, host: str) -> None:
    with _reader(browser, host) as page:
        page.goto(f"{host}/hq/en/nothing/at-all.html")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("searchbox").fill("dice")
        page.get_by_role("searchbox").press("Enter")
        expect(page.locator(".sop-search__results a").first).to_contain_text("Guess the dice")


def test_outside_of_every_edition_the_last_one_counts_then_the_language(browser: Browser, whole_site: Path) -> None:
    with served(whole_site, Root) as address, _reader(browser, address, locale="zh-CN") as page:
        page.goto("/elsewhere.html")
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        page.goto("/south/en/index.html")
        stand(page)
        page.goto("/elsewhere.html")
        expect(page.locator("section")).to_have_attribute("data-edition", "south/en")


def test_without_a_script_every_edition_is_there(browser: Browser, whole_site: Path) -> None:
    with served(whole_site, Root) as address, _reader(browser, address, scripts=False) as page:
        page.goto("/hq/zh/nothing.html")
        part = page.locator("section[data-edition='hq/zh']")
        part.get_by_role("link", name="今天").click()
        expect(page).to_have_url(f"{address}/hq/zh/index.html")
        page.go_back()
        part.locator(".alarm").click()
        expect(page.locator("h1")).to_be_visible()
