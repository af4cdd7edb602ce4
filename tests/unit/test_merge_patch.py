"""JSON Merge Patch (RFC 7396): a patch made into a fork does to a playbook what the RFC says it does."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopbook.authoring.fork import NotExpressibleError, fork_text, from_merge_patch
from sopbook.kinds.schema_view import SchemaView
from sopbook.source.files import CONTROL
from unit.forks import SHAPE, lay, same, told, unwritten

ANYTHING = SchemaView((True,), True)
WHOLE = "The patch is {}: it would replace the whole playbook, and a fork changes parts of one."

VECTORS: list[tuple[Any, Any, Any, str]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}, ""),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}, ""),
    ({"a": "b"}, {"a": None}, {}, ""),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}, ""),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}, ""),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}, ""),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}, ""),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}, ""),
    (["a", "b"], ["c", "d"], ["c", "d"], WHOLE.format("a list")),
    ({"a": "b"}, ["c"], ["c"], WHOLE.format("a list")),
    ({"a": "foo"}, None, None, WHOLE.format("null")),
    ({"a": "foo"}, "bar", "bar", WHOLE.format("a single value")),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}, ""),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}, "The playbook is a list, and a patch with fields would replace it as a whole."),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}, ""),
]
"""RFC 7396, appendix A, in its order: the target, the patch, the result; and why no fork can say it, where none can."""


def merged(target: Any, patch: Any) -> Any:
    """Return what RFC 7396, section 2, makes of a target and a patch."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def forked(target: Any, patch: Any, shape: SchemaView = ANYTHING) -> Any:
    """Return what a branch has whose fork was made from a patch, and written and read on the way."""
    made, _, found = lay(unwritten(target), fork_text("a", "", from_merge_patch(target, patch, shape)), shape=shape)
    assert told(found) == []
    return made.value


@pytest.mark.parametrize(("target", "patch", "result", "refused"), VECTORS, ids=range(1, 16))
def test_the_vectors_of_the_rfc(target: Any, patch: Any, result: Any, refused: str) -> None:
    assert merged(target, patch) == result
    if not refused:
        assert forked(target, patch) == result
        return
    with pytest.raises(NotExpressibleError) as error:
        from_merge_patch(target, patch, ANYTHING)
    assert str(error.value) == refused


@pytest.mark.parametrize("result", [True, False, 0, "", [], [None], {}, {"b": None}, "text", 1.5])
@pytest.mark.parametrize("target", [True, None, 0, "text", [], [1], {}, {"b": 1}])
def test_every_sort_of_value_takes_the_place_of_every_other(target: Any, result: Any) -> None:
    assert same(forked({"a": target, "z": 1}, {"a": result}), merged({"a": target, "z": 1}, {"a": result}))


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({"$add": 1}, "/$add"),
        ({"a": {"b": {"$why": 1}}}, "/a/b/$why"),
        ({"new": {"$x": None}}, "/new/$x"),
        ({"new": [{"b": [{"$x": 1}]}]}, "/new/0/b/0/$x"),
        ({"a": [{"$delete": True}]}, "/a/0/$delete"),
        ({"fork": "b"}, "/fork"),
        ({"locks": None}, "/locks"),
    ],
)
def test_names_that_mean_something_else_in_a_fork_are_refused(patch: Any, field: str) -> None:
    with pytest.raises(NotExpressibleError) as error:
        from_merge_patch({"a": {"b": {"c": 1}}}, patch, ANYTHING)
    assert str(error.value) == f"The patch has a field {field}, a name that means something else in a fork."


def test_names_that_mean_something_at_the_top_only_are_fine_below() -> None:
    assert forked({"a": {"fork": 1}}, {"a": {"fork": 2, "locks": [3]}}) == {"a": {"fork": 2, "locks": [3]}}


def test_what_changes_nothing_is_left_out() -> None:
    assert from_merge_patch({"a": 1, "b": {"c": [1]}, "d": "x"}, {"a": 1, "b": {"c": [1], "no": None}, "no": None, "d": "y"}, ANYTHING) == {"d": "y"}
    assert fork_text("x", "# yaml-language-server: …\n", {}) == (
        "# yaml-language-server: …\nfork: x\n# Write only what this branch changes; everything else flows through.\n"
    )


def test_lists_with_keys_and_sets_are_replaced_as_the_rfc_says() -> None:
    target = {"title": "T", "tags": ["x"], "steps": [{"id": "a", "text": "A"}]}
    patch = {"tags": ["y"], "steps": [{"id": "b", "text": "B"}]}

    assert from_merge_patch(target, patch, SHAPE) == {"tags": {"$replace": ["y"]}, "steps": {"$replace": [{"id": "b", "text": "B"}]}}
    assert forked(target, patch, SHAPE) == {"title": "T", "tags": ["y"], "steps": [{"id": "b", "text": "B"}]}


_TEXTS = st.text(max_size=6).filter(lambda text: not CONTROL.search(text)) | st.sampled_from(
    ["true", "null", "~", "1e3", "0o17", "0x1f", "1_000", "20:30", "2026-12-01", "no", "=", "<<", "a: b", "a #b", "- a", "a\n", "\n", " a", "'", '"', "@a",
     "a\u2028b", "a\u0085b", "?", "x " * 700, "早安 #早安", "[微笑]", "*", "&", "!", "%", "|", ">", "`", "--- a", "...", "a\tb", "\t", "\\"]
)  # fmt: skip
_NAMES = _TEXTS.filter(lambda name: not name.startswith("$") and name not in ("fork", "locks") and len(name) < 100)
_NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0, 1, 1e16, -0.0])
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]) | _NAMES, inner, max_size=3),
    max_leaves=6,
)
_OBJECTS = st.dictionaries(st.sampled_from(["a", "b", "c"]) | _NAMES, _VALUES, max_size=4)


@settings(max_examples=300)
@given(_OBJECTS, _OBJECTS)
@example({}, {"a": "a\u2028b"})
@example({"a": [0]}, {"a": [False]})
def test_any_patch_does_what_the_rfc_says(target: Any, patch: Any) -> None:
    assert same(forked(target, patch), merged(target, patch))


@pytest.mark.parametrize(
    "text",
    ["1e3", "0o17", "0x1f", "1_000", "20:30", "012", ".5", "1.", "+1", "~", "no", "a\u2028b", "a\u2028 b", "a\u0085", "\u2029", "x " * 700, "a\n\nb\n", " a ", "--- a", "'"],
)  # fmt: skip
def test_a_text_of_a_patch_is_that_text_in_the_fork(text: str) -> None:
    assert forked({}, {"a": text, "b": {text: [text]}}) == {"a": text, "b": {text: [text]}}


@pytest.mark.parametrize("number", [2**53 - 1, -(2**53) + 1, 1e16, 1e300, 5e-324, 0.1, -0.0, 1.0])
def test_a_number_of_a_patch_is_that_number_in_the_fork(number: float) -> None:
    assert repr(forked({}, {"a": number})["a"]) == repr(number)


@pytest.mark.parametrize("steps", [[{"text": "no id"}], ["a text"], [{"id": "a"}, {"id": "a"}], [{"id": 5}], [{"id": "a", "text": "A"}], []])
def test_a_new_list_comes_out_as_the_patch_has_it_whether_or_not_its_items_have_ids(steps: list[Any]) -> None:
    assert forked({"title": "T"}, {"steps": steps}, SHAPE) == {"title": "T", "steps": steps}
