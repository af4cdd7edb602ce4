"""What mkdocs.yml says of the theme, the navigation and further plugins reaches the pages of the handbook and those written by hand."""

import json

import pytest

from end_to_end.reading import Site
from end_to_end.running import process
from example_workspaces import lay_out

SETTINGS = """\
site_name: Handbook
site_description: How the desk works
copyright: For members of the desk only
theme:
  name: material
  font: false
  logo: own/mark.svg
  palette: {scheme: default, primary: teal, accent: teal}
plugins:
  - sopbook: {built_in_kinds: false}
  - somebodys: {word: Wednesday}
extra:
  analytics: {provider: google, property: G-SAMPLE}
markdown_extensions: [admonition, attr_list, tables, pymdownx.tabbed: {alternate_style: true}]
nav:
  - The rota: rota.md
  - about.md
"""
PLUGIN = '''\
from mkdocs.config import base, config_options
from mkdocs.plugins import BasePlugin


class Config(base.Config):
    word = config_options.Type(str)


class Plugin(BasePlugin[Config]):
    """A plugin that nobody here knows."""

    def on_page_context(self, context, page, config, nav):
        page.title = page.title.replace("Rota", self.config.word)
        return context

    def on_post_page(self, output, page, config):
        return output.replace("</article>", f"<p>{self.config.word}: {page.url}</p></article>")
'''
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS,
    "docs/own/mark.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/rota.md": "# Rota\n\n!!! warning \"Take care\"\n    Nobody alone.\n\n| Day | Who |\n|---|---|\n| Monday | Lin |\n",
    "docs/about.md": '# About\n\n=== "Day"\n\n    At nine.\n\n=== "Night"\n\n    At ten.\n',
    "docs/unlisted.md": "# Unlisted\n",
}
PAGES = ("index.html", "note/good.html", "rota.html", "about.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A built workspace, beside which somebody's plugin is installed."""
    installed = tmp_path_factory.mktemp("installed")
    (installed / "somebodys_plugin.py").write_text(PLUGIN, "utf-8")
    about = installed / "somebodys_plugin-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: somebodys-plugin\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[mkdocs.plugins]\nsomebodys = somebodys_plugin:Plugin\n", "utf-8")
    root = lay_out(tmp_path_factory.mktemp("theme") / "workspace", FILES)
    # A process of its own: MkDocs looks for plugins once, when it is imported.
    run = process("build", cwd=root, env={"PYTHONPATH": str(installed)})
    assert run.returncode == 0, run.stdout + run.stderr
    return Site(root / "site")


@pytest.mark.parametrize("page", PAGES)
def test_logo_copyright_and_analytics_are_on_every_page(site: Site, page: str) -> None:
    assert "own/mark.svg" in site.loads(page)
    assert "For members of the desk only" in site.text(page)
    assert "G-SAMPLE" in site.text(page)


def test_a_plugin_of_somebody_else_sees_every_page_under_its_address(site: Site) -> None:
    assert [site.says(page)[-1] for page in PAGES] == [f"Wednesday: {page}" for page in PAGES]


def test_a_page_without_a_summary_of_its_own_is_described_as_the_site_is(site: Site) -> None:
    assert site.says("note/good.html", "description") == ["Everything in it is right."]
    assert site.says("rota.html", "description") == ["How the desk works"]


def test_the_title_of_a_page_names_the_page_and_the_site(site: Site) -> None:
    assert site.says("note/good.html", "title") == ["A good note - Handbook"]
    assert site.says("about.html", "title") == ["About - Handbook"]


def test_extensions_shape_pages_written_by_hand(site: Site) -> None:
    assert site.says("rota.html")[1:7] == ["Take care", "Nobody alone.", "Day", "Who", "Monday", "Lin"]
    assert site.says("about.html")[1:5] == ["DayNight", "At nine.", "At ten.", "Wednesday: about.html"]


def test_the_navigation_has_the_handbook_first_then_ones_own_pages_in_the_order_given(site: Site) -> None:
    text = site.text("note/good.html")
    places = [text.index(f'<a href="{link}"') for link in ("../index.html", "../tags.html", "../rota.html", "../about.html", "../authors/kinds/note.html")]

    assert places == sorted(places)
    assert "The rota" in text
    assert 'href="../unlisted.html"' not in text
    assert (site.folder / "unlisted.html").is_file()


def test_pages_of_ones_own_are_kept_offline_with_what_they_show(site: Site) -> None:
    assert {"rota.html", "about.html", "own/mark.svg", "unlisted.html"} <= set(json.loads(site.text("offline.json"))["keep"])
