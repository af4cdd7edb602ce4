"""All checks of single values come along on one walk, each to the values that it looks at."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from example_workspaces import TODAY, checked, lay_out
from sopbook.counters import counted
from sopbook.handbook.check.walk import WalkedValue, walk
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.document import Document
from unit.workspaces import BAD, note


class References:
    """Finds fault with every reference."""

    keywords: ClassVar[tuple[str, ...]] = ("x-ref",)

    def __init__(self, document: Document) -> None:
        self._document = document

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding for each."""
        yield self._document.diagnostic(value.pointer, "REF001", f"{value.written} is named.")


class Texts(References):
    """Finds fault with every text that has a param."""

    keywords: ClassVar[tuple[str, ...]] = ("x-text", "x-file")

    def visit(self, value: WalkedValue) -> Iterator[Diagnostic]:
        """Yield a finding for each."""
        if value.written != value.filled:
            yield self._document.diagnostic(value.pointer, "TEXT001", f"{value.written} becomes {value.filled}")


def test_each_visitor_sees_its_own_values_on_a_single_walk(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {BAD: note("bad", "say: We are here from ${hours}.\nshort: ${hours}\nsee: good\n")})
    playbook = checked(root, TODAY).of_branch("hq").resolved.playbooks["note", "bad"]

    with counted() as counts:
        references, texts = walk(playbook, [References(playbook.document), Texts(playbook.document)])

    assert [d.message for d in references] == ["good is named."]
    assert [d.message for d in texts] == ["We are here from ${hours}. becomes We are here from 09:00–21:00.", "${hours} becomes 09:00–21:00"]
    assert counts["documents walked"] == 1
