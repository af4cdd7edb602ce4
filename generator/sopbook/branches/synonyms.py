"""synonyms.yaml: words of a branch that mean the same when somebody searches."""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sopbook.source.diagnostics import Diagnostic
from sopbook.source.files import read_source
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.yaml.parser import parse

NAME = "synonyms.yaml"


def read_synonyms(root: Path, folder: str) -> tuple[tuple[tuple[str, ...], ...], list[Diagnostic]]:
    """Return the groups of words in a branch's synonyms.yaml, and what is wrong with it; without the file, none.

    Reports the YAML and SCHEMA codes. A group that is wrong leaves the others in force.
    """
    path = f"{folder}/{NAME}"
    if not (root / path).exists():
        return (), []
    source, problems = read_source(root, path)
    document, more = parse(source) if source else (None, [])
    problems += more
    if document is None:
        return (), problems
    problems += validate(document, _validator())
    groups = document.value.get("synonyms") if isinstance(document.value, dict) else None
    usable = [group for group in groups if isinstance(group, list)] if isinstance(groups, list) else []
    return tuple(tuple(word for word in group if isinstance(word, str) and word.strip()) for group in usable), problems


@cache
def synonyms_schema() -> dict[str, Any]:
    """Return the JSON Schema of synonyms.yaml."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "synonyms.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(synonyms_schema())
