"""What the search finds on a playbook's page: what the page draws of its view, below the headings that it draws."""

from pathlib import Path

import pytest

from sopbook.handbook.view.passage import Passage
from sopbook.source.diagnostics import Diagnostic
from unit.workspaces import BAD, FOREIGN, handbook, note

TEMPLATE = "schema/note/page.html.j2"
IMPORT = '{% from "parts.html.j2" import section, show, bubble, titled, heading with context %}\n'
FIELDS = "level: low\nsay: |\n  Hello ${group.number},\n\n  we are here.\nprose: 'See **the chat** and [the list](https://a.example/).'\nwindow: {from: '9:00', until: '17:00', reason: People sleep}\n"


def passages(folder: Path, template: str | None = None) -> tuple[list[Passage], list[Diagnostic]]:
    files = {BAD: note("bad", FIELDS), **({TEMPLATE: IMPORT + template} if template else {})}
    made, found = handbook(folder / "w", files)
    return list(made.pages["note/bad"].passages), found


def test_a_generic_page_has_a_passage_for_each_section(tmp_path: Path) -> None:
    found, _ = passages(tmp_path)

    assert found == [
        Passage("", "", "", "What it is about.\nLevel\nlow\nCost\n¥0"),
        Passage("say", "Say", "Hello [Group number],\nwe are here.", ""),
        Passage("prose", "Prose", "", "See the chat and the list."),
        Passage("window", "Window", "", "from\n9:00\nuntil\n17:00\nreason\nPeople sleep"),
    ]


@pytest.mark.parametrize(("template", "expected"), [
    ("{% call section(page['window']) %}<p>{{ page.at('/window/from').html }}</p>{% endcall %}", Passage("window", "Window", "", "9:00")),
    ("<h2 id=\"{{ page['window'].anchor }}\">Open</h2>{% set end = page.at('/window/until') %}{{ end.title }}: {{ end.text }}", Passage("window", "Open", "", "until\n17:00")),
    ("<h2 id='a'>A</h2>{% call titled('b', 'B') %}{{ page.at('/window/until').html }}{% endcall %}", Passage("b", "B", "", "17:00")),
    ("{% call section(page['window']) %}{{ heading('c', 'C') }}{{ show(page['prose']) }}{% endcall %}", Passage("c", "C", "", "See the chat and the list.")),
    ("{% call titled('d', 'D') %}{{ bubble(page['say'], page['say'].title) }}{% endcall %}", Passage("d", "D", "Hello [Group number],\nwe are here.", "Say")),
    ("{% call titled('e', 'E') %}{{ clock('20:00', 15, t) }} {{ page['prose'].html }}{{ page['prose'].html }}{% endcall %}",
     Passage("e", "E", "", "20:15\nSee the chat and the list.")),
])  # fmt: skip
def test_words_are_found_below_the_heading_below_which_a_template_draws_them(tmp_path: Path, template: str, expected: Passage) -> None:
    found, problems = passages(tmp_path, template)

    assert problems == []
    assert expected in found


def test_the_search_finds_nothing_that_the_page_does_not_show(tmp_path: Path) -> None:
    found, _ = passages(tmp_path, "{% if page['say'].value == 'x' %}{{ page['say'].html }}{% endif %}<p>{{ page['prose'].html }}</p>")

    assert found == [
        Passage("", "", "", "What it is about.\nLevel\nlow\nSee the chat and the list."),
        Passage("sop-more", "More", "", "Cost\n¥0"),
        Passage("window", "Window", "", "from\n9:00\nuntil\n17:00\nreason\nPeople sleep"),
    ]


def test_a_template_that_fails_leaves_the_passages_of_the_generic_layout(tmp_path: Path) -> None:
    plain, _ = passages(tmp_path / "plain")
    failed, problems = passages(tmp_path / "failed", "{{ page['say'].html }}{{ nothing.at_all }}")

    assert {problem.code for problem in problems} == {"TEMPLATE002"}
    assert failed == plain


def test_a_document_without_title_and_summary_has_its_values_as_passages(tmp_path: Path) -> None:
    schema = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Visit", "type": "object", "properties": {"": {"type": "string"}, "rooms": {"type": "array", "items": {"type": "string"}}}}'
    made, found = handbook(tmp_path / "w", {
        "schema/visit/kind.yaml": f"kind: visit\n{FOREIGN}", "schema/visit/schema.json": schema, "playbooks/hq/visit/one.yaml": "'': nameless\nrooms: [hall, attic]\n",
    })

    assert [problem for problem in found if "visit/one" in problem.path] == []
    assert list(made.pages["visit/one"].passages) == [Passage("", "", "", '""\nnameless'), Passage("rooms", "rooms", "", "hall\nattic")]
