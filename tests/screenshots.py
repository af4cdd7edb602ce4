"""Pictures of every sort of page of the handbook, to look at: python tests/screenshots.py [DIR] [--edition NAME …] [--readme]."""

import argparse
import base64
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize

from browser.handbook_site import (
    LAPTOP,
    PHONE,
    REPOSITORY,
    SIZES,
    build_handbook,
    chromium,
    page_paths,
    served,
)

README_PICTURE = REPOSITORY / "docs" / "images" / "handbook.png"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    """Write the pictures, one line of output for each."""
    parser = argparse.ArgumentParser(description="Pictures of every sort of page at both sizes, light and dark.")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "screenshots", metavar="DIR")
    parser.add_argument(
        "--edition", action="append", metavar="NAME", help="an edition to show, such as south/zh; may be given again; hq/en and two others if left out"
    )
    parser.add_argument("--readme", action="store_true", help="write only the picture of the README")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        site = build_handbook(Path(temporary) / "site")
        with served(site) as address, chromium() as browser:
            for file in [readme_picture(browser, address)] if chosen.readme else pictures(
                browser, address, chosen_pages(site, chosen.edition or EDITIONS), chosen.folder
            ):
                print(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file, file=sys.stdout)  # noqa: T201


EDITIONS = ("hq/en", "shanghai/zh", "south/zh")
"""What is shown where nothing is said: headquarters, two levels of changes, Chinese first."""


def chosen_pages(site: Path, editions: Sequence[str]) -> list[str]:
    """Return the pages to show: the entrance, and one of every sort of some editions. Raises SystemExit."""
    missing = [edition for edition in editions if not (site / edition / "index.html").is_file()]
    if missing:
        raise SystemExit(f"There is no edition {missing[0]}.")
    return ["index.html", *(f"{edition}/{path}" for edition in editions for path in page_types(site / edition))]


def page_types(site: Path) -> list[str]:
    """Return one page of every sort: each page that stands alone, and the first playbook of each kind.

    Of the pages that are made alike the longest is taken, because it goes wrong first.
    """
    kinds = {path.parent.name for path in site.glob("*/index.html")} - {"authors"}
    longest: dict[str, tuple[int, str]] = {}
    for path in page_paths(site):
        folder, _, name = path.rpartition("/")
        alike = f"{folder}/*" if folder == "authors/kinds" or (
            folder in kinds and name != "index.html" and not name.startswith("by-")
        ) else path
        longest[alike] = max(longest.get(alike, (0, "")), ((site / path).stat().st_size, path))
    return sorted(path for _, path in longest.values())


def pictures(browser: Browser, address: str, paths: list[str], folder: Path) -> Iterator[Path]:
    """Write a picture of every page at every size in every scheme; yield each file."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        for size, viewport in SIZES.items():
            for scheme in SCHEMES:
                name = path.removesuffix(".html").replace("/", "-")
                file = folder / f"{name}-{size}-{scheme}.png"
                file.write_bytes(picture(browser, f"{address}/{path}", viewport, scheme, whole=True))
                yield file


def picture(
    browser: Browser, address: str, viewport: ViewportSize, scheme: Literal["light", "dark"], *, whole: bool, sharp: int = 1
) -> bytes:
    """Return a PNG of a page: all of it, or what fits the window."""
    with browser.new_context(viewport=viewport, color_scheme=scheme, device_scale_factor=sharp, service_workers="block") as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page.screenshot(full_page=whole)


def readme_picture(browser: Browser, address: str) -> Path:
    """Write the picture of the README: a crisis on a phone beside the index of activities."""
    phone = picture(browser, f"{address}/hq/en/crisis/price-increase.html", PHONE, "light", whole=False, sharp=2)
    laptop = picture(browser, f"{address}/hq/en/activity/index.html", LAPTOP, "light", whole=False)
    with browser.new_context(viewport=ViewportSize(width=1400, height=760)) as context:
        page = context.new_page()
        page.set_content(
            "<style>"
            "body { margin: 0; padding: 40px; display: flex; gap: 40px; align-items: center; background: #eef2f1; }"
            "img { display: block; border-radius: 10px; box-shadow: 0 2px 14px #0b2a2833; }"
            ".phone { width: 315px; border: 8px solid #26312f; border-radius: 30px; }"
            ".laptop { width: 949px; }"
            "</style>"
            f"<img class=laptop src='{_as_uri(laptop)}'><img class=phone src='{_as_uri(phone)}'>"
        )
        page.wait_for_function("[...document.images].every((image) => image.complete && image.naturalWidth)")
        README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=README_PICTURE)
    return README_PICTURE


def _as_uri(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


if __name__ == "__main__":
    main()
