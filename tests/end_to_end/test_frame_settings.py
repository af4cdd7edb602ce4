"""What our own frame takes over from mkdocs.yml: a test for each line of the table in docs/authors/settings.md."""

import re
from pathlib import Path

import pytest

from end_to_end.running import contents, python, sopbook_in
from example_workspaces import lay_out
from sopbook.outputs.html.colours import NAMED, readable
from unit.html_pages import Page

CARRIED = """\
site_name: Our & handbook
site_description: What our groups do
site_author: The desk
site_url: https://handbook.example.com/shop/
copyright: '<a href="https://example.com">The shop</a>'
theme:
  name: material
  font: false
  custom_dir: looks
  logo: images/logo.svg
  favicon: images/favicon.svg
  palette:
    - {scheme: default, primary: indigo, accent: pink}
    - {scheme: slate, primary: teal, accent: pink}
plugins:
  - sopbook: {built_in_kinds: false}
extra_css: [own.css, "https://cdn.example.com/more.css"]
extra_javascript:
  - own.js
  - {path: more.mjs, type: module, defer: true, async: true}
hooks: [hook.py]
extra:
  analytics: {provider: google, property: G-2}
nav:
  - Our rules: rules.md
  - Places: [places/north.md, places/south.md]
  - Elsewhere: https://example.com/elsewhere
"""
HOOK = """\
def on_page_content(html, page, **_):
    return html.replace("Everything in it is right.", "Everything in it is checked.")

def on_page_context(context, page, **_):
    page.meta["description"] = f"About {page.title}"
    context["unknown_to_us"] = "nothing comes of it"

def on_post_page(output, page, **_):
    return output.replace("</body>", "<!-- by a hook --></body>")
"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": CARRIED,
    "hook.py": HOOK,
    "docs/rules.md": "# Rules\n",
    "docs/places/north.md": "# The north\n",
    "docs/places/south.md": "# The south\n",
    "docs/own.css": "",
    "docs/own.js": "",
    "docs/more.mjs": "",
    "docs/images/logo.svg": "<svg/>",
    "docs/images/favicon.svg": "<svg/>",
    "looks/extra.txt": "a file of the theme's folder",
}
LOST = """\
site_name: Handbook
repo_url: https://git.example.com/shop
theme:
  name: material
  font: {text: Some Font}
  custom_dir: looks
  features: [navigation.tabs, navigation.top, toc.follow]
  palette: {scheme: slate, primary: mauve}
plugins:
  - sopbook: {built_in_kinds: false}
