"""A build makes only the editions that have changed, and the site and the findings are those of a fresh build all the same."""

import os
import shutil
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from end_to_end.running import contents, sopbook, sopbook_in
from sopbook.counters import counted
from sopbook.site.mark import MARK

SCHEMA = """{"type": "object", "required": ["title"], "properties": {
  "title": {"type": "string", "title": "Title", "x-translatable": true},
  "say": {"type": "string", "title": "Say", "x-text": "message", "x-translatable": true},
  "next": {"type": "string", "title": "Next", "x-ref": "card"},
  "paper": {"type": "string", "title": "Paper", "x-file": true}
}}"""
KIND = "kind: card\ntitle: {en: Card, zh: 卡}\nplural: {en: Cards, zh: 卡}\nenvelope: false\nidentity: {id: $file}\n"
HQ = "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\nparams: {hours: 10–22}\n"
EAST = "name: {en: East, zh: 东区}\nparent: hq\nlocales: [zh]\n"
SETTINGS = "site_name: Handbook\nplugins: [{sopbook: {built_in_kinds: false}}]\n"
SOUTH = "name: {en: South, zh: 南区}\nparent: hq\nlocales: [en]\n"
CHINESE = "translation: open\ntexts:\n  /title: {from: sha-f4b13e93df07, text: 开张}\n  /say: {from: sha-90a90a48e23d, text: 早上好}\n"
LOCK = 'forks:\n  card/open:\n    /say: {digest: sha-1f93c750bb1b9047, value: "Good morning"}\n'
OPEN, CLOSE, FORK, TRANSLATION = (f"playbooks/{path}.yaml" for path in ("hq/card/open", "east/card/close", "south/card/open", "hq/card/open.zh"))



def picture(colour: bytes) -> bytes:
    """Return a PNG of one dot."""
    parts = {b"IHDR": b"\0\0\0\1\0\0\0\1\x08\2\0\0\0", b"IDAT": zlib.compress(b"\0" + colour, 0), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in parts.items()
    )


# Each file with the texts that it may have; None is no file. The first ones make the workspace with which a sequence begins.
VARIANTS: dict[str, tuple[str | bytes | None, ...]] = {
    "mkdocs.yml": (SETTINGS, SETTINGS.replace("Handbook", "Notebook"), SETTINGS + "site_url: https://example.org/\n"),
    "docs/about.md": ("# About\n", "# Above\n", None),
    "docs/authors/more.md": (None, "# More\n\n[About](../about.md)\n", "# More\n\n[Gone](../gone.md)\n"),
    "docs/picture.svg": (None, "<svg xmlns='http://www.w3.org/2000/svg'/>\n"),
    "schema/card/kind.yaml": (KIND, KIND.replace("Cards", "Sheet")),
    "schema/card/schema.json": (SCHEMA, SCHEMA.replace('"Next"', '"Then"')),
    "schema/card/labels.zh.yaml": ("fields: {/title: 标题, /say: 话术, /next: 下一步, /paper: 文件}\n", "fields: {/title: 题目, /say: 话术, /next: 下一步, /paper: 文件}\n"),
    "schema/card/page.html.j2": (None, "<p>{{ page.title }}</p>\n", "<b>{{ page.title }}</b>\n"),
    "playbooks/hq/branch.yaml": (HQ, HQ.replace("10–22", "11–22"), HQ.replace("Head", "Hand")),
    OPEN: ("title: Opening\nsay: Good morning\n", "title: Opening\nsay: Good evening\n", "title: Opened\nsay: 'From ${hours}'\n", "title: Opening\nsay: Good morning\n# No more.\n"),
    TRANSLATION: (None, CHINESE, CHINESE.replace("开", "关")),
    "playbooks/hq/card/tea.yaml": (None, "title: Tea\nnext: open\n", "title: Tee\nnext: open\n"),
    "playbooks/hq/files/dot.png": (picture(b"red"), picture(b"tan"), None),
    "playbooks/hq/card/paper.yaml": (None, "title: Paper\npaper: files/dot.png\n"),
    "playbooks/east/branch.yaml": (EAST, EAST + "params: {hours: 9–20}\n", EAST.replace("[zh]", "[zh, en]"), EAST.replace("东区", "东方")),
    CLOSE: ("title: 打烊\nsay: 晚安\n", "title: 打烊\nsay: 再见\n", "title: 关门\nsay: 晚安\nnext: open\n", None),
    "playbooks/south/branch.yaml": (SOUTH, SOUTH.replace("South", "Shore"), SOUTH + "params: {hours: 8–19}\n", SOUTH.replace("[en]", "[en, zh]")),
    FORK: (None, "fork: open\nsay: Good day\n", "fork: open\nsay: Good eve\n", "fork: open\n_remove: [say]\n"),
    "playbooks/south/forks.lock.yaml": (None, LOCK, LOCK.replace("Good morning", "Good evening")),
}
EDITS = st.sampled_from([(path, number) for path, texts in VARIANTS.items() for number in range(len(texts))])
MOMENT = 1795392000
"""When all files were last changed, whatever they hold."""


def write(root: Path, path: str, text: str | bytes | None) -> None:
    file = root / path
    if text is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(file, (MOMENT, MOMENT))


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("changes") / "workspace"
    for path, texts in VARIANTS.items():
        write(root, path, texts[0])
    run = sopbook("build", "-C", root)
    assert run.exit_code == 0, run.output
    return root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built_once, tmp_path / "workspace")


def editions_built(root: Path) -> int:
    """Return how many editions a build makes; the others stay as they were."""
    with counted() as counts:
        run = sopbook("build", "-C", root)
    assert run.exit_code == 0, run.output
    return counts["editions built"]


