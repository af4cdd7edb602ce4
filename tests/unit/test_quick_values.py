"""The quick reader of values: whatever it takes, the builder reads the same way and has nothing to say about."""

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopbook.source.diagnostics import Span
from sopbook.source.files import decode
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse, parse_with_places
from sopbook.source.yaml.values import DoubtfulError, read_values
from unit.documents import PATH, said

ROOT = Path(__file__).parents[2]
FILES = sorted(
    file for folder in ("playbooks", "schema", "tests/examples") for file in (ROOT / folder).rglob("*.yaml") if file.is_file()
)
PIECES = [
    "id: a\n", "say: 晚上好\n", "text: |-\n  one\n  two\n", "items:\n  - {id: a, n: 3}\n", "- b\n", "  - c: d\n", "x: [1, 2.5, true, null]\n",
    "\t", " ", "  ", "\u3000", "\u00a0", "\u2028", "\ufeff", "#x", " #x", "  #>x\n", " # x", "\n", "\r\n", ": ", ":", "'", '"', '"\\b"', '"\\u0085"',
    "{{a}}", "[", "]", "{", "}", "&a ", "*a", "!t ", "<<: ", "? ", "---\n", "...\n", "%YAML 1.2\n", "3: x\n", "null: x\n", "'': x\n",
    "1e999", "9007199254740993", "0x1F", "0o17", ".inf", "-", "\x07", "@all", "yes",
]  # fmt: skip


def agree(text: str) -> bool:
    """Return whether the quick reader took a text; if it did, the builder must agree with it in everything."""
    try:
        quick = read_values(text)
    except DoubtfulError:
        return False
    document, findings = parse_with_places(Source(PATH, text))
    assert said(findings) == []
    assert document is not None
    assert (document.guessed, document.refused) == (frozenset(), frozenset())
    assert repr(document.value) == repr(quick)  # repr, because true is not 1 and 1 is not 1.0.
    return True


def test_it_agrees_with_the_builder_on_every_file_of_the_repository() -> None:
    texts = [source.text for file in FILES for source, _ in [decode(file.name, file.read_bytes())] if source]

    taken = sum(agree(text) for text in texts)

    assert taken > len(texts) * 0.9  # Nearly all; else it would be of no use.


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
@example(["a: b\n", "  ", "#x"])
@example(["a: b", " #x"])
@example(["a: ", '"\\b"'])
@example(["- ", "\u3000", "a: b\n"])
@example(["{", "\u3000", "a", ": ", "b", "}"])
@example(["? ", "[", "1, 2", "]", "\n", ": ", "x"])
def test_it_agrees_with_the_builder_on_texts_made_of_traps(pieces: list[str]) -> None:
    agree("".join(pieces))


@pytest.mark.parametrize("file", FILES[:: len(FILES) // 25], ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_it_agrees_with_the_builder_on_damaged_files(file: Path) -> None:
    source, _ = decode(file.name, file.read_bytes())
    chance = random.Random(file.name)
    for _ in range(20 if source else 0):
        assert source is not None
        place = chance.randrange(len(source.text) + 1)
        agree(source.text[:place] + chance.choice(PIECES) + source.text[place + chance.randrange(3) :])


@pytest.mark.parametrize(("text", "why"), [
    ("", "an empty file"),
    ("just words\n", "a file that is one text"),
    ("- a\n- b\n", "a list at the top"),
    ("a: &x 1\nb: *x\n", "an anchor"),
    ("a: !t 1\n", "a tag"),
    ("<<: {a: 1}\n", "a merge key"),
    ("a: 1\na: 2\n", "a key twice"),
    ("3: a\n", "a key that is a number"),
    ("[a]: b\n", "a key that is a list"),
    ("a: 1\n---\nb: 2\n", "a second document"),
    ("a: " + "[" * 70 + "]" * 70 + "\n", "very deep nesting"),
    ("a: .nan\n", "a number that JSON has not"),
    ("a: 八点见 #早安\n", "a hashtag"),
    ("a: b\n   #早安\n", "a hashtag on a line of its own"),
    ("a: {{name}}\n", "a template without quotes"),
    ("a:\n  \u3000b: c\n", "a wide space as indentation"),
    ('a: "\\b"\n', "a control character by a backslash code"),
    ("a: [b\n", "a syntax error"),
])  # fmt: skip
def test_what_the_builder_has_to_look_at(text: str, why: str) -> None:
    with pytest.raises(DoubtfulError):
        read_values(text)


def test_places_are_there_for_whoever_asks() -> None:
    document, findings = parse(Source(PATH, "id: a\nsteps:\n  - say: 晚上好\n"))

    assert findings == []
    assert document is not None
    assert document.span(("steps", 0, "say")) == Span(3, 10, 3, 13)
    assert len(document.places) == 5
