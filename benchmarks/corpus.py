"""Workspaces of any size: the playbooks of headquarters, copied with ids and references of their own, the same at every run."""

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
from sopbook.handbook.check.workspace import CheckedWorkspace, check_workspace
from sopbook.handbook.moment import today
from sopbook.kinds.item_lists import registers
from sopbook.source.document import Pointer
from sopbook.source.pointer import expand

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
    originals = _originals()
    copied = [playbook for playbook in originals if not _stands_once(playbook)]
    copies = 1 + math.ceil(max(0, number - len(originals)) / len(copied))
    shutil.copytree(REPOSITORY / "schema", folder / "schema")
    for beside in ("files", "tables"):
        shutil.copytree(REPOSITORY / BRANCH / beside, folder / BRANCH / beside)
    (folder / "docs").mkdir()
    (folder / "docs/about.md").write_text("# About\n\nA page written by hand.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    for name in ("branch.yaml", "synonyms.yaml"):
        text = (REPOSITORY / BRANCH / name).read_text("utf-8")
        (folder / BRANCH / name).write_text(_allowed_in_copies(text.replace("locales: [en, zh]", "locales: [en]"), copies), "utf-8")
    for number_of_copy in range(1, copies + 1):
        for playbook in originals if number_of_copy == 1 else copied:
            identifier, text = _copied(playbook, _suffix(number_of_copy))
            file = folder / BRANCH / playbook.kind.name / f"{identifier}.yaml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
    return folder, len(originals) + (copies - 1) * len(copied)


def _allowed_in_copies(text: str, copies: int) -> str:
    """Return a branch.yaml in which what is allowed in a playbook is allowed in each of its copies."""
    return _ALLOWED.sub(lambda line: "".join(f"{line[1]}{_suffix(number)}{line[2]}" for number in range(1, copies + 1)), text)


def _suffix(number_of_copy: int) -> str:
    return "" if number_of_copy == 1 else f"-{number_of_copy}"


@cache
def _checked() -> CheckedWorkspace:
    return check_workspace(find_workspace(REPOSITORY), today(), only=[("hq", "en")])


def _originals() -> tuple[Playbook, ...]:
    return tuple(_checked().editions["hq", "en"].resolved.playbooks.values())


@cache
def _lists_named_by_id() -> tuple[tuple[str, Pointer], ...]:
    return tuple(registers(_checked().kinds.usable.values()))


def _stands_once(playbook: Playbook) -> bool:
    """Return whether a playbook holds items that others name by their ids alone, which no two may have."""
    named = any(kind == playbook.kind.name and list(expand(playbook.value, pointer)) for kind, pointer in _lists_named_by_id())
    return bool(playbook.kind.register or playbook.kind.shared) or named


def _copied(playbook: Playbook, suffix: str) -> tuple[str, str]:
    """Return the id and the text of a copy: its own id, its former ones and all that it refers to have a suffix."""
    document = playbook.document
    once = {one.key for one in _originals() if _stands_once(one)}
    named: dict[Pointer, str] = {playbook.kind.identity.id or ("id",): playbook.id, **{one.pointer: one.id for one in references(playbook) if (one.kind, one.id) not in once}}
    named |= {("formerly", place): former for place, former in enumerate(document.value.get("formerly", []))}
    text = document.origin(()).document.source.text  # As the file has it: what repeats is laid out in the document.
    edits = [
        Edit(place.start, place.end, f"{text[place.start : place.end].partition('/')[0]}/{identifier}{suffix}" if "/" in text[place.start : place.end] else f"{identifier}{suffix}")
        for pointer, identifier in named.items() for origin in [document.origin(pointer)]
        if origin.pointer[-1:] == pointer[-1:] and (place := origin.document.places.get(origin.pointer))
    ]
    return f"{playbook.id}{suffix}", edited(text, edits) if suffix else text