def same_as_fresh(root: Path) -> None:
    """Build, and compare with what a build in an empty folder gives: all files, and all findings."""
    run = sopbook("build", "-C", root, "--format", "concise")
    with TemporaryDirectory(prefix="sopbook-fresh-") as folder:
        copy = shutil.copytree(root, Path(folder) / "w", ignore=shutil.ignore_patterns("site"))
        fresh = sopbook("build", "-C", copy, "--format", "concise")
        assert (run.exit_code, run.stdout) == (fresh.exit_code, fresh.stdout)
        if fresh.exit_code == 0:  # Otherwise there are pages that only the older site has.
            expected, found = contents(copy / "site"), contents(root / "site")
            assert found.keys() == expected.keys()
            assert [path for path in expected if found[path] != expected[path] and path != MARK] == []


# What is changed, and how many of the four editions a build then makes: hq/en and hq/zh, east/zh, south/en.
CHANGES = {
    "a text of one branch": ({CLOSE: VARIANTS[CLOSE][1]}, 1),
    "its title": ({CLOSE: VARIANTS[CLOSE][2]}, 1),
    "a param of one branch": ({"playbooks/east/branch.yaml": VARIANTS["playbooks/east/branch.yaml"][1]}, 1),
    "a fork": ({FORK: VARIANTS[FORK][1]}, 1),
    # The first edition shows how much is translated, so it knows how many texts there are.
    "a playbook more in one branch": ({"playbooks/south/card/own.yaml": "title: Our own\n"}, 2),
    "a playbook of one branch less": ({CLOSE: None}, 2),
    "a text of headquarters": ({OPEN: VARIANTS[OPEN][1]}, 4),
    "a translation": ({TRANSLATION: VARIANTS[TRANSLATION][1]}, 3),  # The first edition shows how much is translated.
    "the name of a branch, which all switchers show": ({"playbooks/south/branch.yaml": VARIANTS["playbooks/south/branch.yaml"][1]}, 4),
    "the settings": ({"mkdocs.yml": VARIANTS["mkdocs.yml"][1]}, 4),
    "a page written by hand": ({"docs/about.md": VARIANTS["docs/about.md"][1]}, 4),
    "nothing that shows": ({"playbooks/notes.txt": "Nobody takes this.\n"}, 0),
}


@pytest.mark.parametrize(("changed", "number"), CHANGES.values(), ids=list(CHANGES))
def test_a_build_makes_the_editions_that_show_what_was_changed(built: Path, changed: dict[str, str | bytes | None], number: int) -> None:
    for path, text in changed.items():
        write(built, path, text)

    assert editions_built(built) == number
    assert editions_built(built) == 0


def test_an_edition_whose_pages_were_touched_is_built_again(built: Path) -> None:
    (built / "site/hq/en/card/open.html").write_text("")
    write(built, CLOSE, VARIANTS[CLOSE][1])

    assert editions_built(built) == 4


def test_files_that_come_out_the_same_stay_as_they_are(built: Path) -> None:
    before = {path: (built / "site" / path).stat() for path in contents(built / "site")}
    write(built, OPEN, VARIANTS[OPEN][1])
    with counted() as counts:
        sopbook("build", "-C", built)
    after = {path: (built / "site" / path).stat() for path in contents(built / "site")}

    new = {path for path in after if path not in before or before[path].st_ino != after[path].st_ino} - {MARK}
    assert counts["files changed"] == len(new)
    assert {path for path in new if path.startswith("south/en/")} == {
        f"south/en/{path}" for path in (
            "card/open.html", "data/card/open.json", "data/source/playbooks/hq/card/open.yaml", "print/card/open.pdf", "print/handbook.pdf", "offline.json", "sw.js",
            "assets/search/index.js", "assets/search/0.js",
        )
    }


def test_force_builds_all(built: Path) -> None:
    with counted() as counts:
        sopbook("build", "-C", built, "--force")

    assert counts["editions built"] == 4


def test_what_building_has_told_is_told_at_every_build(built: Path) -> None:
    write(built, "docs/authors/more.md", "# More\n\n[Gone](../gone.md)\n")
    first = sopbook_in(built, "build")
    write(built, CLOSE, VARIANTS[CLOSE][1])
    second = sopbook_in(built, "build")
    write(built, CLOSE, VARIANTS[CLOSE][2])
    strict = sopbook_in(built, "build", "--strict")

    assert "gone.md" in first.stderr
    assert "gone.md" in second.stderr
    assert strict.exit_code == 1


LONG = settings.get_current_profile_name() == "long"
"""`make test-long`: more edits than anybody waits for."""


@pytest.mark.parametrize("path", sorted(VARIANTS) if LONG else [TRANSLATION])
def test_each_edit_alone_gives_the_site_of_a_fresh_build(built: Path, path: str) -> None:
    for text in (*VARIANTS[path][1:], VARIANTS[path][0]):
        write(built, path, text)
        same_as_fresh(built)


@given(st.lists(EDITS, min_size=2, max_size=12 if LONG else 3))
@settings(deadline=None, derandomize=not LONG, max_examples=200 if LONG else 3, database=None, suppress_health_check=list(HealthCheck))
def test_after_any_edits_a_site_is_as_if_it_were_new(built_once: Path, edits: list[tuple[str, int]]) -> None:
    with TemporaryDirectory(prefix="sopbook-edits-") as folder:
        root = shutil.copytree(built_once, Path(folder) / "w")
        for path, number in edits:
            write(root, path, VARIANTS[path][number])
            same_as_fresh(root)
