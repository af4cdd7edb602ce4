"""The built site: whole in itself. Nothing comes from another host, and every link leads somewhere."""

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from day_scripts import days_in
from end_to_end.running import PROJECT
from end_to_end.site_links import Links, css_addresses, is_foreign


@pytest.fixture(scope="module")
def pages(whole_site: Path) -> dict[Path, Links]:
    found = {path: Links(path) for path in sorted(whole_site.rglob("*.html")) if path.name != "404.html"}
    for folder in whole_site.glob("*/*/today"):
        for html in days_in(file.read_text("utf-8") for file in folder.glob("*.js")).values():
            found[folder.parent / "index.html"].feed(html)  # A script puts the days there.
    return found


def test_there_is_a_page_for_every_playbook(whole_site: Path, pages: dict[Path, Links]) -> None:
    own = {
        f.relative_to(PROJECT / "playbooks/hq").with_suffix(".html") for f in PROJECT.glob("playbooks/hq/*/*.yaml")
        if "." not in f.stem and f.parent.name != "scorecard"  # For headquarters only.
    }

    assert len(own) > 20
    for edition in ("hq/en", "hq/zh", "east/en", "shanghai/zh", "south/zh"):
        assert [s for s in own if whole_site / edition / s not in pages] == [], edition
    assert whole_site / "south/en/crisis/typhoon-delay.html" in pages
    assert whole_site / "east/en/crisis/typhoon-delay.html" not in pages


def test_no_page_loads_anything_from_another_host(whole_site: Path, pages: dict[Path, Links]) -> None:
    found = [(p.relative_to(whole_site).as_posix(), a) for p, page in pages.items() for a in page.loaded if is_foreign(a)]

    assert found == []


def test_no_stylesheet_loads_anything_from_another_host(whole_site: Path) -> None:
    found = [(f.name, a) for f in whole_site.rglob("*.css") for a in css_addresses(f.read_text("utf-8")) if is_foreign(a)]

    assert found == []


def test_everything_that_a_page_loads_is_there(whole_site: Path, pages: dict[Path, Links]) -> None:
    missing = [
        (path.relative_to(whole_site).as_posix(), address)
        for path, page in pages.items()
        for address in page.loaded
        if not address.startswith("data:") and not _target(path, address, whole_site)[0].is_file()
    ]

    assert missing == []


def test_every_link_leads_to_a_file_and_a_place_that_exist(whole_site: Path, pages: dict[Path, Links]) -> None:
    dead = []
    for path, page in pages.items():
        for address in page.followed:
            if not address or is_foreign(address):
                continue
            file, fragment = _target(path, address, whole_site)
            if fragment.startswith("run=") and "data-sop-run" in file.read_text("utf-8"):
                continue  # Running the page step by step, from that moment on.
            if fragment.startswith("people=") and "data-sop-people" in file.read_text("utf-8"):
                continue  # The list of people, ready to take one more for that playbook.
            if not file.is_file() or (fragment and file in pages and fragment not in {*pages[file].ids, "__codelineno"}):
                dead.append((path.relative_to(whole_site).as_posix(), address))

    assert dead == []


def test_no_id_stands_twice_in_a_page(whole_site: Path, pages: dict[Path, Links]) -> None:
    twice = [
        (path.relative_to(whole_site).as_posix(), name)
        for path, page in pages.items()
        for name in sorted({i for i in page.ids if page.ids.count(i) > 1})
    ]

    assert twice == []


def _target(page: Path, address: str, site: Path) -> tuple[Path, str]:
    """Return the file that an address of a page leads to, and the id inside it."""
    path, fragment = urldefrag(address)
    path = unquote(path.partition("?")[0])
    base = site if path.startswith("/") else page.parent
    target = (base / path.lstrip("/")).resolve() if path else page
    if target.is_dir():
        target /= "index.html"
    return target, unquote(fragment)
