"""An edition is stopped only by what it is made of: the others are built, and it keeps the pages that it has."""

import re
import shutil
from pathlib import Path

import pytest

from end_to_end.running import contents, sopbook, sopbook_in
from example_workspaces import EXAMPLES, TODAY, lay_out, wrong
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.made_of import findings_about
from sopbook.handbook.check.workspace import check_workspace
from sopbook.publication.opened import opened

KIND = """{"type": "object", "required": ["title"], "properties": {
  "title": {"type": "string", "title": "Title", "x-translatable": true}, "say": {"type": "string", "title": "Say", "x-text": "message"}
}}"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: Handbook\nplugins: [{sopbook: {built_in_kinds: false}}]\n",
    "docs/about.md": "# About\n",
    "schema/card/kind.yaml": "kind: card\ntitle: {en: Card, zh: 卡}\nplural: {en: Cards, zh: 卡}\nenvelope: false\n",
    "schema/card/schema.json": KIND,
    "schema/card/labels.zh.yaml": "fields: {/title: 标题, /say: 话术}\n",
    "playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\n",
    "playbooks/hq/card/open.yaml": "title: Opening\nsay: Good morning\n",
    "playbooks/hq/card/open.zh.yaml": "translation: open\ntexts: {}\n",
    "playbooks/east/branch.yaml": "name: {en: East, zh: 东}\nparent: hq\nlocales: [zh]\n",
    "playbooks/east/card/close.yaml": "title: 打烊\nsay: 晚安\n",
    "playbooks/port/branch.yaml": "name: {en: Port, zh: 港口}\nparent: east\nlocales: [zh]\n",
}
EAST, OPEN, CLOSE = "playbooks/east/branch.yaml", "playbooks/hq/card/open.yaml", "playbooks/east/card/close.yaml"
ALL = {"hq/en", "hq/zh", "east/zh", "port/zh"}
LATER = {"SOURCE_DATE_EPOCH": "1795651200"}
"""Three days after all other runs."""


def laid(root: Path, files: dict[str, str | bytes]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of four editions, one branch below the other, whose site is built."""
    root = laid(tmp_path_factory.mktemp("stopped") / "workspace", FILES)
    run = sopbook_in(root, "build")
    assert (run.exit_code, run.stdout) == (0, "Built: site\n"), run.stdout + run.stderr
    return root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built_once, tmp_path / "workspace")


WRONG: dict[str, tuple[dict[str, str | bytes], set[str]]] = {
    "in a child": ({CLOSE: "title: [打烊]\n"}, {"east/zh", "port/zh"}),
    "in a fork below, of an id that is not there": ({"playbooks/port/card/open.yaml": "fork: opne\nsay: 你好\n"}, {"port/zh"}),
    "in the parent": ({OPEN: "title: Opening\nsay: [Good morning]\n"}, ALL),
    "in the branch of a child": ({EAST: "name: {en: East, zh: 东}\nparent: hq\nlocales: zh\n"}, {"east/en", "port/zh"}),  # Its languages are not known then.
    "in one language": ({"playbooks/hq/card/open.zh.yaml": "translation: open\ntexts: nothing\n"}, {"hq/zh", "east/zh", "port/zh"}),
    "in the labels of one language": ({"schema/card/labels.zh.yaml": "fields: {/title: 标题}\n"}, {"hq/zh", "east/zh", "port/zh"}),
    "in the settings": ({"mkdocs.yml": "site_name: Handbook\nplugins: [{sopbook: {built_in_kinds: 1}}]\n"}, ALL),
    "in a kind that all use": ({"schema/card/kind.yaml": "kind: card\ntitle: {en: Card, zh: 卡}\nplural: [\n"}, ALL),
    "in a kind that only the part for authors shows": ({"schema/poll/schema.json": '{"type": "objekt"}'}, {"hq/en"}),
    "in a kind that a child uses": ({"schema/poll/schema.json": '{"type": "objekt"}', "playbooks/port/poll/tea.yaml": "title: 茶\n"}, {"hq/en", "port/zh"}),
    "in a folder that is no branch": ({"playbooks/not here/branch.yaml": "name: {en: Nowhere}\n"}, set()),
    "in the pages written by hand": ({"docs/card/open.md": "# Opening\n"}, ALL),
    "in a page written by hand that one branch has": ({"docs/card/close.md": "# Closing\n"}, {"east/zh", "port/zh"}),
    "in a guide for authors": ({"docs/authors/codes.md": "# Codes\n"}, {"hq/en"}),
}


