"""The search asked without a browser: the index of an edition as a build makes it, and the scripts of the handbook run by deno."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deno import find_deno_bin

from search.editions import edition_named
from sopbook.handbook.links import SEARCH
from sopbook.outputs.html.bundle import SEARCH_SCRIPTS
from sopbook.outputs.html.handbook import render
from sopbook.outputs.search.entry import handbook_entries
from sopbook.outputs.search.index import search_files

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "generator" / "sopbook" / "outputs" / "html" / "assets" / "search"


@dataclass(frozen=True)
class Answer:
    """What somebody sees who asks: the pages in their order, without their ending, and what the search says beside them."""

    pages: list[str]
    app: str
    authors: list[str]
    is_weak: bool
    unknown: list[str]
    tried: list[str]
    loaded: list[str]
    """The files of the index that the query asked for."""
    texts: list[str]
    """The files with the texts of the results, where they are not there yet."""
    excerpts: list[str]


def ask(files: Mapping[str, str], folder: Path, queries: Sequence[str], limit: int = 10, *, cold: bool = False) -> list[Answer]:
    """Return the answers of an index to queries: what one has loaded is there for the next, unless each comes to a cold browser."""
    for path, text in files.items():
        target = folder / path.removeprefix(f"{SEARCH}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    scripts = [str(SCRIPTS / f"{name}.js") for name in SEARCH_SCRIPTS]
    done = subprocess.run(
        [find_deno_bin(), "run", "--no-remote", "--no-config", "--allow-read", str(HERE / "ask.js"), str(folder), *scripts],
        input=json.dumps({"queries": queries, "limit": limit, "cold": cold}), capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stderr
    return [
        Answer(
            [path.removesuffix(".html") for path in [*filter(None, [one["app"]]), *one["results"]]], (one["app"] or "").removesuffix(".html"),
            [path.removesuffix(".html") for path in one["authors"]], one["isWeak"], one["unknown"], one["tried"], one["loaded"], one["texts"], one["excerpts"],
        )
        for one in json.loads(done.stdout)
    ]


@cache
def index_of(name: str) -> dict[str, str]:
    """Return the files of the search index of an edition of this repository."""
    shown = edition_named(name)
    handbook, _ = render(shown)
    return search_files(handbook_entries(handbook), shown)
