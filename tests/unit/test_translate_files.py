"""Translation files, written and refreshed: what a translator and a reader wrote stays byte for byte."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sopbook.authoring.text import WriteError
from sopbook.authoring.translate import translation_text
from sopbook.authoring.translation_plan import plan
from sopbook.branches.fork.path import KeyedPath, parse_path, write_path
from sopbook.branches.translation.file import TranslationFile, read_translation
from sopbook.branches.translation.memory import remembered
from sopbook.branches.translation.strings import String, digest
from sopbook.source.files import CONTROL
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse
from unit.forks import told

LINE = "# yaml-language-server: $schema=…\n"


def string(path: str, text: str) -> String:
    """Return a string of a playbook at a path."""
    steps = parse_path(path)
    return String(steps, steps, text)


def read(text: str) -> TranslationFile:
    """Return a translation file of which nothing is wrong."""
    document, found = parse(Source("playbooks/hq/note/a.zh.yaml", text), "hq")
    assert told(found) == []
    assert document is not None
    file, found = read_translation(document, "zh")
    assert told(found) == []
    assert file is not None
    return file


def written(strings: list[String], text: str = "") -> tuple[str, list[str]]:
    """Return a file's text, new or refreshed, and the paths that wait; a second refresh changes nothing."""
    file = read(text) if text else None
    planned = plan(strings, strings, file, {})
    new = translation_text("a", LINE, planned, file)
    again = plan(strings, strings, read(new), {})
    assert (translation_text("a", LINE, again, read(new)), again.waiting) == (new, planned.waiting)
    return new, [write_path(path) for path in planned.waiting]


def block(path: str, source: str, text: str, was: str = "") -> str:
    """Return an entry as the tool writes it."""
    comment = "".join(f"  #> {line}".rstrip() + "\n" for line in source.split("\n"))
    key = path if path.replace("/", "").isalpha() else f'"{path}"'
    return f'{comment}  {key}:\n    from: {digest(source)}\n    text: "{text}"\n' + (f'    was: "{was}"\n' if was else "")


HELLO, SAY, GOAL = string("/title", "Hello"), string("/steps/{greet}/say", "One line\n\nand another"), string("/goal", "Sell")
HEAD = f"{LINE}translation: a\ntexts:\n"
DONE = HEAD + block("/title", "Hello", "你好") + block("/steps/{greet}/say", SAY.text, "一行\\n\\n又一行") + block("/goal", "Sell", "卖")


def test_a_new_file_asks_for_every_text_with_its_source_beside_it() -> None:
    expected = HEAD + block("/title", "Hello", "") + block("/steps/{greet}/say", SAY.text, "") + block("/goal", "Sell", "")

    assert written([HELLO, SAY, GOAL]) == (expected, ["/title", "/steps/{greet}/say", "/goal"])


@pytest.mark.parametrize("text", ["a\rb: c", "a\r\nb", "a\u2028b", "a\u0085- b", "#> a", "a\n\nb", "\n\na\n", "x" * 2000, "- [", "a\\"])
def test_a_source_of_any_form_stands_in_a_comment(text: str) -> None:
    new, _ = written([string("/a", text), GOAL])

    assert {write_path(path): one.source for path, one in read(new).texts.items()} == {"/a": digest(text), "/goal": digest("Sell")}


def test_a_file_that_is_fresh_stays_as_it_is() -> None:
    assert written([HELLO, SAY, GOAL], DONE) == (DONE, [])


STALE = [
    ("the first", string("/title", "Hi"), block("/title", "Hello", "你好"), block("/title", "Hi", "", "你好")),
    ("one between", string("/steps/{greet}/say", "One line"), block("/steps/{greet}/say", SAY.text, "一行\\n\\n又一行"), block("/steps/{greet}/say", "One line", "", "一行\\n\\n又一行")),
    ("the last", string("/goal", "Sell more"), block("/goal", "Sell", "卖"), block("/goal", "Sell more", "", "卖")),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "before", "after"), [case[1:] for case in STALE], ids=[case[0] for case in STALE])
def test_a_stale_text_keeps_its_old_translation_and_no_other_is_touched(changed: String, before: str, after: str) -> None:
    strings = [changed if one.path == changed.path else one for one in (HELLO, SAY, GOAL)]

    assert written(strings, DONE) == (DONE.replace(before, after), [write_path(changed.path)])


