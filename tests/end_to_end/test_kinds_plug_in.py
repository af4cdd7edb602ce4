"""A new kind needs no change of the engine: a folder, a package, a schema alone, or somebody else's documents."""

import re
from pathlib import Path

import pytest

from end_to_end.kinds_to_plug_in import INCIDENT, POSTER, SHIFT, playbook
from end_to_end.running import process, sopbook
from example_workspaces import checked, lay_out, written
from sopbook.handbook.edition import edition
from sopbook.outputs.html.handbook import render


def pages(root: Path) -> dict[str, str]:
    """Return the body of every page of a clean workspace."""
    workspace = checked(root)
    handbook, problems = render(edition(workspace, "hq"))
    assert [written(d) for d in (*workspace.diagnostics, *problems)] == []
    return {path: page.body for path, page in handbook.pages.items()}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(index: str) -> list[tuple[str, str]]:
    """Return the rows of an index: where each leads, and its title."""
    return re.findall(r'<a href="([^"]*)">.*?<span class="sop-rows__title">([^<]*)</span>', index)


def test_a_folder_in_schema_is_a_kind_with_a_look_of_its_own(tmp_path: Path) -> None:
    made = pages(lay_out(tmp_path, dict(POSTER)))

    assert '<p class="own-look">Print it now: How many = 12 on ' in made["poster/spring"]
    assert "How many = 12 on Large paper , see A good note" in words(made["poster/spring"])
    assert '<a href="../note/good.html">A good note</a></p>' in made["poster/spring"]
    assert ("spring.html", "Spring poster") in rows(made["poster/index"])
    assert "Large paper" in made["poster/index"]
    assert "Print a poster" in made["index"]
    assert '<a href="../poster/spring.html">Spring poster</a>' in made["note/good"]


def test_its_rules_are_kept(tmp_path: Path) -> None:
    many = playbook("spring", "Spring poster", "paper: a3\ncopies: 101\n")
    run = sopbook("check", "-C", lay_out(tmp_path, {**POSTER, "playbooks/hq/poster/spring.yaml": many}))

    assert run.exit_code == 1
    assert "  11:9  101 posters are more than the printer takes.  [RULE001]\n        Order them outside.\n" in run.stdout


def test_a_schema_alone_is_a_kind(tmp_path: Path) -> None:
    made = pages(lay_out(tmp_path, dict(SHIFT)))
    page = made["shift/early"]

    assert "<h1>Early shift</h1>" in page
    assert "From 09:00 To 15:00" in words(page)
    assert re.search(r'<th scope="col">Name</th>\s*<th scope="col">Desk</th>', page)
    assert '<td data-label="Name">Xiaowan</td>' in page
    assert "data-sop-message" in page
    assert "Good morning &amp; welcome,\nwe are here from 09:00–21:00." in page
    assert ("early.html", "Early shift") in rows(made["shift/index"])


def test_documents_of_somebody_else_are_a_kind(tmp_path: Path) -> None:
    made = pages(lay_out(tmp_path, dict(INCIDENT)))
    page = made["incident/phishing-mail"]

    assert "<h1>A phishing mail arrived</h1>" in page
    assert "Somebody clicked." in page
    assert "Take the computer off the network" in page
    assert '<a href="../note/good.html">A good note</a>' in page
    assert ("phishing-mail.html", "A phishing mail arrived") in rows(made["incident/index"])
    assert '<a href="../incident/phishing-mail.html">A phishing mail arrived</a>' in made["note/good"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of installed packages, one of which brings the kind `poster`."""
    files = {path.replace("schema/", "wall_posters/"): text for path, text in POSTER.items() if path.startswith("schema/")}
    shared = lay_out(tmp_path / "shared") / "schema"
    files |= {f"wall_posters/{f.name}": f.read_text("utf-8") for f in shared.glob("*.json")}
    files["wall_posters/__init__.py"] = ""
    files["wall_posters-1.0.dist-info/METADATA"] = "Metadata-Version: 2.1\nName: wall-posters\nVersion: 1.0\n"
    files["wall_posters-1.0.dist-info/entry_points.txt"] = "[sopbook.kinds]\nposters = wall_posters\n"
    for name, text in files.items():
        file = tmp_path / "site-packages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "site-packages"


PLAYBOOK = {path: text for path, text in POSTER.items() if path.startswith("playbooks/")}


def test_an_installed_package_brings_a_kind(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(installed))
    made = pages(lay_out(tmp_path / "workspace", dict(PLAYBOOK)))

    assert "Print it now: How many = 12 on Large paper" in words(made["poster/spring"])


def test_an_installed_package_brings_a_kind_to_the_command_line(installed: Path, tmp_path: Path) -> None:
    root = lay_out(tmp_path / "workspace", dict(PLAYBOOK), {"docs/about.md": "# About\n"})
    path = {"PYTHONPATH": str(installed)}

    assert process("check", cwd=root, env=path).stdout == "No problems in 2 playbooks of 1 handbook.\n"
    assert "poster  package wall-posters  Poster" in process("kinds", cwd=root, env=path).stdout
    build = process("build", cwd=root, env=path)
    assert build.returncode == 0, build.stderr
    assert "Print it now" in (root / "site/poster/spring.html").read_text("utf-8")
