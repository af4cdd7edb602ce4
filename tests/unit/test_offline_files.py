"""The list of what works offline: every file with its digest, and a worker that changes with any of them."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from sopbook.outputs.html.keeping import SETS
from sopbook.site.folder import write_files
from sopbook.site.offline import offline_files

SITE: dict[str, str | bytes] = {
    "index.html": "<h1>Home</h1>",
    "activity/节日.html": "<h1>Festival</h1>",
    "authors/index.html": "<h1>Guide</h1>",
    "assets/sopbook.js": "1;",
    "assets/sopbook.js.map": "{}",
    "assets/photo.png": b"\x89PNG",
    "data/activity/a.json": "{}",
    "files/hq/card.png": b"\x89PNG",
    "files/hq/poster.png": b"\x89PNG" * 100_000,
    "files/hq/terms.pdf": b"%PDF-1.7",
    "print/crisis/fire.pdf": b"%PDF-1.7",
    "404.html": "gone",
    "sitemap.xml": "<urlset/>",
    ".sopbook-build": "mark",
}


def _listed(folder: Path) -> dict[str, Any]:
    found = json.loads(offline_files(folder)["offline.json"])
    assert isinstance(found, dict)
    return found


def test_pages_and_what_they_need_are_kept_at_once_and_the_rest_when_it_is_used(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    listed = _listed(tmp_path)
    assert list(listed["keep"]) == ["activity/节日.html", "assets/sopbook.js", "files/hq/card.png", "index.html"]
    assert list(listed["use"]) == [
        "assets/photo.png", "authors/index.html", "data/activity/a.json", "files/hq/poster.png", "files/hq/terms.pdf", "print/crisis/fire.pdf",
    ]


def test_what_a_reader_may_keep_besides_is_in_sets_with_its_size(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        "print/handbook.pdf": b"%PDF", "print/handbook-01-crisis.pdf": b"%PDF", "calendar.ics": "BEGIN:VCALENDAR",
        "calendar/plan/a.xlsx": b"PK", "calendar/plan/a.html": "<h1>A</h1>", "assets/search/shards/00.js": "0",
    }
    write_files(tmp_path, SITE | more)
    listed = _listed(tmp_path)
    assert listed["sets"] == {
        "booklet": {"print/handbook-01-crisis.pdf": 4, "print/handbook.pdf": 4}, "calendars": {"calendar.ics": 15, "calendar/plan/a.xlsx": 2},
        "files": {"files/hq/poster.png": 400_000, "files/hq/terms.pdf": 8}, "search": {"assets/search/shards/00.js": 1}, "sheets": {"print/crisis/fire.pdf": 8},
        "rest": {"assets/photo.png": 4, "authors/index.html": 14, "data/activity/a.json": 2},
    }
    assert sorted(path for one in listed["sets"].values() for path in one) == list(listed["use"])
    assert {*listed["sets"]} <= {*SETS}
    assert listed["bytes"] == sum((tmp_path / path).stat().st_size for path in listed["keep"])


def test_each_file_has_the_digest_that_browsers_check(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    files = offline_files(tmp_path)
    wanted = "sha256-" + base64.b64encode(hashlib.sha256(b"<h1>Home</h1>").digest()).decode()
    assert json.loads(files["offline.json"])["keep"]["index.html"] == wanted
    version = "sha256-" + base64.b64encode(hashlib.sha256(files["offline.json"].encode()).digest()).decode()
    assert files["sw.js"].startswith(f'const VERSION = "{version}"')


def test_the_same_files_give_the_same_worker_and_any_change_another(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    first = offline_files(tmp_path)
    write_files(tmp_path, first)  # its own files are not among those that it lists
    assert offline_files(tmp_path) == first
    for path in ("index.html", "data/activity/a.json"):
        write_files(tmp_path, {path: "changed"})
        assert offline_files(tmp_path)["sw.js"] != first["sw.js"]
        write_files(tmp_path, SITE)
    for path in ("404.html", ".sopbook-build"):
        write_files(tmp_path, {path: "changed"})
        assert offline_files(tmp_path) == first


def test_what_the_theme_brings_is_kept_only_for_a_page_inside_of_it_that_is_kept(tmp_path: Path) -> None:
    theme: dict[str, str | bytes] = {"assets/stylesheets/main.css": "", "assets/theme.css": "", "assets/theme.js": ""}
    inside = '<link rel="stylesheet" href="../assets/theme.css">'
    write_files(tmp_path, SITE | theme | {"authors/index.html": inside})
    assert theme.keys() <= _listed(tmp_path)["use"].keys()
    write_files(tmp_path, {"rules.html": inside})
    assert theme.keys() <= _listed(tmp_path)["keep"].keys()
