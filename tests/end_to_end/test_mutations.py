"""Our playbooks, damaged in 500 ways: each is either right or diagnosed, and never an exception.

Half are damaged as bytes, half as structure.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from end_to_end.damage import assert_inside, damaged, rearranged
from end_to_end.running import PROJECT
from example_workspaces import TODAY
from sopbook.branches.playbooks import playbooks_by_branch
from sopbook.branches.resolved import Resolver
from sopbook.branches.tree import BranchTree, load_tree
from sopbook.branches.workspace import Settings, Workspace, find_workspace
from sopbook.handbook.check.check import check
from sopbook.handbook.check.references import references
from sopbook.handbook.check.workspace import CheckedWorkspace
from sopbook.handbook.edition import edition
from sopbook.kinds.discover import Kinds, discover
from sopbook.outputs.html.indexes import catalogue_page, kind_indexes
from sopbook.outputs.html.playbook import playbook_page
from sopbook.source.diagnostics import CATALOGUE, Diagnostic, Severity

PLAYBOOKS = sorted(
    f.relative_to(PROJECT).as_posix() for f in (PROJECT / "playbooks/hq").glob("*/*.yaml") if "." not in f.stem
)
class Bench:
    """Small workspaces, each with one playbook to damage and those that it names; kinds are discovered once."""

    def __init__(self, root: Path) -> None:
        ours = find_workspace(PROJECT)
        self.root = root
        self.kinds: Kinds = discover(PROJECT, built_in=False)[0]
        self.family = BranchTree({"hq": load_tree(ours)[0].branches["hq"]})
        self._laid_out: dict[str, Workspace] = {}
        self._whole = Resolver({}).edition("hq", "en", playbooks_by_branch(ours, self.family, self.kinds)[0], self.kinds)

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
        stock, found = playbooks_by_branch(workspace, self.family, self.kinds)
        checked, more = check(Resolver({}).edition("hq", "en", stock, self.kinds), TODAY, PROJECT, {d.path for d in found if d.severity is Severity.ERROR})
        found += more
        shown = [p for p in checked.playbooks.values() if p.document.path == path]
        pages = edition(CheckedWorkspace(workspace, self.kinds, self.family, stock, {}, Resolver({}), {("hq", "en"): checked}, tuple(found)), "hq", "en")
        for playbook in shown:
            found += playbook_page(playbook, pages)[1] if not playbook.is_retired else []
            kind_indexes(playbook.kind, pages)
        catalogue_page(pages)
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


@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_with_damaged_bytes_is_right_or_diagnosed(bench: Bench, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PLAYBOOKS))
    assert_told(bench, path, damaged((PROJECT / path).read_bytes(), data.draw))


@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_with_another_structure_is_right_or_diagnosed(bench: Bench, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PLAYBOOKS))
    value = rearranged(yaml.load((PROJECT / path).read_bytes(), yaml.CSafeLoader), data.draw)
    assert_told(bench, path, yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode())
