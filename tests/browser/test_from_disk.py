"""The built folder is a handbook by itself: opened from disk, without a server."""

import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import without_complaints
from browser.handbook_site import SIZES


@pytest.mark.parametrize("size", list(SIZES))
def test_the_folder_opens_from_disk(browser: Browser, site: Path, size: str) -> None:
    with browser.new_context(viewport=SIZES[size]) as context, without_complaints(context) as page:
        page.goto((site / "all.html").as_uri())
        expect(page.locator("h1")).to_have_text("What do you need now?")
        page.get_by_role("link", name="Run an activity").first.click()
        page.locator(".sop-index").get_by_text("Guess the dice", exact=True).click()

        expect(page.locator("h1")).to_have_text("Guess the dice")
        assert page.url == (site / "activity" / "dice-guess.html").as_uri()
        expect(page.locator("section[aria-labelledby=run-sheet]")).to_be_visible()


def test_a_zipped_site_opens_from_wherever_it_is_unpacked(browser: Browser, whole_site: Path, tmp_path: Path) -> None:
    parcel = tmp_path / "handbook.zip"
    with zipfile.ZipFile(parcel, "w") as packed:
        for file in [f for f in sorted(whole_site.rglob("*")) if f.is_file()]:
            path = file.relative_to(whole_site).as_posix()
            if path.startswith(("hq/", "shanghai/")) or "/" not in path:
                packed.write(file, path)
    there = tmp_path / "我的 手册 #1"
    shutil.unpack_archive(parcel, there)

    with browser.new_context(viewport=SIZES["360x740"]) as context, without_complaints(context) as page:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto((there / "index.html").as_uri())
        page.locator(".languages a[href='shanghai/zh/index.html']").click()
        expect(page.locator("h1")).to_have_text("今天")
        page.locator(".sop-dock").get_by_role("link", name="全部").click()
        page.locator(".sop-need--activity .sop-need__main").click()
        page.locator(".sop-index a[href='dice-guess.html']").click()
        bubble = page.locator(".sop-bubble:not(:has(.sop-slot))").first
        bubble.locator("[data-sop-copy]").click()
        expect(bubble.locator("[data-sop-copy]")).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines() == bubble.locator("[data-sop-message]").evaluate("(one) => one.textContent").splitlines()

        page.locator(".sop-switch summary").click()
        page.locator(".sop-switch").get_by_role("link", name="总部").click()
        assert page.url == (there / "hq/zh/activity/dice-guess.html").as_uri()
        # No worker and no notice: a page on the disk is kept already.
        assert page.evaluate("navigator.serviceWorker ? navigator.serviceWorker.controller : null") is None
