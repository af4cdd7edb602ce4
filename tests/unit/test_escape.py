"""How a text is escaped for the place where it lands."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from example_workspaces import checked, lay_out
from sopbook import escape
from sopbook.handbook.edition import edition
from sopbook.handbook.view.context import Context
from sopbook.handbook.view.field import Field, Place
from sopbook.handbook.view.view import view_of_value
from sopbook.kinds.schema_view import SchemaView
from sopbook.outputs.html.parts.files import attachments
from unit.html_pages import Page
from unit.workspaces import handbook, note

REPOSITORY = Path(__file__).parents[2]
TEXTS = st.text(st.one_of(st.sampled_from("<>&\"'`/={}%#\\\u2028\u2029 \n"), st.characters(exclude_categories=["Cs", "Cc"])))


@given(TEXTS)
def test_a_text_in_an_element_and_in_an_attribute_is_read_back(text: str) -> None:
    page = Page(f'<p title="{escape.html(text)}">{escape.html(text)}</p>')

    assert page.tags == [("p", {"title": text})]
    assert page.text == text
    assert str(escape.element("<b>{}</b>", text)) == f"<b>{escape.html(text)}</b>"


@given(TEXTS)
def test_data_of_a_script_is_read_back_and_ends_nothing(text: str) -> None:
    written = escape.script({"a": [text]})

    assert json.loads(written) == {"a": [text]}
    assert re.search("[<\u2028\u2029\n]", written) is None


@given(TEXTS)
def test_front_matter_is_read_back(text: str) -> None:
    assert yaml.safe_load(escape.front_matter({"title": text})) == {"title": text}


@given(TEXTS)
def test_a_page_for_another_engine_says_the_same_and_holds_no_template(text: str) -> None:
    body = escape.literal(f"<p>{escape.html(text)}</p>")

    assert Page(body).text == text
    assert re.search(r"\{[{%#]", body) is None


@pytest.mark.parametrize(
    "address", ["https://a.example/b?c=d#e", "HTTP://a.example", "mailto:a@a.example", "other.html#part", "../x/y.html", "#here", "/root", "a/b:c"],
)  # fmt: skip
def test_an_address_that_a_reader_may_follow_stays(address: str) -> None:
    assert escape.link(address) == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
     "vbscript:x", "data:text/html,x", "file:///etc/passwd", "//a.example", "/\\a.example", "\\\\a.example", "https:\\\\a.example", "ftp://a.example", "tel:1"],
)  # fmt: skip
def test_any_other_address_is_none(address: str) -> None:
    assert escape.link(address) == ""


@pytest.mark.parametrize(("address", "links"), [("https://a.example/", ["https://a.example/"]), ("javascript:alert(1)", [])])
def test_an_attachment_links_to_what_may_be_followed_and_shows_the_rest(tmp_path: Path, address: str, links: list[str]) -> None:
    shown = edition(checked(lay_out(tmp_path / "w")), "hq")
    given = view_of_value([{"type": "link", "title": "A", "url": address}], SchemaView((), None), ("attachments",), Context(shown.kinds[0], shown))
    page = Page(attachments(Field(given, Place("note/good"))))

    assert page.links == links
    assert address in page.text


def test_the_path_of_a_source_is_part_of_its_address(tmp_path: Path) -> None:
    settings = "site_name: x\nplugins:\n  - sopbook: {built_in_kinds: false, source_url: 'https://a.example/{path}?raw'}\n"
    kind = 'kind: note\ntitle: {en: Note}\nplural: {en: Notes}\nfiles: ["note/**/*.yaml"]\n'
    made, found = handbook(tmp_path / "w", {"mkdocs.yml": settings, "schema/note/kind.yaml": kind, "playbooks/hq/note/a #1?/other.yaml": note("other", "level: low\n")})

    assert found == []
    assert "https://a.example/playbooks/hq/note/a%20%231%3F/other.yaml?raw" in Page(made.pages["note/other"].body).links


def test_a_pattern_is_always_a_literal() -> None:
    calls = [
        call for file in (REPOSITORY / "generator/sopbook").rglob("*.py") for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "element"
    ]

    assert len(calls) > 8
    assert all(isinstance(call.args[0], ast.Constant) for call in calls)


def test_no_script_makes_html_of_a_text() -> None:
    for script in (REPOSITORY / "generator/sopbook/outputs/html/assets/scripts").glob("*.js"):
        assert re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function", script.read_text("utf-8")) is None


def test_no_template_calls_a_text_safe() -> None:
    templates = [*(REPOSITORY / "generator/sopbook/outputs/html/templates").glob("*.j2"), *(REPOSITORY / "schema").glob("*/*.j2")]

    assert len(templates) > 15
    assert [file.name for file in templates if re.search(r"\|\s*safe\b|autoescape|Markup", file.read_text("utf-8"))] == []
