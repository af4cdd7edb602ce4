"""The files that playbooks attach: found in the branch that wrote them or above it, and fit to be handed out."""

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sopbook.diagnostics import Diagnostic
from sopbook.kinds.shape import leaves
from sopbook.load.attachment import (
    LARGEST_ATTACHMENT,
    PAPERS,
    PICTURES,
    SORTS,
    Attachment,
    ending,
    fits_ending,
    picture_size,
)
from sopbook.load.document import Pointer
from sopbook.resolve.branch import ATTACHED, Branch
from sopbook.resolve.playbook import Playbook
from sopbook.validate.wording import near

_PATH = re.compile(rf"{ATTACHED}(/[^\W_][\w.-]*)+")


@dataclass(frozen=True)
class _Problem:
    code: str
    message: str
    hint: str


def attachments(playbook: Playbook, root: Path) -> tuple[dict[Pointer, Attachment], list[Diagnostic]]:
    """Return the files that a playbook attaches, by the fields that name them (`x-file`), and what is wrong with them.

    `name.zh.png` beside `name.png` is the one for readers of Chinese. Reports FILE001 (no such file), FILE002 (a path
    outside of files/), FILE003 (a link that leaves the workspace), FILE004 (a sort that is not handed out), FILE005 (not
    what its ending says), FILE006 (too large).
    """
    found: dict[Pointer, Attachment] = {}
    diagnostics: list[Diagnostic] = []
    for pointer, value, shape in leaves(playbook.document.value, playbook.kind.shape):
        if not shape.get("x-file") or not isinstance(value, str) or pointer in playbook.document.guessed:
            continue
        document, place = playbook.document.home(pointer)
        one = _find(value, _writer(playbook.branch, document.path), playbook.locale, root)
        if isinstance(one, _Problem):
            diagnostics.append(document.diagnostic(place, one.code, one.message, one.hint))
        else:
            found[pointer] = one
    return found, diagnostics


def _writer(branch: Branch, path: str) -> Branch:
    """Return the branch of a lineage in whose folder a file lies."""
    return next((one for one in branch.lineage if path.startswith(f"{one.folder}/")), branch)


def _find(value: str, writer: Branch, locale: str, root: Path) -> Attachment | _Problem:
    if not _PATH.fullmatch(value):
        return _Problem(
            "FILE002", f"{value} is no path inside of {ATTACHED}/.",
            f"Put the file into {writer.folder}/{ATTACHED} and write {ATTACHED}/{PurePosixPath(value).name or 'poster.png'}: letters, digits, dots and hyphens.",
        )
    if ending(value) not in SORTS:
        return _Problem("FILE004", f"{PurePosixPath(value).name} is not handed out: {_why_not(value)}.", _instead(value))
    own = PurePosixPath(value).with_suffix(f".{locale}{PurePosixPath(value).suffix}").as_posix()
    for branch in reversed(writer.lineage):
        for name in (own, value):
            if os.path.lexists(root / branch.folder / name):
                return _read(name, branch, root)
    there = sorted(file.name for file in (root / writer.folder / value).parent.glob("*") if file.is_file())
    meant = near(PurePosixPath(value).name, there)
    return _Problem(
        "FILE001", f"There is no file {value} in {writer.folder}{' or above it' if writer.parent else ''}.",
        f"Did you mean {(PurePosixPath(value).parent / meant).as_posix()}?" if meant else f"Put it there, or take the line out. Its place is {writer.folder}/{value}.",
    )


def _why_not(value: str) -> str:
    return "an SVG can carry a program" if ending(value) == "svg" else f"its name ends in .{ending(value)}" if ending(value) else "its name has no ending"


def _instead(value: str) -> str:
    return "Save it as PNG." if ending(value) == "svg" else f"Taken are {', '.join(SORTS)}; for anything else write url."


def _read(name: str, branch: Branch, root: Path) -> Attachment | _Problem:
    file = root / branch.folder / name
    path = f"{branch.folder}/{name}"
    try:
        if not file.resolve(strict=True).is_relative_to(root.resolve()):
            return _Problem(
                "FILE003", f"{path} is a link to a place outside the workspace, so it is not handed out.",
                "Copy the file into the workspace instead of linking to it.",
            )
        size = file.stat().st_size
        if size > LARGEST_ATTACHMENT:
            return _Problem(
                "FILE006", f"{path} has {size:,} bytes; {LARGEST_ATTACHMENT:,} is the most that is handed out.",
                "Make the picture smaller, 1,080 pixels are wide enough for a chat, or put the file elsewhere and write url.",
            )
        content = file.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "it is a link in a circle"
        return _Problem(
            "FILE001", f"{path} cannot be read: {reason[0].lower()}{reason[1:]}.", "Check that it is a file, and that you may read it.",
        )
    if not fits_ending(content, name):
        return _Problem(
            "FILE005", f"{path} does not hold what its ending .{ending(name)} says, or it is damaged.",
            "Save it anew from the program that made it; a new name alone does not change a file.",
        )
    width, height = picture_size(content, PICTURES[ending(name)]) or (0, 0) if ending(name) not in PAPERS else (0, 0)
    return Attachment(branch.name, name.removeprefix(f"{ATTACHED}/"), content, width, height)
