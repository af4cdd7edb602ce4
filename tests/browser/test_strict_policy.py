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


def _is_ours(file: Path) -> bool:
    return 'class="md-' not in file.read_text("utf-8")


def test_no_page_of_the_handbook_breaks_the_strictest_policy(browser: Browser, whole_site: Path) -> None:
    paths = [path for path in page_paths(whole_site) if _is_ours(whole_site / path)]
    assert {path.split("/")[2] for path in paths if path.count("/") > 1} >= {"activity", "crisis", "welcome", "monthly-plan", "positioning", "calendar", "index.html", "today.html", "tags.html"}
    found = []
    with served(whole_site, Strict) as address, browser.new_context(base_url=address, viewport=LAPTOP, service_workers="block") as context:
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.on("pageerror", lambda error: found.append(("error", str(error))))
        for path in paths:
            page.goto(f"/{path}")
            stand(page)
            found += [(path, one) for one in page.evaluate("window.violations ?? []")]
        # What opens over a page obeys as well.
        page.goto("/hq/en/activity/dice-guess.html")
        stand(page)
        page.locator(".sop-header .sop-group").click()
        page.keyboard.press("Escape")
        page.locator(".sop-search-button").click()
        page.get_by_role("searchbox").fill("dice")
        page.locator(".sop-search__results a").first.wait_for()
        page.keyboard.press("Escape")
        page.locator(".sop-crumb button").click()
        found += [("dialogs", one) for one in page.evaluate("window.violations ?? []")]
    assert found == []


def test_a_page_holds_no_line_of_script_or_style_of_its_own(whole_site: Path) -> None:
    wrong = [
        (path, bad)
        for path in page_paths(whole_site)
        if _is_ours(whole_site / path)
        for bad in ("<script>", "<style", " style=", ' onclick="', "data:image")
        if bad in (whole_site / path).read_text("utf-8")
    ]
    assert wrong == []
