"""The built site: whole in itself. Nothing comes from another host, and every link leads somewhere."""

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from end_to_end.site_links import Links, css_addresses, is_foreign


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Links]:
    return {path: Links(path) for path in sorted(site.rglob("*.html"))}


def test_there_is_a_page_for_every_playbook(site: Path, pages: dict[Path, Links]) -> None:
    sources = [f.relative_to(site / "data/source/playbooks/hq") for f in site.rglob("data/source/**/*.yaml")]

    assert len(sources) > 20
    assert [s for s in sources if site / s.with_suffix(".html") not in pages] == []


def test_no_page_loads_anything_from_another_host(site: Path, pages: dict[Path, Links]) -> None:
    found = [(p.relative_to(site).as_posix(), a) for p, page in pages.items() for a in page.loaded if is_foreign(a)]

    assert found == []


def test_no_stylesheet_loads_anything_from_another_host(site: Path) -> None:
    found = [(f.name, a) for f in site.rglob("*.css") for a in css_addresses(f.read_text("utf-8")) if is_foreign(a)]

    assert found == []


def test_everything_that_a_page_loads_is_there(site: Path, pages: dict[Path, Links]) -> None:
    missing = [
        (path.relative_to(site).as_posix(), address)
        for path, page in pages.items()
        for address in page.loaded
        if not address.startswith("data:") and not _target(path, address, site)[0].is_file()
    ]

    assert missing == []


def test_every_link_leads_to_a_file_and_a_place_that_exist(site: Path, pages: dict[Path, Links]) -> None:
    dead = []
    for path, page in pages.items():
        for address in page.followed:
            if not address or is_foreign(address):
                continue
            file, fragment = _target(path, address, site)
            if not file.is_file() or (fragment and file in pages and fragment not in {*pages[file].ids, "__codelineno"}):
                dead.append((path.relative_to(site).as_posix(), address))

    assert dead == []


def test_no_id_stands_twice_in_a_page(site: Path, pages: dict[Path, Links]) -> None:
    twice = [
        (path.relative_to(site).as_posix(), name)
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
