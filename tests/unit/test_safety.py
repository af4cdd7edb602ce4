"""What comes from a branch or a kind is not trusted: it reaches no Python, no terminal and no reader's browser."""

from pathlib import Path

import pytest

from sopbook.outputs.findings import FORMATS, Run
from unit.html_pages import Page
from unit.workspaces import BAD, found_in, handbook, note

TEMPLATE = "schema/note/page.html.j2"


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ page|attr('__class__') }}", "{{ page.at.__globals__ }}",
        "{{ page._view }}", "{{ page._place }}", "{{ t.__call__.__globals__ }}", "{{ lipsum.__globals__ }}", "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__ }}", "{{ in_locale.__code__ }}", "{{ '{0.__class__}'.format(page) }}", "{{ '%s'|format(page.__slots__) }}",
        "{{ kind.validator.accepts.__self__ }}", "{{ kind.validator.errors({}).gi_frame }}", "{{ page.value.update({'id': 'x'}) }}",
        "{{ page.value['tags'].append('x') }}", "{{ kind.labels.clear() }}", "{{ t.texts.clear() }}",
        "{% import 'parts.html.j2' as parts %}{{ parts.__class__ }}", "{% include '../environment.py' %}", "{% include '/etc/hostname' %}",
        "{{ open('x') }}", "{{ config }}", "{{ 1 / 0 }}", "{% include 'no.html.j2' %}",
    ],
)  # fmt: skip
def test_a_template_that_reaches_out_gives_way_to_the_generic_layout(tmp_path: Path, template: str) -> None:
    made, found = handbook(tmp_path / "w", {TEMPLATE: f"<p>before</p>\n{template}\n"})

    assert [(d.path, d.span.line, d.code) for d in found] == [(TEMPLATE, 2, "TEMPLATE002")]
    assert "before" not in made.pages["note/good"].body
    assert "We are here from 09:00–21:00 in group" in Page(made.pages["note/good"].body).text


@pytest.mark.parametrize("template", ["{{ page['__class__'] }}", "{{ [page]|map(attribute='__class__')|list }}", "{{ page }}", "{{ page['say'] }}"])
def test_no_page_shows_an_object_of_python(tmp_path: Path, template: str) -> None:
    made, _ = handbook(tmp_path / "w", {TEMPLATE: template})

    assert "object at 0x" not in made.pages["note/good"].body


def test_a_field_that_a_template_prints_is_its_text_with_the_slots_marked(tmp_path: Path) -> None:
    made, found = handbook(tmp_path / "w", {TEMPLATE: "<p>{{ page['say'] }}</p>"})

    assert found == []
    assert '<p>We are here from 09:00–21:00 in group <span class="sop-slot" data-slot="group.number"' in made.pages["note/good"].body


def test_a_template_changes_nothing_for_the_next_one(tmp_path: Path) -> None:
    template = "{% set page = 'x' %}{% set t = 'y' %}<p>{{ page }}{{ t }}</p>"
    made, found = handbook(tmp_path / "w", {TEMPLATE: template, "playbooks/hq/note/other.yaml": note("other", "level: low\n")})

    assert found == []
    assert all("<p>xy</p>" in made.pages[f"note/{name}"].body for name in ("good", "other"))


HTML = "<img src=x onerror=alert(1)><script>alert(1)</script>\"' onclick=x"


def test_html_in_any_text_of_a_playbook_stays_text(tmp_path: Path) -> None:
    fields = f"say: |\n  {HTML}\nprose: |\n  {HTML}\nwho: |\n  {HTML}\nwindow:\n  from: |\n    {HTML}\naliases:\n  - |\n    {HTML}\nparams: {{x: '<b>'}}\n"
    playbook = note("bad", fields).replace("A note", f"'{HTML.replace(chr(39), chr(39) * 2)}'").replace("Operations desk", "<i>desk</i>")
    made, found = handbook(tmp_path / "w", {BAD: playbook.replace("What it is about.", "<u>${x}</u>")})

    assert found == []
    for path in ("note/bad", "note/index", "index", "tags"):
        page = Page(made.pages[path].body)
        assert page.names.isdisjoint({"script", "img", "b", "i", "u"})
        assert not any(name.startswith("on") for name in page.attributes)
    shown = Page(made.pages["note/bad"].body).text
    assert shown.count("<script>alert(1)</script>") == len(["title", "say", "prose", "who", "window/from", "aliases"])


