"""Where the signs of a text stand in its file, whatever way YAML writes it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sopbook.source.text import Source
from sopbook.source.written import written_at
from sopbook.source.yaml.parser import parse

STYLES = {
    "plain": ("say: one two three\n", "two"),
    "plain over two lines": ("say: one\n  two three\n", "two"),
    "a word over two lines": ("say: one two\n  three\n", "two\n  three"),
    "single quotes": ("say: 'it''s two'\n", "two"),
    "double quotes": ('say: "a\\tb \\u4fdd\\u200b\\u672c two"\n', "two"),
    "an escaped sign": ('say: "a \\x62ig two"\n', "\\x62ig"),
    "a line that goes on": ('say: "one \\\n  two"\n', "two"),
    "a block": ("say: |-\n  one\n    two\n\n  three\n", "two"),
    "a folded block": ("say: >-\n  one\n  two\n\n  three\n", "three"),
    "a block with another indentation": ("say: |2-\n    one\n  two\n", "two"),
    "in braces": ("{say: one two, other: 1}\n", "two"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "signs"), STYLES.values(), ids=STYLES)
def test_a_stretch_is_found_in_the_file(text: str, signs: str) -> None:
    document, problems = parse(Source("note.yaml", text))
    assert document is not None
    assert not problems
    value = document.value["say"]
    wanted = yaml.safe_load(f'"{signs}"')
    start = value.index(wanted)

    place = written_at(document, ("say",), value, start, start + len(wanted))

    assert place is not None
    assert text[slice(*place)] == signs


def test_a_text_that_another_file_writes_has_no_place_here() -> None:
    document, _ = parse(Source("note.yaml", "say: one\n"))
    assert document is not None

    assert written_at(document, ("other",), "one", 0, 3) is None
    assert written_at(document, ("say",), "two", 0, 3) is None


@given(st.text(st.sampled_from("ab'\"\\:#·保本 \n"), min_size=1, max_size=30), st.sampled_from([None, "'", '"', "|", ">"]), st.data())
def test_each_sign_is_found_where_it_stands(text: str, style: str | None, data: st.DataObject) -> None:
    source = Source("note.yaml", yaml.dump({"say": text}, default_style=style, allow_unicode=True, width=12))
    document, problems = parse(source)
    if document is None or problems or document.value.get("say") != text:
        return  # The parser has its own to say about it.
    solid = [index for index, sign in enumerate(text) if not sign.isspace()]
    if solid:
        index = data.draw(st.sampled_from(solid))
        place = written_at(document, ("say",), text, index, index + 1)
        assert place is not None
        assert text[index] in source.text[slice(*place)] or source.text[slice(*place)].startswith("\\")
