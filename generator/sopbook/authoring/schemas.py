"""The schemas that editors read while people write: of kinds, of forks, of translations, of branch.yaml."""

import json
import posixpath
from importlib import resources
from typing import Any

from sopbook.authoring.fork_schema import fork_schema
from sopbook.branches.branch import branch_schema
from sopbook.branches.coverage_table import coverage_schema
from sopbook.branches.sending.modes import modes_schema
from sopbook.branches.synonyms import synonyms_schema
from sopbook.branches.watch.packs import pack_schema
from sopbook.kinds.discover import Kinds
from sopbook.kinds.kind import Kind, in_locale

FOLDER = "schema/.derived"
"""Made by the tool, and kept with the workspace so that everybody's editor finds them."""
TRANSLATION = f"{FOLDER}/translation.json"
BRANCH = f"{FOLDER}/branch.json"
SYNONYMS = f"{FOLDER}/synonyms.json"
WORDS = f"{FOLDER}/words.json"
COVERAGE = f"{FOLDER}/coverage.json"
MODES = f"{FOLDER}/modes.json"


def schema_path(kind: Kind, *, fork: bool = False) -> str:
    """Return the path of the schema that an editor uses for playbooks of a kind, or for forks of them."""
    if fork:
        return f"{FOLDER}/{kind.name}.fork.json"
    return f"schema/{kind.name}/schema.json" if kind.origin == "workspace" else f"{FOLDER}/{kind.name}.json"


def schema_line(schema: str, path: str) -> str:
    """Return the first line of a file at `path`, which tells editors its schema."""
    return f"# yaml-language-server: $schema={posixpath.relpath(schema, posixpath.dirname(path))}\n"


def derived_schemas(kinds: Kinds) -> dict[str, str]:
    """Return the text of every derived schema of a workspace by its path."""
    files = {
        TRANSLATION: _written(json.loads((resources.files("sopbook.branches.translation") / "translation.schema.json").read_text("utf-8"))),
        BRANCH: _written(branch_schema()),
        SYNONYMS: _written(synonyms_schema()),
        WORDS: _written(pack_schema()),
        COVERAGE: _written(coverage_schema()),
        MODES: _written(modes_schema()),
    }
    for kind in kinds.usable.values():
        files |= kind_schemas(kind)
    return files


def kind_schemas(kind: Kind) -> dict[str, str]:
    """Return the derived schemas of one kind by path: of its forks, and its own where it lies outside the workspace."""
    files = {schema_path(kind, fork=True): _written(fork_schema(kind.schema, in_locale(kind.title, "en")))}
    if kind.origin != "workspace":
        files[schema_path(kind)] = _written(kind.schema)
    return files


def _written(schema: Any) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
