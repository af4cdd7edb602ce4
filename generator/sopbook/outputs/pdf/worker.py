"""A program that sets one PDF after the other: `worker.py FOLDER FONTS...`, an order a line in, an answer a line out, both in JSON.

`FONTS` are folders, and fonts of the first are preferred. It knows Typst and nothing of sopbook, so that it starts quickly and stays small. An order names a file of the folder (`main`),
its data (`given`), where the PDF goes (`pdf`), a label to ask for (`query`, or null), the name of the sheet whose size may
change so that its last page is used (`fitted`, or null), and whether the pages are wanted on which its sheets begin (`numbered`). The
answer names the PDF, what bears the label, the scale of the size and those pages, or holds the error. With `last` in it, the program ends: Typst keeps all that it has laid out for the life of a
process, and only the end of the process gives the memory back. The word `end` in place of an order ends it as well; if there is
no word any more, whoever gave the orders has died, and the folder is deleted in its place.
"""

import json
import shutil
import signal
import sys
from math import sqrt
from pathlib import Path
from typing import Any

import typst

MOST_SHEETS = 30
"""Sheets of one process. A start takes 0.3 s and 30 sheets 5 s, so that more of them would hardly save any time."""
MOST_MEMORY = 200_000_000
"""Bytes. About 30 sheets reach that; one volume of 100 pages takes 285 MB, and is the last work of its process."""
TOO_MUCH_MEMORY = 4_000_000_000
"""Bytes at which the system stops a template that never has enough. The booklet of 481 pages as one document took 1.5 GB."""
LEAST_USED = 0.28
"""The share of a page that has to be used where a part of a sheet ends: a page for three lines is one to lose."""
SMALLER, LARGER = (0.98, 0.96, 0.94, 0.92), (1.02, 1.04, 1.06, 1.08, 1.1, 1.13, 1.16)
"""What a sheet is tried in where that is not so, as shares of its usual size: rather a page less than larger type."""
LONGEST_FITTED = 24
"""Pages of a sheet that is tried in other sizes. Ten trials of one with 111 pages took 4 GB, and saved a page in a hundred."""
NO_CLOCK = 0
"""Seconds since 1970. A template that asks for today gets this day: the true one would give other bytes at each build."""


def main(folder: Path, fonts: list[str]) -> None:
    """Set what is ordered on standard input, until there is no order any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches whoever gives the orders, and that one ends us.
    _limit_memory()
    answers, sys.stdout = sys.stdout, sys.stderr  # Nobody else may write between the answers.
    compiler = _compiler(folder, fonts)
    for number, line in enumerate(sys.stdin, 1):
        if line == "end\n":
            return
        order = json.loads(line)
        try:
            answer = _set(compiler, folder, order)
        except typst.TypstError as error:
            answer = {"error": error.message, "at": [error.diagnostic, *error.trace], "hints": list(error.hints)}
        is_last = number >= MOST_SHEETS or _memory() >= MOST_MEMORY
        answers.write(json.dumps({**answer, "last": is_last}) + "\n")
        answers.flush()
        if is_last:
            return
    shutil.rmtree(folder, ignore_errors=True)


def _compiler(folder: Path, fonts: list[str]) -> typst.Compiler:
    """Return a compiler that is shut in with the folder: no package, no font of the system; Typst brings the one for code."""
    nothing = str(folder / "packages")
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=fonts)
    return typst.Compiler(root=str(folder), font_paths=found, package_path=nothing, package_cache_path=nothing)


def _set(compiler: typst.Compiler, folder: Path, order: dict[str, Any]) -> dict[str, Any]:
    """Set a PDF/UA-1, and return where it is and what bears the label that the order names. Raises TypstError."""
    source = str(folder / order["main"])
    scale, made = _fitted(compiler, source, order) if order["fitted"] else (1.0, _pdf(compiler, source, order["given"]))
    Path(order["pdf"]).write_bytes(made)
    labelled = json.loads(compiler.query(order["query"], field="value")) if order["query"] else []
    starts = {one["label"]: one["page"] for one in json.loads(compiler.query("<start>", field="value"))} if order["numbered"] else {}
    return {"pdf": order["pdf"], "labelled": labelled, "scale": scale, "starts": starts}


def _fitted(compiler: typst.Compiler, source: str, order: dict[str, Any]) -> tuple[float, bytes]:
    """Return a sheet in the first scale in which no part of it ends on a page that is nearly empty; else in that which comes closest."""

    def attempt(scale: float) -> tuple[float, float, bytes, list[dict[str, Any]]]:
        made = _pdf(compiler, source, {**order["given"], "scales": {order["fitted"]: scale}})
        ends = json.loads(compiler.query("<end>", field="value"))
        return min((end["share"] for end in ends if end["page"] > 1), default=1.0), scale, made, ends

    best = attempt(1.0)
    is_wanting = best[0] < LEAST_USED and max(end["page"] for end in best[3]) <= LONGEST_FITTED
    for scale in _promising(best[3]) if is_wanting else ():
        best = max(best, attempt(scale), key=lambda one: one[0])
        if best[0] >= LEAST_USED:
            break
    return best[1:3]


def _promising(ends: list[dict[str, Any]]) -> list[float]:
    """Return the scales that may fill the last pages of a sheet's parts: what they take grows with the square of the size."""
    down, up, before = 1.0, 1.0, 0
    for end in ends:
        whole = end["page"] - before - 1
        if end["page"] > 1 and end["share"] < LEAST_USED:
            down = min(down, sqrt(whole / (whole + end["share"])))
            up = max(up, sqrt((whole + LEAST_USED) / (whole + end["share"])))
        before = end["page"]
    return [scale for scale in SMALLER if scale <= down + 0.01] + [scale for scale in LARGER if scale >= up - 0.01]


def _pdf(compiler: typst.Compiler, source: str, given: dict[str, Any]) -> bytes:
    made = compiler.compile(
        input=source, format="pdf", pdf_standards=["ua-1"], timestamp=NO_CLOCK, sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gave {type(made).__name__}, not one PDF.")
    return made


def _memory() -> int:
    """Return the bytes that this process holds; 0 where the system does not say, so that only the number of sheets counts."""
    if sys.platform == "linux":
        import resource

        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    return 0


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (TOO_MUCH_MEMORY, TOO_MUCH_MEMORY))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
