"""Texts of playbooks as HTML: escaped, their slots marked, their line breaks kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.branches.branch import Branch, Slot
from sopbook.handbook.labels import catalogue
from sopbook.handbook.view.text import inline, plain, prose
from unit.html_pages import PROSE_ATTRIBUTES, PROSE_TAGS, Page

T = catalogue("en")
BRANCH = Branch(
    "hq",
    {"en": "Headquarters"},
    slots={
        "group.number": Slot({"en": "Group number", "zh": "群号"}),
        "guest.name": Slot({"en": "<b onclick=\"x()\">'Name' & \"title\"</b>"}),
    },
)
SLOT = '<span class="sop-slot" data-slot="group.number" title="You fill in: Group number">[Group number]</span>'
SLOT_ATTRIBUTES = {"class", "data-slot", "title"}


def message(text: str) -> str:
    return str(inline(text, BRANCH, "en", T))


def paragraphs(text: str) -> str:
    return str(prose(text, BRANCH, "en", T))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("早安 👋", "早安 👋"),
        ("one\n\n  two\n", "one\n\n  two"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b &lt; c", "a &amp; b &amp;lt; c"),
        ("it's \"so\"", "it&#39;s &#34;so&#34;"),
        ("**no** _markdown_ [here](https://a.example)", "**no** _markdown_ [here](https://a.example)"),
        ("in ${group.number}!", f"in {SLOT}!"),
        ("${ group.number }", SLOT),
        ("${group.number}\n${group.number}", f"{SLOT}\n{SLOT}"),
        ("$${group.number}", "${group.number}"),
        ("${not closed", "${not closed"),
        ("${}", "${}"),
        ("{{ 7 * 7 }} {% raw %}", "{{ 7 * 7 }} {% raw %}"),
        ("", ""),
    ],
)
def test_a_message_is_shown_as_it_is_written_with_its_slots_marked(text: str, html: str) -> None:
    assert message(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("in **${group.number}**!", f"<p>in <strong>{SLOT}</strong>!</p>\n"),
        ("${ group.number }", f"<p>{SLOT}</p>\n"),
        ("`${group.number}`", f"<p><code>{SLOT}</code></p>\n"),
        ("- ${group.number}", f"<ul>\n<li>{SLOT}</li>\n</ul>\n"),
        ("$${group.number}", "<p>${group.number}</p>\n"),
        ("${not closed", "<p>${not closed</p>\n"),
        ("<i>${group.number}</i>", f"<p>&lt;i&gt;{SLOT}&lt;/i&gt;</p>\n"),
    ],
)
def test_prose_marks_the_same_slots(text: str, html: str) -> None:
    assert paragraphs(text) == html


@pytest.mark.parametrize(
    "text",
    [
        '[a](https://a.example "${guest.name}")',
        "[a](https://a.example '${guest.name}')",
        "[a][1]\n\n[1]: https://a.example '${guest.name}'",
        "[a](https://a.example/${guest.name})",
        "[a](<https://a.example/${guest.name}>)",
        "```${guest.name}\na\n```",
        "~~~ ${guest.name}\na\n~~~",
    ],
)
def test_a_slot_inside_an_attribute_opens_no_tag_there(text: str) -> None:
    page = Page(paragraphs(text))

    assert page.names <= {"p", "a", "pre", "code"}
    assert page.attributes <= PROSE_ATTRIBUTES
    assert page.text.strip() == "a"


def test_the_title_of_a_slot_stays_text() -> None:
    for html in (message("${guest.name}"), paragraphs("${guest.name}")):
        page = Page(html)
        title = "<b onclick=\"x()\">'Name' & \"title\"</b>"

        assert page.tags[-1] == ("span", {"class": "sop-slot", "data-slot": "guest.name", "title": f"You fill in: {title}"})
        assert page.text.strip() == f"[{title}]"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("in ${group.number}", "in [Group number]"),
        ("${ group.number }", "[Group number]"),
        ("$${group.number}", "${group.number}"),
        ("<b>${guest.name}", "<b>[<b onclick=\"x()\">'Name' & \"title\"</b>]"),
        ("${unknown} ${", "${unknown} ${"),
    ],
)
def test_a_plain_text_is_what_is_read(text: str, read: str) -> None:
    assert plain(text, BRANCH, "en") == read


def test_a_slot_is_called_what_the_locale_calls_it() -> None:
    assert plain("${group.number}", BRANCH, "zh") == "[群号]"
    assert plain("${group.number}", BRANCH, "de") == "[Group number]"


_PIECES = st.sampled_from(
    ["a", "早", " ", "\n", "<", ">", '"', "'", "=", "/", "`", "```", "~~~", "*", "[", "]", "(", ")", "](", "[1]", "[1]: ", "|", "---", "\\", "&", "&lt;", "&quot;",
     "${", "}", "$${", "${group.number}", "${guest.name}", "${ group.number }", "${<b>}", '${"x}', "https://a.example/", "javascript:",
     "<script>", "<b onclick=x>", " onload=y ", "\x00", "\u2028"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40)


@settings(max_examples=1000)
@given(_TEXTS)
def test_no_message_makes_a_tag_or_an_attribute_of_its_own(text: str) -> None:
    page = Page(message(text))

    assert page.names <= {"span"}
    assert all(set(attributes) == SLOT_ATTRIBUTES and attributes["class"] == "sop-slot" for _, attributes in page.tags)


@settings(max_examples=1000)
@given(_TEXTS)
def test_no_prose_makes_a_tag_or_an_attribute_of_its_own(text: str) -> None:
    page = Page(paragraphs(text))

    assert page.names <= PROSE_TAGS | {"span"}
    assert page.attributes <= PROSE_ATTRIBUTES | SLOT_ATTRIBUTES
    assert all(attributes.get("class") == "sop-slot" for tag, attributes in page.tags if tag == "span")


@given(st.lists(st.sampled_from(["a", "早", "\n", " ", "<", ">", '"', "'", "&", "&lt;", "${group.number}", "${guest.name}", "$${x}"])).map("".join))
def test_what_a_browser_shows_of_a_message_is_what_is_read(text: str) -> None:
    assert Page(message(text)).text == plain(text, BRANCH, "en")


def test_a_token_of_wecom_is_marked_and_stays_as_it_is_however_it_was_written() -> None:
    nickname = Slot({"en": "Nickname"}, token='%N"<%')
    branch = Branch("hq", {"en": "Headquarters"}, slots={"member.nickname": nickname, "other.token": Slot({"en": "span"}, token="span")})
    marked = '<span class="sop-slot sop-slot--token" title="WeCom puts this in when it sends: Nickname">%N&#34;&lt;%</span>'

    assert str(inline("Hi ${member.nickname}!", branch, "en", T)) == f"Hi {marked}!"
    assert str(inline('Hi %N"<%!', branch, "en", T)) == f"Hi {marked}!"
    assert plain("Hi ${member.nickname}!", branch, "en") == 'Hi %N"<%!'
