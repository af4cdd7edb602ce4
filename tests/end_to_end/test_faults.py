"""Nothing that goes wrong reaches a person as a traceback, whatever stage it comes from and whichever command is run."""

import errno
import gc
import logging
import os
import re
import resource
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from end_to_end.running import DAY, contents, process, sopbook
from sopbook.site.site import WORTH_A_PROCESS
from sopbook.source.diagnostics.faults import sentence

NOTE = "playbooks/hq/note/good.yaml"
FILES = {
    "mkdocs.yml": "site_name: Handbook\nplugins: [{sopbook: {built_in_kinds: false}}]\n",
    "docs/ours.md": "# Ours\n",
    "schema/note/kind.yaml": "kind: note\ntitle: {en: Note, zh: 便条}\nplural: {en: Notes, zh: 便条}\nenvelope: false\n",
    "schema/note/schema.json": """{
      "type": "object", "required": ["title"], "properties": {
        "title": {"type": "string", "title": "Title", "x-translatable": true}, "say": {"type": "string", "title": "Say", "x-text": "message"}
      }
    }""",
    "schema/note/labels.zh.yaml": "fields: {/title: 标题, /say: 话术}\n",
    "playbooks/hq/branch.yaml": "name: {en: Headquarters, zh: 总部}\nlocales: [en, zh]\n",
    "playbooks/hq/note/good.yaml": "title: A note\nsay: Good morning\n",
    "playbooks/south/branch.yaml": "name: {en: South, zh: 南方}\nparent: hq\nlocales: [en, zh]\n",
    "playbooks/south/note/good.yaml": "fork: good\nsay: Good evening\n",
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "build": ("build", "--to", "{out}/site", "--force"),
    "build one edition": ("build", "--edition", "hq/en", "--to", "{out}/site", "--force"),
    "render": ("render", "--to", "{out}/pages"),
    "print": ("print", "good", "--to", "{out}/sheets"),
    "kinds": ("kinds",),
    "kinds schema": ("kinds", "schema", "note"),
    "kinds schemas": ("kinds", "schemas"),
    "kinds docs": ("kinds", "docs", "--to", "{out}/docs"),
    "new": ("new", "note", "another"),
    "fork": ("fork", "good", "--branch", "south"),
    "accept": ("accept", "all", "--all", "--branch", "south"),
    "drift": ("drift",),
    "diff": ("diff", "--branch", "south"),
    "trace": ("trace", NOTE, "/title"),
    "impact": ("impact", NOTE),
    "translate": ("translate", "all", "--locale", "zh", "--branch", "hq"),
    "sync": ("sync",),
    "serve": ("serve",),
    "init": ("init", "{out}/new"),
    "explain": ("explain", "YAML001"),
}
# Functions that commands call, by where they look them up, and commands that come past them.
WORKSPACE = ("check", "build", "render", "print", "fork", "accept", "drift", "diff", "trace", "impact", "translate", "sync", "serve")
KINDS = ("kinds", "kinds schema", "kinds schemas", "kinds docs", "new")
STAGES: dict[str, tuple[str, ...]] = {
    "sopbook.cli.options.find_workspace": (*WORKSPACE, *KINDS),
    "sopbook.source.files.decode": (*WORKSPACE, *KINDS),
    "sopbook.handbook.check.workspace.load_tree": WORKSPACE,
    "sopbook.handbook.check.workspace.discover": WORKSPACE,
    "sopbook.kinds.discover.load_kind": (*WORKSPACE, *KINDS),
    "sopbook.handbook.check.workspace.playbooks_by_branch": WORKSPACE,
    "sopbook.handbook.check.workspace.read_translations": WORKSPACE,
    "sopbook.handbook.check.workspace.check_languages": WORKSPACE,
    "sopbook.handbook.check.workspace.Resolver": ("check", "build", "render", "print"),
    "sopbook.handbook.check.workspace.check": ("check", "build", "render", "print"),
    "sopbook.publication.opened.findings_about": ("check", "build", "render", "print"),
    "sopbook.publication.opened.edition": ("check", "build", "render", "print"),
    "sopbook.publication.opened.check_glyphs": ("check", "build", "render", "print"),
    "sopbook.publication.opened.site_paths": ("check", "build"),
    "sopbook.publication.trials.TriedTemplates": ("check", "build"),
    "sopbook.publication.opened.collisions": ("check", "build"),
    "sopbook.publication.finished.render": ("render", "build one edition"),
    "sopbook.publication.finished.print_files": ("render", "build one edition"),
    "sopbook.cli.check.coverage": ("check",),
    "sopbook.cli.build.fingerprint": ("build",),
    "sopbook.site.site._build": ("build one edition",),
    "sopbook.site.plugin.finished": ("build one edition",),
    "sopbook.site.plugin.completed": ("build one edition",),
    "sopbook.site.plugin.search_files": ("build one edition",),
    "sopbook.site.files.data_files": ("build one edition", "render"),
    "sopbook.site.files.calendar_files": ("build one edition", "render"),
    "sopbook.cli.render.handbook_files": ("render",),
    "sopbook.outputs.pdf.sheets.page_data": ("print",),
    "sopbook.cli.kinds.kind_reference": ("kinds docs",),
    "sopbook.cli.kinds.derived_schemas": ("kinds schemas",),
    "sopbook.cli.write.skeleton": ("new",),
    "sopbook.cli.write.starter": ("init",),
    "sopbook.cli.forks.fork_text": ("fork",),
    "sopbook.cli.forks.accepted": ("accept",),
    "sopbook.cli.history.trace": ("trace",),
    "sopbook.cli.history.impact": ("impact",),
    "sopbook.cli.translate.translation_text": ("translate",),
    "sopbook.site.site.serve_site": ("serve",),
}
PAIRS = [(function, command) for function, commands in STAGES.items() for command in commands]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with two branches, in which every command works."""
    root = tmp_path_factory.mktemp("faults")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def run(command: str, root: Path, out: Path, *more: str) -> Any:
    """Return what a command did in a workspace."""
    if command == "fork":
        (root / "playbooks/south/note/good.yaml").unlink(missing_ok=True)
    arguments = [part.format(out=out) for part in COMMANDS[command]]
    place = () if command in ("init", "explain") else ("-C", str(root))
    arguments[1:1] = place if arguments[0] == "kinds" else ()
    return sopbook(*arguments, *(() if arguments[0] == "kinds" else place), *more)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in ("build", "serve")])  # Other tests run these.
def test_without_a_fault_every_command_does_its_work(laid_out: Path, tmp_path: Path, command: str) -> None:
    done = run(command, Path(shutil.copytree(laid_out, tmp_path / "workspace")), tmp_path)

    assert (done.exit_code, done.exception if done.exit_code == 2 else None) == (1 if command == "drift" else 0, None), done.output


@pytest.mark.parametrize(("function", "command"), PAIRS, ids=[f"{command}: {function.removeprefix('sopbook.')}" for function, command in PAIRS])
def test_a_fault_in_any_stage_ends_in_one_sentence(
    laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, command: str
) -> None:
    root = Path(shutil.copytree(laid_out, tmp_path / "workspace"))

    def fails(*_arguments: object, **_named: object) -> None:
        raise KeyError("reviewed_on")

    monkeypatch.setattr(function, fails)
    before = contents(root)
    done = run(command, root, tmp_path)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        "Error: Something failed that should not: KeyError: 'reviewed_on'. It is a fault of sopbook or of a plugin, not of the playbooks; "
        "run the command again with --traceback, and report what it prints."
    )
    assert "Traceback" not in done.output
    if command == "serve":  # MkDocs leaves the socket of its server open if the first build fails; the process ends then.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            del done
            gc.collect()
    assert {name: text for name, text in contents(root).items() if name in before} == before or command == "fork"


def test_whoever_asks_sees_the_traceback(laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopbook.publication.opened.edition", {}.__getitem__)

    for arguments in (("--traceback", "check", "-C", laid_out), ("check", "-C", laid_out, "--traceback")):
        assert isinstance(sopbook(*arguments).exception, TypeError)


def test_the_option_stands_in_the_help() -> None:
    assert "--traceback" in sopbook("--help").output


HOOKS = {
    "raises": "def on_page_markdown(markdown, **_): raise RuntimeError('the hook is broken')\n",
    "is killed": "import os, signal\ndef on_page_markdown(markdown, **_): os.kill(os.getpid(), signal.SIGKILL)\n",
}
_KILLED = "A process that built an edition was killed, perhaps because the memory ran out. The last good site stays."


@pytest.mark.parametrize(
    ("how", "told", "code"),
    [
        ("raises", "Error: Something failed that should not: RuntimeError: the hook is broken. It is a fault of sopbook or of a plugin, not of the playbooks; "
         "run the command again with --traceback, and report what it prints.", 2),
        ("is killed", _KILLED, 1),
    ],
)  # fmt: skip
def test_a_worker_that_fails_ends_the_build_in_one_sentence(laid_out: Path, tmp_path: Path, how: str, told: str, code: int) -> None:
    root = Path(shutil.copytree(laid_out, tmp_path / "workspace"))
    for number in range(WORTH_A_PROCESS):  # In four editions, so that each process gets enough.
        (root / f"playbooks/hq/note/note-{number}.yaml").write_text("title: Another note\n", "utf-8")
    (root / "hook.py").write_text(HOOKS[how], "utf-8")
    (root / "mkdocs.yml").write_text(FILES["mkdocs.yml"] + "hooks: [hook.py]\n", "utf-8")

    done = process("build", cwd=root)

    assert (done.returncode, done.stderr.splitlines()[-1]) == (code, told)
    assert "Traceback" not in done.stdout + done.stderr
    assert [file.name for file in root.iterdir() if file.name.startswith("site")] == []


def test_plain_mkdocs_is_told_in_one_sentence(laid_out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def fails(_publication: object, **_named: object) -> None:
        raise KeyError("reviewed_on")

    monkeypatch.setattr("sopbook.site.plugin.finished", fails)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY["SOURCE_DATE_EPOCH"])
    monkeypatch.setattr(logging.getLogger("mkdocs"), "propagate", True)
    config = load_config(str(laid_out / "mkdocs.yml"), site_dir=str(tmp_path))

    with pytest.raises(Abort):
        mkdocs_build(config)

    assert {record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR} == {
        "Something failed that should not: KeyError: 'reviewed_on'. It is a fault of sopbook or of a plugin, not of the playbooks; "
        "run the command again with --traceback, and report what it prints.",
    }


@contextmanager
def small_disk() -> Iterator[None]:
    """Let no file grow beyond 20 bytes: each write behind that fails in the middle, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("command", ["build one edition", "render", "print", "kinds docs", "init", "new", "accept", "translate"])
