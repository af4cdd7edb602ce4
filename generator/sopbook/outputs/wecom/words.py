"""What a sending says, as a person puts it into another program."""

from collections.abc import Iterator
from dataclasses import dataclass

from sopbook.branches.branch import Branch
from sopbook.branches.interpolation import parts
from sopbook.branches.playbook import Playbook
from sopbook.handbook.beat_words import option_letter
from sopbook.handbook.beats import Sheet
from sopbook.handbook.words import whole_lines
from sopbook.kinds.kind import in_locale
from sopbook.outputs.wecom.sending import Sending
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def units(text: str) -> int:
    """Return the length of a text as Java and JavaScript count it, and so LinkWechat's forms: an emoji has 2."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its params filled in; the slots that a person fills in stand as 【title】."""

    text: str
    blanks: tuple[str, ...] = ()
    """The slots that are left, each once."""


def words_of(sending: Sending) -> Words:
    """Return what a sending says; below a question stand its options."""
    playbook = sending.source
    lines = [at(playbook.value, sending.text)]
    for letter, option in _options(playbook, sending.text):
        lines.append(f"{option_letter(letter, playbook)}{at(playbook.value, option)}")
    return filled("\n".join(whole_lines(line) for line in lines), playbook.branch, playbook.locale)


def filled(text: str, branch: Branch, locale: str) -> Words:
    """Return a text whose params are filled in already, with its slots as 【titles】; what WeCom fills in itself as WeCom writes it."""
    read, blanks = "", []
    for part in parts(text):
        slot = branch.slots.get(part.name or "") if part.is_name else None
        if slot is None or slot.token:
            read += slot.token if slot else part.text
        else:
            blanks.append(f"【{in_locale(slot.title, locale)}】")
            read += blanks[-1]
    return Words(read, tuple(dict.fromkeys(blanks)))


def empty_params(playbook: Playbook, pointer: Pointer) -> Iterator[str]:
    """Yield the params that a text names and for which the company has no value yet."""
    written = at(playbook.document.value, pointer)
    for part in parts(written) if isinstance(written, str) else ():
        if part.is_name and playbook.params.get(part.name or "") == "":
            yield part.name or ""


def _options(playbook: Playbook, text: Pointer) -> tuple[tuple[Pointer, Pointer], ...]:
    """Return the letter and the text of each option of a question."""
    sheet = playbook.kind.run_sheet
    return next((options for words, options in Sheet(playbook.kind, sheet, playbook.value).asked() if words == text), ()) if sheet else ()
