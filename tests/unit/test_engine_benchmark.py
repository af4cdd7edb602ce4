"""The benchmark of the engine measures what it says: a clean workspace of the size asked for, all processes, the same rows."""

import re
import sys
from pathlib import Path

from benchmarks.corpus import BRANCH, EDITED, corpus
from benchmarks.cost import Cost, cost, middle
from benchmarks.engine import _OLD, Row, table
from benchmarks.peers import CHECK_JSONSCHEMA
from browser.handbook_site import REPOSITORY
from example_workspaces import checked
from sopbook.handbook.check.references import references
from sopbook.source.diagnostics import Severity

_HUNGRY = """
import subprocess, sys, time
code = "import time; held = b'x' * 90_000_000; end = time.process_time() + 0.3\\nwhile time.process_time() < end: pass\\ntime.sleep(0.3)"
subprocess.run([sys.executable, "-c", code], check=True)
"""


def test_a_workspace_has_whole_copies_that_refer_to_each_other(tmp_path: Path) -> None:
    root, number = corpus(tmp_path, 1 + sum(not re.search(r"\.[a-z]{2}\.yaml$", file.name) for file in (REPOSITORY / BRANCH).glob("*/*.yaml")))
    workspace = checked(root)
    playbooks = workspace.editions["hq", "en"].playbooks
    once = [playbook for (kind, identifier), playbook in playbooks.items() if not identifier.endswith("-2") and (kind, f"{identifier}-2") not in playbooks]

    assert number == len(playbooks) == len(list(root.glob(f"{BRANCH}/*/*.yaml")))
    assert len(once) > 3
    assert [d for d in workspace.diagnostics if d.severity is Severity.ERROR] == []
    copies = [playbook for (_, identifier), playbook in playbooks.items() if identifier.endswith("-2")]
    assert 2 * len(copies) + len(once) == number
    assert {reference.id.endswith("-2") for playbook in copies for reference in references(playbook) if reference.key not in {one.key for one in once}} == {True}
    assert _OLD in (root / EDITED).read_text("utf-8")


def test_a_cost_holds_the_time_and_the_memory_of_processes_that_are_started(tmp_path: Path) -> None:
    one = cost([sys.executable, "-c", _HUNGRY], tmp_path, {})

    assert 0.3 <= one.cpu < 20
    assert one.wall >= 0.6
    assert 90 <= one.memory < 500


def test_a_middle_is_the_median_of_times_and_the_highest_memory() -> None:
    assert middle([Cost(1, 9, 100), Cost(5, 2, 300), Cost(2, 4, 200)]) == Cost(2, 4, 300)


def test_the_table_puts_our_check_beside_the_other_one() -> None:
    rows = [Row(100, "check", Cost(3, 4, 200)), Row(100, CHECK_JSONSCHEMA, Cost(12, 13, 90))]

    assert table(rows).splitlines() == [
        "| playbooks | what | CPU | CPU for each | clock | memory |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 100 | check | 3.0 s | 30 ms | 4.0 s | 200 MB |",
        "| 100 | check-jsonschema | 12.0 s | 120 ms | 13.0 s | 90 MB |",
        "",
        "100 playbooks: check needs 0.25 of the processor time of check-jsonschema.",
    ]
