"""What holds for the code itself: lint, types, import direction, and what the engine must not know."""

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sopbook.outputs.html import bundle, keeping

REPOSITORY = Path(__file__).parents[2]
ENGINE = REPOSITORY / "generator" / "sopbook"
ENGINE_TEMPLATES = sorted((ENGINE / "outputs" / "html" / "templates").glob("*.j2"))
PRINT_TEMPLATES = sorted([*(ENGINE / "outputs" / "pdf").rglob("*.typ"), *(REPOSITORY / "schema").glob("*/print.typ")])
KIND_TEMPLATES = sorted((REPOSITORY / "schema").glob("*/page.html.j2"))
TEMPLATES = ENGINE_TEMPLATES + KIND_TEMPLATES
SCRIPTS = sorted(file for folder in ("scripts", "agenda", "run", "learn", "keeping") for file in (ENGINE / "outputs" / "html" / "assets" / folder).glob("*.js"))
THEME_SCRIPTS = sorted((ENGINE / "outputs" / "html" / "assets" / "theme").glob("*.js"))
LABELS: dict[str, str] = yaml.safe_load((ENGINE / "handbook" / "labels" / "en.yaml").read_text("utf-8"))

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_CALL = re.compile(r"""(?<![\w.])(?:self\.|sopbook\.|edition\.|_edition\.|self\._edition\.)?(?:t|labels)\(\s*(f?)(["'])(.*?)\2\s*([~+,)]|if\b)""")
_ELSE = re.compile(r"""(?<!\w)(?:t|labels)\(\s*["'][^"']*["']\s+if\s+[^()]*?\selse\s+["']([^"']+)["']""")
_COUNTS = ("one", "other")


def run(*command: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "generator")}
    done = subprocess.run(
        [sys.executable, *command], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_ruff_finds_nothing() -> None:
    run("-m", "ruff", "check", "--no-cache", "generator", "tests", "benchmarks")


def test_mypy_finds_nothing() -> None:
    run("-m", "mypy")


def test_imports_run_one_way() -> None:
    run("-c", "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])")


def test_no_two_test_files_share_a_name() -> None:
    # pytest collects them into one namespace: two of a name pass alone and fail together.
    names = Counter(file.name for file in (REPOSITORY / "tests").rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []


def test_no_file_of_the_engine_is_long() -> None:
    lengths = {
        file.relative_to(REPOSITORY).as_posix(): len(file.read_text("utf-8").splitlines())
        for file in (REPOSITORY / "generator").rglob("*") if file.suffix in {".py", ".js", ".css", ".j2", ".typ"}
    }
    assert len(lengths) > 300
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{file.relative_to(ENGINE).as_posix()}: {node.name}", node


def test_no_function_of_the_engine_is_long() -> None:
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in _functions()}
    assert {name: length for name, length in lengths.items() if length > 60} == {}


def test_no_function_of_the_engine_takes_much() -> None:
    # The options of a command are its parameters: click hands them over one by one.
    taken = {
        name: len([one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs) if one.arg not in ("self", "cls")])
        for name, node in _functions() if not any("option" in ast.unparse(one) for one in node.decorator_list)
    }
    assert {name: count for name, count in taken.items() if count > 6} == {}


def test_every_part_of_the_stylesheet_and_of_the_script_is_in_the_bundle() -> None:
    assets = ENGINE / "outputs" / "html" / "assets"
    assert {f"{name}.js" for name in bundle.SCRIPTS + bundle.AGENDA_SCRIPTS + bundle.RUN_SCRIPTS + bundle.LEARN_SCRIPTS + ("keeping",)} == {file.name for file in SCRIPTS}
    assert {f"{name}.css" for name in bundle.STYLES + bundle.AGENDA_STYLES + bundle.CHART_STYLES + bundle.LEARN_STYLES} == {file.name for file in (assets / "styles").glob("*.css")}
    assert {f"{name}.css" for name in bundle.FRAME_STYLES} == {file.name for file in (assets / "own").glob("*.css")}
    assert {"theme.css", *(f"{name}.js" for name in bundle.THEME_SCRIPTS)} == {file.name for file in (assets / "theme").iterdir()}


def test_scripts_ask_only_for_labels_that_they_are_given() -> None:
    asked = {name for file in SCRIPTS + THEME_SCRIPTS for _, _, name, _ in _CALL.findall(file.read_text("utf-8"))}
    assert {name for name in asked if not name.startswith((bundle.SPOKEN, keeping.SPOKEN))} == set()


def test_the_engine_knows_no_kind_by_name() -> None:
    keywords = json.loads((ENGINE / "kinds" / "meta" / "kind.schema.json").read_text("utf-8"))["properties"]
    # A keyword that any kind.yaml may have, such as audience, may be the name of a kind as well.
    kinds = {file.parent.name for file in (REPOSITORY / "schema").glob("*/kind.yaml")} - keywords.keys()
    assert kinds
    known = [
        (file.relative_to(REPOSITORY).as_posix(), kind)
        for file in [*ENGINE.rglob("*.py"), *ENGINE.rglob("*.typ"), *ENGINE_TEMPLATES]
        for kind in kinds
        if re.search(rf"""(["']){re.escape(kind)}\1""", file.read_text("utf-8"))
    ]
    assert known == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_template_holds_no_label(template: Path) -> None:
    text = _TAG.sub(" ", _JINJA.sub("", template.read_text("utf-8")))
    assert re.findall(r"[^\W\d_]+", re.sub(r"&\w+;", "", text)) == []


def _asked_for() -> tuple[set[str], set[str]]:
    """Return the names of labels that templates and code ask for, and the beginnings of names they put together."""
    names: set[str] = set()
    beginnings: set[str] = set()
    for file in [*TEMPLATES, *PRINT_TEMPLATES, *ENGINE.rglob("*.py"), *SCRIPTS, *THEME_SCRIPTS]:
        text = file.read_text("utf-8")
        if file.suffix == ".typ":
            text = text.replace('" + ', '" ~ ')  # Typst puts texts together with a plus
        for formatted, _, name, after in _CALL.findall(text):
            if formatted and "{" in name:
                beginnings.add(name.partition("{")[0])
            elif after in ("~", "+"):
                beginnings.add(name)
            else:
                names.add(name)
        names.update(_ELSE.findall(text))
    return names, beginnings


def test_every_label_that_is_asked_for_exists() -> None:
    names, beginnings = _asked_for()
    assert len(names) > 20
    missing = {
        name for name in names if name not in LABELS and not all(f"{name}.{count}" in LABELS for count in _COUNTS)
    }
    missing |= {beginning for beginning in beginnings if not any(name.startswith(beginning) for name in LABELS)}
    assert sorted(missing) == []


def test_every_label_is_used() -> None:
    names, beginnings = _asked_for()
    unused = {
        label
        for label in LABELS
        if label not in names
        and not (label.rpartition(".")[2] in _COUNTS and label.rpartition(".")[0] in names)
        and not any(label.startswith(beginning) for beginning in beginnings)
    }
    assert sorted(unused) == []
