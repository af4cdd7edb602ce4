"""The page of a document of somebody else's: code is copied as it is written, what is folded is found, and everyone can read it."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import without_complaints
from browser.handbook_site import LAPTOP, PHONE, served
from browser.test_access import AXE, axe
from end_to_end.running import process
from example_workspaces import lay_out

CODE = 'if [ -n "${HOME}" ]; then\n  echo  "$${x}" <b>\n\nfi'
DOCUMENT = """\
name: nasty
run: |
  if [ -n "${HOME}" ]; then
    echo  "$${x}" <b>

  fi
wide: curl --silent --show-error --location --output /dev/null https://example.org/a/very/long/address/that/is/wide
about: {k v: The page has this id already.}
application/json: {schema: {$ref: "#/x"}, text/html: null, "": [1, [2, {a: {b: {c: d}}}], {}]}
rows: [{a: 1.50, b: null}, {a: 2, b: x}]
mail: ops@example.org
"""
SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Visit", "type": "object", "properties": {
    "run": {"type": "string", "x-text": "code"}, "wide": {"type": "string", "x-text": "code"},
}}  # fmt: skip
KIND = "kind: {0}\ntitle: {{en: {0}}}\nplural: {{en: {0}}}\nenvelope: false\n"


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a handbook with the document under a kind of a schema alone, and under one whose template draws little."""
    folder = tmp_path_factory.mktemp("foreign")
    lay_out(folder / "w", {
        **{f"schema/{kind}/{name}": text for kind in ("visit", "tour") for name, text in (("kind.yaml", KIND.format(kind)), ("schema.json", json.dumps(SCHEMA)))},
        **{f"playbooks/hq/{kind}/nasty.yaml": DOCUMENT for kind in ("visit", "tour")},
        "schema/tour/page.html.j2": "<p>{{ page['name'].html }}</p>",
    })
    run = process("build", "-C", folder / "w", "--to", folder / "site")
    assert run.returncode == 0, run.stderr
    with served(folder / "site") as address:
        yield address


@pytest.fixture(params=[PHONE, LAPTOP], ids=["phone", "laptop"])
def context(browser: Browser, foreign: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A phone and a laptop."""
    with browser.new_context(base_url=foreign, service_workers="block", viewport=request.param) as made:
        made.grant_permissions(["clipboard-read", "clipboard-write"], origin=foreign)
        yield made


@pytest.fixture
def reader(context: BrowserContext) -> Iterator[Page]:
    """A page that may not complain."""
    with without_complaints(context) as page:
        yield page


def test_code_is_copied_letter_by_letter(reader: Page) -> None:
    reader.goto("/visit/nasty.html")
    reader.locator("section[aria-labelledby=run] [data-sop-copy]").click()

    expect(reader.locator("section[aria-labelledby=run] [data-sop-copy]")).to_have_text("Copied")
    assert reader.evaluate("navigator.clipboard.readText()") == CODE


def test_what_a_template_leaves_out_is_folded_and_opens_for_a_link_into_it(reader: Page) -> None:
    reader.goto("/tour/nasty.html")
    expect(reader.get_by_text("ops@example.org")).to_be_hidden()

    reader.goto("/tour/nasty.html#rows")
    expect(reader.get_by_text("ops@example.org")).to_be_visible()


@pytest.mark.parametrize("path", ["/visit/nasty.html", "/tour/nasty.html#sop-more"])
def test_everyone_can_read_it_and_nothing_is_wider_than_the_screen(reader: Page, path: str) -> None:
    reader.add_init_script(AXE)
    reader.goto(path)
    expect(reader.locator("[data-sop-copy]").first).to_be_visible()

    assert axe(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
