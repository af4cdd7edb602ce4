"""What a workspace writes into mkdocs.yml and docs/ beside the plugin: its own pages, styles, scripts, hooks and addresses."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from end_to_end.reading import Site
from end_to_end.running import sopbook
from example_workspaces import TODAY, lay_out
from sopbook.branches.workspace import find_workspace
from sopbook.publication.opened import opened
from sopbook.site.site import build_editions

SETTINGS = """\
site_name: Handbook
site_url: https://handbook.example.com/desk/
theme: {name: material, font: false}
plugins:
  - sopbook:
      built_in_kinds: false
      source_url: https://git.example.com/blob/main/{path}?plain=1
hooks: [hooks/words.py]
extra_css: [own/style.css]
extra_javascript: [own/script.js]
"""
HOOK = '''\
from pathlib import Path
from mkdocs.structure.files import File

def on_page_markdown(markdown, page, config, files):
    return markdown.replace("{team}", "the night desk")

def on_files(files, config):
    files.append(File.generated(config, "made.md", content="# Made\\n\\nBy a hook.\\n"))
    return files

def on_post_page(output, page, config):
    return output.replace("</article>", "<p>Seen by a hook.</p></article>")

def on_post_build(config):
    Path(config["site_dir"], "late.html").write_text("<p>Late</p>", "utf-8")
'''
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS,
    "hooks/words.py": HOOK,
    "docs/own/style.css": "p { color: navy }\n",
    "docs/own/script.js": "document.title += '!';\n",
    "docs/about.md": "# About us\n\nAsk {team}. See [the note](note/good.md).\n\n## Opening hours\n\nA pelican opens.\n",
    "docs/authors/index.md": "# How we write\n\n## Tone\n\nA walrus is polite.\n",
    "playbooks/south/branch.yaml": "name: {en: South}\nparent: hq\nlocales: [en]\n",
    "playbooks/south/note/good.yaml": "fork: good\ntitle: A southern note\n",
    "playbooks/hq/note/other.yaml": "",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that makes use of MkDocs, with two branches."""
    root = lay_out(tmp_path_factory.mktemp("settings") / "workspace", FILES)
    good = (root / "playbooks/hq/note/good.yaml").read_text("utf-8")
    (root / "playbooks/hq/note/other.yaml").write_text(
        good.replace("id: good", "id: other").replace("A good note", "Another note").replace("2026-11-01", "2026-11-19"), "utf-8"
    )
    return root


