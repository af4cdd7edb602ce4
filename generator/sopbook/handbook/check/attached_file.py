"""What an attached file holds: whether it is whole, what its ending says, and small enough for a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sopbook.branches.branch import ATTACHED, Branch
from sopbook.source.attachment import LARGEST_ATTACHMENT, PICTURES, Attachment, ending, ending_for
from sopbook.source.diagnostics import lower, say
from sopbook.source.diagnostics.faults import reason
from sopbook.source.files import special
from sopbook.source.paper import is_whole_paper
from sopbook.source.picture import MOST_MOVING_PIXELS, MOST_PIXELS, Oversized, read_picture


@dataclass(frozen=True)
class Flaw:
    """What is wrong with an attached file, to be reported where it is named."""

    code: str
    message: str
    hint: str


def read_attached(name: str, branch: Branch, root: Path) -> Iterator[Attachment | Flaw]:
    """Yield a file of a branch as it is published, and what is wrong with it.

    `name` is its path from the branch's folder. Reports FILE001 (it cannot be read), FILE003 (a link that leaves the
    workspace), FILE005 (not what its ending says, or damaged), FILE006 (too large), FILE007 (too many pixels) and
    FILE008 (colours of printing, a warning).
    """
    path = f"{branch.folder}/{name}"
    content = _content(root / branch.folder / name, path, root)
    if isinstance(content, Flaw):
        yield content
        return
    inside = name.removeprefix(f"{ATTACHED}/")
    if ending(name) not in PICTURES:
        yield Attachment(branch.name, inside, content) if is_whole_paper(content, ending(name)) else _not_what_it_says(content, name, path)
        return
    picture = read_picture(content, PICTURES[ending(name)])
    if picture is None:
        yield _not_what_it_says(content, name, path)
    elif isinstance(picture, Oversized):
        yield _too_many_pixels(picture, path)
    else:
        yield Attachment(branch.name, inside, picture.content, picture.width, picture.height)
        if picture.is_for_press:
            yield Flaw(
                "FILE008", say("{path} has the colours of printing (CMYK), which many phones show wrong.", path=path),
                say("Save it with the colours of screens (RGB)."),
            )


def _content(file: Path, path: str, root: Path) -> bytes | Flaw:
    try:
        if not file.resolve(strict=True).is_relative_to(root.resolve()):
            return Flaw(
                "FILE003", say("{path} is a link to a place outside the workspace, so it is not handed out.", path=path),
                say("Copy the file into the workspace instead of linking to it."),
            )
        found = file.stat()
        if found.st_size > LARGEST_ATTACHMENT:
            return Flaw(
                "FILE006", say(
                    "{path} has {size:,} bytes; {most:,} is the most that is handed out.",
                    path=path, size=found.st_size, most=LARGEST_ATTACHMENT,
                ),
                say("Make the picture smaller, 1,080 pixels are wide enough for a chat, or put the file elsewhere and write url."),
            )
        if special(found.st_mode):  # Reading a pipe waits for ever.
            return Flaw("FILE001", say("{path} is {special}, not a file.", path=path, special=special(found.st_mode)), say("Put a file in its place."))
        return file.read_bytes()
    except OSError as error:
        return _unreadable(path, reason(error))
    except RuntimeError:
        return _unreadable(path, say("it is a link in a circle"))


def _unreadable(path: str, reason: str) -> Flaw:
    return Flaw(
        "FILE001",
        say("{path} cannot be read: {reason}.", path=path, reason=lower(reason)),
        say("Check that it is a file, and that you may read it."),
    )


def _not_what_it_says(content: bytes, name: str, path: str) -> Flaw:
    says, holds = ending(name), ending_for(content)
    if not content:
        return Flaw("FILE005", say("{path} is empty.", path=path), say("Save or copy it again."))
    if holds and PICTURES.get(holds, holds) != PICTURES.get(says, says):
        other = PurePosixPath(name).with_suffix(f".{holds}")
        return Flaw(
            "FILE005", say("{path} holds .{holds}, not .{says} as its name says.", path=path, holds=holds, says=says),
            say("Rename it to {name}, and write {other}.", name=other.name, other=other),
        )
    if holds:
        return Flaw("FILE005", say("{path} is damaged or cut off.", path=path), say("Save it again from the program that made it, or copy it again."))
    return Flaw(
        "FILE005", say("{path} does not hold what its ending .{says} says, or it is damaged.", path=path, says=says),
        say("Save it again from the program that made it; a new name alone does not change a file."),
    )


def _too_many_pixels(picture: Oversized, path: str) -> Flaw:
    size = say("{width:,} × {height:,} pixels", width=picture.width, height=picture.height)
    if picture.frames > 1:
        said = say(
            "{path} has {size} in {frames:,} frames or more; {most:,} in all is the most that is handed out.",
            path=path, size=size, frames=picture.frames, most=MOST_MOVING_PIXELS,
        )
    elif picture.width:
        said = say("{path} has {size}; {most:,} in all is the most that is handed out.", path=path, size=size, most=MOST_PIXELS)
    else:
        said = say("{path} has far more pixels than the {most:,} that are handed out at most.", path=path, most=MOST_PIXELS)
    return Flaw("FILE007", said, say("Make the picture smaller; 1,080 pixels are wide enough for a chat."))
