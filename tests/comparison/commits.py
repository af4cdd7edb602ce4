"""The handbook as two commits build it, compared by what it says: `make compare BASE=<commit>`.

Every page, sheet, calendar, table, data file and the search index of every edition are read, and what was lost, changed or
added is told, file by file; what is alike in many files, once. The exit code is 1 if something that was said before is not
said any more. `--allow FILE` names what a change is meant to alter, a line each: a pattern of paths, an aspect (or *),
perhaps a regular expression that the old or the new text holds:

    */note/*.html  text  Made with
    *.pdf          pages

Aspects of pages are text, message, title, description, language, heading, link, picture, alternative-text, label and
canonical-address; of sheets text and pages; of other files value, property, cell, line, content, address and kept-offline; of the search
searched-page and passage; of a file that is gone or new, file.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from venv import EnvBuilder

from browser.handbook_site import REPOSITORY, SETTLED
from comparison.differences import allowances, differences
from comparison.fact import Fact
from comparison.file_facts import site_facts
from comparison.report import report

_PINS = Path("requirements/runtime.txt")
_MARK = ".sopbook-build"


def main() -> None:
    """Build both, compare, print, and end with 1 if something was lost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("base", help="the commit to compare with, or the folder of a site that is built already")
    asked.add_argument("head", nargs="?", default="", help="another commit or built site; the checkout as it is where it is left out")
    asked.add_argument("--editions", nargs="*", default=[], metavar="BRANCH/LOCALE", help="only these editions")
    asked.add_argument("--allow", type=Path, help="a file that lists what is meant to differ")
    asked.add_argument("--same-playbooks", action="store_true", help="let both engines build the playbooks of the later commit")
    given = asked.parse_args()
    try:
        allowed = allowances(given.allow.read_text("utf-8")) if given.allow else []
    except (OSError, ValueError, re.error) as error:
        asked.error(f"--allow {given.allow}: {error}")
    with TemporaryDirectory(prefix="compare-") as folder:
        work = Path(folder)
        with tree(given.head, work / "head") as head, tree(given.base, work / "base") as base:
            playbooks = head if given.same_playbooks else base
            sites = [build(base, playbooks, work / "before", given.editions), build(head, head, work / "after", given.editions)]
        before, after = (site_of(site, given.editions) for site in sites)
    told, is_lost = report(differences(before, after), len({*before, *after}), allowed)
    sys.stdout.write(told)
    sys.exit(1 if is_lost else 0)


@contextmanager
def tree(name: str, folder: Path) -> Iterator[Path]:
    """Give a checkout of a commit, taken away again afterwards; a folder, and the checkout itself for no name, as they are."""
    if not name or Path(name).is_dir():
        yield Path(name).resolve() if name else REPOSITORY
        return
    _run("git", "worktree", "add", "--quiet", "--detach", str(folder), name, cwd=REPOSITORY)
    try:
        yield folder
    finally:
        _run("git", "worktree", "remove", "--force", str(folder), cwd=REPOSITORY)


def build(engine: Path, playbooks: Path, site: Path, editions: Sequence[str]) -> Path:
    """Return the site that a checkout's engine builds of a checkout's playbooks; a site that is built already, as it is."""
    if (engine / _MARK).is_file() or not (engine / "generator").is_dir():
        return engine
    command = [_python(engine, site.with_name(f"{site.name}-venv")), "-m", "sopbook", "build", "-C", str(playbooks), "--to", str(site)]
    for chosen in [["--edition", edition] for edition in editions] or [[]]:
        _run(*command, *chosen, cwd=engine, PYTHONPATH=str(engine / "generator"), **SETTLED)
    return site


def site_of(site: Path, editions: Sequence[str]) -> dict[str, list[Fact]]:
    """Return what every file of a site says, by path, edition by edition."""
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}
    roots = sorted({path.rpartition("/")[0] for path in files if path.rpartition("/")[2] == "offline.json"}) or [""]
    found: dict[str, list[Fact]] = {}
    for root in [*roots, *([] if "" in roots else [""])]:
        inside = f"{root}/" if root else ""
        if editions and root not in editions and roots != [""]:
            continue
        own = {path.removeprefix(inside): content for path, content in files.items()
               if path.startswith(inside) and (root or not any(path.startswith(f"{other}/") for other in roots if other))}
        found |= {f"{inside}{path}": facts for path, facts in site_facts(own).items()}
    return found


def _python(checkout: Path, folder: Path) -> str:
    """Return a Python with what a checkout pins: ours if the pins are the same, or else one made for it."""
    pins = (checkout / _PINS).read_bytes()
    if pins == (REPOSITORY / _PINS).read_bytes():
        return sys.executable
    EnvBuilder(with_pip=True).create(folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    _run(*pip, "--require-hashes", "--requirement", str(checkout / _PINS), cwd=checkout)
    _run(*pip, "--no-deps", "--no-build-isolation", "--editable", str(checkout), cwd=checkout)
    return str(python)


def _run(*command: str, cwd: Path, **environment: str) -> None:
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
