"""The mark of a site: what it knows of its editions, and when it is none."""

from datetime import date
from pathlib import Path

import pytest

from sopbook.site.mark import MARK, Built, Mark, put_mark, read_mark

DAY = date(2026, 11, 23)
HQ = Built("2026-11-20", "digest", "hq/en")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one page and a mark."""
    (tmp_path / "index.html").write_text("x", "utf-8")
    put_mark(tmp_path, {"hq/en": HQ}, "operators", DAY)
    return tmp_path


def test_a_mark_tells_what_was_put_into_it(site: Path) -> None:
    assert read_mark(site) == Mark({"hq/en": HQ}, "2026-11-23", {"index.html": 1}, "operators")


def test_a_site_is_clean_on_the_day_of_a_check_without_findings_and_for_its_input_only(site: Path) -> None:
    mark = read_mark(site)

    assert (mark.was_clean("digest", DAY), mark.was_clean("digest", date(2026, 11, 24)), mark.was_clean("other", DAY)) == (True, False, False)


def test_pages_from_two_inputs_are_from_neither(site: Path) -> None:
    put_mark(site, {"hq/en": HQ, "hq/zh": Built("2026-11-19", "older", "hq/zh")}, "operators")

    assert not read_mark(site).is_from("digest")
    assert not read_mark(site).is_from("older")


@pytest.mark.parametrize("change", ["another file", "a file less", "another size"])
def test_a_site_that_is_not_as_it_was_left_is_not_whole(site: Path, change: str) -> None:
    assert read_mark(site).is_whole(site)
    if change == "another file":
        (site / "more.html").write_text("x", "utf-8")
    elif change == "a file less":
        (site / "index.html").unlink()
    else:
        (site / "index.html").write_text("xy", "utf-8")

    assert not read_mark(site).is_whole(site)


@pytest.mark.parametrize("damage", ["", "digest\n", "[]", "{}", '{"editions": []}', '{"editions": {"hq/en": {"day": ""}}, "clean_on": "", "files": {}}', "\x00"])
def test_a_damaged_mark_is_none(site: Path, damage: str) -> None:
    (site / MARK).write_text(damage, "utf-8")

    assert read_mark(site) == Mark()
    assert not read_mark(site).is_whole(site)
