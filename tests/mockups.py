"""Pictures of every sort of page beside its mock-up, on one sheet for each size and scheme: python tests/mockups.py MOCKUPS [DIR].

MOCKUPS is a folder of pictures called <mock-up>-<phone|desktop>-<light|dark>.png. What has no mock-up stands there alone, and so does
a mock-up that has no page.
"""

import argparse
import html
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize

from browser.filled_groups import EVERYTHING, filled
from browser.handbook_site import LAPTOP, PHONE, REPOSITORY, build_handbook, chromium, served, stand
from screenshots import SCHEMES, page_types

EVENING, REST_DAY = "2026-12-03T20:06+08:00", "2026-12-13T10:00+08:00"
"""An evening with a game at 20:00, and a day on which nothing is planned."""
WINDOWS = {"phone": PHONE, "desktop": LAPTOP}


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of page: its mock-up, where one of it is, at which moment it is looked at, and what is done before."""

    mockup: str
    path: str
    moment: str = EVENING
    search: str = ""


SORTS = (
    Sort("entrance", "index.html"),
    Sort("today", "hq/zh/index.html"),
    Sort("today-empty", "hq/zh/index.html", REST_DAY),
    Sort("activity", "hq/zh/activity/dice-guess.html"),
    Sort("run", "hq/zh/activity/dice-guess.html#run"),
    Sort("welcome", "hq/zh/welcome/new-group-member.html"),
    Sort("crisis-index", "hq/zh/crisis/index.html"),
    Sort("crisis", "shanghai/zh/crisis/adverts.html"),
    Sort("calendar", "hq/zh/calendar/monthly-plan/beauty-december-2026.html"),
    Sort("search", "hq/zh/index.html", search="群里有人发广告怎么办"),
    Sort("changes", "shanghai/zh/changes.html"),
    Sort("offline-and-404", "hq/zh/404.html"),
)
"""Each mock-up and the page that it draws."""
OTHERS = ("shanghai/zh", "hq/en")
"""The editions of which one page of every other sort is shown: a branch, and the one with the pages for authors."""


def main() -> None:
    """Write the sheets, a line of output for each."""
    parser = argparse.ArgumentParser(description="Pictures of every sort of page beside its mock-up.")
    parser.add_argument("mockups", type=Path, metavar="MOCKUPS", help="the folder of the mock-ups")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "screenshots" / "mockups", metavar="DIR")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    chosen = parser.parse_args()
    if not any(chosen.mockups.glob("*.png")):
        raise SystemExit(f"There is no picture in {chosen.mockups}.")
    with tempfile.TemporaryDirectory() as temporary:
        site = chosen.site or build_handbook(Path(temporary) / "site")
        with served(site) as address, chromium() as browser:
            for file in sheets(browser, address, [*SORTS, *_others(site)], chosen.mockups, chosen.folder):
                print(file, file=sys.stdout)  # noqa: T201


def _others(site: Path) -> list[Sort]:
    """Return one page of every sort that no mock-up draws."""
    paths = {_alike(f"{edition}/{path}"): f"{edition}/{path}" for edition in reversed(OTHERS) for path in page_types(site / edition)}
    drawn = {_alike(sort.path) for sort in SORTS if not sort.search}
    return [Sort("", path) for alike, path in sorted(paths.items()) if alike not in drawn]


def _alike(path: str) -> str:
    """Return what pages of a sort have in common, whatever their edition: a page that stands alone, or the kind of a playbook."""
    inside = "/".join(path.split("/")[2:])
    folder, _, name = inside.rpartition("/")
    if folder == "authors" and name not in ("codes.html", "coverage.html"):
        return "a guide"
    return folder if folder and name != "index.html" and not name.startswith("by-") and not folder.startswith("authors") else inside


def sheets(browser: Browser, address: str, sorts: list[Sort], mockups: Path, folder: Path) -> Iterator[Path]:
    """Write the pictures, and for each size and scheme a page with all pairs and a picture of that; yield each of the last two."""
    folder.mkdir(parents=True, exist_ok=True)
    for window, viewport in WINDOWS.items():
        for scheme in SCHEMES:
            name = f"{window}-{scheme}"
            pairs = [_pair(browser, address, sort, (viewport, scheme), mockups / f"{sort.mockup}-{name}.png", folder / name) for sort in sorts]
            sheet = folder / f"{name}.html"
            sheet.write_text(_sheet(name, pairs, viewport), "utf-8")
            yield sheet
            with browser.new_context(viewport=ViewportSize(width=1600, height=900)) as context:
                page = context.new_page()
                page.goto(sheet.resolve().as_uri())
                page.wait_for_function("[...document.images].every((image) => image.complete)")
                sheet.with_suffix(".png").write_bytes(page.screenshot(full_page=True))
            yield sheet.with_suffix(".png")


def _pair(
    browser: Browser, address: str, sort: Sort, look: tuple[ViewportSize, Literal["light", "dark"]], mockup: Path, folder: Path
) -> tuple[str, str, str]:
    """Return what a pair is called, and the paths of its two pictures from the sheet; an empty one where there is none."""
    folder.mkdir(exist_ok=True)
    name = sort.path.replace(".html", "").replace("/", "-").replace("#", "-") + ("" if sort.moment == EVENING else "-rest-day") + ("-search" if sort.search else "")
    viewport, scheme = look
    if sort.path:
        with browser.new_context(base_url=address, viewport=viewport, color_scheme=scheme, device_scale_factor=2 if viewport == PHONE else 1, locale="zh-CN", timezone_id="Asia/Shanghai", service_workers="block") as context:
            page = context.new_page()
            _open(page, sort)
            (folder / f"{name}.png").write_bytes(page.screenshot())
    if mockup.is_file():
        shutil.copyfile(mockup, folder / f"mockup-{mockup.name}")
    return (
        sort.path or sort.mockup,
        f"{folder.name}/{name}.png" if sort.path else "", f"{folder.name}/mockup-{mockup.name}" if mockup.is_file() else "",
    )


def _open(page: Page, sort: Sort) -> None:
    """Open a page as an operator who has filled in a group, at its moment, with what is to be done there done."""
    if sort.path == "index.html":  # What an entrance is like for whoever has been there before.
        page.goto("/shanghai/zh/activity/dice-guess.html")
        stand(page)
    page.add_init_script(filled(EVERYTHING))
    page.clock.install(time=datetime.fromisoformat(sort.moment))
    page.goto(f"/{sort.path}")
    page.wait_for_load_state("networkidle")
    stand(page)
    if sort.search:
        page.keyboard.press("/")
        page.keyboard.type(sort.search)
        page.locator(".sop-search__results a").first.wait_for()


def _sheet(title: str, pairs: list[tuple[str, str, str]], viewport: ViewportSize) -> str:
    width = 360 if viewport == PHONE else 760
    rows = "".join(
        f"<section><h2>{html.escape(name)}</h2>{_picture(page, 'no page', width)}{_picture(mockup, 'no mock-up', width)}</section>" for name, page, mockup in pairs
    )
    return (
        f"<!doctype html><meta charset=utf-8><title>{title}</title><style>"
        "body { margin: 16px; font: 14px/20px sans-serif; background: #888; } main { display: flex; flex-wrap: wrap; gap: 24px; }"
        "h2 { margin: 0 0 6px; font-size: 14px; } section { display: grid; grid-template-columns: auto auto; gap: 8px; }"
        "h2 { grid-column: 1 / 3; } p { margin: 0; padding: 8px; background: #fff; } img { display: block; }"
        f"</style><main>{rows}</main>"
    )


def _picture(path: str, without: str, width: int) -> str:
    return f'<img src="{html.escape(path)}" width={width} alt="">' if path else f"<p>{without}</p>"


if __name__ == "__main__":
    main()
