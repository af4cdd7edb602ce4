"""Workspaces of any size: the playbooks of headquarters, copied with ids and references of their own, the same at every run.

What many name, such as metrics, is there once: two registers of a kind have no item in common.
"""

import math
import re
import shutil
from functools import cache
from pathlib import Path

from browser.handbook_site import REPOSITORY
from sopbook.authoring.text import Edit, edited
from sopbook.branches.playbook import Playbook
from sopbook.branches.workspace import find_workspace
from sopbook.handbook.check.references import references
from sopbook.handbook.check.workspace import check_workspace
from sopbook.handbook.moment import today
from sopbook.kinds.item_lists import registers
from sopbook.source.document import Pointer

BRANCH = Path("playbooks/hq")
EDITED = BRANCH / "activity/dice-guess.yaml"
"""The playbook in which the benchmark changes a sentence."""
_ALLOWED = re.compile(r'^( *- \{in: "[^"#]+)(#.*\n)', re.MULTILINE)
_SETTINGS = """\
site_name: Benchmark
theme: {name: material, font: false, features: [navigation.indexes, navigation.top, toc.follow]}
plugins: [sopbook: {built_in_kinds: false}]
extra: {generator: false}
"""


def corpus(folder: Path, number: int) -> tuple[Path, int]:
    """Return a workspace of one branch in English, and how many playbooks it has: at least so many, in whole copies."""
    copied = [playbook for playbook in _originals() if playbook.kind.name not in kinds_once()]
    copies = math.ceil(number / len(copied))
    shutil.copytree(REPOSITORY / "schema", folder / "schema")
    shutil.copytree(REPOSITORY / BRANCH / "files", folder / BRANCH / "files")
    (folder / "docs").mkdir()
    (folder / "docs/about.md").write_text("# About\n\nA page written by hand.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    for name in ("branch.yaml", "synonyms.yaml"):
        text = (REPOSITORY / BRANCH / name).read_text("utf-8")
        (folder / BRANCH / name).write_text(_allowed_in_copies(text.replace("locales: [en, zh]", "locales: [en]"), copies), "utf-8")
    for number_of_copy in range(1, copies + 1):
        for playbook in _originals() if number_of_copy == 1 else copied:
            identifier, text = _copied(playbook, _suffix(number_of_copy))
            file = folder / BRANCH / playbook.kind.name / f"{identifier}.yaml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
    return folder, (copies - 1) * len(copied) + len(_originals())


def _allowed_in_copies(text: str, copies: int) -> str:
    """Return a branch.yaml in which what is allowed in a playbook is allowed in each of its copies."""
    return _ALLOWED.sub(lambda line: "".join(f"{line[1]}{_suffix(number)}{line[2]}" for number in range(1, copies + 1)), text)


def _suffix(number_of_copy: int) -> str:
    return "" if number_of_copy == 1 else f"-{number_of_copy}"


@cache
def _originals() -> tuple[Playbook, ...]:
    checked = check_workspace(find_workspace(REPOSITORY), today(), only=[("hq", "en")])
    return tuple(checked.editions["hq", "en"].resolved.playbooks.values())


@cache
def kinds_once() -> frozenset[str]:
    """Return the kinds of which others name items by their ids alone, or take in texts: their playbooks have no copies."""
    kinds = {playbook.kind.name: playbook.kind for playbook in _originals()}
    return frozenset({*(name for name, _ in registers(kinds.values())), *(name for name, kind in kinds.items() if kind.shared)})


def _copied(playbook: Playbook, suffix: str) -> tuple[str, str]:
    """Return the id and the text of a copy: its own id, its former ones and all that it refers to and that is copied have a suffix."""
    document = playbook.document
    others = {one.pointer: one.id for one in references(playbook) if one.key[0] not in kinds_once()}
    named: dict[Pointer, str] = {playbook.kind.identity.id or ("id",): playbook.id, **others}
    named |= {("formerly", place): former for place, former in enumerate(document.value.get("formerly", []))}
    edits = [Edit(place.start, place.end, f"{identifier}{suffix}") for pointer, identifier in named.items() for place in [document.places[pointer]]]
    return f"{playbook.id}{suffix}", edited(document.source.text, edits) if suffix else document.source.text
