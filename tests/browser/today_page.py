"""The page Today, opened at a moment, and what it shows."""

from datetime import datetime

from playwright.sync_api import Page

from browser.filled_groups import EVERYTHING, filled

TODAY = "/index.html"


def at(page: Page, moment: str, where: str = TODAY) -> None:
    """Open the page Today at a moment by the clock of Shanghai, as somebody who has filled in their group."""
    page.add_init_script(filled(EVERYTHING))
    page.clock.install(time=datetime.fromisoformat(f"{moment}+08:00"))
    page.goto(where)


def shown(page: Page) -> list[str]:
    """Return state, time and first words of every entry on view."""
    stands(page)
    return [
        f"{one.get_attribute('data-state')} {one.locator('strong').first.inner_text()} {one.locator('.sop-due__what').inner_text()[:24]}"
        for one in page.locator(".sop-due:visible").all()
    ]


def stands(page: Page) -> None:
    """Wait until the page shows the day that it is to show: scripts run after the first paint, and days and messages for people come apart."""
    page.locator("[data-sop-days][data-ready]:not([aria-busy])").wait_for(state="attached")
    page.wait_for_function("!document.querySelector('.sop-people[aria-busy]')")


def day(page: Page) -> str:
    stands(page)
    return " | ".join(page.locator(".sop-today__day:visible h2").all_inner_texts())
