"""The first look costs little: what an activity's page asks for, as a host sends it."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from browser.handbook_site import PHONE, stand

LIMIT = 72_000
WITHOUT_COMPRESSION = 300_000
"""A host that does not compress; the limit counts over the wire of one that does, as usual hosts do."""
STYLES = 12_288
STILL = 0.1
"""So far a page may jump to count as good (web.dev, Cumulative Layout Shift)."""
SEARCH = "search"


def _sent(answer: Response) -> int:
    """Return how many bytes a host sends: compressed text; a picture is compressed by itself."""
    return min(len(gzip.compress(answer.body(), 6)), len(answer.body()))


def test_the_first_load_of_the_heaviest_activity_is_light(browser: Browser, whole_site: Path, whole_address: str) -> None:
    pages = [file for file in whole_site.glob("*/*/activity/*.html") if not file.name.startswith(("index", "by-"))]
    heaviest = max(pages, key=lambda file: file.stat().st_size)
    with browser.new_context(viewport=PHONE, service_workers="block") as context:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(f"{whole_address}/{heaviest.relative_to(whole_site).as_posix()}")
        page.wait_for_load_state("networkidle")
        asked = [answer for answer in answers if SEARCH not in answer.url]
        assert len(asked) > 3
        assert sum(_sent(answer) for answer in asked) <= LIMIT
        assert sum(len(answer.body()) for answer in asked) <= WITHOUT_COMPRESSION
        assert sum(_sent(answer) for answer in asked if answer.url.endswith(".css")) <= STYLES


def test_keeping_the_handbook_begins_after_the_page_stands(browser: Browser, whole_address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page.goto(f"{whole_address}/hq/en/activity/dice-guess.html", wait_until="load")
        page.evaluate("navigator.serviceWorker.ready")
        first = next(place for place, url in enumerate(asked) if url.endswith(("/sw.js", "/offline.json")))
        needed = [url for url in asked if url.endswith((".css", "sopbook.js", "/dice-guess.html"))][:4]
        assert all(asked.index(url) < first for url in needed)


SHIFTED = """new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted = (window.shifted ?? 0) + one.value;
}).observe({ type: "layout-shift", buffered: true })"""
"""Adds up how far what is seen jumps while a page fills itself (Layout Instability, W3C)."""


@pytest.mark.parametrize("moment", ["2026-12-01T09:00+08:00", "2026-12-03T20:06+08:00", "2026-12-13T10:00+08:00", "2027-03-01T09:00+08:00"])
def test_nothing_jumps_while_a_page_fills_itself(browser: Browser, whole_address: str, moment: str) -> None:
    with browser.new_context(viewport=PHONE, service_workers="block", timezone_id="Asia/Shanghai") as context:
        page = context.new_page()
        page.add_init_script(SHIFTED)
        page.clock.set_fixed_time(moment)
        for path in ("index", "crisis/dead-group", "activity/dice-guess", "welcome/new-group-member", "calendar/monthly-plan/beauty-december-2026"):
            page.goto(f"{whole_address}/hq/zh/{path}.html", wait_until="load")
            stand(page)
            page.wait_for_function("document.querySelector('[data-sop-days]')?.dataset.ready !== undefined || !document.querySelector('[data-sop-days]')")
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert (page.evaluate("window.shifted ?? 0") <= STILL, path) == (True, path)