def test_html_in_the_words_of_a_branch_or_a_kind_stays_text(tmp_path: Path) -> None:
    branch = f"name: {{en: <i>HQ</i>}}\nlocales: [en]\nparams: {{hours: '<b>9</b>'}}\nslots:\n  group.number:\n    title:\n      en: |\n        {HTML}\n"
    kind = "kind: note\ntitle: {en: <i>Note</i>}\nplural: {en: <i>Notes</i>}\nneed: {en: <i>Need</i>}\nlead: {en: <i>Lead</i>}\n"
    made, found = handbook(tmp_path / "w", {"playbooks/hq/branch.yaml": branch, "schema/note/kind.yaml": kind})

    assert found == []
    for handbook_page in made.pages.values():
        page = Page(handbook_page.body)
        assert page.names.isdisjoint({"script", "img", "b", "i", "u"})
        assert not any(name.startswith("on") for name in page.attributes)


@pytest.mark.parametrize("field", ["prose: '[a](javascript:alert(1))'\n", "prose: '[a](//evil.example)'\n", "prose: <javascript:alert(1)>\n"])
def test_a_link_that_runs_something_is_never_one(tmp_path: Path, field: str) -> None:
    made, _ = handbook(tmp_path / "w", {BAD: note("bad", field)})

    for page in made.pages.values():
        assert not any(link.startswith(("javascript", "//")) for link in Page(page.body).links)


@pytest.mark.parametrize(
    "icon",
    ["<svg onload='x()'></svg>", "<svg\nonload='x()'></svg>", "<svg\tonload='x()'></svg>", "<svg/onload='x()'></svg>", "<svg id=''onload='x()'></svg>",
     "<svg><script>x()</script></svg>", "<svg><a href='javascript:x()'/></svg>", "<svg></svg><img src='https://a.example/x.png'>",
     "<svg><foreignObject><iframe srcdoc='x'/></foreignObject></svg>", "<svg><style>@import 'https://a.example/x.css';</style></svg>",
     "<svg><title><![CDATA[</title><img src=x onerror=x()>]]></title></svg>", "<svg><!-- --></svg>",
     "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg><title>&a;</title></svg>", "<svg style='background:url(https://a.example/x)'/>",
     "<svg><rect fill='url(https://a.example/x)'/></svg>", "<svg></svg></span></a><h1>x</h1>", "<svg", "<?xml version='1.0'?><svg/>"],
)  # fmt: skip
def test_an_icon_is_a_drawing_and_nothing_else(tmp_path: Path, icon: str) -> None:
    assert [d.code for d in found_in(tmp_path / "w", {"schema/note/icon.svg": icon}) if d.path.endswith("icon.svg")] == ["KIND012"]


@pytest.mark.parametrize("icon", ["<svg viewBox='0 0 9 9'><circle r='1'/></svg>\n", "<svg xmlns='http://www.w3.org/2000/svg'><title>Hands on deck</title></svg>"])
def test_a_plain_drawing_is_an_icon(tmp_path: Path, icon: str) -> None:
    made, found = handbook(tmp_path / "w", {"schema/note/icon.svg": icon})

    assert found == []
    assert icon.strip() in made.pages["index"].body


@pytest.mark.parametrize("text", ['"\\e[2Jx": 1\n', "level: \"\\e]0;x\\a\"\n", 'see: "\\e[31m"\n', '"a\\nb": 1\n'])
@pytest.mark.parametrize("form", ["full", "concise"])
def test_no_finding_sends_an_order_to_the_terminal(tmp_path: Path, text: str, form: str) -> None:
    found = found_in(tmp_path / "w", {BAD: note("bad", text)})

    assert found != []
    assert not any(ord(letter) < 32 for letter in FORMATS[form](Run(found)).replace("\n", ""))
    assert not any("\n" in d.message for d in found)
