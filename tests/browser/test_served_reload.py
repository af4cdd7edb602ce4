"""`sopbook serve` with a browser open: what is edited comes on view by itself, whichever file it is in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.handbook_site import LAPTOP
from end_to_end.running import sopbook
from end_to_end.serving import Served
from example_workspaces import lay_out

SLOW = 60_000
BRANCH = "playbooks/hq/branch.yaml"
TRANSLATION = "playbooks/hq/note/good.zh.yaml"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workspace in two languages, of which the translated edition is served."""
    root = lay_out(tmp_path_factory.mktemp("served") / "workspace", {"docs/about.md": "# About\n\nWe open at nine.\n"})
    branch = (root / BRANCH).read_text("utf-8").replace("locales: [en]", "locales: [en, zh]")
    (root / BRANCH).write_text(branch, "utf-8")
    assert sopbook("translate", "good", "--locale", "zh", "-C", root).exit_code == 0
    _translate(root, '/title:', "好记录")
    server = Served(root, "--edition", "hq/zh")
    try:
        server.wait_for("note/good.html", "好记录")
        yield server
    finally:
        server.end()


def _translate(root: Path, path: str, text: str) -> None:
    before, start, rest = (root / TRANSLATION).read_text("utf-8").partition(path)
    assert 'text: ""' in rest
    (root / TRANSLATION).write_text(before + start + rest.replace('text: ""', f'text: "{text}"', 1), "utf-8")


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of somebody who writes, with the handbook beside the editor."""
    with browser.new_context(base_url=f"http://{served.address}", viewport=LAPTOP) as context:
        yield context.new_page()


def test_an_edit_of_a_page_written_by_hand_comes_on_view_by_itself(served: Served, page: Page) -> None:
    page.goto("/about.html")
    expect(page.get_by_role("main")).to_contain_text("We open at nine.")

    served.replace("docs/about.md", "at nine", "at ten")

    expect(page.get_by_role("main")).to_contain_text("We open at ten.", timeout=SLOW)


def test_an_edit_of_a_translation_comes_on_view_by_itself(served: Served, page: Page) -> None:
    page.goto("/note/good.html")
    expect(page.locator("h1")).to_have_text("好记录")

    served.replace(TRANSLATION, "好记录", "更好的记录")

    expect(page.locator("h1")).to_have_text("更好的记录", timeout=SLOW)


def test_an_edit_of_the_settings_comes_on_view_by_itself_and_a_mistake_in_them_does_not_end_the_server(served: Served, page: Page) -> None:
    page.goto("/note/good.html")
    expect(page).to_have_title(re.compile(" - Handbook$"))

    served.replace("mkdocs.yml", "site_name: Handbook", "site_name: [Handbook")
    served.wait_for_log("mkdocs.yml")
    served.replace("mkdocs.yml", "site_name: [Handbook", "site_name: Night desk")

    expect(page).to_have_title(re.compile(" - Night desk$"), timeout=SLOW)


def test_a_new_page_is_in_the_navigation_of_a_page_on_view_and_a_deleted_one_is_gone(served: Served, page: Page) -> None:
    page.goto("/index.html")

    (served.root / "docs/rota.md").write_text("# The rota\n\nWho is on duty.\n", "utf-8")
    expect(page.get_by_role("link", name="The rota", include_hidden=True).first).to_be_attached(timeout=SLOW)

    (served.root / "docs/rota.md").unlink()
    expect(page.get_by_role("link", name="The rota", include_hidden=True)).to_have_count(0, timeout=SLOW)
    assert served.page("rota.html") == ""