extra:
  analytics: {provider: google, property: G-1}
  consent: {title: Counting, description: We count.}
  social: [{icon: fontawesome/brands/github, link: "https://example.com"}]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one edition, whose mkdocs.yml sets all that is carried over."""
    root = lay_out(tmp_path_factory.mktemp("carried") / "workspace", FILES)
    run = sopbook_in(root, "build")
    assert (run.exit_code, run.stdout, run.stderr) == (0, "Built: site\n", "")
    return root / "site"


@pytest.fixture(scope="module")
def text(site: Path) -> str:
    return (site / "note/good.html").read_text("utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def _values(page: Page, tag: str, name: str) -> list[str]:
    return [given[name] or "" for one, given in page.tags if one == tag and name in given]


def _linked(page: Page, rel: str) -> list[str]:
    return [given["href"] or "" for one, given in page.tags if one == "link" and given.get("rel") == rel]


def _named(page: Page, name: str) -> list[str | None]:
    return [given["content"] for one, given in page.tags if one == "meta" and given.get("name") == name]


def test_name_author_and_address_stand_in_the_head(page: Page) -> None:
    assert "A good note - Our & handbook" in page.text
    assert _named(page, "author") == ["The desk"]
    assert _linked(page, "canonical") == ["https://handbook.example.com/shop/note/good.html"]


def test_a_page_without_a_description_has_that_of_the_site(site: Path) -> None:
    assert _named(Page((site / "404.html").read_text("utf-8")), "description") == ["What our groups do"]


def test_the_copyright_is_html_at_the_end(text: str) -> None:
    assert '<p><a href="https://example.com">The shop</a></p></footer>' in text


def test_primary_and_accent_become_our_variables_as_dark_or_light_as_they_can_be_read(site: Path, page: Page) -> None:
    css = (site / "assets/frame.css").read_text("utf-8")
    assert f"--sop-primary: {NAMED['indigo']};" in css
    assert f"--sop-primary: {readable(NAMED['teal'], '#18201f')};" in css
    assert f"--sop-focus: {readable(NAMED['pink'], '#ffffff')};" in css
    assert _named(page, "theme-color") == [NAMED["indigo"]]
    assert f'"theme_color": "{NAMED["indigo"]}"' in (site / "manifest.webmanifest").read_text("utf-8")


def test_logo_and_favicon_are_those_of_the_theme(page: Page) -> None:
    assert "../images/logo.svg" in _values(page, "img", "src")
    assert _linked(page, "icon") == ["../images/favicon.svg"]


def test_own_styles_come_after_ours(page: Page) -> None:
    assert _linked(page, "stylesheet") == ["../assets/frame.css", "../assets/sopbook.css", "../own.css", "https://cdn.example.com/more.css"]


def test_own_scripts_come_after_ours_as_they_are_asked_for(page: Page) -> None:
    scripts = [given for tag, given in page.tags if tag == "script" and "src" in given]
    assert [one["src"] for one in scripts] == ["../assets/colours.js", "../assets/sopbook.js", "../own.js", "../more.mjs"]
    assert scripts[3] == {"src": "../more.mjs", "type": "module", "defer": None, "async": None}


def test_files_of_custom_dir_are_in_the_site(site: Path) -> None:
    assert (site / "extra.txt").read_text("utf-8") == "a file of the theme's folder"


def test_own_pages_stand_in_the_menu_of_the_handbook(text: str) -> None:
    menu = text[text.index('<nav class="sop-nav"') : text.index("</nav>")]
    links = re.findall(r'href="([^"]+)"><span[^>]*>.*?</span>([^<]+)</a>', menu)
    assert [link for link in links if link[1] in ("Our rules", "Places", "Elsewhere")] == [
        ("../rules.html", "Our rules"), ("../places/north.html", "Places"), ("https://example.com/elsewhere", "Elsewhere"),
    ]


def test_hooks_and_plugins_have_their_way_with_texts_metadata_and_the_finished_page(text: str, page: Page) -> None:
    assert "Everything in it is checked." in text
    assert _named(page, "description") == ["About A good note"]
    assert text.rstrip().endswith("<!-- by a hook --></body>\n</html>")
    assert "nothing comes of it" not in text


def test_analytics_are_the_lines_of_the_theme(text: str, page: Page) -> None:
    head = text[: text.index("</head>")]
    assert '"config","G-2"' in head
    assert head.index("document$=") < head.index("document$.subscribe")


def test_plain_mkdocs_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    run = python("-m", "mkdocs", "build", "--quiet", "--site-dir", tmp_path / "plain", cwd=site.parent)

    assert run.returncode == 0, run.stderr
    plain, ours = contents(tmp_path / "plain"), contents(site)
    del ours[".sopbook-build"]
    assert sorted(plain) == sorted(ours)
    assert [name for name in plain if plain[name] != ours[name]] == []


def test_what_is_not_carried_over_is_named_once(tmp_path: Path) -> None:
    branches: dict[str, str | bytes] = {"playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n"}
    root = lay_out(tmp_path, branches, {"mkdocs.yml": LOST, "docs/about.md": "# About\n", "looks/main.html": "{% extends 'base.html' %}"})
    run = sopbook_in(root, "build")

    assert run.exit_code == 0
    lines = [line for line in run.stderr.splitlines() if "does not carry over" in line]
    assert len(lines) == 1
    named = lines[0].partition("does not carry over: ")[2].partition(". Hand-written pages keep")[0]
    assert named.split(", ") == [
        "extra.consent", "extra.social", "extra.analytics", "theme.features: navigation.tabs", "theme.font", "the templates in theme.custom_dir",
        "theme.palette.scheme", "a colour of theme.palette that Material does not name", "repo_url",
    ]
    about = (root / "site/hq/en/about.html").read_text("utf-8")
    assert "Some+Font" in about
    assert "fonts.googleapis" not in (root / "site/hq/en/note/good.html").read_text("utf-8")
    assert "G-1" not in (root / "site/hq/en/note/good.html").read_text("utf-8")


def test_with_the_frame_of_the_theme_nothing_is_lost_and_nothing_named(tmp_path: Path) -> None:
    settings = LOST.replace("{built_in_kinds: false}", "{built_in_kinds: false, frame: theme}")
    root = lay_out(tmp_path, {"mkdocs.yml": settings, "docs/about.md": "# About\n", "looks/main.html": "{% extends 'base.html' %}"})
    run = sopbook_in(root, "build")

    assert (run.exit_code, run.stderr) == (0, "")
    text = (root / "site/note/good.html").read_text("utf-8")
    assert "md-header" in text
    assert "G-1" in text
    assert not (root / "site/assets/frame.css").exists()


def test_the_frame_does_without_the_theme_material(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"mkdocs.yml": "site_name: Plain\ntheme: mkdocs\nplugins:\n  - sopbook: {built_in_kinds: false}\n", "docs/about.md": "# About\n"})
    run = sopbook_in(root, "build")

    assert run.exit_code == 0, run.stderr
    assert 'data-sop-frame="own"' in (root / "site/note/good.html").read_text("utf-8")
