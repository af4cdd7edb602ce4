"""The digest of all that a site is made from: it changes with anything that may change a page, and with nothing else."""

import sys
from importlib import metadata
from pathlib import Path

import pytest

from example_workspaces import lay_out
from sopbook.branches.workspace import find_workspace
from sopbook.site import fingerprint as module
from sopbook.site.fingerprint import fingerprint
from unit.workspaces import GOOD

ENGINES = ["mkdocs", "mkdocs-material", "typst", "segno", "common-expression-language", "icalendar", "XlsxWriter", "pypinyin", "OpenCC", "snowballstemmer"]
EXTENSIONS = ["Markdown", "pymdown-extensions", "a-plugin-of-somebody"]
"""What mkdocs.yml may name, and nobody can list."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace that names other files in mkdocs.yml."""
    return lay_out(tmp_path, {
        "mkdocs.yml": "site_name: x\nINHERIT: base.yml\ndocs_dir: pages\ntheme: {name: material, custom_dir: frame}\nhooks: [words.py]\nplugins: [sopbook]\n",
        "base.yml": "INHERIT: shared/all.yml\nsite_author: x\n", "shared/all.yml": "INHERIT: more.yml\ncopyright: !ENV [YEARS, YEAR, 2026]\n", "shared/more.yml": "INHERIT: all.yml\nsite_description: !ENV ABOUT\n", "pages/about.md": "# About\n", "frame/main.html": "", "words.py": "", "notes.txt": "", "site/index.html": "",
    })


@pytest.mark.parametrize("path", [GOOD, "playbooks/hq/files/a.png", "schema/note/kind.yaml", "mkdocs.yml", "base.yml", "shared/all.yml", "shared/more.yml", "pages/about.md", "frame/main.html", "words.py"])
def test_a_changed_file_changes_it(root: Path, path: str) -> None:
    before = fingerprint(find_workspace(root))
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_bytes((root / path).read_bytes() + b"\n" if (root / path).exists() else b"new")

    assert fingerprint(find_workspace(root)) != before


@pytest.mark.parametrize("variable", ["YEARS", "YEAR", "ABOUT"])
def test_a_variable_of_the_environment_changes_it_where_the_settings_name_it(root: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    seen = [fingerprint(find_workspace(root))]
    for value in ("", "2027", "2027\udcff"):
        monkeypatch.setenv(variable, value)
        seen.append(fingerprint(find_workspace(root)))

    assert len(set(seen)) == 4
    monkeypatch.setenv("NOT_NAMED", "2027")
    assert fingerprint(find_workspace(root)) == seen[-1]


def test_a_renamed_and_a_deleted_file_change_it(root: Path) -> None:
    seen = [fingerprint(find_workspace(root))]
    (root / "pages/about.md").rename(root / "pages/us.md")
    seen.append(fingerprint(find_workspace(root)))
    (root / "pages/us.md").unlink()
    seen.append(fingerprint(find_workspace(root)))

    assert len(set(seen)) == 3


def test_times_and_files_beside_the_input_do_not_change_it(root: Path) -> None:
    before = fingerprint(find_workspace(root))
    for path in ("notes.txt", "site/index.html", ".sopbook/print/x.pdf", "playbooks/__pycache__/x.pyc"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("new", "utf-8")
    (root / GOOD).touch()

    assert fingerprint(find_workspace(root)) == before


@pytest.mark.parametrize("name", [*ENGINES, *EXTENSIONS])
def test_an_upgrade_of_what_makes_the_site_changes_it(root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = fingerprint(find_workspace(root))
    folder = tmp_path_factory.mktemp("installed") / f"{name.replace('-', '_')}-999.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 999\n", "utf-8")
    monkeypatch.syspath_prepend(folder.parent)

    assert metadata.version(name) == "999"
    assert fingerprint(find_workspace(root)) != before


def test_another_python_and_another_engine_of_ours_change_it(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    seen = [fingerprint(find_workspace(root))]
    monkeypatch.setattr("sys.version", "4.0.0 (made up)")
    seen.append(fingerprint(find_workspace(root)))
    package = tmp_path_factory.mktemp("package")
    (package / "__init__.py").write_text("", "utf-8")
    monkeypatch.setattr(module, "files", lambda _name: package)
    seen.append(fingerprint(find_workspace(root)))
    (package / "new.typ").write_text("", "utf-8")
    seen.append(fingerprint(find_workspace(root)))

    assert len(set(seen)) == 4


def test_the_order_in_which_packages_are_found_does_not_change_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(find_workspace(root))
    monkeypatch.setattr("sys.path", [*reversed(sys.path), sys.path[0]])

    assert fingerprint(find_workspace(root)) == before
