"""What checking and building cost on 26, 104 and 520 playbooks, beside others with the same files: `make bench`.

Each is measured several times in turn; times are medians, memory is the highest. Processor time is what to compare: time on
the clock depends on what else the machine does. Whoever wants another set says so: make bench ARGS="--sizes 26 --runs 1".
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import peers
from benchmarks.corpus import EDITED, corpus
from benchmarks.cost import Cost, cost, middle
from browser.handbook_site import REPOSITORY, SETTLED

SIZES = (26, 104, 520)
RUNS = 3
_OLD, _NEW = "An hour at most with one die", "A full hour with one die"
"""A sentence of the playbook that is edited."""


@dataclass(frozen=True)
class Row:
    """What one thing cost on so many playbooks, and the work that was counted while it was done."""

    playbooks: int
    what: str
    cost: Cost
    work: dict[str, int] = field(default_factory=dict)


class Bench:
    """A workspace, and what is measured on it."""

    def __init__(self, work: Path, number: int, *, with_engines: bool) -> None:
        work.mkdir()
        self._work = work
        self._root, self.playbooks = corpus(work / "workspace", number)
        self._counts = work / "counts.json"
        self._environment = SETTLED | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(str(REPOSITORY / part) for part in ("generator", "tests", "."))}
        self.measures: dict[str, Callable[[], Cost]] = {
            "check": self._check,
            "build": self._build,
            "build, sheets kept": lambda: self._sopbook("build", "--force"),
            "build, nothing changed": lambda: self._sopbook("build"),
            "build, one edit": self._edit,
        }
        if peers.is_installed("check_jsonschema"):
            self.measures[peers.CHECK_JSONSCHEMA] = self._command(peers.check_jsonschema(self._root, work))
        if with_engines:
            self._sopbook("render", "--to", str(work / "docs"))
            for name, (command, module) in peers.ENGINES.items():
                if peers.is_installed(module):
                    self.measures[name] = self._command(command(work / "docs", work))

    def counts(self) -> dict[str, int]:
        """Return the work of the last command, and forget it."""
        found = json.loads(self._counts.read_text("utf-8")) if self._counts.exists() else {}
        self._counts.unlink(missing_ok=True)
        return dict(found)

    def _check(self) -> Cost:
        shutil.rmtree(self._root / ".sopbook", ignore_errors=True)
        return self._sopbook("check")

    def _build(self) -> Cost:
        for made in (".sopbook", "site"):
            shutil.rmtree(self._root / made, ignore_errors=True)
        return self._sopbook("build")

    def _edit(self) -> Cost:
        """Measure the build after a sentence has been changed; it is changed back for the next run."""
        text = (self._root / EDITED).read_text("utf-8")
        old, new = (_OLD, _NEW) if _OLD in text else (_NEW, _OLD)
        if old not in text:
            raise RuntimeError(f"{EDITED} does not say {_OLD!r}.")
        (self._root / EDITED).write_text(text.replace(old, new), "utf-8")
        return self._sopbook("build")

    def _sopbook(self, *arguments: str) -> Cost:
        return cost([sys.executable, "-m", "benchmarks.counted_run", str(self._counts), *arguments], self._root, self._environment)

    def _command(self, command: list[str]) -> Callable[[], Cost]:
        return lambda: cost(command, self._work, self._environment)


def main() -> None:
    """Measure, and print one table, or JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many playbooks, in whole copies of ours")
    asked.add_argument("--runs", type=int, default=RUNS, help="how often each is measured")
    asked.add_argument("--only", nargs="+", metavar="WHAT", help="only these rows, such as check check-jsonschema")
    asked.add_argument("--engines", action="store_true", help="also build the same pages with Material, Zensical and Hugo")
    asked.add_argument("--json", action="store_true", help="print JSON, with the work that was counted, instead of a table")
    given = asked.parse_args()
    rows: list[Row] = []
    with TemporaryDirectory(prefix="bench-") as folder:
        for size in given.sizes:
            rows += measured(Bench(Path(folder) / str(size), size, with_engines=given.engines), given.runs, given.only)
    print(json.dumps([asdict(row) for row in rows], indent=1) if given.json else table(rows))


def measured(bench: Bench, runs: int, only: Sequence[str] | None = None) -> list[Row]:
    """Return a row for each measure, or for those that are named. They take turns, so that a busy minute is bad for all."""
    costs: dict[str, list[Cost]] = {what: [] for what in bench.measures if not only or what in only}
    work: dict[str, dict[str, int]] = {}
    if "build" not in costs and any(what.startswith("build") for what in costs):
        bench.measures["build"]()  # The others build on it.
    for _ in range(runs):
        for what in costs:
            costs[what].append(bench.measures[what]())
            work[what] = bench.counts()
    return [Row(bench.playbooks, what, middle(found), work[what]) for what, found in costs.items()]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown, and below it our check beside the other one."""
    lines = [["playbooks", "what", "CPU", "CPU for each", "clock", "memory"], ["---"] * 6]
    lines += [
        [f"{r.playbooks:,}", r.what, f"{r.cost.cpu:.1f} s", f"{r.cost.cpu / r.playbooks * 1e3:.0f} ms", f"{r.cost.wall:.1f} s", f"{r.cost.memory:,.0f} MB"]
        for r in rows
    ]
    named = {(row.playbooks, row.what): row.cost for row in rows}
    beside = [
        f"{number:,} playbooks: check needs {own.cpu / named[number, peers.CHECK_JSONSCHEMA].cpu:.2f} of the processor time of {peers.CHECK_JSONSCHEMA}."
        for (number, what), own in named.items() if what == "check" and (number, peers.CHECK_JSONSCHEMA) in named
    ]
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in lines] + ["", *beside])


if __name__ == "__main__":
    main()