def test_all_texts_may_be_stale_at_once() -> None:
    new, waiting = written([string("/title", "A"), string("/steps/{greet}/say", "B"), string("/goal", "C")], DONE)

    assert waiting == ["/title", "/steps/{greet}/say", "/goal"]
    assert new == HEAD + block("/title", "A", "", "你好") + block("/steps/{greet}/say", "B", "", "一行\\n\\n又一行") + block("/goal", "C", "", "卖")


def test_a_text_that_goes_stale_again_keeps_what_was() -> None:
    once, _ = written([string("/title", "Hi")], HEAD + block("/title", "Hello", "你好"))

    assert written([string("/title", "Hi!")], once) == (HEAD + block("/title", "Hi!", "", "你好"), ["/title"])


@pytest.mark.parametrize("rest", ["", block("/goal", "Sell", "卖")], ids=["alone", "before another"])
def test_what_was_goes_once_the_text_is_translated(rest: str) -> None:
    translated = HEAD + block("/title", "Hi", "嗨", "你好") + rest

    assert written([string("/title", "Hi"), GOAL] if rest else [string("/title", "Hi")], translated) == (HEAD + block("/title", "Hi", "嗨") + rest, [])


@pytest.mark.parametrize("position", [0, 1, 2, 3])
def test_a_new_text_gets_an_entry_where_it_stands_in_the_playbook(position: int) -> None:
    strings, blocks = [HELLO, SAY, GOAL], [block("/title", "Hello", "你好"), block("/steps/{greet}/say", SAY.text, "一行\\n\\n又一行"), block("/goal", "Sell", "卖")]
    strings.insert(position, string("/new", "New"))
    blocks.insert(position, block("/new", "New", ""))

    assert written(strings, DONE) == (HEAD + "".join(blocks), ["/new"])


def test_an_entry_whose_text_is_gone_stays() -> None:
    assert written([HELLO, GOAL], DONE) == (DONE, [])


BY_HAND = f"""\
# Translated by Li; ask her before changing the greetings.
texts:

  # The title is short on purpose.
  #> Hello
  /title: {{text: '你好', from: {digest("Hello")}}}   # approved

  # Dialect!
  #> One line
  #>
  #> and another
  "/steps/{{greet}}/say":   # what they hear first
    text: |
      一行

      又一行
    # the digest
    from: {digest(SAY.text)}


  # About selling.
  #> Sell
  /goal:
      text: 卖   # fine
      from: {digest("Sell")}
# The end.
translation: a   # of course
"""


def test_comments_and_layout_by_people_stay() -> None:
    assert written([HELLO, SAY, GOAL], BY_HAND) == (BY_HAND, [])


@pytest.mark.parametrize("changed", [string("/title", "Hi"), string("/steps/{greet}/say", "Ho"), string("/goal", "More")], ids=lambda one: one.path[-1])
def test_comments_of_other_entries_stay_when_one_is_stale(changed: String) -> None:
    strings = [changed if one.path == changed.path else one for one in (HELLO, SAY, GOAL)]

    new, waiting = written(strings, BY_HAND)

    assert waiting == [write_path(changed.path)]
    mine = {"/title": ("approved",), "/goal": ("# fine",)}.get(waiting[0], ("hear first", "the digest"))
    comments = [line[line.index("# ") :] for line in BY_HAND.splitlines() if "# " in line and not any(word in line for word in mine)]
    assert [comment for comment in comments if comment not in new] == []
    kept = {write_path(path): one.text for path, one in read(BY_HAND).texts.items()} | {waiting[0]: ""}
    assert {write_path(path): one.text for path, one in read(new).texts.items()} == kept


@pytest.mark.parametrize("position", [0, 1, 2, 3])
def test_comments_stay_when_a_text_is_new(position: int) -> None:
    strings = [HELLO, SAY, GOAL]
    strings.insert(position, string("/new", "New"))

    new, waiting = written(strings, BY_HAND)

    added = block("/new", "New", "")
    assert waiting == ["/new"]
    assert new.count(added) == 1
    assert new.replace(added, "") == BY_HAND


