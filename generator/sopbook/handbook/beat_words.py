"""What a beat is called, and what it says."""

from sopbook.branches.playbook import Playbook
from sopbook.handbook.beats import ASK, PRODUCT, REVEAL, SEND, Beat
from sopbook.handbook.labels import Catalogue
from sopbook.handbook.words import anchor, item_words, plain, whole_lines, words_at
from sopbook.source.document import Pointer
from sopbook.source.pointer import at


def beat_title(beat: Beat, playbook: Playbook, labels: Catalogue) -> str:
    """Return what is to be done, in one line: a step says it itself."""
    sheet = playbook.kind.run_sheet
    if beat.is_step and sheet is not None:
        return words_at(playbook, (*beat.step, *sheet.parts["title"]))
    if beat.type in (ASK, SEND, PRODUCT):
        return labels(f"beat.{ASK if beat.type == ASK else SEND}", title=item_words(playbook, beat.item))
    if beat.type == REVEAL and beat.answer is None:
        return labels("beat.reveal_words")
    return labels(f"beat.{beat.type}", answer=beat_answer(beat, playbook))


def beat_answer(beat: Beat, playbook: Playbook) -> str:
    """Return the letter of the right option, or an empty text."""
    return words_at(playbook, beat.answer) if beat.answer else ""


def beat_text(beat: Beat, playbook: Playbook) -> str:
    """Return what is copied into a chat, slots as names, or an empty text: the message, and below it the options."""
    if beat.message is None:
        return ""
    options = (f"{option_letter(letter, playbook)}{_bare(text, playbook)}" for letter, text in beat.options)
    return "\n".join((_bare(beat.message, playbook), *options))


def beat_message(beat: Beat, playbook: Playbook) -> str:
    """Return the same as it is read: slots as [titles]."""
    return plain(beat_text(beat, playbook), playbook.branch, playbook.locale)


def option_letter(letter: Pointer, playbook: Playbook) -> str:
    """Return what stands in front of an option."""
    return f"{words_at(playbook, letter)}. "


def beat_anchor(beat: Beat, playbook: Playbook) -> str:
    """Return where a beat is on its playbook's page, and what its tick is called there."""
    return f"{anchor(at(playbook.value, beat.step), beat.step)}{beat.below_step}"


def _bare(pointer: Pointer, playbook: Playbook) -> str:
    value = at(playbook.value, pointer)
    return whole_lines(value) if isinstance(value, str) else ""
