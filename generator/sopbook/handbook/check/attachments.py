"""The files that playbooks attach: found in the branch that wrote them or above it, and fit to be handed out."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import ClassVar

from sopbook.branches.branch import ATTACHED, Branch
from sopbook.branches.interpolation import has_names, parts
from sopbook.branches.playbook import Playbook, param_origin
from sopbook.handbook.check.attached_file import Flaw, read_attached
from sopbook.handbook.check.walk import WalkedValue, walk
from sopbook.source.attachment import ENDINGS, Attachment, ending
from sopbook.source.diagnostics import Diagnostic, joined, say
from sopbook.source.document import Origin, Pointer
from sopbook.source.listing import children
from sopbook.source.schema.wording import closest

_PATH = re.compile(rf"{ATTACHED}(/[^\W_][\w.-]*)+")
_INSIDE = re.compile(rf"{ATTACHED}(/(?!\.\.?(/|$))[^/\\:]+)+")
"""A path that leads into the folder, whatever the names in it hold."""
_UNFIT = re.compile(r"[^\w.-]")
_SPACES = {" ": say("a space"), "\u3000": say("a full-width space"), "\u00a0": say("a no-break space")}


@dataclass(frozen=True)
class AttachmentCheck:
    """FILE001 (no such file), FILE002 (outside of files/), FILE004 (a type that is not handed out), FILE009 (no name for an address).

    And what read_attached finds. `name.zh.png` beside `name.png` is the one for readers of Chinese.
    """

    playbook: Playbook
    root: Path
    files: dict[Pointer, Attachment] = field(default_factory=dict, init=False)
    """What the walk has found: the files that are fit to be handed out, by the fields that name them."""
    keywords: ClassVar[tuple[str, ...]] = ("x-file",)

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield what is wrong with a file that a value names."""
        playbook, pointer = self.playbook, value.pointer
        if not isinstance(value.written, str) or pointer in playbook.document.guessed:
            return
        if has_names(str(value.filled)) or (value.written and not value.filled):
            return  # A name that nothing is called is told of the text; an empty param waits for the company.
        for found in _find(value.filled, _writer(playbook, pointer, value.written), playbook.locale, self.root):
            if isinstance(found, Flaw):
                place = _place(playbook, pointer, value.written)
                yield place.document.diagnostic(place.pointer, found.code, found.message, found.hint)
            else:
                self.files[pointer] = found


def attachments(playbook: Playbook, root: Path) -> Mapping[Pointer, Attachment]:
    """Return the files that a playbook attaches, as far as they are fit to be handed out, by the fields that name them."""
    check = AttachmentCheck(playbook, root)
    walk(playbook, [check])
    return check.files


def _place(playbook: Playbook, pointer: Pointer, written: str) -> Origin:
    """Return where a file's name was written: in the param, if that is all that the field says."""
    names = [part.name or "" for part in parts(written)]
    param = param_origin(playbook, names[0]) if len(names) == 1 else None
    return param or playbook.document.origin(pointer)


def _writer(playbook: Playbook, pointer: Pointer, written: str) -> Branch:
    """Return the lowest branch that wrote a value of a playbook, or a param in it: there the file is looked for, and above."""
    names = {playbook.document.origin(pointer).branch}
    names |= {origin.branch for part in parts(written) if part.is_name and (origin := param_origin(playbook, part.name or "")) is not None}
    return next(branch for branch in reversed(playbook.branch.lineage) if branch.name in names)


def _find(value: str, writer: Branch, locale: str, root: Path) -> Iterator[Attachment | Flaw]:
    """Yield the file that a value names, and what is wrong with it."""
    if not _PATH.fullmatch(value):
        yield _unfit_path(value, writer)
        return
    if ending(value) not in ENDINGS:
        yield Flaw("FILE004", say("{name} is not handed out: {why_not}.", name=PurePosixPath(value).name, why_not=_why_not(value)), _instead(value))
        return
    own = PurePosixPath(value).with_suffix(f".{locale}{PurePosixPath(value).suffix}").as_posix()
    for branch in reversed(writer.lineage):
        for name in (own, value):
            if os.path.lexists(root / branch.folder / name):
                yield from read_attached(name, branch, root)
                return
    there = [file.name for file in children((root / writer.folder / value).parent) if file.is_file()]
    meant = closest(PurePosixPath(value).name, there)
    yield Flaw(
        "FILE001", say("There is no file {value} in {folder} or above it.", value=value, folder=writer.folder) if writer.parent
        else say("There is no file {value} in {folder}.", value=value, folder=writer.folder),
        say("Did you mean {meant}?", meant=(PurePosixPath(value).parent / meant).as_posix()) if meant else say("Put it there, or take the line out. Its place is {folder}/{value}.", folder=writer.folder, value=value),
    )


def _unfit_path(value: str, writer: Branch) -> Flaw:
    """Return what is wrong with a path: it leads elsewhere, or a name in it is none for an address on the web."""
    if not _INSIDE.fullmatch(value):
        name = _fitting(PurePosixPath(value).name or "poster.png")
        return Flaw(
            "FILE002", say("{value} is no path inside of {attached}/.", value=value, attached=ATTACHED),
            say(
                "Put the file into {folder}/{attached} and write {attached}/{name}: letters, digits, dots and hyphens.",
                folder=writer.folder, attached=ATTACHED, name=name,
            ),
        )
    names = value.split("/")[1:]
    fitting = [_fitting(name) for name in names]
    unfit, renamed = next((one, other) for one, other in zip(names, fitting, strict=True) if one != other)
    signs = [_SPACES.get(sign, sign if sign.isprintable() else f"U+{ord(sign):04X}") for sign in dict.fromkeys(_UNFIT.findall(unfit))]
    return Flaw(
        "FILE009", say("The name {name} holds {signs}.", name=unfit, signs=_listed(signs)) if signs
        else say("The name {name} begins with {sign}.", name=unfit, sign=unfit[0]),
        say("Rename it to {name}, and write {other}.", name=renamed, other="/".join([ATTACHED, *fitting])),
    )


def _fitting(name: str) -> str:
    """Return a name like another that an address takes: hyphens for what it does not take, and no sign at its beginning."""
    stem, dot, last = name.rpartition(".") if "." in name else (name, "", "")
    return (re.sub(r"[^\w.-]+", "-", stem).lstrip("-._").rstrip("-") or "poster") + dot + _UNFIT.sub("", last)


def _listed(names: list[str]) -> str:
    return joined(" and ", filter(None, (joined(", ", names[:-1]), names[-1])))


def _why_not(value: str) -> str:
    return say("an SVG can carry a program") if ending(value) == "svg" else say("its name ends in .{ending}", ending=ending(value)) if ending(value) else say("its name has no ending")


def _instead(value: str) -> str:
    return say("Save it as PNG.") if ending(value) == "svg" else say("Taken are {endings}; for anything else write url.", endings=joined(", ", ENDINGS))
