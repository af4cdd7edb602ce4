"""The plugin under ProperDocs, which goes on where MkDocs 1.6 is frozen (docs/decisions/0001)."""

import re
from pathlib import Path

import pytest

from end_to_end.running import contents, python
from example_workspaces import lay_out

_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
SETTINGS = """\
site_name: Handbook
theme: {{name: material, font: false}}
plugins:
  - sopbook: {{built_in_kinds: false, frame: {frame}}}
"""
_OF_ALL_FILES = {"offline.json", "sw.js"}
"""What holds a digest of every file, and so of the pages that the theme signs with the engine's name."""


def built(engine: str, root: Path, site: Path) -> dict[str, bytes]:
    """Return the files of a site that an engine builds alone, without the name that it signs its pages with."""
    run = python("-m", engine, "build", "--quiet", "--config-file", root / "mkdocs.yml", "--site-dir", site, cwd=root)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return {path: _GENERATOR.sub(b"", content) for path, content in contents(site).items() if path not in _OF_ALL_FILES}


@pytest.mark.parametrize("frame", ["own", "theme"])
def test_both_engines_build_the_same_site(tmp_path: Path, frame: str) -> None:
    root = lay_out(tmp_path / "w", {"mkdocs.yml": SETTINGS.format(frame=frame), "docs/about.md": "# About us\n\nWritten by hand.\n"})
    one, other = (built(engine, root, tmp_path / engine) for engine in ("mkdocs", "properdocs"))

    assert sorted(other) == sorted(one)
    assert [path for path in one if other[path] != one[path] and not path.endswith(".gz")] == []
    assert b"<h1>A good note</h1>" in other["note/good.html"]
    assert b"Written by hand." in other["about.html"]
    assert b"Written by hand." in b"".join(content for path, content in other.items() if path.startswith("assets/search/"))


def test_errors_stop_it_as_well(tmp_path: Path) -> None:
    bad = {"playbooks/hq/note/bad.yaml": "id: bad\ntitle: Bad\ncolour: red\n"}
    root = lay_out(tmp_path / "w", {"mkdocs.yml": SETTINGS.format(frame="own"), "docs/about.md": "# About us\n", **bad})
    run = python("-m", "properdocs", "build", "--config-file", root / "mkdocs.yml", "--site-dir", tmp_path / "site", cwd=root)

    assert run.returncode == 1
    assert "playbooks/hq/note/bad.yaml\n" in run.stderr
    assert "3:1  There is no field colour." in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "site/index.html").exists()