@pytest.mark.parametrize(
    "text",
    [
        "translation: a\ntexts: {}\n",
        f"translation: a\ntexts: {{/title: {{from: {digest('old')}, text: 旧}}}}\n",
        f"translation: a\ntexts:\n  /title: {{from: {digest('old')}, text: 旧}}\n",
        f"{{translation: a, texts: {{/title: {{from: {digest('old')}, text: 旧}}}}}}\n",
        f"translation: a\ntexts:\n  /title:\n    from: {digest('old')}\n    text: 旧",
        f"translation: a\ntexts:\n    /title:\n        from: {digest('old')}\n        text: 旧\n\n\n",
        f"translation: a\ntexts:\n  ? /title\n  : from: {digest('old')}\n    text: 旧\n",
    ],
)
def test_a_file_in_any_layout_is_refreshed_or_left_alone(text: str) -> None:
    try:
        new, waiting = written([HELLO, GOAL], text)
    except WriteError:
        return

    assert waiting == ["/title", "/goal"]
    assert [read(new).document.value["texts"].get("/title", {}).get("was", "")] == ["旧" if "旧" in text else ""]


_TEXTS = st.text(min_size=1, max_size=20).filter(lambda text: not CONTROL.search(text) and bool(text.strip("\n"))) | st.sampled_from(
    ["a: b", "# no", "#> no", "- a", "'", '"', "\\", "a\n\n\nb", "  a\n b", "\ta", "a\u2028b", "a\u0085b\u2029", "{a}", "[微笑]", "%", "@a", "| a", "1e3", "true",
     "\na", "a\n", "a\r\nb", "a\rb", "x" * 1200, "line\n" * 9, "a \nb "]
)  # fmt: skip
_NAMES = _TEXTS.map(lambda text: text[:300])
_PATHS = st.lists(st.tuples(st.sampled_from(["title", "text"]), _NAMES) | st.tuples(_NAMES), unique=True, min_size=1, max_size=4)


def _strings(paths: list[KeyedPath], texts: list[str]) -> list[String]:
    return [String(path, path, text) for path, text in zip(paths, texts, strict=True)]


@settings(max_examples=60)
@given(_PATHS.flatmap(lambda paths: st.tuples(st.just(paths), *(st.lists(_TEXTS, min_size=len(paths), max_size=len(paths)) for _ in range(3)))))
def test_whatever_texts_there_are_the_file_reads_back_and_what_was_is_kept(drawn: Any) -> None:
    paths, before, now, translations = drawn
    assume(not {text for text, old in zip(now, before, strict=True) if text != old} & set(before))  # Those would move.
    new, waiting = written(_strings(paths, before))
    assert waiting == [write_path(path) for path in paths]
    done = new
    for path, source, text in zip(paths, before, translations, strict=True):
        entry = read(done).texts[path]
        place = read(done).document.places[(*entry.place, "text")]
        assert entry.source == digest(source)
        done = done[: place.start] + _quoted(text) + done[place.end :]
    assert written(_strings(paths, before), done) == (done, [])

    refreshed, waiting = written(_strings(paths, now), done)

    assert waiting == [write_path(path) for path, old, new in zip(paths, before, now, strict=True) if old != new]
    for path, old, source, text in zip(paths, before, now, translations, strict=True):
        entry, raw = read(refreshed).texts[path], read(refreshed).document.value["texts"][write_path(path)]
        assert entry.source == digest(source)
        assert (entry.text, raw.get("was", "")) == ((text.strip("\n"), "") if old == source else ("", text.strip("\n")))


@settings(max_examples=40)
@given(st.lists(_TEXTS, min_size=1, max_size=5, unique_by=lambda text: text.strip("\n")).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_texts_in_any_new_order_keep_their_translations(drawn: tuple[list[str], list[str]]) -> None:
    before, after = drawn
    paths: list[KeyedPath] = [KeyedPath(("notes", str(index))) for index in range(len(before))]
    done = HEAD + "".join(block(write_path(path), f"{number}", f"T{number}") for number, path in enumerate(paths))
    for number, text in enumerate(before):
        done = done.replace(digest(str(number)), digest(text))

    new, waiting = written(_strings(paths, list(after)), done)

    assert waiting == []
    said = {write_path(path): entry.text for path, entry in read(new).texts.items()}
    assert said == {write_path(path): f"T{before.index(text)}" for path, text in zip(paths, after, strict=True)}


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


def _quoted(text: str) -> str:
    codes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(codes.get(character, character) for character in text) + '"'
