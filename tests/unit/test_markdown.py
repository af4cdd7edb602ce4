"""Markdown fields: prose with safe links, and no HTML of its own."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopbook.handbook.view.markdown import markdown
from unit.html_pages import PROSE_ATTRIBUTES, PROSE_TAGS, Page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("早安", "<p>早安</p>\n"),
        ("**a** and *b*", "<p><strong>a</strong> and <em>b</em></p>\n"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("# a", "<h4>a</h4>\n"),
        ("###### a", "<h4>a</h4>\n"),
        ("a\n===", "<h4>a</h4>\n"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        ("a & b &lt;i&gt;", "<p>a &amp; b &lt;i&gt;</p>\n"),
        ("| a |\n|---|\n| <b> |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>&lt;b&gt;</td>\n</tr>\n</tbody>\n</table>\n"),
    ],
)  # fmt: skip
def test_prose_becomes_plain_html_with_headings_of_level_four(text: str, html: str) -> None:
    assert markdown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<b>a</b>", "<img src=x onerror=alert(1)>", "<!-- a -->", "<?php ?>", "<![CDATA[a]]>", "<!DOCTYPE a>",
        "<div\nonclick=a>", "a <span onmouseover='b'>c</span>", "&lt;script&gt;", "&#60;script&#62;", "<scr<script>ipt>", "<svg/onload=a>",
        "\\<script>", "<a href='https://a.example'>a</a>", "<style>*{}</style>", "> <i>a</i>", "- <i>a</i>", "# <i>a</i>", "`<i>`", "    <i>",
        "```\n<i>\n```", "[<i>a</i>](https://a.example)", "**<i>**",
    ],
)  # fmt: skip
def test_html_stays_text(text: str) -> None:
    page = Page(markdown(text))

    assert page.names - PROSE_TAGS == set()
    assert "a" not in page.names or page.links == ["https://a.example"]


@pytest.mark.parametrize(
    "address",
    ["https://a.example/早?b=c#d", "http://a.example", "HTTPS://A.EXAMPLE", "mailto:a@b.example", "../crisis/x.html", "#first", "a.html", "?q=1", "/a"],
)
def test_a_link_to_a_page_or_an_address_is_one(address: str) -> None:
    assert len(Page(markdown(f"[a]({address})")).links) == 1


@pytest.mark.parametrize("address", ["https://a.example", "http://a.example", "HTTPS://A.EXAMPLE"])
def test_a_link_to_a_host_tells_it_nothing_about_the_reader(address: str) -> None:
    assert [attributes["rel"] for _, attributes in Page(markdown(f"[a]({address})")).tags if "href" in attributes] == ["noopener noreferrer"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "data:image/png;base64,x", "vbscript:x", "file:///etc/hostname",
        "ftp://a.example", "tel:1", "blob:x", "//a.example", "https:a.example", "http:/a.example", "x:y",
        "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
        " javascript:alert(1)", "<javascript:alert(1)>", "< javascript:alert(1)>", "<\u3000javascript:alert(1)>", "<\u00a0//a.example>",
        "&#47;/a.example", "&sol;&sol;a.example",
    ],
)  # fmt: skip
def test_a_link_anywhere_else_stays_text(address: str) -> None:
    assert Page(markdown(f"[a]({address})")).links == []
    assert Page(markdown(f"[a][1]\n\n[1]: {address}")).links == []
    assert Page(markdown(f"![a]({address})")).links == []


@pytest.mark.parametrize("text", ["<javascript:alert(1)>", "<data:text/html,x>", "<ftp://a.example>", "https://a.example", "www.a.example", "a@b.example"])
def test_no_link_is_made_where_none_is_written(text: str) -> None:
    assert Page(markdown(text)).links == []


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert Page(markdown("<https://a.example>")).links == ["https://a.example"]


@pytest.mark.parametrize("text", ["![a](https://a.example/x.png)", "![a](x.png)", "![a][1]\n\n[1]: https://a.example/x.png", "[![a](x.png)](y.html)"])
def test_there_are_no_images(text: str) -> None:
    assert "img" not in Page(markdown(text)).names


_PIECES = st.sampled_from(
    ["a", "早", " ", "\n", "\n\n", "    ", "<", ">", '"', "'", "`", "```", "~~~", "*", "**", "_", "[", "]", "(", ")", "](", "![", "[a]: ", "|", "---",
     "#", "- ", "1. ", "\\", "&", "&lt;", "&#60;", "&quot;", "&#x27;", "&colon;", "javascript:", "data:", "vbscript:", "//", "https://a.example/", "mailto:",
     "<script>", "</p>", "<b onclick=x>", " onload=y ", "=", "\t", "\x00", "\u3000", "{", "}", "<!--", "-->"]
)  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_no_text_makes_a_tag_an_attribute_or_a_link_of_its_own(text: str) -> None:
    page = Page(markdown(text))

    assert page.names - PROSE_TAGS == set()
    assert page.attributes - PROSE_ATTRIBUTES == set()
    for link in page.links:
        as_a_browser_reads_it = re.sub(r"[\x00-\x20]", "", link)
        scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)", as_a_browser_reads_it)
        assert scheme is None or scheme[0].lower() in ("http", "https", "mailto")
        assert not re.match(r"[/\\]{2}", as_a_browser_reads_it)
