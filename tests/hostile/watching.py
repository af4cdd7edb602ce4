"""Pages looked at by Chromium: what they run, complain about and ask other hosts for."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page

from browser.conftest import OWN_HOSTS
from browser.handbook_site import served, stand


def listening(page: Page, seen: list[str]) -> None:
    """Write down every dialog, error and request for another host of a page, after the path of what it shows."""

    def dialog(shown: Dialog) -> None:
        say(f"dialog {shown.message}")
        shown.dismiss()

    def say(what: str) -> None:
        seen.append(f"{urlsplit(page.url).path.lstrip('/')}: {what}")

    page.on("dialog", dialog)
    page.on("console", lambda said: say(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: say(f"error: {error}"))
    page.on("request", lambda asked: say(f"asked for {asked.url}") if (urlsplit(asked.url).hostname or "") not in OWN_HOSTS else None)


def watched(browser: Browser, site: Path, paths: Iterable[str]) -> list[str]:
    """Return everything that pages of a site did and should not have done."""
    seen: list[str] = []
    with served(site) as address, browser.new_context(base_url=address, service_workers="block") as context:
        page = context.new_page()
        listening(page, seen)
        for path in paths:
            page.goto(f"/{path}")
            stand(page)
    return seen
