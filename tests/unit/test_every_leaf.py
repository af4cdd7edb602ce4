"""Whatever a document holds is on its page and its sheet once, as its file writes it: documents of every JSON type, drawn at random."""

import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from example_workspaces import TODAY, checked, lay_out
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render
from sopbook.outputs.pdf.sheet_data import page_data

SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Thing", "type": "object", "properties": {
    "code": {"type": "string", "x-text": "code"}, "named": {"title": "Named", "additionalProperties": {"title": "Part"}},
}}  # fmt: skip
KIND = "kind: {0}\ntitle: {{en: {0}}}\nplural: {{en: {0}}}\nenvelope: false\nidentity: {{id: $file, title: $file}}\n"
PAGE = """\
{% from "parts.html.j2" import section, show with context %}
{{ section(page['a']) }}<p>{{ page.at('/named/b_c').html }}</p>
{% for one in page['application/json'] %}<p>{{ one['a'].html }}</p>{% endfor %}
<p>{{ page['200'][0].words }}</p>
"""
SHEET = '#import "/library.typ": *\n#let sheet(page) = framed(page, elsewhere: ("/200",), section(at(page, "/a")))\n'

KEYS = st.sampled_from(["a", "b_c", "application/json", "200", "~x", "k v", "", "id", "named", "about", "名"])
WORDS = {"null": "null", '""': "empty text", "[]": "empty list", "{}": "empty table", "true": "true", "false": "false"}
LEAVES = st.sampled_from(["number", "text", "lines", *WORDS])
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4), max_leaves=12)
DOCUMENTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=6)
NUMBERS = ("8{:03}0", "-12{:03}.678", "{:03}1.50", "1{:03}e3")


@dataclass
class Written:
    """A document as JSON, and what its leaves are as the file writes them: each number and text is there once."""

    filled: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """null, true, false and what is empty."""

    def text(self, tree: Any) -> str:
        """Return a tree as JSON, and note its leaves."""
        if isinstance(tree, dict):
            return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {self.text(one)}" for key, one in tree.items()) + "}"
        if isinstance(tree, list):
            return "[" + ", ".join(map(self.text, tree)) + "]"
        if tree in WORDS:
            self.others.append(WORDS[tree])
            return str(tree)
        number = len(self.filled)
        if tree == "number":
            self.filled.append(NUMBERS[number % len(NUMBERS)].format(number + 100).lstrip("0"))
            return self.filled[-1]
        self.filled.append(f"text-{number} <b>&amp; ${{HOME}} $${{x}}" + ("\n  two  blanks\n\n\tend" if tree == "lines" else ""))
        return json.dumps(self.filled[-1])


def shown(folder: Path, files: dict[str, str]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the bodies of pages and the data of sheets, by kind and id."""
    workspace = checked(lay_out(folder, {
        **{f"schema/{kind}/kind.yaml": KIND.format(kind) for kind in ("plain", "drawn")},
        **{f"schema/{kind}/schema.json": json.dumps(SCHEMA) for kind in ("plain", "drawn")},
        "schema/drawn/page.html.j2": PAGE, "schema/drawn/print.typ": SHEET, **files,
    }), TODAY)
    assert [one for one in workspace.diagnostics if one.severity == "error"] == []
    chosen = edition(workspace, "hq")
    made, problems = render(chosen)
    assert problems == []
    bodies = {path: page.body.split("</h1>", 1)[1].split('<footer class="sop-about"', 1)[0] for path, page in made.pages.items() if "</h1>" in page.body}
    return bodies, {"/".join(key): page_data(playbook, chosen) for key, playbook in chosen.playbooks.items()}


def leaves_of(data: dict[str, Any]) -> list[str]:
    """Return what the data of a field say in single values."""
    inner = [*data.get("items", ()), *data.get("fields", {}).values()]
    return [words for one in inner for words in leaves_of(one)] if inner else [data.get("empty") or data["text"]]


def read(html: str) -> str:
    """Return the words of some HTML, with a sign that no document holds in place of each tag."""
    return unescape(re.sub(r"<[^>]*>", "\ufffc", html))


def alone(words: str, text: str) -> int:
    """Return how often words stand in a text, and not within other ones."""
    return len(re.findall(rf"(?<![\w.-]){re.escape(words)}(?![\w.-])", text))


@settings(max_examples=15, phases=[Phase.generate])
@given(st.lists(DOCUMENTS, min_size=12, max_size=12))
def test_each_leaf_is_on_the_page_and_on_the_sheet_once_as_written(trees: list[dict[str, Any]]) -> None:
    written = [Written() for _ in trees]
    texts = [one.text(tree) for one, tree in zip(written, trees, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        bodies, sheets = shown(Path(folder) / "w", {
            f"playbooks/hq/{kind}/d{number}.yaml": f"{text}\n" for kind in ("plain", "drawn") for number, text in enumerate(texts)
        })

    for number, document in enumerate(written):
        for kind in ("plain", "drawn"):
            text = read(bodies[f"{kind}/d{number}"])
            assert {leaf: alone(leaf, text) for leaf in document.filled} == dict.fromkeys(document.filled, 1)
        plain, sheet = read(bodies[f"plain/d{number}"]), sheets[f"plain/d{number}"]
        assert {leaf: alone(leaf, plain) for leaf in document.others} == Counter(document.others)
        parts = [sheet["shortened"].get(name, sheet["fields"][name]) for name in sheet["rest"]]
        assert Counter(words for one in parts for words in leaves_of(one)) == Counter([*document.filled, *document.others])
        more = [words for one in sheets[f"drawn/d{number}"]["more"] for words in leaves_of(one)]
        named = [words for name in ("a", "200") if name in sheet["fields"] for words in leaves_of(sheet["fields"][name])]
        filled = set(document.filled)
        assert Counter(one for one in [*more, *named] if one in filled) == Counter(document.filled)
