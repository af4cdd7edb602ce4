"""How long a text is when it goes out, and which line made it too long."""

from collections.abc import Iterator

from sopbook.branches.branch import Branch
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook, param_origin
from sopbook.branches.sending.modes import Mode
from sopbook.kinds.kind import in_locale
from sopbook.source.diagnostics import Diagnostic, capital, many, say
from sopbook.source.document import Document, Origin, Pointer
from sopbook.source.pointer import at

_UNKNOWN_SLOT = "x" * 40
"""What a slot without an example counts as: the length of a name, or of a short link."""


def check_length(playbook: Playbook, mode: Mode, text: Pointer, mode_place: Pointer | None) -> Iterator[Diagnostic]:
    """Yield SEND002 for a text that is longer than its mode takes, params filled in and slots counted by their examples.

    It stands at what the branch wrote of it: the text or its translation, else the mode, else the longest value. What a branch above
    made too long is reported there.
    """
    sent = counted(str(at(playbook.value, text)), playbook.branch, playbook.locale)
    for unit, most, has in (("byte", mode.bytes, len(sent.encode())), ("character", mode.chars, len(sent))):
        if most is None or has <= most:
            continue
        place = _culprit(playbook, text, mode_place)
        if place is None:
            return
        count, over = _many(most, unit), _many(has - most, unit)
        hint = (
            say("Shorten it by {over} (a Chinese character has 3), or split it into two messages.", over=over) if unit == "byte"
            else say("Shorten it by {over}, or split it into two messages.", over=over)
        )
        yield place[0].diagnostic(place[1], "SEND002", _message(playbook, mode, text, place, (count, _many(has, unit), f"{has:,}")), hint)
        return


def _message(playbook: Playbook, mode: Mode, text: Pointer, place: tuple[Document, Pointer], numbers: tuple[str, str, str]) -> str:
    """Return what is wrong, as whoever wrote the place understands it: the text, a mode, or a value far from the text."""
    most, has, bare = numbers
    document, pointer = place
    if document is playbook.document and pointer == text:
        return say("{mode} takes {most}; this has {has}.", mode=capital(mode.phrase), most=most, has=bare)
    home = say(
        "{kind}/{id}, line {line} of {path}",
        kind=playbook.kind.name, id=playbook.id, line=playbook.document.span(text).line, path=playbook.document.origin(text).document.path,
    )
    is_mode = document is playbook.document and pointer[:1] != ("params",)
    numbers_there = {"has": has, "home": home, "mode": mode.phrase, "most": most}
    return (
        say("With this, a text has {has} ({home}); {mode} takes {most}.", **numbers_there) if is_mode
        else say("This makes a text of {has} ({home}); {mode} takes {most}.", **numbers_there)
    )


def counted(text: str, branch: Branch, locale: str) -> str:
    """Return a text as long as it goes out: of each slot its example, or what WeCom is given to replace."""
    if "${" not in text:
        return text
    return "".join(_slot(part.name, branch, locale) if part.is_name and part.name in branch.slots else part.text for part in parts(text))


def _slot(name: str | None, branch: Branch, locale: str) -> str:
    slot = branch.slots[name or ""]
    example = slot.example if isinstance(slot.example, str) else in_locale(slot.example, locale)
    return slot.token or example or _UNKNOWN_SLOT


def _culprit(playbook: Playbook, text: Pointer, mode_place: Pointer | None) -> tuple[Document, Pointer] | None:
    """Return what the branch itself wrote of a text that is too long, or None where only branches above did."""
    document, branch = playbook.document, playbook.branch
    depth = {one.name: index for index, one in enumerate(branch.lineage)}
    candidates: list[tuple[int, Document, Pointer]] = [
        (depth[document.origin(pointer).branch], document, pointer) for pointer in (text, mode_place) if pointer is not None
    ]
    for name in dict.fromkeys(part.name for part in parts(str(at(document.value, text))) if part.is_name and part.name):
        origin = _origin(playbook, name)
        if origin is not None:
            candidates.append((depth[origin.branch], origin.document, origin.pointer))
    deepest = max(one[0] for one in candidates)
    if deepest != len(branch.lineage) - 1 and not branch.lineage[deepest].cached:
        return None
    return next((place, pointer) for level, place, pointer in candidates if level == deepest)


def _origin(playbook: Playbook, name: str) -> Origin | None:
    """Return where a param or slot that a text names got its value."""
    slots = (
        Origin(one.document, ("slots", name)) for one in reversed(playbook.branch.lineage)
        if one.document is not None and name in one.document.value.get("slots", {})
    )
    return param_origin(playbook, name) or next(slots, None)


def _many(count: int, unit: str) -> str:
    return many(count, "{count:,} byte", "{count:,} bytes") if unit == "byte" else many(count, "{count:,} character", "{count:,} characters")
