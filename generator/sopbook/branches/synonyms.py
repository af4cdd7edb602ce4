"""synonyms.yaml: words of a branch that mean the same when somebody searches, what terms mean, and what people type who need a playbook."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sopbook.branches.asked import Asked, asked_of
from sopbook.branches.glossary import Term, terms_of
from sopbook.source.diagnostics import Diagnostic
from sopbook.source.files import read_source
from sopbook.source.schema.document import validate
from sopbook.source.schema.validator import SchemaValidator
from sopbook.source.yaml.parser import parse

NAME = "synonyms.yaml"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What a branch's synonyms.yaml says."""

    groups: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same; those of a term among them."""
    terms: tuple[Term, ...] = ()
    asked: tuple[Asked, ...] = ()
    """What people type who need a playbook."""


def read_synonyms(root: Path, folder: str) -> tuple[Synonyms, list[Diagnostic]]:
    """Return what a branch's synonyms.yaml says, and what is wrong with it; without the file, nothing.

    Reports the YAML and SCHEMA codes. A group that is wrong leaves the others in force.
    """
    path = f"{folder}/{NAME}"
    if not (root / path).exists():
        return Synonyms(), []
    source, problems = read_source(root, path)
    document, more = parse(source) if source else (None, [])
    problems += more
    if document is None:
        return Synonyms(), problems
    problems += validate(document, _validator())
    groups = document.value.get("synonyms") if isinstance(document.value, dict) else None
    listed = groups if isinstance(groups, list) else []
    terms = tuple(terms_of(document, listed))
    words = [group for group in listed if isinstance(group, list)]
    return Synonyms((
        *(tuple(word for word in group if isinstance(word, str) and word.strip()) for group in words), *(term.names for term in terms),
    ), terms, tuple(asked_of(document))), problems


@cache
def synonyms_schema() -> dict[str, Any]:
    """Return the JSON Schema of synonyms.yaml."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / "synonyms.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(synonyms_schema())
