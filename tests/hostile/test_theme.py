"""Titles, names and descriptions in what the theme prints around a page: the text that somebody wrote, once escaped."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from browser.handbook_site import page_paths
from end_to_end.running import contents, process, sopbook
from example_workspaces import lay_out
from hostile.broken_out import broken_out
from hostile.watching import watched
from sopbook import escape
from sopbook.outputs.html.environment import environment
from sopbook.site.theme import Html
from unit.workspaces import note

TITLE = "<VIP>群 & <img src=x onerror=alert(1)>"
SUMMARY = "有人问\"在吗\"时用 <img src=x onerror=alert(2)> & 'so on'"
NAME = "R&D </title><script>alert(3)</script>"
SITE = "Q&A \"><img src=x onerror=alert(4)>"
KIND = f"""\
kind: note
title: {{en: "<i>Note</i>"}}
plural: {{en: {yaml.safe_dump(NAME, width=999).strip().partition(chr(10))[0]}}}
group_by: [/level]
"""
GUIDE = "# Q&A <b>bold</b> `<VIP>`\n\nBy hand, with <u>its own</u> HTML &amp; so on.\n\n## R&D <i>too</i>\n\nWords.\n"


def _workspace(root: Path) -> Path:
    playbook = yaml.safe_load(note("vip", "level: low\n")) | {"title": TITLE, "summary": SUMMARY, "reviewed_on": "2026-11-01", "review_by": "2027-11-01"}
    branch = {"name": {"en": NAME}, "locales": ["en"], "tags": {"sample": {"en": NAME}}}
    settings = {"site_name": SITE, "site_description": SITE, "site_author": SITE, "copyright": "&copy; <b>us</b>", "plugins": [{"sopbook": {"built_in_kinds": False, "frame": "theme"}}], "theme": {"name": "material", "font": False, "features": ["navigation.footer", "navigation.path"]}}
    return lay_out(root, {
        "playbooks/hq/note/vip.yaml": yaml.safe_dump(playbook, allow_unicode=True, sort_keys=False, width=999), "REMOVE": "playbooks/hq/note/good.yaml\n",
        "playbooks/hq/branch.yaml": yaml.safe_dump(branch, allow_unicode=True, width=999), "schema/note/kind.yaml": KIND,
        "mkdocs.yml": yaml.safe_dump(settings, allow_unicode=True, width=999), "docs/guide.md": GUIDE, "docs/own.md": f"---\ntitle: {yaml.safe_dump(TITLE, allow_unicode=True, width=999)}---\nMine.\n",
    })


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one edition, in which all of these texts are what no author should write."""
    root = _workspace(tmp_path_factory.mktemp("theme"))
    run = sopbook("build", "-C", root)
    assert run.exit_code == 0, run.output
    return root / "site"


