"""Translations that are there already: they go along with a text that moves, and come from other files that say the same."""

from sopbook.authoring.translate import translation_text
from sopbook.authoring.translation_plan import plan
from sopbook.branches.translation.file import TranslationFile, read_translation
from sopbook.branches.translation.memory import remembered
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse
from unit.translation_files import GOAL, HEAD, HELLO, LINE, block, read, string, written

MOVED = HEAD + "  # Li wrote this one.\n" + block("/signals/{photo}/say", "A photo", "照片").replace('"照片"', '"照片"   # approved') + block("/goal", "Sell", "卖")


def test_a_translation_goes_along_with_a_text_whose_item_has_another_id() -> None:
    assert written([string("/signals/{picture}/say", "A photo"), GOAL], MOVED) == (MOVED.replace("{photo}", "{picture}"), [])


def test_a_text_that_moved_to_an_entry_that_waits_takes_its_place() -> None:
    waits = MOVED + block("/signals/{picture}/say", "A photo", "")

    assert written([string("/signals/{picture}/say", "A photo"), GOAL], waits) == (MOVED.replace("{photo}", "{picture}"), [])


def test_of_two_new_texts_with_one_former_translation_the_one_with_the_more_alike_path_has_it() -> None:
    texts = [string("/other", "A photo"), string("/signals/{picture}/say", "A photo"), GOAL]

    assert written(texts, MOVED)[1] == ["/other"]
    assert written(list(reversed(texts)), MOVED)[1] == ["/other"]


def test_a_text_of_the_branch_above_keeps_the_wording_of_this_branch_when_it_moves() -> None:
    file = read(MOVED)
    planned = plan([], [string("/signals/{picture}/say", "A photo"), GOAL], file, {})

    assert translation_text("a", LINE, planned, file) == MOVED.replace("{photo}", "{picture}")
    assert (planned.waiting, planned.moved) == ([], 1)


def other(name: str, *blocks: str) -> TranslationFile:
    """Return the translation file of another playbook."""
    document, _ = parse(Source(f"playbooks/hq/note/{name}.zh.yaml", f"translation: {name}\ntexts:\n{''.join(blocks)}"), "hq")
    assert document is not None
    file, _ = read_translation(document, "zh")
    assert file is not None
    return file


OTHERS = [
    other("d", block("/say", "Hello", "哈啰")), other("c", block("/title", "Hello", "你好")), other("b", block("/title", "Hello", "你好")),
    other("e", block("/goal", "Sell", "")),
]  # fmt: skip


def test_what_most_other_files_say_is_filled_in_with_a_line_that_says_from_where() -> None:
    planned = plan([HELLO, GOAL], [HELLO, GOAL], None, remembered(OTHERS))
    new = translation_text("a", LINE, planned, None)

    note = "  #< as in playbooks/hq/note/b.zh.yaml and 1 more; delete this line once you have looked\n"
    assert new == HEAD + note + block("/title", "Hello", "你好") + block("/goal", "Sell", "")
    assert (planned.waiting, planned.remembered) == ([("goal",)], 1)
    assert written([HELLO, GOAL], new) == (new, ["/goal"])
    assert written([string("/title", "Hi"), GOAL], new)[0] == HEAD + block("/title", "Hi", "", "你好") + block("/goal", "Sell", "")


def test_a_translation_in_the_file_itself_is_never_replaced_by_one_from_elsewhere() -> None:
    file = read(HEAD + block("/title", "Hello", "您好"))

    assert translation_text("a", LINE, plan([HELLO], [HELLO], file, remembered(OTHERS)), file) == file.document.source.text