@pytest.mark.parametrize(("files", "stopped"), WRONG.values(), ids=list(WRONG))
def test_an_error_stops_just_the_editions_that_are_made_of_it(tmp_path: Path, files: dict[str, str | bytes], stopped: set[str]) -> None:
    root = laid(tmp_path, FILES | files)
    found = opened(find_workspace(root), TODAY)

    assert any(d.severity == "error" for d in found.findings)
    assert {"/".join(name) for name, one in found.publications.items() if any(d.severity == "error" for d in one.findings)} == stopped


def test_what_concerns_an_edition_is_part_of_what_a_check_finds(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {path: text for changed, _ in WRONG.values() for path, text in changed.items() if path not in ("mkdocs.yml", "schema/card/kind.yaml", EAST)}
    root = laid(tmp_path, FILES | files)
    workspace = check_workspace(find_workspace(root), TODAY)

    for name in workspace.editions:
        assert set(findings_about(workspace, name)) <= set(workspace.diagnostics) <= set(wrong(root))


def test_the_others_are_built_and_it_keeps_its_pages_until_it_is_right_again(built: Path) -> None:
    (built / OPEN).write_text("title: Opening\nsay: Good day\n", "utf-8")
    (built / CLOSE).write_text("title: [打烊]\n", "utf-8")
    before = contents(built / "site")

    run = sopbook_in(built, "build", env=LATER)
    after = contents(built / "site")

    assert run.exit_code == 1
    assert run.stdout.endswith(
        "1 error. `sopbook explain CODE` tells more about each.\n"
        "east/zh keeps its pages of 2026-11-23 because of the errors above.\n"
        "port/zh keeps its pages of 2026-11-23 because of the errors above.\n"
        "Built: site\n"
    ), run.stdout + run.stderr
    assert "Good day" in after["hq/zh/card/open.html"].decode()
    assert {name for name in before if name.startswith(("east/", "port/")) and before[name] != after.get(name)} == set()
    assert {name for name in after if name.startswith(("east/", "port/"))} <= set(before)
    # The entrance says how old they are.
    assert re.search(r'<a href="east/zh/index.html"[^>]*aria-label="东 · 中文, 停在2026-11-23的版本">中文 <small>停在2026-11-23的版本</small></a>', after["index.html"].decode())
    assert after["index.html"].decode().count("停在") == 4  # For both editions, once to read and once to hear.
    # The switcher leads to pages that are there: the parent's new one is not, for the old pages do not have it.
    assert "../../../east/zh/card/open.html" in after["hq/zh/card/open.html"].decode()

    again = sopbook_in(built, "build", env=LATER)
    assert (again.exit_code, again.stdout) == (1, run.stdout.replace("Built: site", "All others are up to date: site"))
    assert contents(built / "site") == after

    (built / CLOSE).write_text("title: 关门\n", "utf-8")
    mended = sopbook_in(built, "build", env=LATER)
    assert (mended.exit_code, mended.stdout) == (0, "Built: site\n")
    assert "停在" not in (built / "site/index.html").read_text("utf-8")
    assert "关门" in (built / "site/port/zh/card/close.html").read_text("utf-8")
    assert sopbook_in(built, "build", env=LATER).stdout == "Up to date: site\n"


def test_an_edition_without_pages_is_named_at_the_entrance_and_left_out_of_the_switcher(tmp_path: Path) -> None:
    root = laid(tmp_path, {**FILES, EAST: "name: {en: East, zh: 东}\nparent: hq\nlocales: zh\n"})
    shutil.rmtree(root / "playbooks/port")

    run = sopbook_in(root, "build")
    entrance = (root / "site/index.html").read_text("utf-8")

    assert run.exit_code == 1
    assert run.stdout.endswith("east/en has no pages yet, and gets none because of the errors above.\nBuilt: site\n"), run.stdout + run.stderr
    assert sorted(file.name for file in (root / "site").iterdir()) == [".sopbook-build", "404.html", "entrance.css", "entrance.js", "hq", "index.html", "missing.css", "missing.js"]
    assert re.search(r'<p class="name"><span [^>]*>east</span></p><p class="languages"><span [^>]*>English <small>no pages yet</small></span></p>', entrance)
    assert "east/" not in entrance
    assert "east/" not in (root / "site/hq/zh/index.html").read_text("utf-8")


def test_the_languages_of_a_branch_that_cannot_be_read_are_those_of_its_pages(built: Path) -> None:
    (built / EAST).write_text("name: [", "utf-8")

    run = sopbook_in(built, "build")

    assert run.stdout.endswith(
        "east/zh keeps its pages of 2026-11-23 because of the errors above.\n"
        "port/zh keeps its pages of 2026-11-23 because of the errors above.\n"
        "Built: site\n"
    ), run.stdout + run.stderr
    assert (built / "site/east/zh/card/close.html").is_file()
    assert not (built / "site/east/en").exists()
    assert 'href="east/zh/index.html"' in (built / "site/index.html").read_text("utf-8")


def test_where_no_edition_is_right_nothing_is_built(built: Path) -> None:
    before = contents(built / "site")
    (built / OPEN).write_text("title: [\n", "utf-8")

    run = sopbook("build", "-C", built)

    assert run.exit_code == 1
    assert run.stdout.splitlines()[-4:] == [f"{name} keeps its pages of 2026-11-23 because of the errors above." for name in ("east/zh", "hq/en", "hq/zh", "port/zh")]
    assert contents(built / "site") == before


def test_one_edition_is_built_whatever_is_wrong_in_another_branch(tmp_path: Path) -> None:
    """The case of a fork below that names an item which is not there: headquarters builds."""
    root = lay_out(tmp_path / "workspace", {
        "docs/about.md": "# About\n",
        "playbooks/east/branch.yaml": "name: {en: East}\nparent: hq\nlocales: [en]\n",
        "playbooks/east/note/good.yaml": "fork: good\nsteps:\n  - {id: nope, text: Nothing there}\n",
    })

    run, other = sopbook("build", "--edition", "hq/en", "-C", root), sopbook("build", "--edition", "east/en", "-C", root)

    assert (run.exit_code, run.output) == (0, f"Built: {root / 'site/hq/en'}\n")
    assert other.exit_code == 1
    assert other.stdout.endswith("east/en has no pages yet, and gets none because of the errors above.\n")
    assert [folder.name for folder in (root / "site").iterdir() if folder.is_dir()] == ["hq"]


def test_a_strict_build_keeps_what_has_a_warning(built: Path) -> None:
    (built / "playbooks/port/poster").mkdir()
    (built / "playbooks/port/poster/spring.yaml").write_text("title: x\n", "utf-8")

    strict = sopbook_in(built, "build", "--strict", env=LATER)

    assert strict.exit_code == 1
    assert strict.stdout.endswith("port/zh keeps its pages of 2026-11-23 because of the findings above.\nBuilt: site\n"), strict.stdout + strict.stderr
    # The same input, judged less strictly: its pages are built after all.
    assert sopbook_in(built, "build", env=LATER).stdout.endswith("1 warning. `sopbook explain CODE` tells more about each.\nBuilt: site\n")


def test_a_template_that_fails_in_one_language_only_stops_that_edition_while_building(built: Path) -> None:
    template = "{% if locale == 'zh' %}{{ 1 // 0 }}{% endif %}<p>{{ page['say'].text }}</p>\n"
    (built / "schema/card/page.html.j2").write_text(template, "utf-8")
    shutil.rmtree(built / "playbooks/east")
    shutil.rmtree(built / "playbooks/port")

    run = sopbook_in(built, "build")

    assert sopbook("check", "-C", built).exit_code == 0
    assert run.exit_code == 1
    assert "[TEMPLATE002]" in run.stdout
    assert run.stdout.endswith("hq/zh keeps its pages of 2026-11-23 because of the errors above.\nBuilt: site\n"), run.stdout + run.stderr
    assert sorted(f.name for f in (built / "site").iterdir() if f.is_dir()) == ["hq"]


def test_pages_of_the_only_edition_are_kept_when_there_are_several(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", {"docs/about.md": "# About\n"})
    assert sopbook("build", "-C", root).exit_code == 0
    before = contents(root / "site")
    laid(root, {"playbooks/hq/note/bad.yaml": "id: [", "playbooks/own/branch.yaml": "name: {en: Our own}\nlocales: [en]\n"})

    run = sopbook("build", "-C", root)

    assert run.stdout.endswith(f"hq/en keeps its pages of 2026-11-23 because of the errors above.\nBuilt: {root / 'site'}\n")
    after = contents(root / "site/hq/en")
    assert {name: text for name, text in before.items() if name != ".sopbook-build"} == after
    assert (root / "site/own/en/index.html").is_file()


def test_a_workspace_without_pages_of_its_own_is_built(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace")

    assert not (EXAMPLES / "base/docs").exists()
    assert sopbook("build", "-C", root).output == f"Built: {root / 'site'}\n"
    assert (root / "site/note/good.html").is_file()