@pytest.fixture(scope="module")
def built(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Builds an edition of it, once."""
    folder = tmp_path_factory.mktemp("site")

    def build(branch: str) -> Site:
        if not (folder / branch).exists():
            publications = opened(find_workspace(workspace), TODAY, [(branch, "en")]).publications
            build_editions(workspace / "mkdocs.yml", {name: (folder / branch / "en", one) for name, one in publications.items()})
        return Site(folder / branch / "en")

    return build


@pytest.fixture
def site(built: Callable[[str], Site]) -> Site:
    """Headquarters' edition."""
    return built("hq")


def test_every_page_loads_the_styles_and_scripts_of_the_workspace_beside_ours(site: Site) -> None:
    for page in ("index.html", "note/good.html", "about.html"):
        assert {"own/style.css", "own/script.js", "assets/sopbook.css", "assets/sopbook.js"} <= set(site.loads(page)), page


def test_a_hook_changes_a_page_written_by_hand(site: Site) -> None:
    assert "Ask the night desk. See the note." in site.says("about.html")
    assert site.says("about.html", "link") == ["note/good.html"]


def test_a_hook_adds_a_page_and_sees_the_finished_html_of_all(site: Site) -> None:
    assert site.says("made.html")[:2] == ["Made", "By a hook."]
    for page in ("index.html", "note/good.html", "about.html", "made.html"):
        assert site.says(page)[-1] == "Seen by a hook.", page


def test_what_a_hook_writes_after_the_build_is_kept_offline_as_well(site: Site) -> None:
    kept = json.loads(site.text("offline.json"))["keep"]

    assert {"late.html", "made.html", "about.html", "note/good.html", "own/style.css", "own/script.js"} <= set(kept)


def test_pages_of_ones_own_are_found_by_the_search(site: Site) -> None:
    passages = [fact.text for fact in site.searched()]

    assert "about.html#opening-hours: A pelican opens." in passages
    assert "authors/index.html#tone: A walrus is polite." in passages
    assert "made.html#: By a hook." in passages


def test_a_playbook_counts_more_in_the_search_than_a_page_and_a_page_more_than_a_guide(site: Site) -> None:
    weights = {path: weight for path, *_, weight, _asks in (json.loads(f.text) for f in site.searched() if f.aspect == "searched page")}

    assert weights["note/good.html"] > weights["about.html"] == weights["made.html"] > 0
    # A guide competes with none of them: it stands in a group of its own.
    assert weights["authors/index.html"] == 0


def test_guides_for_authors_are_in_the_first_edition_only(built: Callable[[str], Site]) -> None:
    south = built("south")

    assert not (south.folder / "authors").exists()
    assert [fact.text for fact in south.searched() if "authors/" in fact.text or "walrus" in fact.text] == []
    assert "about.html#opening-hours: A pelican opens." in [fact.text for fact in south.searched()]


def test_the_title_of_a_page_names_the_branch_where_there_are_several(built: Callable[[str], Site]) -> None:
    assert built("hq").says("note/good.html", "title") == ["A good note - Headquarters · Handbook"]
    assert built("south").says("note/good.html", "title") == ["A southern note - South · Handbook"]
    assert built("south").says("about.html", "title") == ["About us - South · Handbook"]


@pytest.mark.parametrize(("branch", "path"), [("hq", "playbooks/hq/note/good.yaml"), ("south", "playbooks/south/note/good.yaml")])
def test_the_source_of_a_playbook_is_linked_where_the_settings_say(built: Callable[[str], Site], branch: str, path: str) -> None:
    site = built(branch)

    assert f"https://git.example.com/blob/main/{path}?plain=1" in site.says("note/good.html", "link")


def test_a_playbook_that_a_branch_only_inherits_links_to_the_source_above(built: Callable[[str], Site]) -> None:
    assert "https://git.example.com/blob/main/playbooks/hq/note/other.yaml?plain=1" in built("south").says("note/other.html", "link")


@pytest.mark.parametrize("branch", ["hq", "south"])
def test_every_page_names_its_own_address_below_that_of_its_edition(built: Callable[[str], Site], branch: str) -> None:
    site = built(branch)
    home = f"https://handbook.example.com/desk/{branch}/en/"

    pages = [page for page in site.pages() if page != "late.html"]

    assert len(pages) > 6
    for page in pages:
        assert site.says(page, "canonical address") in ([f"{home}{page}"], [f"{home}{page.removesuffix('index.html')}"]), page


def test_the_sitemap_lists_every_page_and_dates_it_by_the_latest_review(site: Site) -> None:
    listed = {entry[0].text: entry[1].text for entry in ElementTree.fromstring(site.text("sitemap.xml"))}
    home = "https://handbook.example.com/desk/hq/en/"

    assert sorted(str(place).removeprefix(home) for place in listed) == [page for page in site.pages() if page != "late.html"]
    assert set(listed.values()) == {"2026-11-19"}


def settled(tmp_path: Path, **settings: Any) -> Path:
    """Return a small workspace with these settings beside those of the base."""
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    return lay_out(tmp_path, {"mkdocs.yml": f"site_name: Handbook\n{text}plugins: [sopbook: {{built_in_kinds: false}}]\n", "docs/about.md": "# About\n"})


def icons(site: Site, page: str) -> list[str]:
    """Return what a browser shows on the tab of a page."""
    return [path for path in site.loads(page) if re.search(rf'<link rel="icon" href="[^"]*{re.escape(path)}"', site.text(page))]


def test_the_handbook_brings_its_icon_and_links_to_copies_of_its_sources(tmp_path: Path) -> None:
    root = settled(tmp_path, theme="material")
    assert sopbook("build", "-C", root).exit_code == 0
    site = Site(root / "site")

    for page in ("index.html", "note/good.html", "about.html"):
        assert icons(site, page) == ["assets/icons/icon.svg"]
    assert "data/source/playbooks/hq/note/good.yaml" in site.says("note/good.html", "link")
    assert site.text("data/source/playbooks/hq/note/good.yaml") == (root / "playbooks/hq/note/good.yaml").read_text("utf-8")
    assert "canonical" not in site.text("note/good.html")


def test_a_workspace_may_have_its_own_icon_and_frame(tmp_path: Path) -> None:
    root = settled(tmp_path, theme={"name": "material", "favicon": "own.svg", "custom_dir": "frame"})
    lay_out(root, {
        "mkdocs.yml": (root / "mkdocs.yml").read_text("utf-8"), "docs/own.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "frame/main.html": '{% extends "base.html" %}{% block announce %}Closed on Sundays.{% endblock %}',
    })
    assert sopbook("build", "-C", root).exit_code == 0
    site = Site(root / "site")

    for page in ("index.html", "note/good.html", "about.html"):
        assert icons(site, page) == ["own.svg"]
    assert "Closed on Sundays." in site.text("about.html")

    lay_out(root, {"mkdocs.yml": (root / "mkdocs.yml").read_text("utf-8"), "frame/main.html": '{% extends "base.html" %}'})
    assert "Built: " in sopbook("build", "-C", root).output
    assert "Closed on Sundays." not in site.text("about.html")


COLLISIONS = {
    "a page": ("docs/note/good.md", "note/good.html"),
    "a file that looks like a page": ("docs/note/good.html", "note/good.html"),
    "the home page under another name": ("docs/README.md", "index.html"),
    "a data file": ("docs/data/index.json", "data/index.json"),
    "a stylesheet": ("docs/assets/sopbook.css", "assets/sopbook.css"),
    "the search index": ("docs/assets/search/index.js", "assets/search/index.js"),
    "the worker": ("docs/sw.js", "sw.js"),
}


@pytest.mark.parametrize(("file", "path"), COLLISIONS.values(), ids=list(COLLISIONS))
def test_a_file_of_ones_own_that_would_replace_one_of_the_handbook_is_named(tmp_path: Path, file: str, path: str) -> None:
    root = lay_out(tmp_path, {file: "mine\n"})

    run = sopbook("build", "-C", root)

    assert run.exit_code == 1
    assert run.stdout == (
        f"{file}\n  1:1  In the site this would be {path}, which is the handbook's own.  [FILE010]\n        Rename it, or move it into another folder.\n\n"
        f"1 error. `sopbook explain CODE` tells more about each.\n{tmp_path / 'site'} has no pages yet, and gets none because of the errors above.\n"
    )
    assert sopbook("check", "-C", root).stdout in run.stdout
    assert not (root / "site").exists()
