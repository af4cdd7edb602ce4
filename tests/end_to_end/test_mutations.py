"""Our playbooks, damaged in 500 ways: each is either right or diagnosed, and never an exception.

Half are damaged as bytes, half as structure.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from end_to_end.running import PROJECT
from example_workspaces import TODAY
from sopbook.check.check import check
from sopbook.check.references import references
from sopbook.check.workspace import CheckedWorkspace
from sopbook.diagnostics import CATALOGUE, Diagnostic, Severity
from sopbook.kinds.discover import Kinds, discover
from sopbook.load.workspace import Settings, Workspace, find_workspace
from sopbook.model.edition import edition
from sopbook.render.indexes import home_page, kind_indexes
from sopbook.render.playbook import playbook_page
from sopbook.resolve.edition import resolve
from sopbook.resolve.family import Family, load_family
from sopbook.resolve.stock import stocks

PLAYBOOKS = sorted(
    f.relative_to(PROJECT).as_posix() for f in (PROJECT / "playbooks/hq").glob("*/*.yaml") if "." not in f.stem
)
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


class Bench:
    """Small workspaces, each with one playbook to damage and those that it names; kinds are discovered once."""

    def __init__(self, root: Path) -> None:
        ours = find_workspace(PROJECT)
        self.root = root
        self.kinds: Kinds = discover(PROJECT, built_in=False)[0]
        self.family = Family({"hq": load_family(ours)[0].branches["hq"]})
        self._laid_out: dict[str, Workspace] = {}
        self._whole = resolve("hq", "en", stocks(ours, self.family, self.kinds)[0], {}, self.kinds)

    def workspace(self, path: str) -> Workspace:
        """Return the workspace of one playbook."""
        if path in self._laid_out:
            return self._laid_out[path]
        root = self.root / path.replace("/", "-")
        damaged = next(p for p in self._whole.playbooks.values() if p.document.path == path)
        for playbook in (damaged, *(self._whole.playbooks[r.kind, r.id] for r in references(damaged))):
            file = root / playbook.document.path
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(playbook.document.source.text, "utf-8", newline="")
        self._laid_out[path] = Workspace(root, Settings())
        return self._laid_out[path]

    def findings(self, path: str, content: bytes) -> tuple[list[Diagnostic], bool]:
        """Return what is wrong when a playbook has this content, and whether its page is still made."""
        workspace = self.workspace(path)
        (workspace.root / path).write_bytes(content)
        stock, found = stocks(workspace, self.family, self.kinds)
        checked, more = check(resolve("hq", "en", stock, {}, self.kinds), TODAY, PROJECT, {d.path for d in found if d.severity is Severity.ERROR})
        found += more
        shown = [p for p in checked.playbooks.values() if p.document.path == path]
        pages = edition(CheckedWorkspace(workspace, self.kinds, self.family, stock, {}, {("hq", "en"): checked}, tuple(found)), "hq", "en")
        for playbook in shown:
            found += playbook_page(playbook, pages)[1] if not playbook.retired else []
            kind_indexes(playbook.kind, pages)
        home_page(pages)
        return found, bool(shown)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("mutations"))


def assert_told(bench: Bench, path: str, content: bytes) -> None:
    found, shown = bench.findings(path, content)

    assert shown or any(d.path == path and d.severity is Severity.ERROR for d in found)
    for d in found:
        assert d.code in CATALOGUE
        assert_inside(d, content if d.path == path else (bench.workspace(path).root / d.path).read_bytes())


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


@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_with_damaged_bytes_is_right_or_diagnosed(bench: Bench, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PLAYBOOKS))
    assert_told(bench, path, damaged((PROJECT / path).read_bytes(), data.draw))


@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_with_another_structure_is_right_or_diagnosed(bench: Bench, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PLAYBOOKS))
    value = rearranged(yaml.safe_load((PROJECT / path).read_bytes()), data.draw)
    assert_told(bench, path, yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode())
