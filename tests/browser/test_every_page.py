"""Every page of every edition, opened once: on a phone, in the evening, where a host allows nothing but its own files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.conftest import without_complaints
from browser.filled_groups import filled
from browser.handbook_site import PHONE, page_paths, served, stand
from browser.page_measures import MEASURE, SCROLL, faults, sort_of
from browser.test_strict_policy import LISTEN, Strict, is_ours

EDITIONS = ("hq/en", "hq/zh", "east/en", "east/zh", "shanghai/en", "shanghai/zh", "south/zh", "south/en")
KINDS = frozenset({"activity", "crisis", "monthly-plan", "positioning", "welcome"})
EVENING = "2026-12-03T12:06:00Z"
"""20:06 in Shanghai, six minutes into a game."""


@pytest.fixture(scope="module")
def strict(whole_site: Path) -> Iterator[str]:
    """The address of a host with the strictest policy."""
    with served(whole_site, Strict) as address:
        yield address


def test_the_list_names_all_editions(whole_site: Path) -> None:
    assert sorted(EDITIONS) == sorted(one.relative_to(whole_site).as_posix() for one in whole_site.glob("*/*") if (one / "index.html").is_file())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_begins_with_what_to_do_is_short_and_within_reach_of_a_thumb(browser: Browser, strict: str, whole_site: Path, edition: str) -> None:
    paths = [path for path in (*page_paths(whole_site / edition), "404.html") if is_ours(whole_site / edition / path)]
    assert {sort_of(path) for path in paths} >= KINDS | {"index", "today", "calendar", "tags", "404"}
    wrong: list[Any] = []
    last_of_its_kind = {sort_of(path): path for path in paths if sort_of(path) in KINDS}.values()
    with browser.new_context(
        base_url=strict, viewport=PHONE, color_scheme="light", reduced_motion="reduce", service_workers="block", timezone_id="Asia/Shanghai"
    ) as context, without_complaints(context, tolerated="/missing.") as page:  # A page for wrong addresses looks for its files at several depths.
        page.clock.set_fixed_time(EVENING)
        context.add_init_script(LISTEN)
        context.add_init_script(filled({}, ""))  # Which group it is, and nothing else. Before anybody has said so, Today asks, and lists the plans of all.
        for path in paths:
            page.goto(f"/{edition}/{path}")
            stand(page)
            wrong += [(path, *one) for one in faults(path, page.evaluate(MEASURE))]
            if path in last_of_its_kind:
                wrong += [(path, "tabs", one) for one in page.evaluate(SCROLL)]
    assert wrong == [], "\n".join(f"{path}: {what} {value}" for path, what, value in wrong)
