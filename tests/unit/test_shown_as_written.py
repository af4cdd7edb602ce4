"""The generic page of documents that somebody else's tool wrote: keys and values as the file writes them."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from sopbook import escape
from sopbook.handbook.view.links import with_links
from unit.workspaces import FOREIGN, handbook

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMPOSE = """\
name: shop
services:
  web-server:
    image: nginx:1.27
    ports: ["80:80", 8000]
    read_only: true
    stop_grace_period: null
    deploy: {resources: {limits: {cpus: 1.50}}}
  db:
    image: postgres
    environment: {POSTGRES_PASSWORD: "${SECRET}", PGTZ: ""}
    command: |
      sh -c "
        exec  postgres
      "
volumes: {}
x-links: [https://example.org/a, ops@example.org]
"""


def body(folder: Path, schema: dict[str, Any], document: str, **more: str) -> str:
    """Return the body of the page of a document, without what the frame says of it."""
    files = {"kind.yaml": f"kind: visit\n{FOREIGN}", "schema.json": json.dumps({"$schema": DIALECT, "title": "Visit", "type": "object", **schema}), **more}
    made, problems = handbook(folder / "w", {
        "playbooks/hq/visit/one.yaml": document, **{f"schema/visit/{name.replace('_html_j2', '.html.j2')}": text for name, text in files.items()},
    })
    assert [one for one in problems if "visit" in one.path] == []
    shown, _, background = made.pages["visit/one"].body.split('<div class="sop-body">', 1)[1].partition('<details class="sop-background"')
    _, more_begins, rest = background.partition('<details class="sop-more">')
    return shown + more_begins + rest.partition('<footer class="sop-about"')[0]


def lines(html: str) -> list[str]:
    """Return the lines of some HTML as a reader tells them apart; a title and what it is about stand in one."""
    text = re.sub(r"</dt><dd>", ": ", re.sub(r"\n", "⏎", html).replace("⏎<", "\n<"))
    found = [unescape(re.sub(r"<[^>]*>", "", line)) for line in re.split(r"\n|(?=<li)|(?=<dl)", text)]
    return [line for line in found if line.strip("⏎ ")]


def test_a_compose_file_reads_on_its_page_as_it_was_written(tmp_path: Path) -> None:
    assert lines(body(tmp_path, {}, COMPOSE)) == [
        "name: shop", "volumes: empty table",
        "services",
        "web-server",
        "image: nginx:1.27", "read_only: true", "stop_grace_period: null",
        "ports", "80:80", "8000",
        "deploy", "resources", "limits", "cpus: 1.50",
        "db",
        'image: postgres', 'command: sh -c "⏎  exec  postgres⏎"',
        "environment", "POSTGRES_PASSWORD: ${SECRET}", "PGTZ: empty text",
        "x-links", "https://example.org/a", "ops@example.org",
    ]  # fmt: skip


@pytest.mark.parametrize(("schema", "document", "expected"), [
    ({}, "port: 8000", "port: 8000"),
    ({}, "depth: -12345.678", "depth: -12345.678"),
    ({}, "price: 1.50", "price: 1.50"),
    ({}, "many: 1e3", "many: 1e3"),
    ({"port": {"title": "Port", "type": "integer"}}, "port: 8000", "Port: 8000"),
    ({"cost": {"title": "Cost", "type": "number", "x-unit": "CNY"}}, "cost: 12345.678", "Cost: ¥12,345.678"),
    ({"cost": {"title": "Cost", "type": "number", "x-unit": "CNY"}}, "cost: 12345.5", "Cost: ¥12,345.50"),
    ({}, "on: true", "on: true"),
    ({"on": {"type": "boolean"}}, "on: true", "on: true"),
    ({"on": {"title": "Urgent", "type": "boolean"}}, "on: true", "Urgent: Yes"),
    ({"level": {"enum": ["very-low", "high"]}}, "level: very-low", "level: very-low"),
    ({}, "nothing: null", "nothing: null"),
    ({}, "nothing: ~", "nothing: null"),
    ({}, 'text: ""', "text: empty text"),
    ({}, 'text: "  "', "text: empty text"),
    ({}, "items: []", "items: empty list"),
    ({}, "items: {}", "items: empty table"),
    ({}, '"": nameless', '"": nameless'),
    ({}, "snake_case-key: x", "snake_case-key: x"),
    ({}, "text: '<b> &amp; ${HOME} $${x}'", "text: <b> &amp; ${HOME} $${x}"),
])  # fmt: skip
def test_only_what_the_schema_declares_is_made_pretty(tmp_path: Path, schema: dict[str, Any], document: str, expected: str) -> None:
    assert lines(body(tmp_path, {"properties": schema}, f"{document}\n")) == [expected]


def test_the_title_of_what_a_map_holds_is_no_title_of_its_keys(tmp_path: Path) -> None:
    content = {"content": {"title": "Content", "additionalProperties": {"title": "Media type", "type": "object", "properties": {"schema": {"title": "Schema"}}}}}

    assert lines(body(tmp_path, {"properties": content}, "content: {application/json: {schema: x, example: y}}\n")) == [
        "Content", "application/json", "Schema: x", "example: y",
    ]


def test_a_mixed_list_has_each_item_in_its_own_form(tmp_path: Path) -> None:
    html = body(tmp_path, {}, "items: [1, null, {k: v}, [a, [b]], {}, {a: [x]}]\n")

    assert lines(html) == ["items", "1", "null", "k: v", "a", "b", "empty table", "a", "x"]
    assert "<li></li>" not in html


def test_ids_of_others_are_data(tmp_path: Path) -> None:
    assert lines(body(tmp_path, {}, "users: [{id: 7, name: Ann}, {id: 8, name: Bo}]\n")) == ["users", "idname", "7Ann", "8Bo"]


def test_code_is_shown_letter_by_letter_and_can_be_copied(tmp_path: Path) -> None:
    code = {"run": {"title": "Run", "type": "string", "x-text": "code", "x-max-bytes": 200}}
    html = body(tmp_path, {"properties": code}, 'run: |\n    if [ -n "${HOME}" ]; then\n      echo  <b>https://example.org/</b> $${x}\n    fi\n')

    assert '<pre data-sop-code><code class="sop-lines" tabindex="0">if [ -n &#34;${HOME}&#34; ]; then\n  echo  &lt;b&gt;https://example.org/&lt;/b&gt; $${x}\nfi</code></pre>' in html
    assert "data-sop-copy" in html


WEB = '<a href="{0}" rel="noopener noreferrer">{0}</a>'
MAIL = '<a href="mailto:{0}" rel="noopener noreferrer">{0}</a>'


@pytest.mark.parametrize(("text", "expected"), [
    ("see https://example.org/a?b=1&c=2#d.", f"see {WEB.format('https://example.org/a?b=1&amp;c=2#d')}."),
    ("(https://example.org/x_(y))", f"({WEB.format('https://example.org/x_(y)')})"),
    ("<https://example.org>", f"&lt;{WEB.format('https://example.org')}&gt;"),
    ("见 https://example.org/x，谢谢", f"见 {WEB.format('https://example.org/x')}，谢谢"),
    ("https://example.org/路径", "https://example.org/路径"),
    ("请发a@b.example谢谢", f"请发{MAIL.format('a@b.example')}谢谢"),
    ("mailto:a@b.example", '<a href="mailto:a@b.example" rel="noopener noreferrer">mailto:a@b.example</a>'),
    ("react@18.2.0 git@example.org:a/b.git ssh://git@example.org/x", "react@18.2.0 git@example.org:a/b.git ssh://git@example.org/x"),
    ("javascript:alert(1) data:text/html,x //example.org file:///etc/passwd", "javascript:alert(1) data:text/html,x //example.org file:///etc/passwd"),
    ('https://example.org/"onclick="x', f"{WEB.format('https://example.org/')}&#34;onclick=&#34;x"),
])  # fmt: skip
def test_addresses_in_plain_texts_are_links(text: str, expected: str) -> None:
    assert with_links(escape.html(text)) == expected


def test_an_address_that_goes_on_in_a_slot_is_no_link() -> None:
    slot = Markup('<span class="sop-slot">[Number]</span>')

    assert with_links(escape.element("https://example.org/{} https://example.org/", slot)) == f"https://example.org/{slot} {WEB.format('https://example.org/')}"
    assert with_links(escape.element("{}https://example.org/", slot)) == f"{slot}https://example.org/"
