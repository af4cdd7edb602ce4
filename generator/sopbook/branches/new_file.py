"""Where a branch's new file about a playbook belongs, so that its kind reads it."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from sopbook.kinds.kind import Kind


def new_file(kind: Kind, name: str) -> str:
    """Return the path of a new file of a kind, from the branch's folder; `name` is the file's without its ending.

    That is the folder of the kind's name, or else what its first pattern with room for the name makes of it.
    """
    usual = f"{kind.name}/{name}.yaml"
    possible = [usual, *(_filled(pattern, kind, name) for pattern in kind.files)]
    return next((path for path in possible if any(_fits(path.split("/"), pattern.split("/")) for pattern in kind.files)), usual)


def _filled(pattern: str, kind: Kind, name: str) -> str:
    *folders, last = pattern.split("/")
    return "/".join([*(folder.replace("*", kind.name) for folder in folders if folder != "**"), last.replace("*", name)])


def _fits(path: Sequence[str], pattern: Sequence[str]) -> bool:
    """Return whether a path fits a pattern as `glob` reads it, both step by step."""
    if not pattern or not path:
        return not pattern and not path
    if pattern[0] == "**":
        return _fits(path, pattern[1:]) or _fits(path[1:], pattern)
    return fnmatchcase(path[0], pattern[0]) and _fits(path[1:], pattern[1:])
