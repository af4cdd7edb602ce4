"""`sopbook kinds`: the list, one schema in one piece, and a reference page for each."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from end_to_end.running import PROJECT, contents, sopbook
from example_workspaces import lay_out
from sopbook.authoring.schemas import derived_schemas
from sopbook.kinds.discover import discover
from sopbook.source.text import Source
from sopbook.source.yaml.parser import parse

KINDS = sorted(f.parent.name for f in (PROJECT / "schema").glob("*/schema.json"))


def schema_of(kind: str) -> Any:
    return json.loads(sopbook("kinds", "-C", PROJECT, "schema", kind).stdout)


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def names(value: Any) -> Iterator[str]:
    """Yield the name of every field that a schema file defines."""
    if isinstance(value, dict):
        yield from value.get("properties", {})
        for item in value.values():
            yield from names(item)


def test_the_kinds_are_listed_in_the_order_of_the_handbook() -> None:
    lines = sopbook("kinds", "-C", PROJECT).stdout.splitlines()

    assert [line.split()[0] for line in lines] == ["crisis", "moderation", "positioning", "welcome", "follow-up", "activity", "journey", "content", "merchandise", "task", "audience", "monthly-plan", "roadmap", "review", "scorecard", "research", "onboarding", "guide", "compliance", "team", "touchpoint", "metric"]
    assert next(line for line in lines if line.startswith("activity ")) == (
        "activity      workspace   Activity: Every activity complete: what to prepare, "
        "what to say at which minute, what there is to win."
    )


def test_the_schemas_that_editors_read_are_fresh() -> None:
    kinds = discover(PROJECT, built_in=False)[0]
    stale = [path for path, text in derived_schemas(kinds).items() if (PROJECT / path).read_text("utf-8") != text]

    assert stale == [], "sopbook kinds schemas writes them anew"


def test_every_fork_and_translation_fits_the_schema_that_its_first_line_names() -> None:
    wrong = []
    files = [f for f in PROJECT.glob("playbooks/**/*.yaml") if f.name != "forks.lock.yaml"]
    for file in files:
        first, _, text = file.read_text("utf-8").partition("\n")
        schema = (file.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
        if schema.parent.name == ".derived":
            value = parse(Source(file.name, text))[0]
            validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
            wrong += [(file.name, error.json_path, error.message[:80]) for error in validator.iter_errors(value.value if value else None)]
    assert len(files) > 60
    assert wrong == []


def test_a_kind_without_words_about_it_is_listed_by_its_name(tmp_path: Path) -> None:
    assert sopbook("kinds", "-C", lay_out(tmp_path)).stdout == "note  workspace   Note: A small kind, for tests.\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_in_one_piece_and_validates_the_playbooks(kind: str) -> None:
    schema = schema_of(kind)
    found = list(references(schema))
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted(f for f in (PROJECT / "playbooks/hq" / kind).glob("*.yaml") if "." not in f.stem)

    assert found
    for reference in found:
        assert reference.startswith("#")
        value = schema
        for step in reference.removeprefix("#").strip("/").split("/"):
            value = value[step.replace("~1", "/").replace("~0", "~")]
    assert files
    for file in files:
        assert [e.message for e in validator.iter_errors(yaml.load(file.read_text("utf-8"), yaml.BaseLoader)) if e.validator == "required"] == []
    assert "required" in {e.validator for e in validator.iter_errors({})}


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_page_names_every_field(kind: str, tmp_path: Path) -> None:
    run = sopbook("kinds", "-C", PROJECT, "docs", "--to", tmp_path)
    page = (tmp_path / f"{kind}.md").read_text("utf-8")
    own = json.loads((PROJECT / "schema" / kind / "schema.json").read_text("utf-8"))

    assert run.exit_code == 0
    assert run.stdout.splitlines() == [f"{tmp_path.as_posix()}/{name}.md" for name in KINDS]
    assert [name for name in names(own) if name not in page] == []


def test_a_dry_run_writes_no_page(tmp_path: Path) -> None:
    run = sopbook("kinds", "-C", PROJECT, "docs", "--to", tmp_path / "pages", "--dry-run")

    assert len(run.stdout.splitlines()) == len(KINDS)
    assert contents(tmp_path) == {}


def test_a_misspelt_kind_is_answered_with_the_nearest(tmp_path: Path) -> None:
    run = sopbook("kinds", "-C", PROJECT, "schema", "activty")

    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: There is no kind activty. Did you mean activity?\n"
