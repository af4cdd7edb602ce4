"""Translation files, written and refreshed: what a translator and a reader wrote stays byte for byte."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sopbook.authoring.text import WriteError
from sopbook.branches.fork.path import KeyedPath, write_path
from sopbook.branches.translation.strings import String, digest
from sopbook.source.files import CONTROL
from unit.translation_files import DONE, GOAL, HEAD, HELLO, SAY, block, read, string, written


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


def _quoted(text: str) -> str:
    codes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(codes.get(character, character) for character in text) + '"'