class _Words(HTMLParser):
    """The words of the elements of one name, or of one class."""

    def __init__(self, html: str, wanted: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self._wanted, self._inside = wanted, False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._wanted == tag or self._wanted in (dict(attrs).get("class") or "").split()
        if self._inside:
            self.words.append("")
            self.attributes.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words[-1] = f"{self.words[-1]} {data.strip()}".strip()

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._inside = False


def _words(page: Path, wanted: str) -> list[str]:
    return _Words(page.read_text("utf-8"), wanted).words


def _description(page: Path) -> str | None:
    return next(meta["content"] for meta in _Words(page.read_text("utf-8"), "meta").attributes if meta.get("name") == "description")


def test_nothing_breaks_out_of_the_site(built: Path) -> None:
    site = contents(built)
    del site["guide.html"], site["own.html"]  # Their authors write HTML.

    assert broken_out(site, ["guide.html", "own.html"]) == []


def test_no_page_of_the_site_runs_anything(built: Path, browser: Browser) -> None:
    assert watched(browser, built, [*page_paths(built), "404.html"]) == []


def test_a_title_is_the_text_that_was_written_on_every_page(built: Path) -> None:
    pages = sorted(built.rglob("*.html"))

    assert {"404.html", "index.html", "tags.html", "note/vip.html", "authors/codes.html"} <= {page.relative_to(built).as_posix() for page in pages}
    for page in pages:
        assert TITLE in _words(page, "md-ellipsis"), page
        assert NAME in _words(page, "md-ellipsis"), page
    assert _words(built / "note/vip.html", "title") == [f"{TITLE} - {SITE}"]
    assert _words(built / "own.html", "title") == [f"{TITLE} - {SITE}"]
    assert TITLE in _words(built / "own.html", "h1")


def test_a_summary_with_quotes_is_the_whole_description(built: Path) -> None:
    assert _description(built / "note/vip.html") == SUMMARY
    assert _description(built / "404.html") == SITE


def test_a_page_by_hand_keeps_its_html_and_is_named_by_its_heading(built: Path) -> None:
    html = (built / "guide.html").read_text("utf-8")

    assert '<h1 id="qa-bold-vip">Q&amp;A <b>bold</b> <code>&lt;VIP&gt;</code>' in html
    assert "<p>By hand, with <u>its own</u> HTML &amp; so on.</p>" in html
    assert "&copy; <b>us</b>" in html
    assert _words(built / "guide.html", "title") == [f"Q&A bold <VIP> - {SITE}"]
    assert "R&D too" in _words(built / "guide.html", "md-ellipsis")
    assert '["guide.html","Q&A bold \\u003cVIP>"' in (built / "assets/search/index.js").read_text("utf-8")


def test_what_materials_own_plugins_print_stays_html(tmp_path: Path) -> None:
    settings = {
        "site_name": "A & B", "theme": {"name": "material", "font": False}, "markdown_extensions": [{"toc": {"permalink": True}}],
        "plugins": [{"sopbook": {"built_in_kinds": False, "frame": "theme"}}, {"blog": {"pagination_per_page": 1}}, "tags", "typeset"],
        "extra": {
            "consent": {"title": "Cookies", "description": "We <em>use</em> them"},
            "analytics": {"provider": "google", "property": "G-0", "feedback": {"title": "Helpful?", "ratings": [{"icon": "material/heart", "name": "Yes", "data": 1, "note": "<u>Thanks</u>"}]}},
        },
    }
    post = "---\ndate: 2026-01-0{}\ntags: [a & b]\n---\n# Post `x<y` {}\n\nHello **bold**\n\n<!-- more -->\n\nMore\n"
    root = lay_out(tmp_path, {
        "mkdocs.yml": yaml.safe_dump(settings), "docs/blog/index.md": "# Blog\n", "docs/blog/posts/1.md": post.format(1, 1), "docs/blog/posts/2.md": post.format(2, 2),
        "playbooks/hq/note/vip.yaml": note("vip", "").replace("A note", f"'{TITLE}'"),
        "docs/tagged.md": "# Tagged `<T>`\n\n## Part `<P>`\n\n<!-- material/tags -->\n",
    })

    run = process("build", cwd=root)
    assert run.returncode == 0, run.stderr
    blog, tagged = ((root / "site" / name).read_text("utf-8") for name in ("blog/index.html", "tagged.html"))

    assert "<p>Hello <strong>bold</strong></p>" in blog
    assert '<span class="md-pagination__current">1</span> <a class="md-pagination__link" href="page/2/index.html">2</a>' in blog
    assert "<p>We <em>use</em> them</p>" in blog
    assert "<u>Thanks</u>" in tagged
    assert "Part <code>&lt;P&gt;</code>" in tagged
    assert '<span class="md-tag">a & b</span>' in tagged
    assert all(TITLE in _words(root / "site" / name, "md-ellipsis") for name in ("blog/index.html", "blog/2026/01/01/post-xy-1.html", "tagged.html"))
    assert "Tagged <T> - A & B" in _words(root / "site/tagged.html", "title")


def test_a_draft_keeps_its_mark_and_its_html() -> None:
    assert escape.html('<div>DRAFT</div>' + Html("<p>x</p>")) == "<div>DRAFT</div><p>x</p>"


def test_a_theme_that_does_not_escape_is_noticed_by_the_look_and_by_chromium(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _workspace(tmp_path)
    environment()  # Ours escapes already; what is switched off is the theme's.
    monkeypatch.setattr(escape, "templates", lambda environment: environment)
    assert sopbook("build", "-C", root).exit_code == 0

    found = broken_out(contents(root / "site"))
    seen = watched(browser, root / "site", ["404.html", "note/vip.html"])

    assert any(one.startswith("note/vip.html: element <img") for one in found)
    assert any(one.startswith("404.html: element <img") for one in found)
    assert {"note/vip.html: dialog 1", "404.html: dialog 4"} <= set(seen)
