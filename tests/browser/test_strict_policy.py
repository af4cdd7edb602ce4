"""All pages of the handbook run where a host allows nothing but its own files, and where nobody serves them at all."""

from pathlib import Path

from playwright.sync_api import Browser

from browser.handbook_site import LAPTOP, QuietHandler, page_paths, served, stand

POLICY = "default-src 'self'; frame-ancestors 'none'"
BY_HAND = "authors/"
"""Pages that a workspace wrote by hand stand inside of the theme Material, whose own lines no such policy lets run."""
LISTEN = """addEventListener("securitypolicyviolation", (one) => {
  (window.violations ??= []).push(`${one.violatedDirective} ${one.blockedURI} ${one.sourceFile ?? ""}:${one.lineNumber}`);
});"""


class Strict(QuietHandler):
    """Serves with the policy as a header."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


def is_ours(file: Path) -> bool:
    """Return whether a page is of the handbook, and not inside of the theme."""
    return 'class="md-' not in file.read_text("utf-8")


def test_what_opens_over_a_page_obeys_the_strictest_policy_on_a_laptop(browser: Browser, whole_site: Path) -> None:
    """test_every_page.py opens all pages under it."""
    with served(whole_site, Strict) as address, browser.new_context(base_url=address, viewport=LAPTOP, service_workers="block") as context:
        context.add_init_script(LISTEN)
        page = context.new_page()
        for path in ("/index.html", "/hq/en/activity/dice-guess.html"):
            page.goto(path)
            stand(page)
            assert page.evaluate("window.violations ?? []") == []
        page.locator(".sop-header .sop-group").click()
        page.keyboard.press("Escape")
        page.locator(".sop-search-button").click()
        page.get_by_role("searchbox").fill("dice")
        page.locator(".sop-search__results a").first.wait_for()
        page.keyboard.press("Escape")
        page.locator(".sop-crumb button").click()
        assert page.evaluate("window.violations ?? []") == []


def test_a_page_holds_no_line_of_script_or_style_of_its_own(whole_site: Path) -> None:
    wrong = [
        (path, bad)
        for path in page_paths(whole_site)
        if is_ours(whole_site / path)
        for bad in ("<script>", "<style", " style=", ' onclick="', "data:image")
        if bad in (whole_site / path).read_text("utf-8")
    ]
    assert wrong == []
