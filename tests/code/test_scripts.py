"""What holds for the scripts of the handbook: lint, types, and that they are served as they are written."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from deno import find_deno_bin

from sopbook.outputs.html.script import bare

REPOSITORY = Path(__file__).parents[2]
ASSETS = REPOSITORY / "generator" / "sopbook" / "outputs" / "html" / "assets"
OURS = sorted(ASSETS.rglob("*.js"))
MEANING = REPOSITORY / "tests" / "code" / "meaning.js"
ALONE = {"DENO_DIR": str(REPOSITORY / ".cache" / "deno"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
"""It keeps what it remembers in the checkout, and asks no network."""


def deno(*arguments: str, cwd: Path = ASSETS) -> subprocess.CompletedProcess[str]:
    return subprocess.run([find_deno_bin(), *arguments], cwd=cwd, env=os.environ | ALONE, capture_output=True, text=True, check=False)


def check(assets: Path) -> subprocess.CompletedProcess[str]:
    return deno("check", "--no-remote", "--no-npm", "--no-lock", ".", cwd=assets)


def test_deno_lint_finds_nothing() -> None:
    done = deno("lint", ".", str(MEANING))
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_deno_check_finds_nothing() -> None:
    done = check(ASSETS)
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_every_script_asks_editors_to_check_it() -> None:
    assert [file.name for file in OURS if not file.read_text("utf-8").startswith("// @ts-check\n")] == []
    assert len(OURS) > 20


# In each script what is wrong with it, line by line, and what somebody reads who wrote that.
WRONG = {
    "scripts/clock.js": {
        "sopbook.say(12);": "Argument of type 'number' is not assignable to parameter of type 'string'.",
        'sopbook.sya("Copied");': "Property 'sya' does not exist on type 'Given & Core & Groups & Fields & Frame & Run & Agenda'.",
        'sopbook.query("h1").hidden = true;': "Object is possibly 'null'.",
        "sopbook.zoneName = (zone) => zone.length;": "Type 'number' is not assignable to type 'string'.",
    },
    "theme/frame.js": {"const shown = (label) => label.hidden;": "Parameter 'label' implicitly has an 'any' type."},
    "own/colours.js": {'localStorage.setItem("sopbook:colours");': "Expected 2 arguments, but got 1."},
    "offline/sw.js": {
        "document.title;": "Cannot find name 'document'. Do you need to change your target library? Try changing the 'lib' compiler option to include 'dom'.",
        "loaded(LIST);": "Expected 2 arguments, but got 1.",
    },
}


def test_a_script_with_a_wrong_call_is_refused(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    expected = set()
    for script, faults in WRONG.items():
        lines = (assets / script).read_text("utf-8").splitlines()
        (assets / script).write_text("\n".join([*lines, *faults, ""]), "utf-8")
        expected |= {(script, len(lines) + place, said) for place, said in enumerate(faults.values(), 1)}

    done = check(assets)

    found = re.findall(r"^TS\d+ \[ERROR\]: ([^\n]*)\n.*?^    at file://\S*/assets/(\S+):(\d+):\d+$", done.stderr, re.DOTALL | re.MULTILINE)
    assert {(script, int(line), said) for said, script, line in found} == expected
    assert done.returncode == 1


def test_a_script_that_lint_dislikes_is_refused(tmp_path: Path) -> None:
    shutil.copy(ASSETS / "deno.json", tmp_path)
    (tmp_path / "wrong.js").write_text("const many = 2;\nif (sopbook.count == 1) sopbook.say('one');\n", "utf-8")

    done = deno("lint", "--compact", ".", cwd=tmp_path)

    assert re.findall(r"line (\d+), .*\((.*)\)", done.stderr) == [("1", "no-unused-vars"), ("2", "eqeqeq")]
    assert done.returncode == 1


def meaning(folder: Path) -> dict[str, list[str]]:
    """Return what each script of a folder says, part after part, without how it is written."""
    (folder / "deno.json").write_text(json.dumps({"lint": {"plugins": [MEANING.as_uri()], "rules": {"tags": [], "include": ["meaning/all"]}}}))
    said: dict[str, Any] = json.loads(deno("lint", "--json", ".", cwd=folder).stdout)
    assert said["errors"] == []
    parts: dict[str, list[str]] = {}
    for one in said["diagnostics"]:
        parts.setdefault(one["filename"].rpartition("/")[2], []).append(one["message"])
    return parts


def test_what_is_served_does_what_is_written(tmp_path: Path) -> None:
    written, served = tmp_path / "written", tmp_path / "served"
    for folder, made in ((written, str), (served, bare)):
        folder.mkdir()
        for file in OURS:
            (folder / f"{file.parent.name}-{file.name}").write_text(made(file.read_text("utf-8")), "utf-8")

    expected = meaning(written)
    assert len(expected) == len(OURS)
    assert meaning(served) == expected
    assert sum(file.stat().st_size for file in served.glob("*.js")) < 0.75 * sum(file.stat().st_size for file in written.glob("*.js"))