def test_a_disk_that_is_full_leaves_nothing_half_written(laid_out: Path, tmp_path: Path, command: str) -> None:
    root, out = Path(shutil.copytree(laid_out, tmp_path / "workspace")), tmp_path / "out"
    before = contents(root)

    with small_disk():
        done = run(command, root, out)

    assert (done.exit_code, contents(root), contents(out)) == (2, before, {})
    assert re.fullmatch(r"Error: (\S+ cannot be read or written|The system refuses to go on): file too large\.", done.stderr.splitlines()[-1])


@pytest.mark.parametrize("command", ["render --to README/pages", "print good --to README/sheets", "kinds --to README/docs", "build --to README/site", "init README/new"])
def test_a_folder_below_a_file_is_told(laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    root = Path(shutil.copytree(laid_out, tmp_path / "workspace"))
    (root / "README").write_text("A file.\n", "utf-8")
    words = command.replace("kinds", "kinds docs").split()

    monkeypatch.chdir(root)
    done = sopbook(*words)

    assert done.exit_code == 2
    assert re.fullmatch(r"Error: README\S* cannot be read or written: (not a directory|file exists)\.", done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "", "site/index.html"), "site/index.html cannot be read or written: no space left on device."),
        (PermissionError(errno.EACCES, "", "playbooks/hq"), "playbooks/hq cannot be read or written: permission denied."),
        (OSError(errno.EROFS, "", "site"), "site cannot be read or written: read-only file system."),
        (OSError(errno.ENAMETOOLONG, "", "x" * 300), f"{'x' * 60}…{'x' * 60} cannot be read or written: file name too long."),
        (FileNotFoundError(errno.ENOENT, "", os.fsdecode(b"note/\xc0\xcf.yaml")), "note/\\xc0\\xcf.yaml cannot be read or written: no such file or directory."),
        (OSError(errno.ENOSPC, ""), "The system refuses to go on: no space left on device."),
        (MemoryError(), "The memory of this machine is not enough for this workspace."),
        (RecursionError("maximum recursion depth exceeded"), "Something in the workspace is nested deeper than can be read. --traceback shows where it was met."),
    ],
)  # fmt: skip
def test_what_the_system_refuses_is_told_in_plain_words(error: Exception, told: str) -> None:
    assert sentence(error) == told


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "127.0.0.1:abc", "no-such-host.invalid:8000", "127.0.0.1", ":", "1.2.3.4:80"])
def test_an_impossible_address_is_told(laid_out: Path, address: str) -> None:
    done = sopbook("serve", "-C", laid_out, "--addr", address)

    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].startswith("Error: ")
