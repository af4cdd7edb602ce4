"""The guides for authors name everything that can be written, called or read."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest

from sopbook.branches.workspace import Settings
from sopbook.cli.main import main
from sopbook.kinds.cel_functions import FUNCTIONS, LIBRARY
from sopbook.outputs.findings import FORMATS
from sopbook.source.diagnostics import CATALOGUE

REPOSITORY = Path(__file__).parents[2]
ENGINE = REPOSITORY / "generator" / "sopbook"
GUIDES = REPOSITORY / "docs" / "authors"
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1|(`+)(.+?)\3", re.DOTALL | re.MULTILINE)


def _text(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def _code_in_guides() -> str:
    texts = [file.read_text("utf-8") for file in sorted(GUIDES.glob("**/*.md"))]
    return "\n".join(block or span for text in texts for _, block, _, span in _CODE.findall(text))


def _is_named(name: str, code: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", code) is not None


def _schema(path: str) -> dict[str, Any]:
    return dict(json.loads((ENGINE / path).read_text("utf-8")))


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from _commands(child, f"{path} {name}")


def _names() -> Iterator[tuple[str, str]]:
    """Yield what sort of thing and what name the guides have to hold."""
    for path, command in _commands(main, "sopbook"):
        if command is not main:
            yield "command", path
        for option in command.params:
            yield from (("option", name) for name in (*option.opts, *option.secondary_opts) if name.startswith("--"))
    yield from (("format", name) for name in FORMATS)
    yield from (("prefix of codes", code.rstrip("0123456789")) for code in CATALOGUE)

    kind = _schema("kinds/meta/kind.schema.json")["properties"]
    yield from (("property of kind.yaml", name) for name in kind)
    for part in ("rules", "derive"):
        yield from ((f"property of {part} in kind.yaml", name) for name in kind[part]["items"]["properties"])
    yield from (("property of identity in kind.yaml", name) for name in kind["identity"]["properties"])

    vocabulary = _schema("kinds/meta/vocabulary.schema.json")["properties"]
    yield from (("keyword of a schema", name) for name in vocabulary if name.startswith("x-"))
    labels = _schema("kinds/meta/labels.schema.json")["properties"]
    yield from (("property of labels.<locale>.yaml", name) for name in labels)
    yield from (("function of rules", name) for name in (*FUNCTIONS, "lookup"))

    branch_schema = _schema("branches/branch.schema.json")
    branch = branch_schema["properties"]
    yield from (("property of branch.yaml", name) for name in branch)
    yield from (("property of words in branch.yaml", name) for name in branch["words"]["properties"])
    yield from (("property of a word in branch.yaml", name) for name in branch_schema["$defs"]["word"]["properties"])
    slot = branch["slots"]["additionalProperties"]["properties"]
    yield from (("property of a slot in branch.yaml", name) for name in slot)
    yield from (("setting", field.name) for field in fields(Settings))


NAMES = sorted(set(_names()))


@pytest.mark.parametrize(("sort", "name"), NAMES, ids=[f"{sort}: {name}" for sort, name in NAMES])
def test_the_guides_name_it(sort: str, name: str) -> None:
    assert _is_named(name, _code_in_guides()), f"docs/authors names the {sort} {name} in no `code`"


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_explained(code: str) -> None:
    assert CATALOGUE[code].title.strip()
    assert CATALOGUE[code].why.strip()


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_has_an_example(code: str) -> None:
    folders = (REPOSITORY / "tests" / "examples" / "invalid").iterdir()
    assert [folder for folder in folders if folder.name.split("-")[0] == code]


def test_the_table_of_functions_is_that_of_the_code() -> None:
    guide = _text("docs/authors/kinds.md")
    table = guide.partition("| Function | What it gives |")[2].partition("\n\n")[0]
    listed = {name for line in table.splitlines() for name in re.findall(r"`(\w+)\(", line.split("|")[1] if "|" in line else "")}

    assert listed == {*FUNCTIONS, *LIBRARY}


def test_the_readme_names_the_two_commands() -> None:
    code = "\n".join(block or span for _, block, _, span in _CODE.findall(_text("README.md")))
    assert _is_named("make handbook", code)
    assert _is_named("make test", code)


def _dependencies() -> list[str]:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *(one for group in project["optional-dependencies"].values() for one in group)]
    return [re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in asked]


@pytest.mark.parametrize("dependency", _dependencies())
def test_a_dependency_is_justified(dependency: str) -> None:
    section = _text("CONTRIBUTING.md").partition("## Dependencies")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if _is_named(dependency.lower(), line.lower())]
    assert any(len(line.split()) > 5 for line in lines), f"CONTRIBUTING.md does not say why {dependency} is there"


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert re.search(r"^## \[Unreleased\]", _text("CHANGELOG.md"), re.MULTILINE)
