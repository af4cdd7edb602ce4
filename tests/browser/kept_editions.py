"""Editions with a few pages, which a browser keeps in a moment, and new builds of them."""

import os
import shutil
import time
from pathlib import Path

from playwright.sync_api import Page

from sopbook.site.folder import write_files
from sopbook.site.offline import offline_files

READY = "navigator.serviceWorker.ready.then((r) => r.active.state === 'activated' || new Promise((done) => r.active.addEventListener('statechange', () => done(true))))"
KINDS = ("activity/dice-guess", "activity/index", "crisis/index", "crisis/price-increase")

SHEET, CALENDAR = "print/activity/dice-guess.pdf", "calendar.ics"
BESIDES = ("data/activity/dice-guess.json", CALENDAR)
"""What is kept when it is used."""


def part_of(site: Path, folder: Path) -> Path:
    """Return a copy of an edition with a few of its pages, so that keeping it takes a moment only."""
    chosen = ["index.html", "all.html", "tags.html", "not-here.html", "offline.html", "manifest.webmanifest", *(f"{kind}.html" for kind in KINDS)]
    for file in [site / name for name in chosen] + [f for name in ("assets", "files", "today") for f in (site / name).rglob("*") if f.is_file()]:
        target = folder / file.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    for besides in BESIDES:
        (folder / besides).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / besides, folder / besides)
    write_files(folder, offline_files(folder))
    return folder


def rebuild(edition: Path, old: str, new: str, *paths: str) -> None:
    """Change a text of an edition's files, as a new build would."""
    for path in paths:
        file = edition / path
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new), "utf-8")
    write_files(edition, offline_files(edition))
    # The server of the tests tells versions apart by whole seconds, and a rebuild may follow within one.
    later = time.time() + 2
    for path in (*paths, "sw.js", "offline.json"):
        os.utime(edition / path, (later, later))


def open_and_keep(page: Page, path: str) -> None:
    """Open a page and wait until the worker has kept the edition, and the page has asked for a newer one and found none."""
    page.goto(path)
    page.evaluate(READY)
    page.evaluate(
        """async () => {
          await new Promise((done) => requestIdleCallback(done));
          const registration = await navigator.serviceWorker.ready;
          for (const _ of [1, 2]) await registration.update();
        }"""
    )
