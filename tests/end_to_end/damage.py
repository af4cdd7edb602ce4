"""Accidents that happen to files, as bytes and as structure, and what must hold of every finding afterwards."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sopbook.source.diagnostics import Diagnostic

SNIPPETS = [
    b"\t", b"\0", b'"', b"'", b"[", b"]", b"{", b"}", b":", b": ", b"#", b" #", b"&a ", b"*a ", b"!!python/object:os.system ",
    b"---\n", b"...\n", b"- ", b"? ", b"| ", b">-\n", b"%", b"@", b"`", b"\r", b"\r\n", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", "：".encode(), "，".encode(), "“”".encode(), "　".encode(), "\u2028".encode(), "\u0085".encode(),
    b"<<: *a\n", b"${", b"${}", b"${start}", b"\\", b"\n", b"\n\n", b"  ", b"0x1F", b"1e999", b"NO", b"2026-02-30", b"[" * 200, b"{a: " * 200,
]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**400), 10**400), st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=12), st.dates(), st.just([]), st.just({}), st.just([[[{"id": []}]]]), st.just({1: {None: "x"}}),
    st.sampled_from(["", "${", "${nothing}", "x" * 5000, "2026-13-01", "25:00", "no-such-playbook", "\ud7ff\U0001f600", "1e400"]),
)


def assert_inside(d: Diagnostic, content: bytes) -> None:
    lines = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column in ((d.span.line, d.span.column), (d.span.end_line, d.span.end_column)):
        assert 1 <= line <= len(lines), d
        assert 1 <= column <= len(lines[line - 1]) + 1, d
    assert (d.span.line, d.span.column) <= (d.span.end_line, d.span.end_column), d


def damaged(content: bytes, draw: Callable[[Any], Any]) -> bytes:
    """Return a file after one to three accidents with its bytes."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 30)))
        way = draw(st.sampled_from(["delete", "insert", "replace", "swap", "repeat"]))
        if way == "swap":
            lines = content.splitlines(keepends=True) or [b""]
            i, j = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            lines[i], lines[j] = lines[j], lines[i]
            content = b"".join(lines)
        else:
            piece = content[start:end] if way == "repeat" else b"" if way == "delete" else draw(st.sampled_from(SNIPPETS))
            content = content[:start] + piece + content[start if way in ("insert", "repeat") else end :]
    return content


def rearranged(value: Any, draw: Callable[[Any], Any]) -> Any:
    """Return a document with one thing in it deleted, doubled, renamed, nested or replaced."""
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 5)) == 0:
        return draw(st.one_of(VALUES, st.just([value]), st.just({"value": value}), st.just(str(value))))
    index = draw(st.integers(0, len(value) - 1))
    way = draw(st.sampled_from(["deeper"] * 6 + ["delete", "rename", "double"]))
    if isinstance(value, list):
        rest = [value[index]] * 2 if way == "double" else [] if way == "delete" else [rearranged(value[index], draw)]
        return [*value[:index], *rest, *value[index + 1 :]]
    key = list(value)[index]
    if way == "delete":
        return {k: v for k, v in value.items() if k != key}
    if way in ("rename", "double"):
        new = draw(st.one_of(st.sampled_from([f"{key}s", str(key).upper(), 1, None, True, "", " "]), st.text(max_size=5)))
        return {(new if k == key and way == "rename" else k): v for k, v in [*value.items(), (new, value[key])]}
    return {**value, key: rearranged(value[key], draw)}
