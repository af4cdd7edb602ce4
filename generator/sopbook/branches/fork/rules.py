"""How a branch's list joins its parent's: item by item, as a set, or as a whole (`x-key` and `x-merge`)."""

from sopbook.kinds.schema_view import SchemaView
from sopbook.source.diagnostics import say

AS_A_SET = "as a set"
AS_A_WHOLE = "as a whole"
ITEM_BY_ITEM = "item by item"
"""What a lock file without rules tells of a list in which it holds items by their names."""
BY_FIELD = "field by field"
"""How every table is merged."""


def merge_rule(shape: SchemaView) -> str:
    """Return how a list is merged, in words: by its key ("by id"), as a set, or as a whole."""
    if shape.get("x-key") and shape.get("x-merge") != "replace":
        return f"by {shape.get('x-key')}"
    return AS_A_SET if shape.get("x-merge") == "set" else AS_A_WHOLE


def key_of(rule: str) -> str | None:
    """Return the field by which a rule knows the items of a list, or None."""
    return rule.removeprefix("by ") if rule.startswith("by ") else None


def in_words(rule: str) -> str:
    """Return a rule as a part of a finding's sentence."""
    named = {AS_A_SET: say("as a set"), AS_A_WHOLE: say("as a whole"), ITEM_BY_ITEM: say("item by item"), BY_FIELD: say("field by field")}
    return named.get(rule) or say("by {key}", key=key_of(rule))


def differs(before: str, now: str) -> bool:
    """Return whether a list that was merged in one way is merged in another way now."""
    return now == AS_A_WHOLE if before == ITEM_BY_ITEM else before != now
